/** What a person's answer is worth: to which question, once, and for a day. */

import { decideAnswer } from '../../../core/growth/approval';
import type { EntryDraft, LedgerEntry } from '../../../core/growth/ledger';
import { nextEntry, questionId } from '../../../core/growth/ledger';
import type { GrowthPolicy } from '../../../core/growth/policy';

const NOW = new Date('2026-11-28T03:10:00Z');
const POLICY: GrowthPolicy = { stackName: 'Stack', pool: 'Pool', parameter: 'PoolSize', min: 2, max: 20, lowWater: 5, step: 3, maxPerDay: 6, cooldownMinutes: 60, approvalAbove: 8 };
const KEY = 'Stack/Pool';

const ledgerOf = (...entries: readonly [minutesAgo: number, draft: EntryDraft][]) =>
  entries.reduce<LedgerEntry[]>((ledger, [minutes, draft]) => [...ledger, nextEntry(ledger, draft, new Date(NOW.getTime() - minutes * 60_000))], []);
const question = (to: number): EntryDraft => ({ kind: 'question', from: 8, to, why: 'low' });
const growth: EntryDraft = { kind: 'growth', from: 5, to: 8, by: 'low-water', why: 'low', failedBefore: [] };

/** Answers the entry of that number with yes. */
function answered(ledger: readonly LedgerEntry[], number: number, isYes = true) {
  const entry = ledger[number - 1];
  const id = questionId(KEY, { number, at: entry.at, to: 'to' in entry ? entry.to : 0 });
  return { id, answer: decideAnswer(POLICY, ledger, { id, isYes, by: 'somebody' }, NOW) };
}

test.each([true, false])('the answer to the last question is written, with who gave it: %s', isYes => {
  expect(answered(ledgerOf([60, growth], [50, question(11)]), 2, isYes).answer).toEqual({ kind: 'answer', question: 2, isYes, by: 'somebody' });
});

test('nearly a day later as well', () => {
  expect(answered(ledgerOf([1439, question(11)]), 1).answer).toMatchObject({ kind: 'answer' });
});

test('a day later no more, and the time of the question is told', () => {
  const { answer, id } = answered(ledgerOf([1440, question(11)]), 1);
  expect(answer).toEqual({ code: 'AR-GROWTH-ANSWER-LATE', what: `the question ${id} is from 2026-11-27 03:10 UTC, and an answer counts for a day.`, fix: expect.any(String) });
});

test('a question whose place another one has taken is late, and the other one is answered', () => {
  const ledger = ledgerOf([60, question(11)], [50, question(14)]);
  expect(answered(ledger, 1).answer).toMatchObject({ code: 'AR-GROWTH-ANSWER-LATE' });
  expect(answered(ledger, 2).answer).toMatchObject({ kind: 'answer', question: 2 });
});

test.each([[true, true], [true, false], [false, true], [false, false]])('a question is answered once, and the first answer is told: %s, then %s', (isYes, isYesAgain) => {
  const ledger = ledgerOf([60, question(11)], [50, { kind: 'answer', question: 1, isYes, by: 'another' }]);
  const { answer, id } = answered(ledger, 1, isYesAgain);
  expect(answer).toMatchObject({ code: 'AR-GROWTH-ANSWER-TWICE', what: `the question ${id} was answered already: ${isYes ? 'yes' : 'no'}, by another.` });
});

test('the answer to the question before it is none to this one', () => {
  const ledger = ledgerOf([60, question(11)], [50, { kind: 'answer', question: 1, isYes: false, by: 'another' }], [40, question(14)]);
  expect(answered(ledger, 3).answer).toMatchObject({ kind: 'answer', question: 3 });
});

test('what is no question is answered by nobody, whatever id is computed for it', () => {
  const { answer, id } = answered(ledgerOf([60, growth], [50, question(11)]), 1);
  expect(answer).toEqual({ code: 'AR-GROWTH-ANSWER', what: `pool Pool has asked no question with the id ${id}.`, fix: expect.any(String) });
});
