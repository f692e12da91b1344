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
import { conclude, describePlace, fail, look, ownerConflict, stranger, wait } from './decisions';
import { ownerOf } from './identity';
import type { Account, Decision, DesiredAccount, Moment, Observed, ProvisionedProduct } from './model';
import { minutesAfter, SCAN_AGE_MINUTES } from './timing';
import { FACTORY_PRODUCT_TYPE } from '../../src/contract';

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
      return decideBroken(product, desired, observed, moment);
    case 'PLAN_IN_PROGRESS':
    default:
      return fail('AR-UNKNOWN-STATUS', {
        name: desired.name, status: `${product.status} for its product`, expected: 'AVAILABLE, UNDER_CHANGE, TAINTED or ERROR',
      }, product.statusMessage);
  }
}

/** An account that the user names by its id: the factory has nothing to do with it. */
function decideExisting(desired: DesiredAccount, accountId: string, observed: Observed, moment: Moment): Decision {
  if (observed.account === undefined) {
    return look({ at: 'account', by: 'id', accountId });
  }
  if (observed.account === null) {
    return fail('AR-ACCOUNT-NOT-FOUND', { name: desired.name, accountId });
  }
  if (desired.email !== '' && observed.account.email.toLowerCase() !== desired.email) {
    return fail('AR-BAD-PROPERTY', {
      name: `account '${desired.name}': property 'AccountEmail'`, value: `'${desired.email}'`,
      expected: `the address of account ${accountId}, or none,`, place: describePlace(observed.account, observed.parent),
    });
  }
  // The user names the account, so it needs no owner yet; but two stacks must not both think that it is theirs.
  return conclude(desired, observed.account, observed, moment, (owner) => owner === undefined || owner === desired.owner);
}

function decideAbsent(desired: DesiredAccount, observed: Observed, moment: Moment): Decision {
  const { account, gate } = observed;
  if (gate === undefined) {
    return look({ at: 'gate' });
  }
  if (gate.holders.length >= moment.settings.concurrency) {
    return wait('gate', { holders: gate.holders });
  }
  if (account === undefined) {
    return look({ at: 'account', by: 'email', notOlderThan: minutesAfter(moment.now, -SCAN_AGE_MINUTES) });
  }
  return account === null ? { kind: 'provision' } : decideAddressInUse(desired, account, observed, moment);
}

/** No product, but the address has an account: creating one more is impossible, and this one is not ours unless the user says so. */
function decideAddressInUse(desired: DesiredAccount, account: Account, observed: Observed, moment: Moment): Decision {
  if (desired.adoptExisting && account.name === desired.name) {
    return conclude(desired, account, observed, moment, () => true);
  }
  if (moment.role === 'last' && observed.parent === undefined) {
    return look({ at: 'parent', accountId: account.id });
  }
  return fail('AR-EMAIL-IN-USE', {
    name: desired.name, email: desired.email, accountId: account.id, place: describePlace(account, observed.parent),
  });
}

/**
 * The factory is at work. Only the first leg looks closer: it is done when the gate shows the account to everybody, because the next account of the stack then
 * comes to the gate and must count this one.
 */
function decideUnderChange(product: ProvisionedProduct, desired: DesiredAccount, observed: Observed, moment: Moment): Decision {
  if (moment.role !== 'start') {
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
  if (moment.role !== 'last') {
    return { kind: 'advance' };
  }
  const recordId = product.lastSuccessfulProvisioningRecordId ?? product.lastProvisioningRecordId ?? product.lastRecordId;
  const { successRecord, account } = observed;
  if (successRecord === undefined && recordId !== undefined) {
    return look({ at: 'successRecord', recordId });
  }
  if (account === undefined) {
    const accountId = successRecord?.outputs.AccountId;
    return accountId === undefined
      ? look({ at: 'account', by: 'email', notOlderThan: new Date(successRecord?.updatedAt ?? moment.window.deploymentStartedAt) })
      : look({ at: 'account', by: 'id', accountId });
  }
  if (account === null) {
    return fail('AR-ACCOUNT-NOT-FOUND', { name: desired.name, accountId: successRecord?.outputs.AccountId });
  }
  // The address of an account can be changed in the account itself later; the record keeps the one it was made with.
  const addresses = [account.email, successRecord?.outputs.AccountEmail].map((email) => email?.toLowerCase());
  if (!addresses.includes(desired.email)) {
    return ownerConflict(desired, `account ${account.id}, which has another e-mail address`, account, observed.parent);
  }
  const recordOwner = ownerOf(successRecord?.tags ?? []);
  return conclude(desired, account, observed, moment, (accountOwner) => (accountOwner ?? recordOwner) === desired.owner, recordOwner);
}
