/** Ids in the shape that AWS gives them, drawn from the seed. */

import { Clock } from '../kernel/types';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';

/** `prefix` and as many lower-case letters and digits as AWS appends. */
export function drawId(clock: Clock, prefix: string, length: number, ...key: (string | number)[]): string {
  let id = prefix;
  for (let index = 0; index < length; index++) {
    id += LETTERS[Math.floor(clock.draw('id', prefix, ...key, index) * LETTERS.length)];
  }
  return id;
}

/** Twelve digits that no account has yet. */
export function drawAccountId(clock: Clock, name: string, taken: ReadonlySet<string>): string {
  for (let attempt = 1; ; attempt++) {
    const id = String(Math.floor(1e11 + clock.draw('account-id', name, attempt) * 9e11));
    if (!taken.has(id)) return id;
  }
}
