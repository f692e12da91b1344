/** What a ledger says: ids and tokens, what halts, what people weren't told of, and what is news. */

import type { EntryDraft, LedgerEntry, QuestionEntry } from '../../../core/growth/ledger';
import { isHalted, isNews, nextEntry, outcomeOf, questionId, roomInDayAt, standingHalt, stateOf, untold, updateToken } from '../../../core/growth/ledger';
import { QUESTION_PATTERN } from '../../../src/contract';

const NOW = new Date('2026-11-28T03:10:00Z');
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);
const DAY = 24 * 60;

const ledgerOf = (...entries: readonly [minutesAgo: number, draft: EntryDraft][]) =>
  entries.reduce<LedgerEntry[]>((ledger, [minutes, draft]) => [...ledger, nextEntry(ledger, draft, ago(minutes))], []);

const GROWTH: EntryDraft = { kind: 'growth', from: 5, to: 8, by: 'low-water', why: 'low', failedBefore: [] };
const QUESTION: EntryDraft = { kind: 'question', from: 8, to: 11, why: 'low' };
const HALT: EntryDraft = { kind: 'halt', growths: [1, 3] };
const CLEAR: EntryDraft = { kind: 'clear', by: 'somebody' };
const failed = (growth: number): EntryDraft => ({ kind: 'outcome', growth, failed: ['pool-006'] });
const told = (of: number): EntryDraft => ({ kind: 'told', of });
const answer = (question: number, isYes = true): EntryDraft => ({ kind: 'answer', question, isYes, by: 'somebody' });
const refusal = (code: 'AR-GROWTH-MAX' | 'AR-GROWTH-DAY' = 'AR-GROWTH-MAX'): EntryDraft => ({ kind: 'refusal', code, what: 'full.', fix: 'wait.' });

describe('ids and tokens', () => {
  const question = { number: 3, at: NOW, to: 14 };

  test('are those of one pool, one entry and one size', () => {
    const ids = [
      questionId('Pool/Pool', question), questionId('Pool/Other', question), questionId('Pool/Pool', { ...question, number: 4 }),
      questionId('Pool/Pool', { ...question, to: 15 }), questionId('Pool/Pool', { ...question, at: ago(1) }),
    ];
    expect(new Set(ids).size).toBe(5);
    expect(ids.filter(id => !QUESTION_PATTERN.test(id))).toEqual([]);
    const tokens = [
      updateToken('Pool/Pool', { number: 3, to: 14 }), updateToken('Pool/Other', { number: 3, to: 14 }), updateToken('Pool/Pool', { number: 4, to: 14 }),
      updateToken('Pool/Pool', { number: 3, to: 15 }),
    ];
    expect(new Set(tokens).size).toBe(4);
    // What CloudFormation takes.
    expect(tokens.every(token => /^[a-zA-Z0-9][-a-zA-Z0-9]{0,127}$/.test(token))).toBe(true);
  });

  test('stay what they are with the next version: a question lies in somebody\'s mail, and an update that was cut off is asked for again', () => {
    expect(questionId('Pool/Pool', question)).toBe('ee2b220941f47f58');
    expect(updateToken('Pool/Pool', { number: 3, to: 14 })).toBe('account-robot-785780be649a120e21f46e3bdfc442cafca5c578');
  });
});

describe('a question', () => {
  const stateIn = (...entries: [number, EntryDraft][]) => {
    const ledger = ledgerOf(...entries);
    return stateOf(ledger, ledger[0] as QuestionEntry, NOW).kind;
  };

  test.each<[string, [number, EntryDraft][], string]>([
    ['is open', [[60, QUESTION]], 'open'],
    ['is open for nearly a day', [[DAY - 1, QUESTION]], 'open'],
    ['is late after a day', [[DAY, QUESTION]], 'late'],
    ['is late after a day with its yes', [[DAY, QUESTION], [60, answer(1)]], 'late'],
    ['is late after a day with its no', [[DAY, QUESTION], [60, answer(1, false)]], 'late'],
    ['is granted', [[60, QUESTION], [50, answer(1)]], 'granted'],
    ['is refused', [[60, QUESTION], [50, answer(1, false)]], 'refused'],
    ['is not answered by the answer to another one', [[60, QUESTION], [55, QUESTION], [50, answer(2)]], 'open'],
    ['is not answered by anything else', [[60, QUESTION], [50, refusal()], [40, told(1)]], 'open'],
    ['is used by a growth that names its answer', [[60, QUESTION], [50, answer(1)], [40, { ...GROWTH, answer: 2 }]], 'used'],
    ['is used for good', [[2 * DAY, QUESTION], [1500, answer(1)], [1490, { ...GROWTH, answer: 2 }]], 'used'],
    ['is not used by a growth that names none', [[60, QUESTION], [50, answer(1)], [40, GROWTH]], 'granted'],
    ['is not used by a growth of another answer', [[60, QUESTION], [50, answer(1)], [40, { ...GROWTH, answer: 9 }]], 'granted'],
    ['that nobody has answered is not used by a growth that nobody was asked about', [[60, QUESTION], [40, GROWTH]], 'open'],
  ])('%s', (_, entries, state) => expect(stateIn(...entries)).toBe(state));

  test('that was answered is told with its answer', () => {
    const ledger = ledgerOf([60, QUESTION], [50, answer(1)], [40, { ...GROWTH, answer: 2 }]);
    expect(stateOf(ledger, ledger[0] as QuestionEntry, NOW)).toEqual({ kind: 'used', answer: ledger[1] });
    expect(stateOf(ledger.slice(0, 2), ledger[0] as QuestionEntry, NOW)).toEqual({ kind: 'granted', answer: ledger[1] });
  });
});

describe('halted', () => {
  test.each<[string, [number, EntryDraft][], boolean]>([
    ['by two growths in a row that failed', [[90, GROWTH], [80, failed(1)], [70, GROWTH], [60, failed(3)]], true],
    ['not by one', [[90, GROWTH], [80, failed(1)]], false],
    ['by what is written down, even if the growths are too long ago to be read', [[9000, HALT]], true],
    ['not once a person has cleared it', [[9000, HALT], [60, CLEAR]], false],
    ['again by the next one', [[9000, HALT], [60, CLEAR], [50, HALT]], true],
  ])('%s', (_, entries, halted) => expect(isHalted(ledgerOf(...entries))).toBe(halted));

  test('by the last one that was written', () => {
    const ledger = ledgerOf([9000, HALT], [60, CLEAR], [50, { kind: 'halt', growths: [5, 7] }]);
    expect(standingHalt(ledger)).toBe(ledger[2]);
  });
});

test('an outcome is that of its growth', () => {
  const ledger = ledgerOf([90, GROWTH], [80, failed(1)], [70, GROWTH], [60, { kind: 'outcome', growth: 3, failed: [] }]);
  const [first, , second] = ledger;
  expect([first, second].map(growth => outcomeOf(ledger, growth as never))).toEqual([ledger[1], ledger[3]]);
});

test('there is room in the day when the first of its growths counts no more', () => {
  expect(roomInDayAt(ledgerOf([1000, GROWTH], [100, GROWTH]), NOW)).toEqual(ago(1000 - DAY - 15));
});

describe('what people weren\'t told of', () => {
  test('are growths, questions, answers, halts and refusals, until it is written that they were', () => {
    const all: [number, EntryDraft][] = [[90, GROWTH], [80, failed(1)], [70, QUESTION], [60, answer(3)], [50, HALT], [40, CLEAR], [30, refusal()]];
    const numbers = (...more: [number, EntryDraft][]) => untold(ledgerOf(...all, ...more), NOW).map(({ number }) => number);
    expect(numbers()).toEqual([1, 3, 4, 5, 7]);
    expect(numbers([20, told(1)], [10, told(5)])).toEqual([3, 4, 7]);
  });

  test('is told for a day: later it is no news', () => {
    expect(untold(ledgerOf([DAY - 1, HALT]), NOW)).toHaveLength(1);
    expect(untold(ledgerOf([DAY, HALT]), NOW)).toEqual([]);
  });
});

describe('a refusal is news', () => {
  test.each<[string, [number, EntryDraft][], boolean]>([
    ['if there was none', [], true],
    ['if there was something else', [[60, GROWTH], [50, HALT]], true],
    ['not if there was the same', [[60, refusal()]], false],
    ['not for nearly a day', [[DAY - 1, refusal()]], false],
    ['a day later', [[DAY, refusal()]], true],
    ['if there was another one', [[60, refusal('AR-GROWTH-DAY')]], true],
    ['if the same is of the day before, and another one of today', [[DAY + 60, refusal()], [60, refusal('AR-GROWTH-DAY')]], true],
  ])('%s', (_, entries, news) => expect(isNews(ledgerOf(...entries), 'AR-GROWTH-MAX', NOW)).toBe(news));
});
