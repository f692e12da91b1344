/** Answers of many parts come in pages, as in AWS: a caller that reads only the first one misses the rest here too. */

import { ApiError } from '../kernel/types';

/** One page of `items`, and the token of the next one if there is one. */
export function pageOf<T>(items: readonly T[], token: unknown, size: number): { readonly items: T[]; readonly next?: string } {
  const start = token === undefined || token === null ? 0 : Number(Buffer.from(String(token), 'base64').toString('utf8').replace(/^from-/, ''));
  if (!Number.isInteger(start) || start < 0) {
    throw new ApiError('InvalidInputException', 'You provided an invalid pagination token.');
  }
  const end = start + size;
  return { items: items.slice(start, end), ...(end < items.length ? { next: Buffer.from(`from-${end}`).toString('base64') } : {}) };
}

/** The size that the caller asks for, up to what the service allows. */
export function pageSize(asked: unknown, standard: number, most: number): number {
  const size = asked === undefined || asked === null ? standard : Number(asked);
  return Number.isInteger(size) && size > 0 ? Math.min(size, most) : standard;
}

/** A map as the list that AWS makes of tags. */
export function tagList(tags: Readonly<Record<string, string>>): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** The list that AWS makes of tags as a map. */
export function tagMap(tags: readonly { readonly Key: string; readonly Value: string }[] | undefined): Record<string, string> {
  return Object.fromEntries((tags ?? []).map(({ Key, Value }) => [Key, Value]));
}
