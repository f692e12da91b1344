/** The clock rules of requests to AWS Organizations. What both roads need is said by the other one. */

import type { Creation } from './model';
import type { Aim, Attempt } from '../../accounts/attempt';
import { backoffSeconds } from '../control-tower/timing';

/** Who finds the gate closed stays there for so many seconds, well below a function's time limit. */
export const GATE_SECONDS = 96;
/** So many seconds lie between its looks. Creations end every half minute in a pool that grows by five at a time. */
const LOOK_SECONDS = 4;
/** The same for an account that was begun before. */
const LATE_LOOK_SECONDS = 3;
/** A request that was accepted is waited for so long until it shows; lists lag by seconds. */
export const SHOW_SECONDS = 30;
export const SHOW_LOOK_SECONDS = 2;

/** How many seconds an account leaves between two looks at a closed gate. */
export function gateLookSeconds(aim: Aim): number {
  return aim === 'begun' ? LOOK_SECONDS : LATE_LOOK_SECONDS;
}

/** The times of a request that has ended, as the rules of both roads take them. */
export function spanOf({ requestedAt, completedAt }: Creation): { readonly createdAt: string; readonly updatedAt: string } {
  return { createdAt: requestedAt, updatedAt: completedAt ?? requestedAt };
}

/** Whether a failed request has been left alone long enough. */
export function isRested(creation: Creation, attempt: Attempt, now: Date): boolean {
  const { updatedAt } = spanOf(creation);
  return now.getTime() >= Date.parse(updatedAt) + backoffSeconds({ id: creation.id, updatedAt }, attempt) * 1000;
}
