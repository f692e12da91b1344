/** What happened to a product of the world file before anyone rehearsed. */

import type { WorldProduct } from '../world/world';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** One operation on a product. */
export interface PastOperation {
  readonly operation: 'provision' | 'update' | 'terminate';
  readonly outcome: 'succeeded' | 'failed' | 'running';
  readonly message?: string;
  /** When it was asked for, in epoch milliseconds. */
  readonly at: number;
  readonly tagged: boolean;
  readonly purged: boolean;
}

/** When the last operation was asked for, unless the product has a history of its own. */
export function lastAskedAt({ status }: Pick<WorldProduct, 'status'>, began: number): number {
  return began - (status === 'UNDER_CHANGE' ? 5 * MINUTE : DAY);
}

/**
 * Oldest first. `began` is when the first run does, `at` when the last operation was asked for unless the history says that. Without a history of its own a product has the operation
 * that its status lets expect, and a success a month before that if there was one.
 */
export function historyOf(product: WorldProduct, began: number, at = lastAskedAt(product, began)): PastOperation[] {
  const { history, status, statusMessage, succeededOnce } = product;
  if (history !== undefined) {
    return history.map(({ hoursAgo, message, operation, outcome, tagged, purged }) => ({
      operation,
      outcome,
      tagged,
      purged,
      at: began - hoursAgo * HOUR,
      ...(outcome === 'failed' ? { message: message ?? statusMessage } : {}),
    }));
  }
  const failed = status === 'ERROR' || status === 'TAINTED';
  const outcome = failed ? 'failed' : status === 'AVAILABLE' ? 'succeeded' : 'running';
  const last = { outcome, message: failed ? statusMessage : undefined, at, tagged: true, purged: false } as const;
  return succeededOnce && outcome !== 'succeeded'
    ? [{ ...last, operation: 'provision', outcome: 'succeeded', message: undefined, at: at - 30 * DAY }, { ...last, operation: failed ? 'update' : 'provision' }]
    : [{ ...last, operation: 'provision' }];
}
