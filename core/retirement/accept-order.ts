/** Whether an account may be retired, or taken back: what a person is told before anything is written. */

import { isOpen, isReached, lastOrderFor } from './orders';
import type { Order, RetirementDraft } from './orders';
import { FRESH_MS, UNTIL } from './policy';
import type { RetirementPolicy, Until } from './policy';
import { retirementRefusal } from './refusals';
import type { RetirementCode, RetirementRefusal, RetirementValue } from './refusals';
import { placeOfRetired } from './seen';
import type { RetirementSeen } from './seen';
import type { Account } from '../accounts/account';
import { ownerOf } from '../accounts/ownership';
import { momentText } from '../growth/refusals';

/** What somebody asks for. */
export interface Wanted {
  /** As it was named: by its name or its id. */
  readonly named: string;
  readonly until: Until;
  readonly by: string;
  readonly asItIs: boolean;
}

/** What is known of the organization. */
export interface Surroundings {
  readonly policy: RetirementPolicy;
  readonly orders: readonly Order[];
  /** Accounts that nobody retires, by their ids: what each is. */
  readonly guarded: Readonly<Record<string, string>>;
  readonly now: Date;
}

/** The accounts that go by that name or id. */
export function accountsNamed(accounts: readonly Account[], named: string): Account[] {
  return accounts.filter(({ id, name }) => id === named || name === named);
}

/** The one account that is meant, or why it can't be told. */
export function theAccount(found: readonly Account[], named: string, { policy, guarded }: Surroundings): Account | RetirementRefusal {
  const refuse = refusing(policy, named);
  // Those that are gone for good can't be meant: names come again, ids don't.
  const living = found.filter(({ status }) => status !== 'CLOSED' && status !== 'PENDING_CLOSURE');
  const [account, ...more] = living.length > 0 ? living : found;
  if (account === undefined) {
    return refuse('AR-RETIRE-UNKNOWN');
  }
  if (more.length > 0) {
    return refuse('AR-RETIRE-AMBIGUOUS', { count: String(more.length + 1), value: [account, ...more].map(({ id }) => id).join(', ') });
  }
  return Object.hasOwn(guarded, account.id) ? refuse('AR-RETIRE-PROTECTED', { value: guarded[account.id] }) : account;
}

/** What else is to be looked at before an order can be accepted; undefined if nothing is. */
export function lookForOrder(seen: RetirementSeen, now: Date): 'tags' | 'units' | 'unit' | 'whereabouts' | undefined {
  // What somebody may have leased meanwhile comes last.
  for (const at of ['tags', 'units', 'unit'] as const) {
    if (seen[at] === undefined) {
      return at;
    }
  }
  const { whereabouts } = seen;
  return whereabouts === undefined || now.getTime() - whereabouts.readAt.getTime() > FRESH_MS ? 'whereabouts' : undefined;
}

/** What to write of an order, or why it isn't accepted. Everything that {@link lookForOrder} asks for was looked at. */
export function decideOrder(account: Account, wanted: Wanted, seen: RetirementSeen, surroundings: Surroundings): RetirementDraft | RetirementRefusal {
  const { policy, orders } = surroundings;
  const refuse = refusing(policy, account.name);
  const owner = ownerOf(seen.tags ?? []);
  if (owner === undefined || !owner.startsWith(policy.owner)) {
    return refuse('AR-RETIRE-NOT-OURS', { value: owner ?? 'missing' });
  }
  const before = lastOrderFor(orders, account.id);
  if (before !== undefined && isOpen(before)) {
    return decideSecond(before, wanted, refuse);
  }
  if (account.status !== 'ACTIVE' || seen.whereabouts?.account?.status !== 'ACTIVE') {
    return refuse('AR-RETIRE-STATE', { status: seen.whereabouts?.account?.status ?? account.status });
  }
  const done = before !== undefined && before.lapsed === undefined && before.undone === undefined && isReached(before) ? before : undefined;
  if (done !== undefined && UNTIL.indexOf(wanted.until) <= UNTIL.indexOf(done.until)) {
    return refuse('AR-RETIRE-DONE', { value: done.until, time: momentText(done.reached[done.until] ?? done.at) });
  }
  if (wanted.until === 'closed' && !policy.mayClose) {
    return refuse('AR-RETIRE-NO-CLOSING');
  }
  if (wanted.until !== 'ejected' && seen.unit !== 'closed') {
    return refuse(seen.unit === 'open' ? 'AR-RETIRE-UNIT-OPEN' : 'AR-RETIRE-UNIT', { value: policy.retiredUnitId });
  }
  const place = placeProblem(seen, surroundings, before, refuse);
  if (place !== undefined) {
    return place;
  }
  return {
    kind: 'order',
    account: { id: account.id, name: account.name, owner },
    until: wanted.until,
    by: wanted.by,
    ...wanted.asItIs && { asItIs: true as const },
  };
}

/** Another order for an account whose order isn't carried out yet. All that it can add is that it may go unclean. */
function decideSecond(before: Order, wanted: Wanted, refuse: Refuse): RetirementDraft | RetirementRefusal {
  if (wanted.asItIs && !before.asItIs && before.undone === undefined) {
    return { kind: 'as-it-is', order: before.number, by: wanted.by };
  }
  return refuse('AR-RETIRE-ALREADY', { value: before.until, by: before.by, time: momentText(before.at) });
}

function placeProblem(seen: RetirementSeen, { policy }: Surroundings, before: Order | undefined, refuse: Refuse): RetirementRefusal | undefined {
  const { parent, record } = seen.whereabouts!;
  if (record !== null && (record.status === 'Active' || record.status === 'Frozen')) {
    return refuse('AR-RETIRE-LEASED', { status: record.status });
  }
  const place = parent === null ? 'elsewhere' : placeOfRetired(parent, seen.units ?? null, policy);
  const isOurs = record !== null ? place === 'pool' || place === 'entry'
    // Without a record it is where retirement or vending has put it.
    : place === 'exit' || place === 'retired' || (place === 'holding' && !policy.hasSandbox) || (place === 'root' && before !== undefined);
  return isOurs ? undefined : refuse('AR-RETIRE-NOT-IN-POOL', { value: parent === null ? 'no unit that shows' : `${parent.name} (${parent.id})` });
}

/** What to write of taking an account back, or why it can't be. */
export function decideUndo(account: Account, by: string, { policy, orders }: Surroundings): RetirementDraft | RetirementRefusal {
  const refuse = refusing(policy, account.name);
  const order = lastOrderFor(orders, account.id);
  if (order === undefined || order.lapsed !== undefined || order.reached.returned !== undefined) {
    return refuse('AR-RETIRE-NOT-ORDERED');
  }
  if (order.unreadable !== undefined) {
    return refuse('AR-RETIRE-VERSION', { value: order.unreadable });
  }
  if (account.status !== 'ACTIVE' || order.reached.closed !== undefined) {
    return refuse('AR-RETIRE-TOO-LATE', { value: `it is ${account.status}` });
  }
  if (order.steps.some(({ step, at }) => step === 'close' && (order.budgetAt === undefined || order.budgetAt < at))) {
    return refuse('AR-RETIRE-TOO-LATE', { value: 'AWS was asked to close it' });
  }
  return order.undone === undefined ? { kind: 'undo', order: order.number, by } : refuse('AR-RETIRE-NOT-ORDERED');
}

type Refuse = (code: RetirementCode, values?: { readonly [value in RetirementValue]?: string }) => RetirementRefusal;

function refusing({ pool, stackName }: RetirementPolicy, name: string): Refuse {
  return (code, values = {}) => retirementRefusal(code, { name, pool, stack: stackName, ...values });
}
