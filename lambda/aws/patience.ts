/**
 * Patience for the functions that have no second chance: what kick or the look-up throws fails the deployment at once.
 *
 * Besides errors that pass, a refusal of access is worth waiting for: in a first deployment the role is seconds old, and IAM takes a while to spread.
 */

import { classify } from '../core/classify';
import { RefusalError, TransientError } from '../core/errors';

/** 62 seconds in all: well below the time limit of the functions. */
const WAITS_SECONDS = [2, 4, 8, 16, 32];

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
