/** Ids in the shape that AWS gives them, drawn from the seed. */

import type { Clock } from '../kernel/types';

/** 32 of them: five bits each, nine out of the 48 bits of one draw. */
const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';
const LETTERS_PER_DRAW = 9;

/** `prefix` and as many lower-case letters and digits as AWS appends. */
export function drawId(clock: Clock, prefix: string, length: number, ...key: (string | number)[]): string {
  let id = '';
  for (let draw = 1; id.length < length; draw++) {
    let rest = clock.draw('id', prefix, ...key, draw);
    for (let letter = 0; letter < LETTERS_PER_DRAW; letter++) {
      rest *= LETTERS.length;
      id += LETTERS[Math.floor(rest)];
      rest -= Math.floor(rest);
    }
  }
  return prefix + id.slice(0, length);
}

/** A UUID. */
export function drawUuid(clock: Clock, ...key: (string | number)[]): string {
  const digit = (index: number) => Math.floor(clock.draw('uuid', ...key, index) * 16).toString(16);
  return [8, 4, 4, 4, 12].map((length, part) => Array.from({ length }, (_, index) => digit(part * 16 + index)).join('')).join('-');
}

/** Twelve digits that no account has yet. */
export function drawAccountId(clock: Clock, name: string, taken: ReadonlySet<string>): string {
  for (let attempt = 1; ; attempt++) {
    const id = String(Math.floor(1e11 + clock.draw('account-id', name, attempt) * 9e11));
    if (!taken.has(id)) {
      return id;
    }
  }
}
