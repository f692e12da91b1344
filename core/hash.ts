/** Hashes: names that are computed from what they stand for, and chance that can be repeated. */

import { createHash } from 'node:crypto';

/** The hash of some texts, in hexadecimal. No two lists of texts share one, however the texts are cut. */
export function hashOf(...parts: string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** A number in [0, 1) that depends on the text alone. */
export function fractionOf(text: string): number {
  return parseInt(hashOf(text).slice(0, 8), 16) / 0x1_0000_0000;
}
