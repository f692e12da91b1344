/** What is told of a pool that grows by itself. As evidence each takes the number of the ledger's entry, the id of the approval, or the day of a refusal. */

import { eventOf } from './event';
import type { DomainEvent, EventSubject } from './event';
import { PoolEvent } from '../../src/contract';

/** A pool and when something was decided about it. */
export interface PoolMoment {
  /** Both are known: an account outside of pools doesn't grow. */
  readonly subject: Required<EventSubject>;
  readonly at: Date;
}

/** From how many accounts to how many. */
export interface GrowthSpan {
  readonly from: number;
  readonly to: number;
}

/** What a person must know: a code of the failure table with its sentences. */
export interface GrowthTrouble {
  readonly code: string;
  readonly what: string;
  readonly fix: string;
}

/** What a person answered. */
export type ApprovalAnswer = 'approved' | 'denied';

/** What a growth is decided for. */
export interface GrowthReason {
  /** Number of the ledger's entry. */
  readonly entry: number;
  /** One word for machines. */
  readonly by: 'low-water' | 'hand' | 'approval';
  /** One sentence for people. */
  readonly reason: string;
}

/** The pool grows. */
export function growthDecided({ subject, at }: PoolMoment, { from, to, entry, by, reason }: GrowthSpan & GrowthReason): DomainEvent {
  return eventOf(PoolEvent.GROWTH_DECIDED, subject, { at, evidence: [String(entry)], members: { from, to, entry, by, reason } });
}

/** The pool should grow and may not. It is told once a day for each code, however often it is found out. */
export function growthRefused({ subject, at }: PoolMoment, { code, what, fix }: GrowthTrouble): DomainEvent {
  return eventOf(PoolEvent.GROWTH_REFUSED, subject, { at, evidence: [code, at.toISOString().slice(0, 10)], members: { code, what, fix } });
}

/** The pool grows no more until a person clears it. `entry`: number of the ledger's entry that halts it. */
export function growthHalted({ subject, at }: PoolMoment, { code, what, fix, entry }: GrowthTrouble & { entry: number }): DomainEvent {
  return eventOf(PoolEvent.GROWTH_HALTED, subject, { at, evidence: [String(entry)], members: { code, what, fix, entry } });
}

/** What a person is asked, and until when. */
export interface Approval extends GrowthSpan {
  readonly approvalId: string;
  readonly reason: string;
  readonly expiresAt: Date;
}

/** A person is asked. */
export function approvalAsked({ subject, at }: PoolMoment, { approvalId, from, to, reason, expiresAt }: Approval): DomainEvent {
  return eventOf(PoolEvent.APPROVAL_ASKED, subject, {
    at,
    evidence: [approvalId],
    members: { approvalId, from, to, reason, expiresAt: expiresAt.toISOString() },
  });
}

/** A person has answered. */
export function approvalAnswered(
  { subject, at }: PoolMoment,
  { approvalId, from, to }: Pick<Approval, 'approvalId' | 'from' | 'to'>,
  answer: ApprovalAnswer,
): DomainEvent {
  return eventOf(PoolEvent.APPROVAL_ANSWERED, subject, { at, evidence: [approvalId, answer], members: { approvalId, from, to, answer } });
}
