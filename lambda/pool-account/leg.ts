/**
 * Legs: how CloudFormation gives an account more time than a resource has. What a leg is for the domain, an attempt, is said here and nowhere else.
 */

import type { Aim, Attempt } from '../../core/accounts/attempt';
import { minutesAfter } from '../../core/clock';
import { LAST_LEG, LEG_MINUTES, PoolAccountProperty, START_LEG } from '../../src/contract';

/** One leg of a relay, as its kick recorded it. Times are ISO 8601. */
export interface LegWindow {
  readonly startedAt: string;
  /** When the leg hands over, or fails if it is the last. */
  readonly deadline: string;
  /** When the stack operation that this leg belongs to began: what is older is a leftover. */
  readonly deploymentStartedAt: string;
  /** Status and time of last update of the stack and of its root. */
  readonly epoch: string;
}

/** What CloudFormation wants of a leg. */
export interface LegRequest {
  readonly isUpdate: boolean;
  /** Whether the user gave `verify` another value: the account is to be looked at again. */
  readonly isVerification: boolean;
}

/** What an event asks of a leg. */
export function requestOf(event: {
  readonly RequestType: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
  readonly OldResourceProperties?: Readonly<Record<string, unknown>>;
}): LegRequest {
  const verify = PoolAccountProperty.VERIFY;
  return {
    isUpdate: event.RequestType === 'Update',
    isVerification: (event.ResourceProperties[verify] ?? '') !== (event.OldResourceProperties?.[verify] ?? ''),
  };
}

/** A leg's place in its relay: only the last one verifies, tags, and tells what is wrong with the account. */
export type LegRole = 'start' | 'middle' | 'last';

const AIMS: Readonly<Record<LegRole, Aim>> = { start: 'begun', middle: 'reached', last: 'confirmed' };

/** The place of a leg in its relay. */
export function roleOf(leg: string): LegRole {
  return leg === START_LEG ? 'start' : leg === LAST_LEG ? 'last' : 'middle';
}

/** The end of a leg that starts at `start`. */
export function deadlineOf(start: Date): Date {
  return minutesAfter(start, LEG_MINUTES);
}

/**
 * What a leg attempts.
 *
 * The first leg of each account waits out from its own start what is still spreading. Later legs don't repeat that, because it would triple the wait for an error
 * that stays; they count from the start of the deployment.
 *
 * An update never requests an account: the leg was complete before, so there was one. An account that never was is always met by a creation, because CloudFormation
 * replaces a leg that failed. First legs come one after another; last legs that failed are made anew all at once, and take turns. For the same reason an update finds its account in the pool: what became of it there since is left alone unless `verify` changed.
 */
export function attemptOf(window: LegWindow, role: LegRole, { isUpdate, isVerification }: LegRequest): Attempt {
  return {
    aim: AIMS[role],
    startedAt: window.startedAt,
    orderedAt: window.deploymentStartedAt,
    accessSince: role === 'start' ? window.startedAt : window.deploymentStartedAt,
    mayRequest: !isUpdate,
    takesTurns: role === 'last',
    mayLeaveQuarantine: !isUpdate || isVerification,
  };
}
