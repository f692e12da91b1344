/**
 * The ledger of a pool's growth: what was decided, asked, answered and seen, each once and for good.
 *
 *     1 growth    5 -> 8, below low water      written before the update is asked for, so that it counts whatever happens next
 *     2 outcome   of 1: no account failed      written when the stack has settled
 *     3 question  8 -> 11, above 10            the id of a question is the hash of its entry
 *     4 answer    to 3: yes, by somebody
 *     5 growth    8 -> 11, by the answer 4
 *
 * An entry is written under the number behind the last one, on the condition that there is none: of two functions that decide at once, one writes. What is told to
 * people (a question, a halt) has an entry that says so, so that a function that died before telling is made up for.
 */

import { COUNTED_MINUTES, DAY_MINUTES, FAILED_GROWTHS_MAX } from './policy';
import type { GrowthCode } from './refusals';
import { minutesAfter } from '../clock';
import { hashOf } from '../hash';

interface Numbered {
  /** From 1, without a gap. */
  readonly number: number;
  readonly at: Date;
}

/** A growth was decided. Its accounts count for the day from here on. */
export interface GrowthEntry extends Numbered {
  readonly kind: 'growth';
  readonly from: number;
  readonly to: number;
  /** What brought it about. */
  readonly by: 'low-water' | 'hand' | 'approval';
  /** Why, in one sentence. */
  readonly why: string;
  /** Accounts that had failed before, and aren't this growth's. */
  readonly failedBefore: readonly string[];
  /** Number of the answer that it is by. */
  readonly answer?: number;
}

/** The stack has settled after a growth. */
export interface OutcomeEntry extends Numbered {
  readonly kind: 'outcome';
  readonly growth: number;
  /** What went wrong: names of accounts, or CloudFormation's words. Empty if nothing did. */
  readonly failed: readonly string[];
  /** Whether the stack never came to its size, or left it again: somebody else's operation was there before, or after it. Neither good nor bad. */
  readonly isLost?: true;
}

/** A person was asked whether the pool may grow above the threshold. */
export interface QuestionEntry extends Numbered {
  readonly kind: 'question';
  readonly from: number;
  readonly to: number;
  readonly why: string;
}

/** A person answered. */
export interface AnswerEntry extends Numbered {
  readonly kind: 'answer';
  readonly question: number;
  readonly isYes: boolean;
  readonly by: string;
}

/** Growth has stopped until a person clears it. */
export interface HaltEntry extends Numbered {
  readonly kind: 'halt';
  /** The growths whose accounts failed. */
  readonly growths: readonly number[];
}

/** A person has cleared a halt, or found failures of old to be no reason for one. */
export interface ClearEntry extends Numbered {
  readonly kind: 'clear';
  readonly by: string;
}

/** The pool should have grown and could not: written once a day for each code, so that people are told once a day. */
export interface RefusalEntry extends Numbered {
  readonly kind: 'refusal';
  readonly code: GrowthCode;
  readonly what: string;
  readonly fix: string;
}

/** People were told of an entry. */
export interface ToldEntry extends Numbered {
  readonly kind: 'told';
  readonly of: number;
}

export type LedgerEntry = GrowthEntry | OutcomeEntry | QuestionEntry | AnswerEntry | HaltEntry | ClearEntry | RefusalEntry | ToldEntry;

/** What is written of an entry, before it has its number and its time. */
export type EntryDraft = LedgerEntry extends infer Entry ? Entry extends LedgerEntry ? Omit<Entry, keyof Numbered> : never : never;

/** The ledger of one pool. Throws a TransientError if it didn't answer, and a RefusalError if it said no. */
export interface LedgerPort {
  /** The entries from the last ones back, in the order of their numbers: at least those of two days, and as many as say how it stands. */
  read(): Promise<readonly LedgerEntry[]>;
  /** False if another one has that number already. */
  append(entry: LedgerEntry): Promise<boolean>;
}

/** The entry that would be the next one. */
export function nextEntry(ledger: readonly LedgerEntry[], draft: EntryDraft, now: Date): LedgerEntry {
  return { ...draft, number: (ledger[ledger.length - 1]?.number ?? 0) + 1, at: now };
}

/** The id of a question, by which it is answered: of this pool and this entry only. */
export function questionId(pool: string, question: Pick<QuestionEntry, 'number' | 'at' | 'to'>): string {
  return hashOf('growth-question', pool, String(question.number), question.at.toISOString(), String(question.to)).slice(0, 16);
}

/** What CloudFormation knows an update by: the same for the same entry, and for no other. */
export function updateToken(pool: string, { number, to }: Pick<GrowthEntry, 'number' | 'to'>): string {
  return `account-robot-${hashOf('growth', pool, String(to), String(number)).slice(0, 40)}`;
}

/** The last growth that was decided. */
export function lastGrowth(ledger: readonly LedgerEntry[]): GrowthEntry | undefined {
  return lastOf(ledger, 'growth');
}

function lastOf<Kind extends LedgerEntry['kind']>(ledger: readonly LedgerEntry[], kind: Kind): Extract<LedgerEntry, { readonly kind: Kind }> | undefined {
  return [...ledger].reverse().find((entry): entry is Extract<LedgerEntry, { readonly kind: Kind }> => entry.kind === kind);
}

/** What came of a growth, if that is known. */
export function outcomeOf(ledger: readonly LedgerEntry[], growth: GrowthEntry): OutcomeEntry | undefined {
  return ledger.find((entry): entry is OutcomeEntry => entry.kind === 'outcome' && entry.growth === growth.number);
}

/** How many accounts growths of the last 24 hours were to add. */
export function addedInDay(ledger: readonly LedgerEntry[], now: Date): number {
  return growthsInDay(ledger, now).reduce((sum, { from, to }) => sum + to - from, 0);
}

/** When an account counts no more for the day, so that one more may be added. */
export function roomInDayAt(ledger: readonly LedgerEntry[], now: Date): Date {
  return minutesAfter(growthsInDay(ledger, now)[0]?.at ?? now, COUNTED_MINUTES);
}

function growthsInDay(ledger: readonly LedgerEntry[], now: Date): GrowthEntry[] {
  return ledger.filter((entry): entry is GrowthEntry => entry.kind === 'growth' && minutesAfter(entry.at, COUNTED_MINUTES) > now);
}

/** The growths at the end of the ledger whose accounts failed, one behind the other; a person's clearing begins anew. */
export function failedInARow(ledger: readonly LedgerEntry[]): number[] {
  const failed: number[] = [];
  for (const entry of [...ledger].reverse()) {
    if (entry.kind === 'clear' || (entry.kind === 'outcome' && entry.failed.length === 0 && entry.isLost !== true)) {
      break;
    }
    if (entry.kind === 'outcome' && entry.isLost !== true) {
      failed.unshift(entry.growth);
    }
  }
  return failed;
}

/** The halt that stands, if one was written down. */
export function standingHalt(ledger: readonly LedgerEntry[]): HaltEntry | undefined {
  const halt = lastOf(ledger, 'halt');
  return halt !== undefined && (lastOf(ledger, 'clear')?.number ?? 0) < halt.number ? halt : undefined;
}

/** Whether growth has to stop, written down or not. */
export function isHalted(ledger: readonly LedgerEntry[]): boolean {
  return standingHalt(ledger) !== undefined || failedInARow(ledger).length >= FAILED_GROWTHS_MAX;
}

/** How a question stands. */
export type QuestionState =
  | { readonly kind: 'open' | 'late' }
  | { readonly kind: 'refused'; readonly answer: AnswerEntry }
  /** Answered with yes, and not acted on yet. */
  | { readonly kind: 'granted'; readonly answer: AnswerEntry }
  | { readonly kind: 'used'; readonly answer: AnswerEntry };

/** How a question stands now. Whatever it was answered, after a day it is late. */
export function stateOf(ledger: readonly LedgerEntry[], question: QuestionEntry, now: Date): QuestionState {
  const answer = ledger.find((entry): entry is AnswerEntry => entry.kind === 'answer' && entry.question === question.number);
  if (answer !== undefined && ledger.some(entry => entry.kind === 'growth' && entry.answer === answer.number)) {
    return { kind: 'used', answer };
  }
  if (minutesAfter(question.at, DAY_MINUTES) <= now) {
    return { kind: 'late' };
  }
  return answer === undefined ? { kind: 'open' } : { kind: answer.isYes ? 'granted' : 'refused', answer };
}

/** The last question that was asked. */
export function lastQuestion(ledger: readonly LedgerEntry[]): QuestionEntry | undefined {
  return lastOf(ledger, 'question');
}

/** An entry that people are told of. */
export type TellingEntry = GrowthEntry | QuestionEntry | AnswerEntry | HaltEntry | RefusalEntry;

/** Entries that people weren't told of, as far as is known: at most those of a day. */
export function untold(ledger: readonly LedgerEntry[], now: Date): TellingEntry[] {
  const told = new Set(ledger.flatMap(entry => entry.kind === 'told' ? [entry.of] : []));
  return ledger.filter((entry): entry is TellingEntry => entry.kind !== 'outcome' && entry.kind !== 'clear' && entry.kind !== 'told'
    && !told.has(entry.number) && minutesAfter(entry.at, DAY_MINUTES) > now);
}

/** Whether a refusal is the first one of its code in a day. */
export function isNews(ledger: readonly LedgerEntry[], code: GrowthCode, now: Date): boolean {
  return !ledger.some(entry => entry.kind === 'refusal' && entry.code === code && minutesAfter(entry.at, DAY_MINUTES) > now);
}
