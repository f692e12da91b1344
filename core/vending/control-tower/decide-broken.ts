/**
 * The rows of the decision table for a product that stands in ERROR or TAINTED.
 *
 * Lifecycle of an attempt that failed:
 *
 *     record FAILED --whose is it?--> what does the text mean? --back-off--> gate --> what came of it? --+-- surely nothing: terminate, and request again
 *                                            |                                                           +-- our account: update (enrol again)
 *                                            permanent: fail
 *
 * A product that once succeeded stands for a live account: it is updated at most. One that never did keeps its name, so it has to go before the next attempt,
 * unless an account came of it.
 *
 * Fallbacks:
 *
 *  - No record that can be read: wait while access is spreading, then fail by the status. A record that SUCCEEDED under a product in ERROR: wait, it has just ended.
 *  - A leftover, begun for an earlier order, is tried once whatever its text says: the cause may be mended by now.
 *  - What fails in a young account, or was denied while access was spreading, is tried once more, and by an update, not by a removal (`secondChance`).
 *  - No account found: the creations in Organizations are asked for first (the dear scan of the organization only if they don't tell), then whose the product is, and
 *    of a leftover whether an account of the same name has another address. None of these shows at once, so for some minutes nothing is removed.
 *
 * What surprises people:
 *
 *  - Terminating a product that succeeded un-enrols the account. That is why the last success counts and not the present status.
 *  - Busy comes as a failed record, minutes after the request was accepted, and says nothing of whether an account came into being before.
 *  - Records of updates and removals may carry no tags: then neither their owner nor ours is proven, and the last success or the product's history has to tell.
 *  - Retrying is an operation too and waits at the gate. Everything that is only of use when the gate is open is looked at behind it, because many looks are spent there.
 *  - The text is all there is: Account Factory reports as text what other services report as exceptions, and the product keeps only the text of its last operation.
 */

import { cameOf, claimByEvidence, latest, soonest } from './evidence';
import type { Evidence } from './evidence';
import type { VendingDecision, VendingObserved, VendingSituation, ProvisionedProduct, ProvisioningRecord } from './model';
import { outcomeOf } from './outcome';
import type { TextOutcome } from './outcome';
import { secondChance } from './second-chance';
import { isAbsenceProven, isBackoffOver, isSettling, scanSince } from './timing';
import { awaitTurn } from './turns';
import type { Account, DesiredAccount } from '../../accounts/account';
import { GRACE_MINUTES, isLeftover, isSpreading } from '../../accounts/attempt';
import { describePlace, ownerConflict, stranger, unusable } from '../../accounts/claim';
import { missingTagsOf, ownerOf } from '../../accounts/ownership';
import { failureOf, kindOf } from '../../failures/failures';
import type { Failure, FailureCode } from '../../failures/failures';
import { fail, look, wait } from '../../reconcile/decision';

interface Broken {
  readonly product: ProvisionedProduct;
  readonly record: ProvisioningRecord;
  readonly desired: DesiredAccount;
  readonly observed: VendingObserved;
  readonly situation: VendingSituation;
  readonly text: string;
}

/** What to do about a product whose last operation failed. */
export function decideBroken(
  product: ProvisionedProduct, desired: DesiredAccount, observed: VendingObserved, situation: VendingSituation,
): VendingDecision {
  const recordId = product.lastRecordId ?? product.lastProvisioningRecordId;
  const { record } = observed;
  if (record === undefined && recordId !== undefined) {
    return look({ at: 'record', recordId });
  }
  if (record === undefined || record === null) {
    return isSpreading(situation.attempt, situation.now)
      ? wait('transient', { text: product.statusMessage })
      : fail('AR-UNKNOWN-STATUS', { name: desired.name, status: `${product.status} without a record that can be read`, expected: 'a record' }, product.statusMessage);
  }
  switch (record.status) {
    case 'CREATED':
    case 'IN_PROGRESS':
    case 'IN_PROGRESS_IN_ERROR':
      return wait('creating');
    case 'SUCCEEDED':
      if (isSettling(record, situation.now)) {
        return wait('transient', { text: product.statusMessage });
      }
      break;
    case 'FAILED':
      break;
    default:
      return fail('AR-UNKNOWN-STATUS', {
        name: desired.name,
        status: `${record.status} for a record`,
        expected: 'CREATED, IN_PROGRESS, IN_PROGRESS_IN_ERROR, SUCCEEDED or FAILED',
      });
  }
  const text = record.errors.join('; ') || (product.statusMessage ?? '');
  const broken: Broken = { product, record, desired, observed, situation, text };
  const successId = product.lastSuccessfulProvisioningRecordId;
  return ownership(broken) ?? (successId === undefined ? neverSucceeded(broken) : onceSucceeded(broken, successId));
}

/** A decision if the product isn't ours, or if one more look will tell; undefined if we may go on. */
function ownership(broken: Broken): VendingDecision | undefined {
  const { product, record, desired, observed } = broken;
  const owner = ownerOf(record.tags);
  if (desired.adoptExisting || owner === desired.owner) {
    return undefined;
  }
  if (owner !== undefined || record.type === 'PROVISION_PRODUCT') {
    return stranger(desired, owner);
  }
  // Records of an update or a removal may carry no tags. Then the last success tells, or the product's history, or the account itself.
  const successId = product.lastSuccessfulProvisioningRecordId;
  if (successId !== undefined && successId !== record.id) {
    if (observed.successRecord === undefined) {
      return look({ at: 'successRecord', recordId: successId });
    }
    const successOwner = ownerOf(observed.successRecord?.tags ?? []);
    if (successOwner === desired.owner) {
      return undefined;
    }
    if (successOwner !== undefined) {
      return stranger(desired, successOwner);
    }
  }
  if (observed.owner === undefined) {
    return look({ at: 'owner', productId: product.id });
  }
  if (observed.owner !== null) {
    return observed.owner === desired.owner ? undefined : stranger(desired, observed.owner);
  }
  if (observed.account === undefined) {
    return findAccount(broken);
  }
  if (observed.account === null) {
    // Whosever it is, it can't go on: the cause says more than the missing tag.
    const outcome = verdictNow(broken);
    if (outcome.kind === 'spreading') {
      return wait('spreading', { text: broken.text, code: outcome.code });
    }
    return outcome.kind === 'permanent' ? permanent(broken, outcome.code) : stranger(desired, undefined);
  }
  if (observed.tags === undefined) {
    return look({ at: 'tags', accountId: observed.account.id });
  }
  const accountOwner = ownerOf(observed.tags);
  return accountOwner === desired.owner ? undefined : ownerConflict(desired, accountOwner ?? 'somebody who left no owner tag', observed.account, observed.parent);
}

/** A live account hangs on it: it is enrolled again at most, and never terminated. What an earlier deployment met may be mended by now, so it is tried once. */
function onceSucceeded(broken: Broken, successId: string): VendingDecision {
  const { record, desired, observed, situation } = broken;
  const outcome = verdictNow(broken);
  if (!isLeftover(record, situation.attempt)) {
    if (outcome.kind === 'permanent') {
      return permanent(broken, outcome.code);
    }
    if (!isBackoffOver(record, situation)) {
      return wait(outcome.kind, { text: broken.text });
    }
  }
  const closed = atGate(broken);
  if (closed !== undefined) {
    return closed;
  }
  if (observed.successRecord === undefined) {
    return look({ at: 'successRecord', recordId: successId });
  }
  if (observed.account === undefined) {
    return findAccount(broken);
  }
  const { account } = observed;
  if (account === null) {
    return fail('AR-ACCOUNT-NOT-FOUND', { name: desired.name, accountId: observed.successRecord?.outputs.AccountId ?? 'that was made for it' }, broken.text);
  }
  const addresses = [account.email, observed.successRecord?.outputs.AccountEmail].map(email => email?.toLowerCase());
  if (!addresses.includes(desired.email)) {
    return ownerConflict(desired, `account ${account.id}, which has another e-mail address`, account, observed.parent);
  }
  return enrolAgain(broken, account);
}

/** It keeps its name: it goes before another attempt is made, unless an account came of it. */
function neverSucceeded(broken: Broken): VendingDecision {
  const { product, record, observed, situation } = broken;
  const leftover = isLeftover(record, situation.attempt);
  const outcome = verdictNow(broken);
  const chance = leftover ? undefined : secondChance(broken);
  if (chance?.kind === 'look') {
    return chance;
  }
  if (chance !== undefined) {
    if (!isBackoffOver(record, situation)) {
      return chance.reason === 'spreading'
        ? wait('spreading', { text: broken.text, code: chance.code }) : wait(chance.reason, { text: broken.text, failure: failureIn(broken, chance.code) });
    }
  } else if (!leftover) {
    if (outcome.kind === 'permanent') {
      return permanent(broken, outcome.code);
    }
    if (outcome.kind === 'spreading') {
      return wait('spreading', { text: broken.text, code: outcome.code });
    }
    if (!isBackoffOver(record, situation)) {
      return wait(outcome.kind, { text: broken.text });
    }
  }
  const closed = atGate(broken);
  if (closed !== undefined) {
    return closed;
  }
  const { creation, created } = observed;
  if (creation === undefined) {
    return look({ at: 'creation', since: soonest(madeAt(broken)), until: latest(record.updatedAt) });
  }
  if (creation?.state === 'IN_PROGRESS') {
    return wait('creating');
  }
  if (creation !== null && created === undefined) {
    return look({ at: 'created', accountIds: creation.accountIds });
  }
  const ours = created?.find(account => account?.email.toLowerCase() === broken.desired.email);
  if (ours) {
    return enrolAgain({ ...broken, observed: { ...observed, account: ours } }, ours, 'creation');
  }
  if (created?.includes(null)) {
    // There is an account, and it may be ours.
    return wait('creating', { text: broken.text });
  }
  if (observed.account === undefined) {
    return findAccount(broken);
  }
  if (observed.account) {
    const again = enrolAgain(broken, observed.account);
    return again.kind === 'update' && chance?.reason === 'transient' ? { ...again, unless: failureIn(broken, chance.code) } : again;
  }
  if (chance !== undefined) {
    return { kind: 'update', productId: product.id, recordId: record.id, unless: failureIn(broken, chance.code) };
  }
  if (!isAbsenceProven(record, situation.now)) {
    // Every listing lags, and a removal would un-enrol the account that doesn't show yet.
    return wait(outcome.kind === 'busy' ? 'busy' : 'transient', { text: broken.text });
  }
  return otherAccountOf(broken) ?? { kind: 'terminate', productId: product.id, recordId: record.id };
}

/** When the product came into being: what its first operation brought about isn't older. */
function madeAt({ product, record }: Broken): string {
  return product.createdAt ?? record.createdAt;
}

/**
 * A decision if the product isn't ours, or may stand for an account of another address: its removal would un-enrol that account. The product itself doesn't tell
 * the address that it was requested with, so what somebody else requested is not known to be without an account. What this deployment requested has the
 * address that it has now; of what an earlier one did, an account can have come that has our name and joined after the product was made.
 */
function otherAccountOf(broken: Broken): VendingDecision | undefined {
  const { desired, observed, product, record, situation } = broken;
  const recordOwner = ownerOf(record.tags);
  if (recordOwner === undefined && observed.owner === undefined) {
    return look({ at: 'owner', productId: product.id });
  }
  const owner = recordOwner ?? observed.owner ?? undefined;
  if (owner !== desired.owner) {
    return stranger(desired, owner);
  }
  if (!isLeftover({ createdAt: madeAt(broken) }, situation.attempt)) {
    return undefined;
  }
  if (observed.namesakes === undefined) {
    return look({ at: 'namesakes', notOlderThan: scanSince(record, situation.now) });
  }
  const other = [...observed.namesakes, ...observed.created ?? []].find(account => account !== null && account.status !== 'SUSPENDED'
    && account.status !== 'CLOSED' && (account.joinedAt === undefined || cameOf(account, { createdAt: madeAt(broken) })));
  return other ? ownerConflict(desired, `account ${other.id}, which has another e-mail address`, other, observed.parent) : undefined;
}

/** Tries the enrolment of an account once more, if it is ours. */
function enrolAgain(broken: Broken, account: Account, namedBy?: Evidence['namedBy']): VendingDecision {
  const { product, record, desired, observed, situation, text } = broken;
  const refusal = unusable(desired, account, situation.now);
  if (refusal !== undefined) {
    return refusal;
  }
  const { parent, tags } = observed;
  if (parent === undefined) {
    return look({ at: 'parent', accountId: account.id });
  }
  if (tags === undefined) {
    return look({ at: 'tags', accountId: account.id });
  }
  const claim = claimByEvidence(desired, account, observed, { product: { createdAt: madeAt(broken), endedAt: record.updatedAt }, namedBy });
  if (claim !== undefined) {
    return claim;
  }
  if (!parent.isRoot && parent.id !== situation.settings.holdingOrganizationalUnitId) {
    return fail('AR-ACCOUNT-MOVED', { name: desired.name, place: describePlace(account, parent) }, text);
  }
  // The claim comes first, because the record of an update need not carry the owner's tag: the account does.
  return { kind: 'update', productId: product.id, recordId: record.id, claim: missingTagsOf(desired, account.id, tags) };
}

/** Every retry is an operation too. The gate comes before all that is only of use when it is open, because many polls are spent at it. */
function atGate(broken: Broken): VendingDecision | undefined {
  const { gate } = broken.observed;
  if (gate === undefined) {
    return look({ at: 'gate' });
  }
  return gate.holders.length >= broken.situation.settings.concurrency
    ? wait('gate', { holders: gate.holders, text: broken.text }) : awaitTurn(broken.observed, broken.situation);
}

/** The failure, with a word where the account is if there may be one. Only who confirms tells it, so only who confirms looks. */
function permanent(broken: Broken, code: FailureCode): VendingDecision {
  const { observed, situation } = broken;
  if (situation.attempt.aim === 'confirmed' && kindOf(code).accountMayExist) {
    if (observed.account === undefined) {
      return findAccount(broken);
    }
    if (observed.account && observed.parent === undefined) {
      return look({ at: 'parent', accountId: observed.account.id });
    }
  }
  return { kind: 'fail', failure: failureIn(broken, code) };
}

function failureIn({ desired, observed, record, situation, text }: Broken, code: FailureCode): Failure {
  return failureOf(code, {
    name: desired.name,
    accountId: observed.account?.id ?? 'in no place that shows here',
    owner: 'somebody whose product is not visible here',
    organizationalUnit: situation.settings.holdingOrganizationalUnitId,
    minutes: String(GRACE_MINUTES),
    ...(observed.account ? { place: describePlace(observed.account, observed.parent) } : {}),
    ...(observed.account === null && isAbsenceProven(record, situation.now) ? { place: 'No account was created.' } : {}),
  }, text);
}

function findAccount(broken: Broken): VendingDecision {
  const accountId = broken.observed.successRecord?.outputs.AccountId;
  return accountId === undefined
    ? look({ at: 'account', by: 'email', notOlderThan: scanSince(broken.record, broken.situation.now) })
    : look({ at: 'account', by: 'id', accountId });
}

function verdictNow(broken: Broken): TextOutcome {
  return outcomeOf(broken.text, isSpreading(broken.situation.attempt, broken.situation.now), 'AR-FACTORY-FAILED');
}
