/** What is next for an account that is to be retired: the table, row by row. */

import { ACCOUNT, HOLDING, minutes, NOW, orderOf, RETIRED, ROOT, situation, UNITS, whereabouts } from './fixtures';
import { roomToClose } from '../../../core/retirement/budget';
import { decideRetirement } from '../../../core/retirement/decide-retirement';
import type { RetirementDraft } from '../../../core/retirement/orders';
import { isOpen, isWithheld, ordersOf } from '../../../core/retirement/orders';
import type { RetiringProduct } from '../../../core/retirement/seen';
import { whichFirst } from '../../../core/retirement/which-first';

type Drafts = readonly Omit<RetirementDraft, 'order'>[];
const step = (name: string) => ({ kind: 'step', step: name }) as never;
const reached = (stage: string) => ({ kind: 'reached', stage }) as never;
const product = (status: string, statusMessage?: string): RetiringProduct => ({ id: 'pp-1', name: 'pool-017', status, statusMessage });
const EJECTED: Drafts = [step('eject'), reached('ejected')];
const UNMANAGED: Drafts = [...EJECTED, step('unenrol'), step('move'), reached('unmanaged')];

describe('in the pool', () => {
  const order = orderOf('unmanaged');
  test.each([
    ['Available', UNITS.available, { kind: 'act', act: { step: 'eject' } }],
    ['Available', UNITS.cleanUp, { kind: 'wait' }],
    ['Active', UNITS.active, { kind: 'note', draft: { kind: 'lapse' } }],
    ['Frozen', UNITS.frozen, { kind: 'note', draft: { kind: 'lapse' } }],
    ['Active', UNITS.available, { kind: 'note', draft: { kind: 'lapse' } }],
    ['CleanUp', UNITS.cleanUp, { kind: 'wait' }],
    ['Quarantine', UNITS.quarantine, { kind: 'act', act: { step: 'clean' } }],
    ['Resting', UNITS.available, { kind: 'held', refusal: { code: 'AR-RETIRE-HELD' } }],
    ['Available', 'ou-1-other', { kind: 'held', refusal: { code: 'AR-RETIRE-HELD' } }],
    [undefined, UNITS.available, { kind: 'held', refusal: { code: 'AR-RETIRE-HELD' } }],
    [undefined, 'ou-1-other', { kind: 'held', refusal: { code: 'AR-RETIRE-HELD' } }],
    [undefined, UNITS.exit, { kind: 'note', draft: { kind: 'reached', stage: 'ejected' } }],
  ])('%s in %s', (status, parent, expected) => {
    expect(decideRetirement(situation(order, { whereabouts: whereabouts(parent, status) }))).toMatchObject(expected);
  });

  test('nothing is done by what was read more than a second ago', () => {
    const old = (ms: number) => decideRetirement(situation(order, { whereabouts: whereabouts(UNITS.available, 'Available', { readAt: new Date(NOW.getTime() - ms) }) }));
    expect(old(1000)).toMatchObject({ kind: 'act' });
    expect(old(1001)).toEqual({ kind: 'look', at: 'whereabouts' });
  });

  test('one that is in quarantine again after its cleaning waits for a person, or goes as it is', () => {
    const cleaned = orderOf('unmanaged', [step('clean')]);
    const seen = { whereabouts: whereabouts(UNITS.quarantine, 'Quarantine', {}, { lastEditedAt: minutes(-1).toISOString() }) };
    expect(decideRetirement(situation(cleaned, seen))).toMatchObject({ kind: 'held', refusal: { code: 'AR-RETIRE-UNCLEAN' } });
    expect(decideRetirement(situation(cleaned, { whereabouts: whereabouts(UNITS.quarantine, 'Quarantine') }))).toMatchObject({ kind: 'wait' });
    const asItIs = orderOf('unmanaged', [step('clean'), { kind: 'as-it-is', by: 'joe' } as never]);
    expect(decideRetirement(situation(asItIs, seen))).toMatchObject({ kind: 'act', act: { step: 'eject' } });
  });
});

describe('out of the pool', () => {
  const order = orderOf('unmanaged', EJECTED);
  const at = (parent: string, more: object = {}) => ({ whereabouts: whereabouts(parent), atWork: [], unit: 'closed' as const, ...more });
  test.each<[string, object, object]>([
    ['its product goes first', at(UNITS.exit, { product: product('AVAILABLE') }), { kind: 'act', act: { step: 'unenrol', productId: 'pp-1' } }],
    ['not while the factory is busy', at(UNITS.exit, { product: product('AVAILABLE'), atWork: ['pool-020'] }), { kind: 'wait' }],
    ['while it is let go of', at(UNITS.exit, { product: product('UNDER_CHANGE') }), { kind: 'wait' }],
    ['a plan of somebody', at(UNITS.exit, { product: product('PLAN_IN_PROGRESS') }), { kind: 'held' }],
    ['then it is moved', at(ROOT, { product: null }), { kind: 'act', act: { step: 'move', from: ROOT, to: RETIRED } }],
    ['not to a unit that is open', at(ROOT, { product: null, unit: 'open' }), { kind: 'held', refusal: { code: 'AR-RETIRE-UNIT-OPEN' } }],
    ['not to one that is not there', at(ROOT, { product: null, unit: 'missing' }), { kind: 'held', refusal: { code: 'AR-RETIRE-UNIT' } }],
    ['there it is done', at(RETIRED, { product: null }), { kind: 'note', draft: { kind: 'reached', stage: 'unmanaged' } }],
    ['somebody took it back', at(UNITS.entry), { kind: 'note', draft: { kind: 'lapse' } }],
    ['somebody moved it', at('ou-1-other'), { kind: 'held' }],
    ['AWS has suspended it', { whereabouts: whereabouts(UNITS.exit, undefined, { account: { id: '1', name: 'a', email: 'e', status: 'SUSPENDED' } }) }, { kind: 'held' }],
    ['a state nobody knows', { whereabouts: whereabouts(UNITS.exit, undefined, { account: { id: '1', name: 'a', email: 'e', status: 'NEW' } }) }, { kind: 'held' }],
    ['it is gone', { whereabouts: whereabouts(UNITS.exit, undefined, { account: null }) }, { kind: 'note', draft: { kind: 'lapse' } }],
    ['somebody closed it', { whereabouts: whereabouts(UNITS.exit, undefined, { account: { id: '1', name: 'a', email: 'e', status: 'CLOSED' } }) }, { kind: 'note', draft: { stage: 'closed' } }],
  ])('%s', (_, seen, expected) => {
    expect(decideRetirement(situation(order, seen))).toMatchObject(expected);
  });

  test('Control Tower is asked for one account at a time, and again after a while if it refused', () => {
    const seen = at(UNITS.exit, { product: product('TAINTED', 'busy') });
    const tried = (times: number, ago: number) => orderOf('unmanaged', [...EJECTED, ...Array.from({ length: times }, () => step('unenrol'))], ago);
    expect(decideRetirement(situation(tried(1, 2), seen))).toMatchObject({ kind: 'wait', text: 'Control Tower was asked to let go of it' });
    expect(decideRetirement(situation(tried(1, 9), seen))).toMatchObject({ kind: 'wait', until: minutes(1) });
    expect(decideRetirement(situation(tried(1, 10), seen))).toMatchObject({ kind: 'act' });
    expect(decideRetirement(situation(tried(5, 600), seen))).toMatchObject({ kind: 'held', refusal: { code: 'AR-RETIRE-UNENROL' } });
    const other = { ...tried(1, 2), number: 99, account: { ...ACCOUNT, id: '9', name: 'pool-002' } };
    expect(decideRetirement(situation(order, seen, { orders: [order, other] }))).toMatchObject({ kind: 'wait', text: expect.stringContaining('pool-002 is before it') });
  });
});

describe('closing', () => {
  const cool = 7 * 24 * 60;
  const seen = { whereabouts: whereabouts(RETIRED), product: null, members: 300 };
  test('waits for the end of the cool-off without looking, and asks then', () => {
    expect(decideRetirement(situation(orderOf('closed', UNMANAGED, cool - 1), {}))).toMatchObject({ kind: 'wait', until: minutes(1) });
    expect(decideRetirement(situation(orderOf('closed', UNMANAGED, cool), seen))).toMatchObject({ kind: 'act', act: { step: 'close' } });
  });

  test.each<[string, object, object]>([
    ['a product that somebody made goes first', { ...seen, product: product('AVAILABLE'), atWork: [] }, { kind: 'act', act: { step: 'unenrol' } }],
    ['somebody took it back', { ...seen, whereabouts: whereabouts(UNITS.available, 'Available') }, { kind: 'note', draft: { kind: 'lapse' } }],
    ['it is leased', { ...seen, whereabouts: whereabouts(UNITS.active, 'Active') }, { kind: 'note', draft: { kind: 'lapse' } }],
    ['it is being closed', { whereabouts: whereabouts(RETIRED, undefined, { account: { id: '1', name: 'a', email: 'e', status: 'PENDING_CLOSURE' } }) }, { kind: 'wait' }],
  ])('not if %s', (_, there, expected) => {
    expect(decideRetirement(situation(orderOf('closed', UNMANAGED, cool), there))).toMatchObject(expected);
  });

  test('not without being allowed to', () => {
    const order = orderOf('closed', UNMANAGED, cool);
    const base = situation(order, seen);
    expect(decideRetirement({ ...base, policy: { ...base.policy, mayClose: false } })).toMatchObject({ kind: 'held', refusal: { code: 'AR-RETIRE-NO-CLOSING' } });
  });

  test('the budget is the higher of 250 and a fifth of the members, 1,000 at most, in any 30 days', () => {
    const closing = (ago: number) => orderOf('closed', [...UNMANAGED, step('close'), reached('closed')], ago);
    const used = (count: number, ago = 60) => Array.from({ length: count }, () => closing(ago));
    expect(roomToClose(used(249), 100, NOW).at).toBeUndefined();
    expect(roomToClose(used(250), 100, NOW).at).toBeDefined();
    expect(roomToClose(used(250), 1250, NOW).at).toBeDefined();
    expect(roomToClose(used(250), 1255, NOW)).toEqual({ budget: 251, used: 250 });
    expect(roomToClose([], 100_000, NOW).budget).toBe(1000);
    expect(roomToClose(used(250, 30 * 24 * 60 + 5), 100, NOW)).toEqual({ budget: 250, used: 0 });
    // What AWS refused has used up nothing, and is asked for again a day later.
    const refused = orderOf('closed', [...UNMANAGED, step('close'), { kind: 'budget' } as never], 60);
    expect(roomToClose([refused], 100, NOW)).toEqual({ budget: 250, used: 0, at: minutes(24 * 60 - 60) });
  });
});

describe('taken back', () => {
  const undo = { kind: 'undo', by: 'joe' } as never;
  const instance = { status: 'CURRENT' };
  test.each<[string, object, object]>([
    ['from the pool', { whereabouts: whereabouts(UNITS.available, 'Available') }, { kind: 'note', draft: { stage: 'returned' } }],
    ['from Exit', { whereabouts: whereabouts(UNITS.exit), product: null }, { kind: 'act', act: { step: 'return', from: UNITS.exit, to: UNITS.entry } }],
    ['from the unit of retired accounts', { whereabouts: whereabouts(RETIRED), product: null }, { kind: 'act', act: { step: 'return', to: UNITS.entry } }],
    ['not while Control Tower is at work on it', { whereabouts: whereabouts(ROOT), product: product('UNDER_CHANGE') }, { kind: 'wait' }],
    ['in Entry it is registered', { whereabouts: whereabouts(UNITS.entry), instance }, { kind: 'act', act: { step: 'register' } }],
    ['not before it has the role', { whereabouts: whereabouts(UNITS.entry), instance: null }, { kind: 'wait' }],
    ['whoever moved it elsewhere has it', { whereabouts: whereabouts('ou-1-other') }, { kind: 'note', draft: { stage: 'returned' } }],
  ])('%s', (_, seen, expected) => {
    expect(decideRetirement(situation(orderOf('closed', [...UNMANAGED, undo]), seen))).toMatchObject(expected);
  });

  test('without a sandbox it comes back to where accounts are made', () => {
    const base = situation(orderOf('unmanaged', [...UNMANAGED, undo]), { whereabouts: whereabouts(RETIRED), product: null, units: null });
    expect(decideRetirement({ ...base, policy: { ...base.policy, hasSandbox: false } })).toMatchObject({ kind: 'act', act: { step: 'return', to: HOLDING } });
  });
});

describe('written by another version', () => {
  test('entries of a kind that nobody knows are left alone', () => {
    const order = orderOf('unmanaged', [{ kind: 'praise', of: 'jane' } as never]);
    expect(decideRetirement(situation(order, { whereabouts: whereabouts(UNITS.available, 'Available') }))).toMatchObject({ kind: 'act' });
  });

  test.each<[string, Drafts, string]>([
    ['a step', [step('sell')], 'step sell'], ['a stage', [reached('sold')], 'stage sold'],
  ])('%s that nobody knows holds the order', (_, drafts, value) => {
    const order = orderOf('unmanaged', drafts);
    expect(order.unreadable).toBe(value);
    expect(decideRetirement(situation(order, {}))).toMatchObject({ kind: 'held', refusal: { code: 'AR-RETIRE-VERSION' } });
    expect([isOpen(order), isWithheld(order)]).toEqual([true, true]);
  });

  test('an end that nobody knows does, too', () => {
    expect(ordersOf([{ kind: 'order', number: 1, at: NOW, account: ACCOUNT, until: 'sold' as never, by: 'jane' }])[0].unreadable).toBe('until sold');
  });
});

test('quarantined ones go first, then those never leased, then those that have rested longest; leased ones never', () => {
  const day = (count: number) => minutes(count * 24 * 60).toISOString();
  const of = (name: string, status: string, cleanedAt: string, createdAt = day(-90)) =>
    ({ account: { id: name, name, email: name, status: 'ACTIVE' }, record: { status, cleanedAt, createdAt } });
  const all = [
    of('leased', 'Active', day(-50)), of('rested', 'Available', day(-20)), of('just-back', 'Available', day(-1)), of('frozen', 'Frozen', day(-60)),
    of('never', 'Available', day(-5), day(-5)), of('dirty', 'Quarantine', day(-1)), of('cleaning', 'CleanUp', day(-1)), of('odd', 'Resting', day(-1)),
  ];
  expect(whichFirst(all).map(({ account }) => account.name)).toEqual(['dirty', 'never', 'rested', 'just-back']);
});
