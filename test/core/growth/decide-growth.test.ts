/** The decision by cases: each rule of growth, from both sides. */

import type { PoolCounts, SandboxCounts } from '../../../core/capacity/counts';
import type { GrowthCircumstances } from '../../../core/growth/decide-growth';
import { decideGrowth } from '../../../core/growth/decide-growth';
import type { EntryDraft, LedgerEntry } from '../../../core/growth/ledger';
import { addedInDay, nextEntry } from '../../../core/growth/ledger';
import type { GrowthPolicy } from '../../../core/growth/policy';
import type { PoolStack } from '../../../core/growth/pool-stack';
import { standingOf } from '../../../core/growth/pool-stack';

const NOW = new Date('2026-11-28T03:10:00Z');
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);

const POLICY: GrowthPolicy = { stackName: 'Pool', pool: 'Pool', parameter: 'PoolSize', min: 2, max: 20, lowWater: 5, step: 3, maxPerDay: 6, cooldownMinutes: 60 };
const SANDBOX: SandboxCounts = { available: 2, active: 6, frozen: 0, cleanUp: 1, coolingDown: 1, quarantine: 1 };
const COUNTS: PoolCounts = { at: NOW, sandbox: SANDBOX, inFlight: 1, declared: 10, maxSize: 20, quotaLeft: 100 };
const STACK: PoolStack = { status: 'UPDATE_COMPLETE', size: '10', operationAt: ago(600), changedAt: ago(500), failedAccounts: [], otherFailures: [] };

interface Given {
  readonly policy?: Partial<GrowthPolicy>;
  readonly counts?: Partial<PoolCounts> | null;
  readonly sandbox?: Partial<SandboxCounts>;
  readonly stack?: Partial<PoolStack> | null;
  readonly ledger?: readonly [minutesAgo: number, draft: EntryDraft][];
  readonly wanted?: GrowthCircumstances['wanted'];
}

function ledgerOf(entries: Given['ledger'] = []): LedgerEntry[] {
  return entries.reduce<LedgerEntry[]>((ledger, [minutes, draft]) => [...ledger, nextEntry(ledger, draft, ago(minutes))], []);
}

function decided({ policy, counts, sandbox, stack, ledger, wanted }: Given = {}) {
  return decideGrowth({
    policy: { ...POLICY, ...policy },
    ...counts !== null && { counts: { ...COUNTS, sandbox: { ...SANDBOX, ...sandbox }, ...counts } },
    stack: stack === null ? null : { ...STACK, ...stack },
    ledger: ledgerOf(ledger),
    now: NOW,
    wanted,
  });
}

const growth = (from: number, to: number, more: object = {}): EntryDraft => ({ kind: 'growth', from, to, by: 'low-water', why: 'low', failedBefore: [], ...more });
const fine = (number: number): EntryDraft => ({ kind: 'outcome', growth: number, failed: [] });
const bad = (number: number, ...failed: string[]): EntryDraft => ({ kind: 'outcome', growth: number, failed });
const grows = (from: number, to: number) => expect.objectContaining({ kind: 'grow', draft: expect.objectContaining({ from, to }) });
const refuses = (code: string, text = '') => expect.objectContaining({ kind: 'refuse', refusal: expect.objectContaining({ code, what: expect.stringContaining(text) }) });
const waits = (reason: string, text = '') => ({ kind: 'wait', reason, text: expect.stringContaining(text) });

describe('what counts', () => {
  test.each<[string, Given, unknown]>([
    ['four of five: it grows by a step, and says why', {}, grows(10, 13)],
    ['five of five', { counts: { inFlight: 2 } }, waits('enough', '2 available, 1 cooling down and 2 on their way: not below 5')],
    ['those that cool down count', { sandbox: { coolingDown: 2 } }, waits('enough')],
    ['quarantine never counts', { sandbox: { quarantine: 9 } }, grows(10, 13)],
    ['leases never count', { sandbox: { active: 90, frozen: 9 } }, grows(10, 13)],
    ['failed ones never count', { stack: { status: 'UPDATE_FAILED', failedAccounts: ['pool-009', 'pool-010'] } }, grows(10, 13)],
    ['being cleaned is not yet cooling down', { sandbox: { cleanUp: 9 } }, grows(10, 13)],
    ['where nobody tells them apart, all that are cleaned may cool down', { sandbox: { cleanUp: 2, coolingDown: undefined } }, waits('enough', '2 being cleaned or cooling down')],
    ['nobody counted', { counts: null }, refuses('AR-GROWTH-BLIND', "how many accounts are available can't be told")],
    ['the sandbox was not reached', { counts: { sandbox: undefined } }, refuses('AR-GROWTH-BLIND', 'how many accounts are available')],
    ['the factory was not reached', { counts: { inFlight: undefined } }, refuses('AR-GROWTH-BLIND', 'how many accounts are on their way')],
    ['old counts', { counts: { at: ago(11) } }, waits('counts', '2026-11-28 02:59 UTC')],
    ['counts that are just not too old', { counts: { at: ago(10) } }, grows(10, 13)],
    ['counts of another size', { counts: { declared: 9 } }, waits('counts', 'what is counted may be older than what the stack has done last')],
    ['counts of no size', { counts: { declared: undefined } }, grows(10, 13)],
    ['counts that may not know yet what the stack has done', { stack: { changedAt: ago(4) } }, waits('counts')],
    ['counts that know', { stack: { changedAt: ago(5) } }, grows(10, 13)],
    ['old counts where nothing is needed anyway', { counts: { at: ago(11), inFlight: 9 } }, waits('counts')],
  ])('%s', (_, given, expected) => {
    expect(decided(given)).toEqual(expected);
  });

  test('the reason is one that a person can read', () => {
    expect(decided()).toMatchObject({ draft: { by: 'low-water', why: '2 available, 1 cooling down and 1 on their way: fewer than 5' } });
  });
});

describe('the stack', () => {
  test.each([
    'CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'IMPORT_COMPLETE', 'IMPORT_ROLLBACK_COMPLETE',
  ])('%s is settled', status => {
    expect(decided({ stack: { status } })).toEqual(grows(10, 13));
  });

  test.each([
    'CREATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS',
    'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', 'IMPORT_IN_PROGRESS', 'IMPORT_ROLLBACK_IN_PROGRESS',
  ])('%s is waited for', status => {
    expect(decided({ stack: { status } })).toEqual(waits('busy', `stack Pool is ${status}`));
  });

  test.each([
    ['UPDATE_ROLLBACK_FAILED', 'Continue update rollback'], ['IMPORT_ROLLBACK_FAILED', 'Continue update rollback'], ['CREATE_FAILED', 'until it is complete'],
    ['REVIEW_IN_PROGRESS', 'until it is complete'], ['ROLLBACK_COMPLETE', 'deploy the pool anew'], ['ROLLBACK_FAILED', 'anew'], ['DELETE_IN_PROGRESS', 'anew'],
    ['DELETE_FAILED', 'anew'], ['DELETE_COMPLETE', 'anew'], ['SOMETHING_NEW', 'upgrade this library'],
  ])('%s needs a person', (status, fix) => {
    const decision = decided({ stack: { status } });
    expect(decision).toEqual(refuses('AR-GROWTH-STACK', `stack Pool is ${status}`));
    expect(decision).toMatchObject({ refusal: { fix: expect.stringContaining(fix) } });
  });

  test('accounts that failed don\'t keep it from growing, and whatever else failed does', () => {
    expect(decided({ stack: { status: 'UPDATE_FAILED', failedAccounts: ['pool-010'] } })).toEqual(grows(10, 13));
    expect(decided({ stack: { status: 'UPDATE_FAILED', failedAccounts: ['pool-010'], otherFailures: ['Topic'] } })).toMatchObject({ refusal: { fix: expect.stringContaining('repair Topic') } });
  });

  test.each([[null, 'not there']] as const)('there is none', (stack, text) => {
    expect(decided({ stack })).toEqual(refuses('AR-GROWTH-STACK', text));
    expect(decided({ stack })).toMatchObject({ refusal: { fix: 'deploy the stack of the pool first.' } });
  });

  test('several other failures are told apart, and one behind a complete update keeps nothing', () => {
    expect(standingOf({ status: 'UPDATE_FAILED', otherFailures: ['Topic', 'Queue'] })).toEqual({ kind: 'stuck', fix: expect.stringMatching(/^repair Topic, Queue, which failed beside the accounts/) });
    expect(standingOf({ status: 'UPDATE_FAILED', otherFailures: [] })).toEqual({ kind: 'settled' });
    // Such as what couldn't be deleted in the cleanup.
    for (const status of ['UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'IMPORT_ROLLBACK_COMPLETE']) {
      expect(standingOf({ status, otherFailures: ['Topic'] })).toEqual({ kind: 'settled' });
    }
  });

  test('a pool of one account grows like any other', () => {
    expect(decided({ stack: { size: '1' }, counts: { declared: 1 } })).toEqual(grows(1, 4));
  });

  test.each([undefined, 'ten', '0', '-1', '2.5'])('a parameter of %s is not ours to change', size => {
    expect(decided({ stack: { size } })).toEqual(refuses('AR-GROWTH-PARAMETER', `the parameter PoolSize of stack Pool is ${size ?? 'missing'}, where a size from 2 to 20 was expected`));
  });

  test('a size that somebody set by hand is where growth goes on from', () => {
    expect(decided({ stack: { size: '14' }, counts: { declared: 14 }, ledger: [[300, growth(7, 10)], [280, fine(1)]] })).toEqual(grows(14, 17));
  });
});

describe('the ceilings', () => {
  test.each<[string, Given, unknown]>([
    ['as far as max', { stack: { size: '18' }, counts: { declared: 18 } }, grows(18, 20)],
    ['to max by the last one', { stack: { size: '19' }, counts: { declared: 19 } }, grows(19, 20)],
    ['no further', { stack: { size: '20' }, counts: { declared: 20 } }, refuses('AR-GROWTH-MAX', 'has 20 accounts and may have 20 at most; it is as large as it may be')],
    ['somebody deployed a smaller max', { stack: { size: '24' }, counts: { declared: 24 } }, refuses('AR-GROWTH-MAX')],
    ['what is left of the day', { ledger: [[700, growth(5, 10)], [600, fine(1)]] }, grows(10, 11)],
    ['nothing is left of the day', { ledger: [[700, growth(4, 10)], [600, fine(1)]] }, refuses('AR-GROWTH-DAY', 'the last 24 hours have added 6 accounts to pool Pool, and maxPerDay is 6; no more fit into the day')],
    ['the day is none of the calendar: what was added before midnight counts', { ledger: [[191, growth(4, 10)], [170, fine(1)]] }, refuses('AR-GROWTH-DAY')],
    ['a day later', { ledger: [[24 * 60 + 16, growth(4, 10)], [600, fine(1)]] }, grows(10, 13)],
    ['what is left of the quota', { counts: { quotaLeft: 3 } }, grows(10, 12)],
    ['failed accounts are tried again and take room', { counts: { quotaLeft: 3 }, stack: { status: 'UPDATE_FAILED', failedAccounts: ['pool-010'] } }, grows(10, 11)],
    ['nothing is left of the quota', { counts: { quotaLeft: 1 } }, refuses('AR-GROWTH-QUOTA', 'has room for 0 more accounts')],
    ['nobody tells the quota', { counts: { quotaLeft: undefined } }, refuses('AR-GROWTH-BLIND', "the organization's quota")],
    ['the cooldown', { ledger: [[59, growth(7, 10)], [30, fine(1)]] }, waits('cooldown', 'the next one not before 2026-11-28 03:11 UTC')],
    ['after the cooldown', { ledger: [[60, growth(7, 10)], [30, fine(1)]] }, grows(10, 13)],
  ])('%s', (_, given, expected) => {
    expect(decided(given)).toEqual(expected);
  });

  test('a growth that may be asked for a quarter of an hour late counts a quarter of an hour longer', () => {
    expect(addedInDay(ledgerOf([[24 * 60 + 14, growth(4, 10)]]), NOW)).toBe(6);
    expect(addedInDay(ledgerOf([[24 * 60 + 15, growth(4, 10)]]), NOW)).toBe(0);
  });
});

describe('somebody wants a size', () => {
  const by = 'somebody';
  test.each<[string, Given, unknown]>([
    ['whatever is available', { wanted: { to: 14, by }, counts: { inFlight: 90 } }, expect.objectContaining({ kind: 'grow', draft: expect.objectContaining({ from: 10, to: 14, by: 'hand', why: 'somebody asked for it' }) })],
    ['more than a step', { wanted: { to: 16, by } }, grows(10, 16)],
    ['all that the pool may have', { wanted: { to: 20, by }, policy: { maxPerDay: 50 } }, grows(10, 20)],
    ['more than max', { wanted: { to: 21, by } }, refuses('AR-GROWTH-MAX', '21 were asked for')],
    ['more than the day has left', { wanted: { to: 17, by } }, refuses('AR-GROWTH-DAY', '7 more were asked for')],
    ['more than the quota', { wanted: { to: 14, by }, counts: { quotaLeft: 4 } }, refuses('AR-GROWTH-QUOTA', 'has room for 3 more accounts, and pool Pool needs 4')],
    ['as many as there are', { wanted: { to: 10, by } }, refuses('AR-GROWTH-SMALLER', 'has 10 accounts already')],
    ['fewer', { wanted: { to: 4, by } }, refuses('AR-GROWTH-SMALLER')],
    ['while the stack is busy', { wanted: { to: 14, by }, stack: { status: 'UPDATE_IN_PROGRESS' } }, waits('busy')],
    ['blindly', { wanted: { to: 14, by }, counts: { sandbox: undefined } }, refuses('AR-GROWTH-BLIND')],
    ['within the cooldown', { wanted: { to: 14, by }, ledger: [[59, growth(7, 10)], [30, fine(1)]] }, waits('cooldown')],
    ['as many as the threshold', { wanted: { to: 14, by }, policy: { approvalAbove: 14 } }, grows(10, 14)],
    ['above the threshold', { wanted: { to: 14, by }, policy: { approvalAbove: 12 } }, expect.objectContaining({ kind: 'ask', draft: expect.objectContaining({ from: 10, to: 14 }) })],
  ])('%s', (_, given, expected) => {
    expect(decided(given)).toEqual(expected);
  });
});

describe('the last growth', () => {
  const last = (minutes: number): Given['ledger'] => [[minutes, growth(7, 10, { failedBefore: ['pool-003'] })]];

  test('an update that was never asked for is asked for again, by the same entry', () => {
    expect(decided({ stack: { size: '7' }, ledger: last(5) })).toMatchObject({ kind: 'resume', growth: { number: 1, to: 10 } });
  });

  test.each<[string, Given]>([
    ['it was decided in the moment in which the operation before it began', { stack: { size: '7', operationAt: ago(5) }, ledger: last(5) }],
    ['it goes to the very max', { stack: { size: '7' }, ledger: last(5), policy: { max: 10 } }],
  ])('the same if %s', (_, given) => {
    expect(decided(given)).toMatchObject({ kind: 'resume', growth: { number: 1 } });
  });

  test.each<[string, Given]>([
    ['too long ago', { stack: { size: '7' }, ledger: last(15) }],
    ['somebody has deployed since', { stack: { size: '7', operationAt: ago(4) }, ledger: last(5) }],
    ['somebody has set another size', { stack: { size: '8' }, ledger: last(5) }],
    ['max has become smaller', { stack: { size: '7' }, ledger: last(5), policy: { max: 9 } }],
  ])('and is given up if %s: that is neither good nor bad', (_, given) => {
    expect(decided(given)).toEqual({ kind: 'note', draft: { kind: 'outcome', growth: 1, failed: [], isLost: true } });
  });

  test('its outcome is noted when the stack has settled', () => {
    expect(decided({ ledger: last(90) })).toEqual({ kind: 'note', draft: { kind: 'outcome', growth: 1, failed: [] } });
  });

  test('only what failed since is its own', () => {
    expect(decided({ ledger: last(90), stack: { status: 'UPDATE_FAILED', failedAccounts: ['pool-003', 'pool-009'] } }))
      .toEqual({ kind: 'note', draft: { kind: 'outcome', growth: 1, failed: ['pool-009'] } });
  });

  test('an account that only cools down is no failure of it', () => {
    expect(decided({ ledger: last(90), stack: { status: 'UPDATE_FAILED', failedAccounts: ['pool-008', 'pool-009'], coolingDown: ['pool-009'] } }))
      .toEqual({ kind: 'note', draft: { kind: 'outcome', growth: 1, failed: ['pool-008'] } });
  });

  test('nothing is noted while the stack is busy', () => {
    expect(decided({ ledger: last(20), stack: { status: 'UPDATE_IN_PROGRESS' } })).toEqual(waits('busy'));
  });
});

describe('halting', () => {
  const two: Given['ledger'] = [[400, growth(4, 7)], [300, bad(1, 'pool-006')], [200, growth(7, 10)], [100, bad(3, 'pool-009')]];

  test('two growths in a row whose accounts failed are noted as a halt, and then halt', () => {
    expect(decided({ ledger: two })).toEqual({ kind: 'note', draft: { kind: 'halt', growths: [1, 3] } });
    expect(decided({ ledger: [...two, [5, { kind: 'halt', growths: [1, 3] }]] })).toEqual({
      kind: 'halt',
      refusal: expect.objectContaining({ code: 'AR-GROWTH-HALTED', what: expect.stringContaining('its last 2 growths failed (pool-006, pool-009)') }),
    });
  });

  test.each<[string, NonNullable<Given['ledger']>]>([
    ['one', [[400, growth(7, 10)], [300, bad(1, 'pool-009')]]],
    ['two with a good one between them', [[1500, growth(4, 6)], [1490, bad(1, 'x')], [1480, growth(6, 7)], [1470, fine(3)], [400, growth(7, 10)], [300, bad(5, 'y')]]],
    ['two, and a person has looked', [...two, [50, { kind: 'clear', by: 'somebody' }]]],
  ])('%s don\'t halt', (_, ledger) => {
    expect(decided({ ledger, policy: { maxPerDay: 50 } })).toEqual(grows(10, 13));
  });

  test('one that was lost between two that failed makes no difference', () => {
    expect(decided({ ledger: [[400, growth(4, 7)], [300, bad(1, 'x')], [290, growth(7, 8)], [280, { kind: 'outcome', growth: 3, failed: [], isLost: true }], ...two.slice(2, 3), [100, bad(5, 'y')]] }))
      .toEqual({ kind: 'note', draft: { kind: 'halt', growths: [1, 5] } });
  });

  test('a halt tells what failed in its own growths, and in no other', () => {
    const ledger: Given['ledger'] = [[900, growth(2, 4)], [800, bad(1, 'pool-003')], [790, { kind: 'clear', by: 'somebody' }], [400, growth(4, 7)], [300, bad(4, 'pool-006')],
      [200, growth(7, 10)], [100, bad(6, 'pool-009')], [5, { kind: 'halt', growths: [4, 6] }]];
    expect(decided({ ledger })).toMatchObject({ kind: 'halt', refusal: { what: expect.stringContaining('its last 2 growths failed (pool-006, pool-009)') } });
  });

  test('a halt whose growths are too long ago to be read stands all the same', () => {
    expect(decided({ ledger: [[9000, { kind: 'halt', growths: [1, 3] }]] })).toMatchObject({ kind: 'halt', refusal: { what: expect.stringContaining('its last 2 growths failed (see the ledger)') } });
  });

  test('a halt holds for whoever asks, until it is cleared', () => {
    const halted: Given['ledger'] = [...two, [5, { kind: 'halt', growths: [1, 3] }]];
    expect(decided({ ledger: halted, wanted: { to: 12, by: 'somebody' } })).toMatchObject({ kind: 'halt' });
    expect(decided({ ledger: [...halted, [1, { kind: 'clear', by: 'somebody' }]], policy: { maxPerDay: 50 } })).toEqual(grows(10, 13));
  });
});

describe('approval', () => {
  const policy = { approvalAbove: 11 };
  const asked: NonNullable<Given['ledger']> = [[100, { kind: 'question', from: 11, to: 14, why: 'low' }]];
  const at11 = { policy, stack: { size: '11' }, counts: { declared: 11 } };

  test.each<[string, Given, unknown]>([
    ['as far as the threshold nobody is asked', { policy }, grows(10, 11)],
    ['well below it a step is a step', { policy: { approvalAbove: 15 } }, grows(10, 13)],
    ['above it somebody is', at11, expect.objectContaining({ kind: 'ask', draft: expect.objectContaining({ kind: 'question', from: 11, to: 14 }) })],
    ['once', { ...at11, ledger: asked }, waits('asked', 'growth to 14 waits for an answer to question ')],
    ['whatever the next step would be by now', { ...at11, counts: { declared: 11, quotaLeft: 3 }, ledger: asked }, waits('asked', 'growth to 14 waits')],
    ['once, whoever wants the same', { ...at11, ledger: asked, wanted: { to: 14, by: 'somebody' } }, waits('asked', 'growth to 14 waits')],
    ['who wants another size has a question of his own', { ...at11, ledger: asked, wanted: { to: 16, by: 'somebody' } },
      expect.objectContaining({ kind: 'ask', draft: { kind: 'question', from: 11, to: 16, why: 'somebody asked for it' } })],
    ['after a yes it grows to what was asked for', { ...at11, ledger: [...asked, [9, { kind: 'answer', question: 1, isYes: true, by: 'somebody' }]] },
      expect.objectContaining({ kind: 'grow', draft: expect.objectContaining({ from: 11, to: 14, by: 'approval', why: 'somebody approved it', answer: 2 }) })],
    ['whatever is available by then', { ...at11, counts: { declared: 11, inFlight: 50 }, ledger: [...asked, [9, { kind: 'answer', question: 1, isYes: true, by: 'somebody' }]] }, grows(11, 14)],
    ['not above the ceilings', { ...at11, counts: { declared: 11, quotaLeft: 2 }, ledger: [...asked, [9, { kind: 'answer', question: 1, isYes: true, by: 'somebody' }]] }, refuses('AR-GROWTH-QUOTA')],
    ['a no counts for a day', { ...at11, ledger: [...asked, [9, { kind: 'answer', question: 1, isYes: false, by: 'somebody' }]] }, refuses('AR-GROWTH-DENIED', 'growth of pool Pool to 14 accounts was refused by somebody')],
    ['a day later it asks again', { ...at11, ledger: [[1440, asked[0][1]], [1430, { kind: 'answer', question: 1, isYes: false, by: 'somebody' }]] }, expect.objectContaining({ kind: 'ask' })],
    ['a question that nobody answered is asked again', { ...at11, ledger: [[1440, asked[0][1]]] }, expect.objectContaining({ kind: 'ask' })],
    ['a yes counts for a day', { ...at11, ledger: [[1440, asked[0][1]], [1430, { kind: 'answer', question: 1, isYes: true, by: 'somebody' }]] }, expect.objectContaining({ kind: 'ask' })],
    ['a yes counts once', {
      policy,
      stack: { size: '14' },
      counts: { declared: 14 },
      ledger: [...asked, [99, { kind: 'answer', question: 1, isYes: true, by: 'somebody' }], [98, growth(11, 14, { answer: 2 })], [70, fine(3)]],
    }, expect.objectContaining({ kind: 'ask', draft: expect.objectContaining({ from: 14, to: 17 }) })],
    ['a yes counts once, even if its growth was lost', {
      ...at11,
      ledger: [...asked, [99, { kind: 'answer', question: 1, isYes: true, by: 'somebody' }], [98, growth(11, 14, { answer: 2 })], [70, { kind: 'outcome', growth: 3, failed: [], isLost: true }]],
    }, expect.objectContaining({ kind: 'ask', draft: expect.objectContaining({ from: 11, to: 14 }) })],
    ['a growth that nobody was asked about uses no yes up', {
      ...at11,
      ledger: [[400, growth(8, 11)], [390, fine(1)], [100, asked[0][1]], [9, { kind: 'answer', question: 3, isYes: true, by: 'somebody' }]],
    }, expect.objectContaining({ kind: 'grow', draft: expect.objectContaining({ to: 14, by: 'approval', answer: 4 }) })],
    ['an answer to the question before it is none to the last one', {
      ...at11,
      ledger: [[200, { kind: 'question', from: 11, to: 12, why: 'low' }], [190, { kind: 'answer', question: 1, isYes: true, by: 'somebody' }], [100, asked[0][1]]],
    }, waits('asked', 'growth to 14 waits')],
    ['each question has its own answer', {
      ...at11,
      ledger: [[200, { kind: 'question', from: 11, to: 12, why: 'low' }], [190, { kind: 'answer', question: 1, isYes: false, by: 'somebody' }], [100, asked[0][1]],
        [9, { kind: 'answer', question: 3, isYes: true, by: 'another' }]],
    }, expect.objectContaining({ kind: 'grow', draft: expect.objectContaining({ to: 14, why: 'another approved it', answer: 4 }) })],
    ['a yes to just what is there by now is none to more', { policy, stack: { size: '14' }, counts: { declared: 14 }, ledger: [...asked, [9, { kind: 'answer', question: 1, isYes: true, by: 'somebody' }]] },
      expect.objectContaining({ kind: 'ask', draft: expect.objectContaining({ from: 14, to: 17 }) })],
    ['a yes to what is there by now is none to more', { policy, stack: { size: '15' }, counts: { declared: 15 }, ledger: [...asked, [9, { kind: 'answer', question: 1, isYes: true, by: 'somebody' }]] },
      expect.objectContaining({ kind: 'ask', draft: expect.objectContaining({ from: 15, to: 18 }) })],
  ])('%s', (_, given, expected) => {
    expect(decided(given)).toEqual(expected);
  });
});
