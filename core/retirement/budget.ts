/**
 * How many accounts an organization may close: the higher of 250 and a fifth of its members in any 30 days, 1,000 at most.
 *
 * AWS tells nobody how much of it is used up. What is known are the closings that our own store has begun. Others may have closed accounts as well: then AWS
 * refuses, and that is waited for.
 */

import { lastStep } from './orders';
import type { Order } from './orders';
import { BUDGET_REST_MINUTES } from './policy';
import { minutesAfter } from '../clock';

export const BUDGET_DAYS = 30;
const BUDGET_LEAST = 250;
const BUDGET_PART = 0.2;
const BUDGET_MOST = 1000;
const DAY_MINUTES = 24 * 60;

/** The budget of an organization with so many member accounts. */
export function budgetOf(members: number): number {
  return Math.min(BUDGET_MOST, Math.max(BUDGET_LEAST, Math.floor(members * BUDGET_PART)));
}

/** How much of it is left, and when there is room again. */
export interface Room {
  readonly budget: number;
  /** Closings of ours that count now. */
  readonly used: number;
  /** Undefined: now. */
  readonly at?: Date;
}

/** What is left for one more closing. `but`: an entry that was written for this very closing. */
export function roomToClose(orders: readonly Order[], members: number, now: Date, but?: number): Room {
  const budget = budgetOf(members);
  const begun = orders
    // Taken back before AWS was asked, or refused: neither has used anything up.
    .flatMap(order => {
      const at = lastStep(order, 'close', but);
      return at === undefined || (order.budgetAt !== undefined && order.budgetAt >= at) ? [] : [at];
    })
    .filter(at => minutesAfter(at, BUDGET_DAYS * DAY_MINUTES) > now)
    .sort((one, other) => one.getTime() - other.getTime());
  const refusedAt = orders.flatMap(({ budgetAt }) => budgetAt ?? []).sort((one, other) => other.getTime() - one.getTime())[0];
  const later = [
    ...begun.length >= budget ? [minutesAfter(begun[begun.length - budget], BUDGET_DAYS * DAY_MINUTES)] : [],
    ...refusedAt !== undefined && minutesAfter(refusedAt, BUDGET_REST_MINUTES) > now ? [minutesAfter(refusedAt, BUDGET_REST_MINUTES)] : [],
  ];
  const at = later.sort((one, other) => other.getTime() - one.getTime())[0];
  return { budget, used: begun.length, ...at === undefined ? {} : { at } };
}
