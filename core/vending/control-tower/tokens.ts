/** Tokens that are computed, so that a repeated call is recognised as the same call. */

import type { DesiredAccount } from '../../accounts/account';
import { hashOf } from '../../hash';

/** A repeated request within this time is the same request. The name of the product is the real lock. */
export const PROVISION_WINDOW_MINUTES = 10;

/**
 * The token of a request to create an account.
 *
 * `after` is the record of an attempt that the same token has brought back although it has ended: it makes the token of the next attempt.
 */
export function provisionTokenOf(desired: Pick<DesiredAccount, 'name' | 'owner'>, now: Date, after?: string): string {
  const window = Math.floor(now.getTime() / (PROVISION_WINDOW_MINUTES * 60_000));
  return hashOf(desired.owner, desired.name, String(window), ...(after === undefined ? [] : [after])).slice(0, 40);
}

/** The token of a request that answers to a record: one such request for each record. */
export function followUpTokenOf(kind: 'update' | 'terminate', productId: string, recordId: string): string {
  return hashOf(kind, productId, recordId).slice(0, 40);
}
