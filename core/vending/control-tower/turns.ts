/**
 * Taking turns at an open gate.
 *
 * Of a stack that is deployed for the first time, one account at a time comes to the gate. Of one that is deployed again after failures, all last legs come at
 * once; each would see the same free slot, because searches lag behind, and together they would ask for more accounts at a time than the stack may.
 *
 * So each has its turn, and asks for a slot only then. Who is when follows from the list of those that are under way and from the clock, so nobody has to be told:
 *
 *     place    0    1    2    0    1    2        slots are asked for at the beginning of a turn only, and the rest of it is longer
 *     time  |=---|=---|=---|=---|=---|=---|      than searches lag: who is next sees who went before
 */

import type { PlaceInLine, VendingLook, VendingObserved, VendingReason, VendingSituation } from './model';
import { look, wait } from '../../reconcile/decision';
import type { LookAt, Wait } from '../../reconcile/decision';

const TURN_SECONDS = 40;
/** So long a turn is good for asking. Whoever is at the gate looks several times meanwhile; and what it takes to ask, and twenty seconds of lag, fit into the rest. */
const ASKING_SECONDS = 10;

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

/** Whether it is the turn of whoever has this place, and early enough in it. */
export function isTurn({ index, length }: PlaceInLine, now: Date): boolean {
  const seconds = now.getTime() / 1000;
  const isItsTurn = Math.floor(seconds / TURN_SECONDS) % Math.max(1, length) === index;
  return isItsTurn && (length <= 1 || seconds % TURN_SECONDS < ASKING_SECONDS);
}
