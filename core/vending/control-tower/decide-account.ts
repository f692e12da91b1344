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
import { decideRegistration } from '../../registration/innovation-sandbox/decide-registration';
import { claimAccount, describePlace, fail, look, ownerConflict, stranger, unusable, vended, wait } from './decisions';
import { ownerOf } from '../../accounts/identity';
import type { Account, Decision, DesiredAccount, Moment, Observed, ProvisionedProduct } from '../../accounts/model';
import { isPooled, placeOf } from '../../registration/innovation-sandbox/pool-place';
import { sandboxOf } from '../../registration/innovation-sandbox/sandboxes';
import { isBeginning, minutesAfter, SCAN_AGE_MINUTES } from './timing';
import { FACTORY_PRODUCT_TYPE } from '../../../src/contract';

/** What to do about the account, or what to look at before that can be said. */
export function decideAccount(desired: DesiredAccount, observed: Observed, moment: Moment): Decision {
  if (desired.existingAccountId !== undefined) {
    return decideExisting(desired, desired.existingAccountId, observed, moment);
  }
  const { product } = observed;
  if (product === undefined) {
    return look({ at: 'product' });
  }
  if (product === null) {
    return decideAbsent(desired, observed, moment);
  }
  if (product.type !== undefined && product.type !== FACTORY_PRODUCT_TYPE) {
    return fail('AR-NAME-NOT-OURS', { name: desired.name, owner: `a product of type ${product.type}` });
  }
  switch (product.status) {
    case 'UNDER_CHANGE':
      return decideUnderChange(product, desired, observed, moment);
    case 'AVAILABLE':
      return decideAvailable(product, desired, observed, moment);
    case 'ERROR':
    case 'TAINTED':
      return decidePooled(product, desired, observed, moment) ?? decideBroken(product, desired, observed, moment);
    case 'PLAN_IN_PROGRESS':
    default:
      return fail('AR-UNKNOWN-STATUS', {
        name: desired.name, status: `${product.status} for its product`, expected: 'AVAILABLE, UNDER_CHANGE, TAINTED or ERROR',
      }, product.statusMessage);
  }
}

/** An account that the user names by its id: the factory has nothing to do with it. */
function decideExisting(desired: DesiredAccount, accountId: string, observed: Observed, moment: Moment): Decision {
  if (accountId === moment.managementAccountId) {
    return fail('AR-BAD-PROPERTY', {
      name: `account '${desired.name}': property 'ExistingAccountId'`,
      value: `'${accountId}', the management account`,
      expected: 'a member account of the organization',
    });
  }
  // The user names the account, so it needs no owner yet; but two stacks must not both think that it is theirs.
  const isOurs = (owner: string | undefined) => owner === undefined || owner === desired.owner;
  return present({ desired, accountId, isOurs }, observed, moment);
}

/** An account that is there, and how to tell whether it is ours. */
interface Present {
  readonly desired: DesiredAccount;
  readonly accountId: string;
  /** Asked with the owner that the account's tags name. */
  readonly isOurs: (owner: string | undefined) => boolean;
  /** The owner that the product's record names. */
  readonly recordOwner?: string;
  /** The addresses that the account may have; any, if absent. */
  readonly addresses?: (account: Account) => readonly (string | undefined)[];
}

/** Control Tower is done with the account, or never had to do with it. What follows is its registration, or nothing. */
function present(subject: Present, observed: Observed, moment: Moment): Decision {
  const { desired, accountId } = subject;
  const claim = () => claimPresent(subject, observed, moment);
  if (moment.role === 'start') {
    return desired.existingAccountId === undefined ? { kind: 'advance' } : usable(subject, observed, moment) ?? { kind: 'advance' };
  }
  if (desired.sandbox !== undefined) {
    return decideRegistration({ desired, accountId, claim }, observed, moment);
  }
  if (moment.role === 'middle') {
    return usable(subject, observed, moment) ?? { kind: 'advance' };
  }
  return claim() ?? vended(desired, observed.account!, observed);
}

/** A decision if the account can't be worked with, or has to be looked at before that can be said. */
function usable(subject: Present, observed: Observed, moment: Moment): Decision | undefined {
  const { desired, accountId } = subject;
  const { account } = observed;
  if (account === undefined) {
    return look({ at: 'account', by: 'id', accountId });
  }
  return account === null ? fail('AR-ACCOUNT-NOT-FOUND', { name: desired.name, accountId }) : unusable(desired, account, moment);
}

function claimPresent(subject: Present, observed: Observed, moment: Moment): Decision | undefined {
  const { desired, isOurs, recordOwner, addresses } = subject;
  const { account } = observed;
  if (!account) {
    return usable(subject, observed, moment);
  }
  if (desired.existingAccountId !== undefined && desired.email !== '' && account.email.toLowerCase() !== desired.email) {
    return fail('AR-BAD-PROPERTY', {
      name: `account '${desired.name}': property 'AccountEmail'`,
      value: 'another address',
      expected: `the address of account ${account.id}, or none,`,
      place: describePlace(account, observed.parent),
    });
  }
  if (addresses !== undefined && !addresses(account).map((address) => address?.toLowerCase()).includes(desired.email)) {
    return ownerConflict(desired, `account ${account.id}, which has another e-mail address`, account, observed.parent);
  }
  return claimAccount(desired, account, observed, moment, isOurs, recordOwner);
}

/**
 * No product of that name. An update never requests an account: the leg was complete before, so there was one, and whoever removed it didn't ask for another.
 * An account that never was is always met by a creation, because CloudFormation replaces a leg that failed.
 */
function decideAbsent(desired: DesiredAccount, observed: Observed, moment: Moment): Decision {
  const { account, gate } = observed;
  if (moment.isUpdate === true) {
    if (account === undefined) {
      return look({ at: 'account', by: 'email', notOlderThan: minutesAfter(new Date(moment.window.deploymentStartedAt), -SCAN_AGE_MINUTES) });
    }
    return account === null
      ? fail('AR-ACCOUNT-NOT-FOUND', { name: desired.name, accountId: 'that was made for it' }) : decideAddressInUse(desired, account, observed, moment);
  }
  if (gate === undefined) {
    return look({ at: 'gate' });
  }
  // A search may still show what has just been removed: there is no such product.
  const holders = gate.holders.filter((holder) => holder !== desired.name);
  if (holders.length >= moment.settings.concurrency) {
    // Taking over what exists needs no slot. One scan at the beginning tells.
    if (desired.adoptExisting && account === undefined) {
      return look({ at: 'account', by: 'email', notOlderThan: minutesAfter(new Date(moment.window.deploymentStartedAt), -SCAN_AGE_MINUTES) });
    }
    return desired.adoptExisting && account?.name === desired.name
      ? decideAddressInUse(desired, account, observed, moment) : wait('gate', { holders });
  }
  if (account === undefined) {
    return look({ at: 'account', by: 'email', notOlderThan: minutesAfter(moment.now, -SCAN_AGE_MINUTES) });
  }
  return account === null ? { kind: 'provision' } : decideAddressInUse(desired, account, observed, moment);
}

/** No product, but the address has an account: creating one more is impossible, and this one is not ours unless the user says so. */
function decideAddressInUse(desired: DesiredAccount, account: Account, observed: Observed, moment: Moment): Decision {
  if (desired.adoptExisting && account.name === desired.name) {
    return present({ desired, accountId: account.id, isOurs: () => true }, observed, moment);
  }
  if (moment.role === 'last' && observed.parent === undefined) {
    return look({ at: 'parent', accountId: account.id });
  }
  return fail('AR-EMAIL-IN-USE', {
    name: desired.name, accountId: account.id, place: describePlace(account, observed.parent),
  });
}

/**
 * The factory is at work. Each leg looks at first whose account that is, so that none waits for a stranger's. The first leg goes on looking: it is done when the
 * gate shows the account to everybody, because the next account of the stack then comes to the gate and must count this one.
 */
function decideUnderChange(product: ProvisionedProduct, desired: DesiredAccount, observed: Observed, moment: Moment): Decision {
  const later = moment.role !== 'start';
  if (later && !isBeginning(moment.window, moment.now)) {
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
        name: desired.name, status: `${record.status} for a record`, expected: 'CREATED, IN_PROGRESS, IN_PROGRESS_IN_ERROR, SUCCEEDED or FAILED',
      });
  }
}

function decideAvailable(product: ProvisionedProduct, desired: DesiredAccount, observed: Observed, moment: Moment): Decision {
  if (moment.role === 'start' || (moment.role === 'middle' && desired.sandbox === undefined)) {
    return { kind: 'advance' };
  }
  const recordId = product.lastSuccessfulProvisioningRecordId ?? product.lastProvisioningRecordId ?? product.lastRecordId;
  const { successRecord, account } = observed;
  if (successRecord === undefined && recordId !== undefined) {
    return look({ at: 'successRecord', recordId });
  }
  const accountId = successRecord?.outputs.AccountId ?? account?.id;
  if (accountId !== undefined) {
    return present(madeByFactory(desired, accountId, successRecord), observed, moment);
  }
  return account === null
    ? fail('AR-ACCOUNT-NOT-FOUND', { name: desired.name })
    : look({ at: 'account', by: 'email', notOlderThan: new Date(successRecord?.updatedAt ?? moment.window.deploymentStartedAt) });
}

/** The account that a product stands for. Its address can be changed in the account itself later; the record keeps the one it was made with. */
function madeByFactory(desired: DesiredAccount, accountId: string, successRecord: Observed['successRecord']): Present {
  const recordOwner = ownerOf(successRecord?.tags ?? []);
  return {
    desired,
    accountId,
    isOurs: (accountOwner) => (accountOwner ?? recordOwner) === desired.owner,
    recordOwner,
    addresses: (account) => [account.email, successRecord?.outputs.AccountEmail],
  };
}

/**
 * A product in ERROR or TAINTED whose account has already come into the pool: Control Tower dislikes that it was moved, and the factory has nothing more to do
 * with it. undefined for every other one.
 */
function decidePooled(product: ProvisionedProduct, desired: DesiredAccount, observed: Observed, moment: Moment): Decision | undefined {
  const recordId = product.lastSuccessfulProvisioningRecordId;
  if (desired.sandbox === undefined || moment.role === 'start' || recordId === undefined) {
    return undefined;
  }
  const { successRecord, parent, pool } = observed;
  if (successRecord === undefined) {
    return look({ at: 'successRecord', recordId });
  }
  const accountId = successRecord?.outputs.AccountId;
  const sandbox = sandboxOf(desired.sandbox, moment.settings.sandboxes);
  if (accountId === undefined || 'kind' in sandbox) {
    return undefined;
  }
  if (pool === undefined) {
    return look({ at: 'pool', sandbox });
  }
  if (parent === undefined) {
    return look({ at: 'parent', accountId });
  }
  if (pool?.units === undefined || !isPooled(placeOf(parent, pool.units, desired, moment.settings.holdingOrganizationalUnitId))) {
    return undefined;
  }
  return present(madeByFactory(desired, accountId, successRecord), observed, moment);
}
