/**
 * Failures of an account that has just been asked for, which may not be what they look like.
 *
 *     request          the account is made        half an hour old
 *     |----------------|--- young ----------------|
 *       access spreads   not all of AWS knows it: what fails is tried again, and a text that nobody knows once
 *
 * The second chance is always an update. It makes the same checks of its caller, so that a denial which stays is told in the same words; a removal would be denied
 * in others, which are all that the product keeps, and would give up an account that may exist.
 *
 * Inferred, and not known of AWS: that an unchanged update brings a product to life that never succeeded, and that the account then carries the tags which the
 * product was requested with. An update that fails or is refused leaves the account where the failure left it.
 */

import type { ProvisioningRecord, VendingLook, VendingObserved, VendingSituation } from './model';
import { isOfGrace } from './timing';
import type { DesiredAccount } from '../../accounts/account';
import { ownerOf } from '../../accounts/ownership';
import { minutesAfter } from '../../clock';
import { classify } from '../../failures/classify';
import type { FailureCode } from '../../failures/failures';
import { look } from '../../reconcile/decision';
import type { LookAt } from '../../reconcile/decision';

/** How long a new account may lack what it will have. Inferred: the longest that was reported is an hour, and most of it is over in minutes. */
export const YOUNG_MINUTES = 30;

/** An attempt of this order that failed, and never succeeded before. */
export interface FailedAttempt {
  readonly record: ProvisioningRecord;
  readonly desired: DesiredAccount;
  readonly observed: VendingObserved;
  readonly situation: VendingSituation;
  readonly text: string;
}

/** Why it is tried once more, and what it will be called if that doesn't help. */
export interface SecondChance {
  readonly kind: 'chance';
  readonly reason: 'spreading' | 'transient';
  readonly code: FailureCode;
}

/** Whether the attempt gets one, or a look if the account's age has to be known first. A retry's record is of another type, so that what gets one chance has no third. */
export function secondChance(attempt: FailedAttempt): SecondChance | LookAt<VendingLook> | undefined {
  const { record, desired, situation, text } = attempt;
  const verdict = classify(text);
  const isFirst = record.status === 'FAILED' && record.type === 'PROVISION_PRODUCT' && ownerOf(record.tags) === desired.owner;
  switch (verdict.kind) {
    case 'spreading':
      return isFirst && isOfGrace(record, situation.attempt) ? { kind: 'chance', reason: 'spreading', code: verdict.code } : undefined;
    case 'young':
      return whileYoung(attempt, verdict.code);
    case 'unclassified':
      return isFirst ? whileYoung(attempt, 'AR-FACTORY-FAILED') : undefined;
    default:
      return undefined;
  }
}

function whileYoung({ record, observed: { account } }: FailedAttempt, code: FailureCode): SecondChance | LookAt<VendingLook> | undefined {
  const chance: SecondChance = { kind: 'chance', reason: 'transient', code };
  // No account is older than the request that made it.
  if (record.type === 'PROVISION_PRODUCT' && isYoung(record.createdAt, record)) {
    return chance;
  }
  if (account === undefined) {
    return look({ at: 'account', by: 'email', notOlderThan: new Date(record.updatedAt) });
  }
  return isYoung(account?.joinedAt, record) ? chance : undefined;
}

/** Whether what came into being then was young when the attempt failed. */
function isYoung(since: string | undefined, record: ProvisioningRecord): boolean {
  return since !== undefined && Date.parse(record.updatedAt) < minutesAfter(new Date(since), YOUNG_MINUTES).getTime();
}
