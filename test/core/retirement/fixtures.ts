/** Orders, accounts and moments for the tests of retirement. */

import type { RetirementSituation } from '../../../core/retirement/decide-retirement';
import { ordersOf } from '../../../core/retirement/orders';
import type { Order, RetirementDraft, RetirementEntry } from '../../../core/retirement/orders';
import type { RetirementPolicy, Until } from '../../../core/retirement/policy';
import type { RetirementSeen, Whereabouts } from '../../../core/retirement/seen';

export const NOW = new Date('2026-03-02T12:00:00Z');
export const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000);

export const UNITS = {
  pool: 'ou-1-pool',
  available: 'ou-1-available',
  active: 'ou-1-active',
  frozen: 'ou-1-frozen',
  cleanUp: 'ou-1-cleanup',
  quarantine: 'ou-1-quarantine',
  entry: 'ou-1-entry',
  exit: 'ou-1-exit',
};
export const RETIRED = 'ou-1-retired';
export const HOLDING = 'ou-1-holding';
export const ROOT = 'r-1';

export const POLICY: RetirementPolicy = {
  stackName: 'Pool',
  pool: 'Pool',
  owner: 'Pool/Pool/',
  retiredUnitId: RETIRED,
  holdingUnitId: HOLDING,
  coolOffMinutes: 7 * 24 * 60,
  mayClose: true,
  hasSandbox: true,
};
export const ACCOUNT = { id: '222233334444', name: 'pool-017', owner: 'Pool/Pool/pool-017' };

/** The entries of one order, a minute apart, the last one so many minutes ago. */
export function entriesOf(until: Until, drafts: readonly Omit<RetirementDraft, 'order'>[] = [], ago = 60, more: object = {}): RetirementEntry[] {
  const all = [{ kind: 'order', account: ACCOUNT, until, by: 'jane', ...more }, ...drafts.map(draft => ({ ...draft, order: 1 }))];
  return all.map((draft, index) => ({ ...draft, number: index + 1, at: minutes(index + 1 - all.length - ago) }) as RetirementEntry);
}

export const orderOf = (...args: Parameters<typeof entriesOf>): Order => ordersOf(entriesOf(...args))[0];

/** Where the account is, read right now. */
export function whereabouts(parentId: string, status?: string, more: Partial<Whereabouts> = {}, record: object = {}): Whereabouts {
  return {
    readAt: NOW,
    account: { id: ACCOUNT.id, name: ACCOUNT.name, email: 'pool-017@example.com', status: 'ACTIVE' },
    parent: { id: parentId, name: parentId, isRoot: parentId === ROOT },
    record: status === undefined ? null : { status, lastEditedAt: minutes(-600).toISOString(), ...record },
    ...more,
  };
}

export function situation(order: Order, seen: RetirementSeen, more: Partial<RetirementSituation> = {}): RetirementSituation {
  return { policy: POLICY, order, orders: [order], seen: { units: UNITS, ...seen }, now: NOW, ...more };
}
