/**
 * Patience for the functions that have no second chance: what kick or the look-up throws fails the deployment at once.
 *
 * Besides errors that pass, a refusal of access is worth waiting for: in a first deployment the role is seconds old, and IAM takes a while to spread.
 */

import { classify } from '../../core/failures/classify';
import { RefusalError, TransientError } from '../../core/failures/errors';

/** 62 seconds in all: well below the time limit of the functions. */
const WAITS_SECONDS = [2, 4, 8, 16, 32];

/** Makes a call, more than once if need be. */
export type Patience = <T>(call: () => Promise<T>) => Promise<T>;

/** Makes the call until it gets through, is refused for another reason than access, or patience ends. */
export async function patiently<T>(call: () => Promise<T>, sleep: (seconds: number) => Promise<void>): Promise<T> {
  for (const seconds of WAITS_SECONDS) {
    try {
      return await call();
    } catch (error) {
      const passing = error instanceof TransientError || (error instanceof RefusalError && classify(error.text).kind === 'spreading');
      if (!passing) {
        throw error;
      }
      await sleep(seconds);
    }
  }
  return call();
}

/**
 * The same patience for one call after the other, all of which end by `deadline`: whoever reads hundreds of pages would otherwise outlive the function's time,
 * and what ends that way fails the deployment without a reason.
 */
export function patientlyUntil(deadline: Date, now: () => Date, sleep: (seconds: number) => Promise<void>): Patience {
  const isOver = (seconds: number) => now().getTime() + seconds * 1000 >= deadline.getTime();
  return async call => {
    let reason: unknown = new TransientError('a read of many calls', 'the time for it is up');
    return patiently(async () => {
      if (isOver(0)) {
        throw reason;
      }
      try {
        return await call();
      } catch (error) {
        reason = error;
        throw error;
      }
    }, async seconds => {
      if (isOver(seconds)) {
        throw reason;
      }
      await sleep(seconds);
    });
  };
}
