/**
 * Requests, accounts and what happened to them, as plain data.
 *
 * What happened is kept, each transition once and for good; how things stand follows from it by `told.ts`, and from nothing else. So the audit log can't lack what
 * a record shows.
 */

import type { AccountAction, AccountState, RequestAction, RequestState } from './states';
import type { DeskRole } from '../../src/contract';

export type { DeskRole } from '../../src/contract';
export { DESK_ROLES } from '../../src/contract';

/** Who asks: one person, or a machine that acts in its own name. */
export interface Actor {
  /** The same for one person, however it signs in today; see `actor.ts`. */
  readonly person: string;
  readonly roles: readonly DeskRole[];
}

/** The desk itself, where no person decided. No person has this name. */
export const DESK = 'desk:rules';

/** Where a command comes from, besides the person. */
export interface Origin {
  readonly ticket?: string;
  readonly commit?: string;
}

/** What is asked for, as a body says it. */
export interface RequestOrder {
  readonly pool: string;
  /** Who the accounts will be of. */
  readonly tenant: string;
  readonly team: string;
  readonly costCentre: string;
  readonly purpose: string;
  readonly count: number;
  readonly template?: string;
  readonly templateVersion?: number;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** What was asked for, completed from its template. */
export type CompleteOrder = RequestOrder & (
  | { readonly template: string; readonly templateVersion: number }
  | { readonly template?: undefined; readonly templateVersion?: undefined }
);

/** A request as it stands. */
export interface DeskRequest {
  readonly id: string;
  readonly order: CompleteOrder;
  readonly requester: string;
  readonly origin: Origin;
  readonly state: RequestState;
  /** Why it came to this state. */
  readonly why: string;
  /** Who brought it there. */
  readonly by: string;
  readonly approver?: string;
  /** Those that it got, whether or not they were returned since. */
  readonly accountIds: readonly string[];
  readonly since: Date;
  readonly changed: Date;
  /** The number of its last transition. */
  readonly version: number;
}

/** Who has an account. */
export interface Assignment {
  readonly tenant: string;
  readonly since: Date;
  readonly by: string;
  /** If it is for a request: whose ceilings it counts for, until it is returned. */
  readonly request?: Pick<DeskRequest, 'id' | 'requester'> & { readonly team: string };
}

/** An account as it stands. */
export interface DeskAccount {
  readonly id: string;
  readonly pool: string;
  readonly state: AccountState;
  readonly why: string;
  readonly by: string;
  readonly assignment?: Assignment;
  readonly since: Date;
  readonly changed: Date;
  readonly version: number;
}

interface Happened {
  /** From 1, without a gap. */
  readonly number: number;
  readonly at: Date;
  /** Who: a person, or the desk. */
  readonly by: string;
  readonly why: string;
  readonly origin: Origin;
}

/** Something that happened to a request. */
export interface RequestTransition extends Happened {
  readonly of: 'request';
  readonly id: string;
  readonly action: RequestAction;
  readonly from?: RequestState;
  readonly to: RequestState;
  /** Of a submission. */
  readonly order?: CompleteOrder;
  /** Of the account that was taken. */
  readonly accountId?: string;
}

/** Something that happened to an account. */
export interface AccountTransition extends Happened {
  readonly of: 'account';
  readonly id: string;
  readonly action: AccountAction;
  readonly from?: AccountState;
  readonly to: AccountState;
  /** Of an announcement or confirmation that is the first thing known of it. */
  readonly pool?: string;
  /** Of an assignment. */
  readonly assignment?: Omit<Assignment, 'since' | 'by'>;
  /** Of what ends one: the tenant that has it no more. */
  readonly released?: string;
}

export type Transition = RequestTransition | AccountTransition;
