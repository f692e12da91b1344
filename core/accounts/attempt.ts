/**
 * One attempt at an account, as whoever started it tells. A stage knows no more of it: the resources of a stack, a command and a schedule look alike to it.
 *
 *     the order is given      the attempt begins                     its deadline
 *     |-----------------------|--------------------------------------|
 *     older: a leftover                                              (the loop's, not the stage's)
 */

import { minutesAfter } from '../clock';

/**
 * How far an attempt is to bring its account.
 *
 * `begun`: whoever creates accounts is at work on it, or it exists. `reached`: it is where it should be, as far as that shows without looking closer.
 * `confirmed`: it was looked at from all sides, is known to be ours, and carries its tags. Who confirms also tells, so failures say where the account is.
 */
export type Aim = 'begun' | 'reached' | 'confirmed';

/** Times are ISO 8601. */
export interface Attempt {
  readonly aim: Aim;
  readonly startedAt: string;
  /** When the order that this attempt serves was given: what is older is a leftover of another one. */
  readonly orderedAt: string;
  /** Since when what grants us access may have been spreading. */
  readonly accessSince: string;
  /** Whether an account may be asked for if there is none; else there must be one. */
  readonly mayRequest: boolean;
  /** Whether others may come to the factory's gate at the same moment, for the same order: then each waits for its turn. */
  readonly takesTurns: boolean;
  /** Whether a quarantine may be ended: the account is on its way into the pool, or somebody asked for it. Else whoever quarantined it may have meant it. */
  readonly mayLeaveQuarantine: boolean;
}

/** How long IAM and the portfolio association may take to spread. */
export const GRACE_MINUTES = 5;

/** Whether access may still be spreading at that time. */
export function isSpreading(attempt: Pick<Attempt, 'accessSince'>, time: Date): boolean {
  return time.getTime() < minutesAfter(new Date(attempt.accessSince), GRACE_MINUTES).getTime();
}

/** Whether something was begun for an earlier order. */
export function isLeftover(begun: { readonly createdAt: string }, attempt: Pick<Attempt, 'orderedAt'>): boolean {
  return Date.parse(begun.createdAt) < Date.parse(attempt.orderedAt);
}
