/** Draws that depend on a key alone: adding one draw never changes another. */

import { hash } from 'node:crypto';

/** A number in [0, 1) for this seed and key. */
export function keyedDraw(seed: string, key: readonly (string | number)[]): number {
  // The separator can't occur in a key's parts, so ('a', 'bc') and ('ab', 'c') draw apart.
  const digest = hash('sha256', `${seed}\u0000${key.join('\u0000')}`);
  return parseInt(digest.slice(0, 12), 16) / 2 ** 48;
}
