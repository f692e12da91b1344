/** Ends the wait for a thread whose functions give it no turn. */

import { silent } from './kernel/function-faults';
import { Patience } from './kernel/patience';
import type { UnknownToRehearsal } from './kernel/types';
import type { Pulse } from './pulse';

/** Real milliseconds between two looks at the pulse. */
const LOOK_MILLISECONDS = 500;

/**
 * Looks at a thread's pulse. `onSilence` is called with the sentence about the function that was at work all the time.
 * @param patienceSeconds real seconds without a turn
 * @returns ends the watch
 */
export function watch(pulse: Pulse, patienceSeconds: number, onSilence: (sentence: UnknownToRehearsal) => void): () => void {
  let beats = pulse.beats;
  const patience = new Patience(patienceSeconds, seconds => {
    const { fn, at } = pulse.atWork!;
    onSilence(silent(fn, { seconds, at, others: 0 }));
  });
  patience.begin();
  const looking = setInterval(() => {
    if (pulse.beats !== beats || pulse.atWork === undefined) {
      patience.heard();
    }
    beats = pulse.beats;
  }, LOOK_MILLISECONDS);
  return () => {
    clearInterval(looking);
    patience.end();
  };
}
