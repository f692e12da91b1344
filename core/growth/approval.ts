/** The question whether a pool may grow above a threshold, and what a person's answer to it is worth: once, and for a day. */

import type { AnswerEntry, EntryDraft, LedgerEntry, QuestionEntry } from './ledger';
import { lastQuestion, questionId, stateOf } from './ledger';
import type { GrowthPolicy } from './policy';
import { DAY_MINUTES, poolKey } from './policy';
import type { GrowthRefusal } from './refusals';
import { momentText, refusalOf } from './refusals';
import { minutesAfter } from '../clock';

/** A growth that the ceilings allow. */
export interface ProposedGrowth {
  readonly policy: GrowthPolicy;
  readonly ledger: readonly LedgerEntry[];
  readonly now: Date;
  readonly size: number;
  readonly to: number;
  /** Whether a person said that size, so that no other one will do. */
  readonly isWanted: boolean;
  /** Whether it is the size that was asked for, and granted. */
  readonly isGranted: boolean;
}

/** Whether it needs a person. */
export type Approval =
  | { readonly kind: 'free' | 'ask'; readonly to: number }
  | { readonly kind: 'asked'; readonly text: string }
  | { readonly kind: 'denied'; readonly refusal: GrowthRefusal };

/** Whether a growth may go on, or has to be asked for. */
export function approvalFor({ policy, ledger, now, size, to, isWanted, isGranted }: ProposedGrowth): Approval {
  const { approvalAbove, pool, stackName: stack } = policy;
  if (isGranted || approvalAbove === undefined || to <= approvalAbove) {
    return { kind: 'free', to };
  }
  if (!isWanted && size < approvalAbove) {
    return { kind: 'free', to: approvalAbove };
  }
  const question = lastQuestion(ledger);
  // Somebody who wants another size than the one in question has a question of his own.
  const state = question === undefined || (isWanted && question.to !== to) ? undefined : stateOf(ledger, question, now);
  switch (state?.kind) {
    case undefined:
    case 'late':
    case 'used':
    // Granted, and the pool has come to that size otherwise: the next one is another question.
    case 'granted':
      return { kind: 'ask', to };
    case 'open':
      return { kind: 'asked', text: `growth to ${question!.to} waits for an answer to question ${questionId(poolKey(policy), question!)}` };
    case 'refused':
      return { kind: 'denied', refusal: denied({ pool, stack }, question!, state.answer) };
  }
}

function denied(whose: { readonly pool: string; readonly stack: string }, { to, at }: QuestionEntry, { by }: AnswerEntry): GrowthRefusal {
  return refusalOf('AR-GROWTH-DENIED', { ...whose, value: String(to), name: by, time: momentText(minutesAfter(at, DAY_MINUTES)) });
}

/** An answer as it came. */
export interface GivenAnswer {
  readonly id: string;
  readonly isYes: boolean;
  readonly by: string;
}

/** What is written of an answer. */
export type AnswerDraft = Extract<EntryDraft, { readonly kind: 'answer' }>;

/** What to write of an answer, or why it counts for nothing: it is to no question of this pool, it is late, or it is the second one. */
export function decideAnswer(
  policy: GrowthPolicy, ledger: readonly LedgerEntry[], { id, isYes, by }: GivenAnswer, now: Date,
): AnswerDraft | GrowthRefusal {
  const { pool, stackName: stack } = policy;
  const question = ledger.find((entry): entry is QuestionEntry => entry.kind === 'question' && questionId(poolKey(policy), entry) === id);
  if (question === undefined) {
    return refusalOf('AR-GROWTH-ANSWER', { pool, stack, value: id });
  }
  const first = ledger.find((entry): entry is AnswerEntry => entry.kind === 'answer' && entry.question === question.number);
  if (first !== undefined) {
    return refusalOf('AR-GROWTH-ANSWER-TWICE', { pool, stack, value: id, status: first.isYes ? 'yes' : 'no', name: first.by });
  }
  // A later question has taken its place, as that of somebody who wanted another size.
  if (stateOf(ledger, question, now).kind === 'late' || lastQuestion(ledger) !== question) {
    return refusalOf('AR-GROWTH-ANSWER-LATE', { pool, stack, value: id, time: momentText(question.at) });
  }
  return { kind: 'answer', question: question.number, isYes, by };
}
