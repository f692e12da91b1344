/** What others are told of the entries of a ledger: an event each, the same for the same entry. */

import { haltOf } from './decide-growth';
import type { LedgerEntry, QuestionEntry, TellingEntry } from './ledger';
import { questionId } from './ledger';
import type { GrowthPolicy } from './policy';
import { DAY_MINUTES, poolKey } from './policy';
import { minutesAfter } from '../clock';
import type { DomainEvent } from '../events/event';
import { approvalAnswered, approvalAsked, growthDecided, growthHalted, growthRefused } from '../events/growth-events';
import { assertNever } from '../failures/errors';

/** The event of an entry. */
export function tellingOf(policy: GrowthPolicy, ledger: readonly LedgerEntry[], entry: TellingEntry): DomainEvent {
  const moment = { subject: { stackName: policy.stackName, pool: policy.pool }, at: entry.at };
  switch (entry.kind) {
    case 'growth': return growthDecided(moment, { from: entry.from, to: entry.to, entry: entry.number, by: entry.by, reason: entry.why });
    case 'question': return approvalAsked(moment, {
      approvalId: questionId(poolKey(policy), entry),
      from: entry.from,
      to: entry.to,
      reason: entry.why,
      expiresAt: minutesAfter(entry.at, DAY_MINUTES),
    });
    case 'answer': {
      const question = ledger.find((other): other is QuestionEntry => other.kind === 'question' && other.number === entry.question)!;
      return approvalAnswered(moment, { approvalId: questionId(poolKey(policy), question), from: question.from, to: question.to }, entry.isYes ? 'approved' : 'denied');
    }
    case 'halt': return growthHalted(moment, { ...haltOf(policy, ledger, entry.growths), entry: entry.number });
    case 'refusal': return growthRefused(moment, entry);
    default: return assertNever(entry);
  }
}
