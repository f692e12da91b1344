/**
 * Taking turns at an open gate.
 *
 * Of a stack that is deployed for the first time, one account at a time comes to the gate. Of one that is deployed again after failures, all last legs come at
 * once; each would see the same free slot, because searches lag behind, and together they would ask for more accounts at a time than the stack may.
 *
 * So each has its turn, and asks for a slot only then. Who is when follows from the list of those that are under way and from the clock, so nobody has to be told:
 *
 *     place    0    1    2    0    1    2        a turn is longer than searches lag: who is next sees who went before
 *     time  |----|----|----|----|----|----|
 */

import type { VendingLook, VendingObserved, VendingReason, VendingSituation } from './model';
import { look, wait } from '../../reconcile/decision';
import type { LookAt, Wait } from '../../reconcile/decision';

/** One of those that are under way for the same order. */
export interface PlaceInLine {
  /** From 0. */
  readonly index: number;
  readonly length: number;
}

const TURN_SECONDS = 30;

/** What whoever takes turns waits for at an open gate; a look if its place isn't known yet; undefined if it may go on. */
export function awaitTurn(
  { gate, line }: Pick<VendingObserved, 'gate' | 'line'>, { attempt, now }: Pick<VendingSituation, 'attempt' | 'now'>,
): LookAt<VendingLook> | Wait<VendingReason> | undefined {
  if (!attempt.takesTurns) {
    return undefined;
  }
  if (line === undefined) {
    return look({ at: 'line' });
  }
  return isTurn(line, now) ? undefined : wait('gate', { holders: gate?.holders, text: `it takes turns with ${line.length - 1} others of its stack` });
}

/** Whether it is the turn of whoever has this place. */
export function isTurn({ index, length }: PlaceInLine, now: Date): boolean {
  return Math.floor(now.getTime() / 1000 / TURN_SECONDS) % Math.max(1, length) === index;
}
