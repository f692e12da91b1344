/** What others are told of each entry of a ledger. */

import type { EntryDraft, LedgerEntry, TellingEntry } from '../../../core/growth/ledger';
import { nextEntry, questionId } from '../../../core/growth/ledger';
import type { GrowthPolicy } from '../../../core/growth/policy';
import { tellingOf } from '../../../core/growth/telling';
import { catalogued } from '../events/catalogued';

const AT = new Date('2026-11-28T03:10:00Z');
const POLICY: GrowthPolicy = { stackName: 'Stack', pool: 'Pool', parameter: 'PoolSize', min: 2, max: 20, lowWater: 5, step: 3, maxPerDay: 6, cooldownMinutes: 60 };

const LEDGER = ([
  { kind: 'growth', from: 5, to: 8, by: 'low-water', why: 'few are left', failedBefore: [] },
  { kind: 'outcome', growth: 1, failed: ['pool-008'] },
  { kind: 'question', from: 8, to: 10, why: 'few are left' },
  { kind: 'answer', question: 3, isYes: false, by: 'somebody' },
  { kind: 'question', from: 8, to: 11, why: 'fewer are left' },
  { kind: 'answer', question: 5, isYes: true, by: 'somebody' },
  { kind: 'halt', growths: [1] },
  { kind: 'refusal', code: 'AR-GROWTH-MAX', what: 'full.', fix: 'wait.' },
] as EntryDraft[]).reduce<LedgerEntry[]>((ledger, draft) => [...ledger, nextEntry(ledger, draft, AT)], []);

const idOf = (number: number, to: number) => questionId('Stack/Pool', { number, at: AT, to });

test.each<[number, string, object]>([
  [1, 'GrowthDecided', { from: 5, to: 8, entry: 1, by: 'low-water', reason: 'few are left' }],
  [3, 'ApprovalAsked', { approvalId: idOf(3, 10), from: 8, to: 10, reason: 'few are left', expiresAt: '2026-11-29T03:10:00.000Z' }],
  [4, 'ApprovalAnswered', { approvalId: idOf(3, 10), from: 8, to: 10, answer: 'denied' }],
  [6, 'ApprovalAnswered', { approvalId: idOf(5, 11), from: 8, to: 11, answer: 'approved' }],
  [7, 'GrowthHalted', { code: 'AR-GROWTH-HALTED', what: expect.stringContaining('accounts of its last 1 growths failed (pool-008)'), fix: expect.any(String), entry: 7 }],
  [8, 'GrowthRefused', { code: 'AR-GROWTH-MAX', what: 'full.', fix: 'wait.' }],
])('entry %s is told as %s', (number, detailType, members) => {
  const [event] = catalogued([tellingOf(POLICY, LEDGER, LEDGER[number - 1] as TellingEntry)]);
  expect(event).toEqual({ detailType, detail: { version: 1, id: expect.any(String), stackName: 'Stack', pool: 'Pool', at: AT.toISOString(), ...members } });
});
