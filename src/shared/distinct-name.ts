import { createHash } from 'node:crypto';

/** A short hash of a text. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/**
 * A text as something that takes fewer characters can hold it.
 *
 * What doesn't fit is replaced by hyphens or cut off, and then a hash keeps the result as unequal as the texts were.
 *
 * @param text the text
 * @param unfit what can't be held, with the flag g
 * @param room how many characters there are
 */
export function distinctName(text: string, unfit: RegExp, room: number): string {
  const fitting = text.replace(unfit, '-');
  if (fitting === text && text.length <= room) {
    return text;
  }
  const hash = shortHash(text);
  return `${fitting.slice(0, room - hash.length - 1)}-${hash}`;
}
