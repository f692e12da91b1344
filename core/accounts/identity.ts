/** Names that are computed, so that a repeated call is recognised as the same call. */

import { createHash } from 'node:crypto';
import type { DesiredAccount, Tag } from './model';
import { OWNER_TAG } from '../../src/contract';

/** A repeated request within this time is the same request. The name of the product is the real lock. */
export const PROVISION_WINDOW_MINUTES = 10;

function hash(...parts: string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/**
 * `<name>/<hash of the e-mail>`: the same for all legs of an account, for ever. An account that was named by its id stands for that id, and its address is
 * compared with the account itself: `<name>/<id>`.
 */
export function physicalIdOf(desired: Pick<DesiredAccount, 'name' | 'email' | 'existingAccountId'>): string {
  return `${desired.name}/${desired.existingAccountId ?? hash(desired.email.toLowerCase()).slice(0, 12)}`;
}

/**
 * The token of a request to create an account.
 *
 * `after` is the record of an attempt that the same token has brought back although it has ended: it makes the token of the next attempt.
 */
export function provisionTokenOf(desired: Pick<DesiredAccount, 'name' | 'owner'>, now: Date, after?: string): string {
  const window = Math.floor(now.getTime() / (PROVISION_WINDOW_MINUTES * 60_000));
  return hash(desired.owner, desired.name, String(window), ...(after === undefined ? [] : [after])).slice(0, 40);
}

/** The token of a request that answers to a record: one such request for each record. */
export function followUpTokenOf(kind: 'update' | 'terminate', productId: string, recordId: string): string {
  return hash(kind, productId, recordId).slice(0, 40);
}

/** A number in [0, 1) that depends on the text alone. */
export function fractionOf(text: string): number {
  return parseInt(hash(text).slice(0, 8), 16) / 0x1_0000_0000;
}

/** Who owns what carries these tags. */
export function ownerOf(tags: readonly Tag[]): string | undefined {
  return tags.find((tag) => tag.key === OWNER_TAG)?.value;
}

/** The user's tags and the owner's. */
export function tagsOf(desired: Pick<DesiredAccount, 'owner' | 'tags'>): Tag[] {
  return [{ key: OWNER_TAG, value: desired.owner }, ...desired.tags.filter((tag) => tag.key !== OWNER_TAG)];
}
