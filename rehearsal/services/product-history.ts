/** What happened to a product of the world file before anyone rehearsed. */

import type { WorldProduct } from '../world/world';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** As long as an operation takes of which nothing is said. */
const EXPECTED = 20 * MINUTE;

/** One operation on a product. */
export interface PastOperation {
  readonly operation: 'provision' | 'update' | 'terminate';
  readonly outcome: 'succeeded' | 'failed' | 'running';
  readonly message?: string;
  /** When it was asked for, and when it was changed last, in epoch milliseconds. */
  readonly at: number;
  readonly changedAt: number;
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
  const lasted = (outcome: PastOperation['outcome'], from: number, minutes?: number) => ({
    outcome,
    at: from,
    changedAt: outcome === 'running' ? from : Math.min(began, from + (minutes === undefined ? EXPECTED : minutes * MINUTE)),
  });
  if (history !== undefined) {
    return history.map(({ hoursAgo, message, minutes, operation, outcome, tagged, purged }) => ({
      operation,
      tagged,
      purged,
      ...lasted(outcome, began - hoursAgo * HOUR, minutes),
      ...(outcome === 'failed' ? { message: message ?? statusMessage } : {}),
    }));
  }
  const failed = status === 'ERROR' || status === 'TAINTED';
  const last = {
    ...lasted(failed ? 'failed' : status === 'AVAILABLE' ? 'succeeded' : 'running', at),
    message: failed ? statusMessage : undefined,
    tagged: true,
    purged: false,
  };
  return succeededOnce && last.outcome !== 'succeeded'
    ? [{ ...last, operation: 'provision', message: undefined, ...lasted('succeeded', at - 30 * DAY) }, { ...last, operation: failed ? 'update' : 'provision' }]
    : [{ ...last, operation: 'provision' }];
}
