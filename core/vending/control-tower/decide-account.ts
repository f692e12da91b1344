/**
 * The decision about one account: total over everything that can be observed.
 *
 * It asks for one more look at a time, so that a poll reads no more than it needs: while the factory is at work a later leg reads the product and
 * nothing else. What each decision leans on:
 *
 *  - The name of the product is the lock. No product, gate open, address unknown: request it.
 *  - A product that once succeeded holds a live account: it is updated at most, and never terminated, because that un-enrols the account.
 *  - A product that never succeeded keeps its name: it has to go before another attempt, unless an account came of it.
 *  - Nothing is done to an account that stands outside the root and the holding organizational unit.
 */

import { decideBroken } from './decide-broken';
import { claimByEvidence } from './evidence';
import type { ProvisionedProduct, ProvisioningRecord, VendingDecision, VendingObserved, VendingSituation } from './model';
import { otherRoad } from './other-road';
import { sharedFailure } from './shared-failure';
import { isAppearing, isBeginning, SCAN_AGE_MINUTES, scanSince } from './timing';
import { awaitTurn } from './turns';
import { FACTORY_PRODUCT_TYPE } from '../../../src/contract';
import type { Account, DesiredAccount } from '../../accounts/account';
import { claimAccount, describePlace, ownerConflict, stranger, unusable } from '../../accounts/claim';
import type { Candidate, ClaimDecision } from '../../accounts/claim';
import { missingTagsOf, ownerOf } from '../../accounts/ownership';
import { minutesAfter } from '../../clock';
import { fail, look, wait } from '../../reconcile/decision';
import type { CommonReason, Fail, Wait } from '../../reconcile/decision';

/** The stage that an account goes on to when it is there. */
export interface NextStage<D> {
  /** What that stage decides about the account. */
  decide(candidate: Candidate): D;
  /** Whether the account has come to that stage already, whatever the factory says of it; a decision to look, if that can't be said yet. */
  holds(accountId: string): boolean | D;
}

/** What the rows of the table look at. */
interface Question<D> {
  readonly desired: DesiredAccount;
  readonly observed: VendingObserved;
  readonly situation: VendingSituation;
  /** undefined for an account that is vended only. */
  readonly next: NextStage<D> | undefined;
}

/** What to do about the account, or what to look at before that can be said. */
export function decideAccount<D = never>(
  desired: DesiredAccount, observed: VendingObserved, situation: VendingSituation, next?: NextStage<D>,
): VendingDecision | D {
  const question: Question<D> = { desired, observed, situation, next };
  if (desired.existingAccountId !== undefined) {
    return decideExisting(question, desired.existingAccountId);
  }
  const { product } = observed;
  if (product === undefined) {
    return look({ at: 'product' });
  }
  if (observed.unseen === true) {
    return decideUnseen(question, observed.successRecord ?? observed.record);
  }
  if (product === null) {
    return decideAbsent(question);
  }
  if (product.type !== undefined && product.type !== FACTORY_PRODUCT_TYPE) {
    return fail('AR-NAME-NOT-OURS', { name: desired.name, owner: `a product of type ${product.type}` });
  }
  switch (product.status) {
    case 'UNDER_CHANGE':
      return decideUnderChange(product, question);
    case 'AVAILABLE':
      return decideAvailable(product, question);
    case 'ERROR':
    case 'TAINTED':
      return decidePooled(product, question) ?? decideBroken(product, desired, observed, situation);
    case 'PLAN_IN_PROGRESS':
    default:
      return fail('AR-UNKNOWN-STATUS', {
        name: desired.name,
        status: `${product.status} for its product`,
        expected: 'AVAILABLE, UNDER_CHANGE, TAINTED or ERROR',
      }, product.statusMessage);
  }
}

/** An account that the user names by its id: the factory has nothing to do with it. */
function decideExisting<D>(question: Question<D>, accountId: string): VendingDecision | D {
  const { desired, situation } = question;
  if (accountId === situation.managementAccountId) {
    return fail('AR-BAD-PROPERTY', {
      name: `account '${desired.name}': property 'ExistingAccountId'`,
      value: `'${accountId}', the management account`,
      expected: 'a member account of the organization',
    });
  }
  if (question.observed.unseen === true) {
    return fail('AR-ACCOUNT-NOT-FOUND', { name: desired.name, accountId });
  }
  // The user names the account, so it needs no owner yet; but two stacks must not both think that it is theirs.
  const isOurs = (owner: string | undefined) => owner === undefined || owner === desired.owner;
  return present({ accountId, isOurs }, question);
}

/** An account that is there, and how to tell whether it is ours. */
interface Present {
  readonly accountId: string;
  /** Asked with the owner that the account's tags name. */
  readonly isOurs: (owner: string | undefined) => boolean;
  /** What the factory made of it; undefined for an account that it has nothing to do with. */
  readonly made?: { readonly product: ProvisionedProduct; readonly record?: ProvisioningRecord | null; readonly owner?: string };
  /** The addresses that the account may have; any, if absent. */
  readonly addresses?: (account: Account) => readonly (string | undefined)[];
}

/** Control Tower is done with the account, or never had to do with it. What follows is the next stage, or nothing. */
function present<D>(subject: Present, question: Question<D>): VendingDecision | D {
  const { desired, observed, next, situation: { attempt: { aim } } } = question;
  const { accountId } = subject;
  const claim = () => claimPresent(subject, question);
  if (aim === 'begun') {
    return desired.existingAccountId === undefined ? { kind: 'advance' } : usable(subject, question) ?? { kind: 'advance' };
  }
  if (next !== undefined) {
    return next.decide({ desired, accountId, claim });
  }
  if (aim === 'reached') {
    return usable(subject, question) ?? { kind: 'advance' };
  }
  return claim() ?? { kind: 'done', account: observed.account!, missing: missingTagsOf(desired, observed.account!.id, observed.tags!) };
}

/** A decision if the account can't be worked with, or has to be looked at before that can be said. */
function usable({ accountId, made }: Present, question: Question<unknown>): ClaimDecision | undefined {
  const { desired, observed: { account }, situation } = question;
  if (account === undefined) {
    return look({ at: 'account', by: 'id', accountId });
  }
  if (account !== null) {
    return unusable(desired, account, situation.now);
  }
  return made === undefined ? fail('AR-ACCOUNT-NOT-FOUND', { name: desired.name, accountId }) : decideUnseen(question, made.record);
}

/** An account that is known to be, and doesn't show: it may be too young for that. */
function decideUnseen({ desired, observed, situation }: Question<unknown>, record: ProvisioningRecord | null | undefined): Wait<CommonReason> | Fail {
  const accountId = observed.account?.id ?? record?.outputs.AccountId ?? 'that was made for it';
  return record && isAppearing(record.updatedAt, situation.now)
    ? wait('creating') : fail('AR-ACCOUNT-NOT-FOUND', { name: desired.name, accountId });
}

function claimPresent(subject: Present, question: Question<unknown>): ClaimDecision | undefined {
  const { isOurs, made, addresses } = subject;
  const { desired, observed, situation } = question;
  const { account } = observed;
  if (!account) {
    return usable(subject, question);
  }
  if (desired.existingAccountId !== undefined && desired.email !== '' && account.email.toLowerCase() !== desired.email) {
    return fail('AR-BAD-PROPERTY', {
      name: `account '${desired.name}': property 'AccountEmail'`,
      value: 'another address',
      expected: `the address of account ${account.id}, or none,`,
      place: describePlace(account, observed.parent),
    });
  }
  if (addresses !== undefined && !addresses(account).map(address => address?.toLowerCase()).includes(desired.email)) {
    return ownerConflict(desired, `account ${account.id}, which has another e-mail address`, account, observed.parent);
  }
  return claimAccount(desired, account, observed, situation.now, isOurs, made?.owner)
    ?? (made && claimByEvidence(desired, account, observed, { product: made.product, namedBy: 'record' }));
}

/**
 * No product of that name. Where none may be requested there was an account before, and whoever removed it didn't ask for another.
 */
function decideAbsent<D>(question: Question<D>): VendingDecision | D {
  const { desired, observed, situation } = question;
  const { account, gate } = observed;
  const { attempt } = situation;
  if (!attempt.mayRequest) {
    if (account === undefined) {
      return look({ at: 'account', by: 'email', notOlderThan: minutesAfter(new Date(attempt.orderedAt), -SCAN_AGE_MINUTES) });
    }
    return account === null
      ? fail('AR-ACCOUNT-NOT-FOUND', { name: desired.name, accountId: 'that was made for it' }) : decideAddressInUse(account, question);
  }
  if (gate === undefined) {
    return look({ at: 'gate' });
  }
  // A search may still show what has just been removed: there is no such product.
  const holders = gate.holders.filter(holder => holder !== desired.name);
  if (holders.length >= situation.settings.concurrency) {
    // Taking over what exists needs no slot. One scan at the beginning tells.
    if (desired.adoptExisting && account === undefined) {
      return look({ at: 'account', by: 'email', notOlderThan: minutesAfter(new Date(attempt.orderedAt), -SCAN_AGE_MINUTES) });
    }
    return desired.adoptExisting && account?.name === desired.name
      ? decideAddressInUse(account, question) : wait('gate', { holders });
  }
  const turn = awaitTurn(observed, situation);
  if (turn !== undefined) {
    return turn;
  }
  if (account === undefined) {
    return look({ at: 'account', by: 'email', notOlderThan: minutesAfter(situation.now, -SCAN_AGE_MINUTES) });
  }
  return account === null ? requestUnlessOthersFailed(question) : decideAddressInUse(account, question);
}

/** The account may be requested. Only the first attempt asks what became of the others: a later one has its own failure to tell. */
function requestUnlessOthersFailed<D>({ desired, observed: { failedProducts }, situation }: Question<D>): VendingDecision {
  if (situation.attempt.aim !== 'begun') {
    return { kind: 'provision' };
  }
  if (failedProducts === undefined) {
    return look({ at: 'failedProducts' });
  }
  const failure = sharedFailure(desired, failedProducts, situation);
  return failure === undefined ? { kind: 'provision' } : { kind: 'fail', failure };
}

/** No product, but the address has an account: creating one more is impossible, and this one is not ours unless the user says so. */
function decideAddressInUse<D>(account: Account, question: Question<D>): VendingDecision | D {
  const { desired, observed, situation } = question;
  const refusal = unusable(desired, account, situation.now);
  if (refusal?.kind === 'fail') {
    // Nobody can take over an account that is out of use, and its address can't be used again.
    return refusal;
  }
  if (desired.adoptExisting && account.name === desired.name) {
    return decideAdoption(account, question);
  }
  const road = otherRoad(desired, account, observed, situation.attempt);
  if (road === 'ours') {
    return question.next === undefined
      ? decideAdoption(account, question) : present({ accountId: account.id, isOurs: owner => owner === desired.owner }, question);
  }
  if (road !== undefined) {
    return road;
  }
  if (situation.attempt.aim === 'confirmed' && observed.parent === undefined) {
    return look({ at: 'parent', accountId: account.id });
  }
  return fail('AR-EMAIL-IN-USE', {
    name: desired.name,
    accountId: account.id,
    place: describePlace(account, observed.parent),
  });
}

/**
 * An account to be taken over that has no product of its name. AVAILABLE means enrolled, and a product of any name may say so: the console makes one of its own.
 * What has come to the next stage already is past that.
 */
function decideAdoption<D>(account: Account, question: Question<D>): VendingDecision | D {
  const { desired, next, observed: { enrolment } } = question;
  const subject: Present = { accountId: account.id, isOurs: () => true };
  const held = question.situation.attempt.mayRequest ? false : next?.holds(account.id) ?? false;
  if (typeof held !== 'boolean') {
    return held;
  }
  if (held) {
    return present(subject, question);
  }
  if (account.status !== 'ACTIVE') {
    return unusable(desired, account, question.situation.now)!;
  }
  if (enrolment === undefined) {
    return look({ at: 'enrolment', accountId: account.id });
  }
  if (enrolment?.status === 'AVAILABLE') {
    return present(subject, question);
  }
  return enrolment?.status === 'UNDER_CHANGE' ? wait('creating', { text: enrolment.statusMessage }) : fail('AR-NOT-ENROLLED', {
    name: desired.name,
    accountId: account.id,
    status: enrolment === null ? 'no product stands for it' : `its product ${enrolment.name} is ${enrolment.status}`,
    place: describePlace(account, question.observed.parent),
  }, enrolment?.statusMessage);
}

/**
 * The factory is at work. Each attempt looks at first whose account that is, so that none waits for a stranger's. One that is to begin it goes on looking: it is
 * done when the gate shows the account to everybody, because the next account of the stack then comes to the gate and must count this one.
 */
function decideUnderChange(product: ProvisionedProduct, { desired, observed, situation }: Question<unknown>): VendingDecision {
  const { attempt } = situation;
  const later = attempt.aim !== 'begun';
  if (later && !isBeginning(attempt, situation.now)) {
    return wait('creating', { text: product.statusMessage });
  }
  const recordId = product.lastRecordId ?? product.lastProvisioningRecordId;
  const { record, gate } = observed;
  if (record === undefined && recordId !== undefined) {
    return look({ at: 'record', recordId });
  }
  if (record === undefined || record === null) {
    return wait('creating');
  }
  const owner = ownerOf(record.tags);
  // A record of an update or a removal may carry no tags at all: then the owner shows when it has ended.
  if (!desired.adoptExisting && owner !== desired.owner && (owner !== undefined || record.type === 'PROVISION_PRODUCT')) {
    return stranger(desired, owner);
  }
  if (later) {
    return wait('creating', { text: product.statusMessage });
  }
  switch (record.type) {
    case 'TERMINATE_PROVISIONED_PRODUCT':
      return wait('busy', { text: 'the remains of the last attempt are being removed' });
    case 'PROVISION_PRODUCT':
    case 'UPDATE_PROVISIONED_PRODUCT':
      break;
    default:
      return fail('AR-UNKNOWN-STATUS', { name: desired.name, status: `${record.type} for a record`, expected: 'an operation of Service Catalog' });
  }
  switch (record.status) {
    case 'IN_PROGRESS':
    case 'IN_PROGRESS_IN_ERROR':
      if (gate === undefined) {
        return look({ at: 'gate' });
      }
      return wait('creating', { atWork: gate.holders.includes(product.name) });
    case 'CREATED':
    case 'SUCCEEDED':
    case 'FAILED':
      return wait('creating');
    default:
      return fail('AR-UNKNOWN-STATUS', {
        name: desired.name,
        status: `${record.status} for a record`,
        expected: 'CREATED, IN_PROGRESS, IN_PROGRESS_IN_ERROR, SUCCEEDED or FAILED',
      });
  }
}

function decideAvailable<D>(product: ProvisionedProduct, question: Question<D>): VendingDecision | D {
  const { observed, next, situation } = question;
  const { attempt } = situation;
  if (attempt.aim === 'begun' || (attempt.aim === 'reached' && next === undefined)) {
    return { kind: 'advance' };
  }
  const recordId = product.lastSuccessfulProvisioningRecordId ?? product.lastProvisioningRecordId ?? product.lastRecordId;
  const { successRecord, account } = observed;
  if (successRecord === undefined && recordId !== undefined) {
    return look({ at: 'successRecord', recordId });
  }
  const accountId = successRecord?.outputs.AccountId ?? account?.id;
  if (accountId !== undefined) {
    return madeByFactory(accountId, product, question);
  }
  return account === null
    ? decideUnseen(question, successRecord)
    : look({ at: 'account', by: 'email', notOlderThan: successRecord ? scanSince(successRecord, situation.now) : new Date(attempt.orderedAt) });
}

/** The account that a product stands for. Its address can be changed in the account itself later; the record keeps the one it was made with. */
function madeByFactory<D>(accountId: string, product: ProvisionedProduct, question: Question<D>): VendingDecision | D {
  const { desired, observed } = question;
  const record = observed.successRecord;
  // The record of an update carries no tags.
  if (record && ownerOf(record.tags) === undefined && observed.owner === undefined) {
    return look({ at: 'owner', productId: product.id });
  }
  const owner = ownerOf(record?.tags ?? []) ?? observed.owner ?? undefined;
  return present({
    accountId,
    isOurs: accountOwner => (accountOwner ?? owner) === desired.owner,
    made: { product, record, owner },
    addresses: account => [account.email, record?.outputs.AccountEmail],
  }, question);
}

/**
 * A product in ERROR or TAINTED whose account has already gone on to the next stage: Control Tower dislikes that it was moved, and the factory has nothing more
 * to do with it. undefined for every other one.
 */
function decidePooled<D>(product: ProvisionedProduct, question: Question<D>): VendingDecision | D | undefined {
  const { observed: { successRecord }, next, situation: { attempt } } = question;
  const recordId = product.lastSuccessfulProvisioningRecordId;
  if (next === undefined || attempt.aim === 'begun' || recordId === undefined) {
    return undefined;
  }
  if (successRecord === undefined) {
    return look({ at: 'successRecord', recordId });
  }
  const accountId = successRecord?.outputs.AccountId;
  const held = accountId === undefined ? false : next.holds(accountId);
  if (typeof held !== 'boolean') {
    return held;
  }
  return held ? madeByFactory(accountId!, product, question) : undefined;
}
