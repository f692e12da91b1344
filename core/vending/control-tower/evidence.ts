/**
 * What makes an account ours: evidence, and never its address alone.
 *
 * Account Factory enrols whatever account of the organization has the address that it is given. So a product of ours may come to stand for an account that was
 * there before it, or that somebody made or invited meanwhile. Ours is an account that
 *
 *  - carries our owner's tag; or
 *  - a creation names that was asked for in our product's name, after the product was made; or
 *  - has our name and our address, was created here, and joined after the product was made.
 *
 * Who is told to take over (`adoptExisting`) takes any account of the same name and address.
 */

import type { ProvisionedProduct, VendingObserved } from './model';
import type { Account, DesiredAccount } from '../../accounts/account';
import { describePlace, ownerConflict } from '../../accounts/claim';
import { ownerOf } from '../../accounts/ownership';
import { minutesAfter } from '../../clock';
import { fail } from '../../reconcile/decision';
import type { Fail } from '../../reconcile/decision';

/** The clocks of CloudFormation, Service Catalog and Organizations need not agree to the second. */
export const CLOCK_SKEW_MINUTES = 1;

/** What is said for an account besides its own looks. */
export interface Evidence {
  readonly product: Pick<ProvisionedProduct, 'createdAt'>;
  /** Who names it: a creation that was asked for in our product's name; or a record of our product, which alone says no more than the address. */
  readonly namedBy?: 'creation' | 'record';
}

/** A failure if the account isn't ours; undefined if it is. Its tags have been read. */
export function claimByEvidence(
  desired: DesiredAccount, account: Account, observed: VendingObserved, { product, namedBy }: Evidence,
): Fail | undefined {
  const owner = ownerOf(observed.tags ?? []);
  if (owner === desired.owner) {
    return undefined;
  }
  if (desired.adoptExisting) {
    return account.name === desired.name ? undefined : addressInUse(desired, account, observed);
  }
  if (owner !== undefined) {
    return ownerConflict(desired, owner, account, observed.parent);
  }
  const isOurs = namedBy === 'creation'
    || (account.name === desired.name && (joinedAfter(account, product) || (namedBy === 'record' && (account.joinedAt ?? product.createdAt) === undefined)));
  return isOurs ? undefined : addressInUse(desired, account, observed);
}

/** Whether the account may have come of the product: it was created here, and after the product. */
export function joinedAfter(account: Account, { createdAt }: Pick<ProvisionedProduct, 'createdAt'>): boolean {
  return account.invited !== true && account.joinedAt !== undefined && createdAt !== undefined
    && Date.parse(account.joinedAt) >= minutesAfter(new Date(createdAt), -CLOCK_SKEW_MINUTES).getTime();
}

/** The address belongs to an account that isn't ours. */
export function addressInUse(desired: DesiredAccount, account: Account, observed: VendingObserved): Fail {
  return fail('AR-EMAIL-IN-USE', { name: desired.name, accountId: account.id, place: describePlace(account, observed.parent) });
}
