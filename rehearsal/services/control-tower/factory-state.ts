/** What Control Tower is at work on, as plain JSON. All times are epoch milliseconds of virtual time. */

import type { Caller } from '../../kernel/types';
import type { OperationKind } from '../service-catalog/catalog-state';

export interface FactoryState {
  /** What it is at work on, or will be. */
  operations: OperationState[];
  /** Operations so far, by kind and account name: a draw is keyed by the number of the attempt. */
  readonly attempts: Record<string, number>;
  /** What became of accounts that left the unit that they were enrolled in, by their ids. */
  readonly strays: Record<string, Stray>;
  /** Accounts without a product that are in its care; absent where an earlier version left the state. */
  enrolments?: EnrolmentsState;
}

/** Accounts that came into Control Tower's care by a move. */
export interface EnrolmentsState {
  /** By their ids; `number` counts the moves that began one. */
  readonly accounts: Record<string, { readonly status: 'UNDER_CHANGE' | 'SUCCEEDED' | 'FAILED'; readonly number: number }>;
  /** What is to come. */
  steps: EnrolmentStep[];
}

/** The end of an enrolment. */
export interface EnrolmentStep {
  readonly at: number;
  readonly kind: 'end';
  readonly accountId: string;
  readonly number: number;
}

/** Drift, or an account that isn't Control Tower's any more. */
export type Stray = 'moved' | 'unenrolled';

/** What the factory does, and when. */
export interface OperationStep {
  readonly at: number;
  readonly kind: 'begin' | 'check' | 'request-account' | 'account-exists' | 'enroll' | 'remedy' | 'fail' | 'complete';
}

/** An accepted operation and what is to come of it: the opening steps from its acceptance on, the others from `check` on. */
export interface OperationState {
  readonly recordId: string;
  readonly productId: string;
  readonly name: string;
  readonly kind: OperationKind;
  readonly acceptedAt: number;
  /** How often this kind of operation was accepted for this name, this time included. */
  readonly attempt: number;
  readonly caller: Caller;
  readonly parameters: Record<string, string>;
  /** Whether it holds one of the factory's slots. */
  holdsSlot: boolean;
  /** Whether Control Tower is taking the account out of its care, one at a time. */
  unmanaging: boolean;
  /** Found out when the request was accepted, shown when the factory looks at it. */
  readonly refusal?: string;
  /** The factory says that it is busy, whether it is or not. */
  readonly busyMessage?: string;
  /** What the `fail` step says. */
  failure?: string;
  creationId?: string;
  steps: OperationStep[];
}
