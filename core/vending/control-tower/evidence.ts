/**
 * What makes an account ours: evidence, and never its address alone.
 *
 * Account Factory enrols whatever account of the organization has the address that it is given. So a product of ours may come to stand for an account that was
 * there before it, or that somebody made or invited meanwhile. Ours is an account that
 *
 *  - carries our owner's tag; or
 *  - a creation names that was asked for in our product's name, after the product was made and before its last operation had ended; or
 *  - has our name and our address, was created here, and joined in that time.
 *
 * What joins later came of nothing that we asked for: whoever gives up and makes the account by hand keeps it. Somebody who makes one of our name and our
 * address while ours is under way can't be told from us: Organizations shows nothing else of who asked for an account.
 *
 * Who is told to take over (`adoptExisting`) takes any account of the same name and address.
 */

import type { VendingObserved } from './model';
import type { Account, DesiredAccount } from '../../accounts/account';
import { describePlace, ownerConflict } from '../../accounts/claim';
import { ownerOf } from '../../accounts/ownership';
import { minutesAfter } from '../../clock';
import { fail } from '../../reconcile/decision';
import type { Fail } from '../../reconcile/decision';

/** The clocks of CloudFormation, Service Catalog and Organizations need not agree to the second. */
const CLOCK_SKEW_MINUTES = 1;

/** What an operation asked Organizations for may join so long after the operation was given up. AWS says that creating an account takes minutes. */
const LATE_MINUTES = 15;

/** The time in which an account can have come of a product, ISO 8601. */
export interface Making {
  readonly createdAt?: string;
  /** When its last operation ended; undefined while one goes on, or where the account is named by the operation itself. */
  readonly endedAt?: string;
}

/** What is said for an account besides its own looks. */
export interface Evidence {
  readonly product: Making;
  /** Who names it: a creation that was asked for in our product's name; or a record of our product, which alone says no more than the address. */
  readonly namedBy?: 'creation' | 'record';
}

/** A failure if the account isn't ours; undefined if it is. Its tags have been read. */
export function claimByEvidence(
  desired: DesiredAccount, account: Account, observed: VendingObserved, { product, namedBy }: Evidence,
): Fail | undefined {
  const owner = ownerOf(observed.tags!);
  if (owner === desired.owner) {
    return undefined;
  }
  if (desired.adoptExisting) {
    return account.name === desired.name ? undefined : addressInUse(desired, account, observed);
  }
  if (owner !== undefined) {
    return ownerConflict(desired, owner, account, observed.parent);
  }
  const isTimeless = account.invited !== true && (account.joinedAt ?? product.createdAt) === undefined;
  const isOurs = namedBy === 'creation'
    || (account.name === desired.name && (cameOf(account, product) || (namedBy === 'record' && isTimeless)));
  return isOurs ? undefined : addressInUse(desired, account, observed);
}

/** Whether the account may have come of the product: it was created here, and while the product's operations could bring that about. */
export function cameOf(account: Account, { createdAt, endedAt }: Making): boolean {
  if (account.invited === true || account.joinedAt === undefined || createdAt === undefined) {
    return false;
  }
  const joinedAt = new Date(account.joinedAt);
  return joinedAt >= soonest(createdAt) && (endedAt === undefined || joinedAt <= latest(endedAt));
}

/** What was asked for on behalf of a product that was made then isn't older. */
export function soonest(createdAt: string): Date {
  return minutesAfter(new Date(createdAt), -CLOCK_SKEW_MINUTES);
}

/** What was asked for by an operation that ended then isn't younger. */
export function latest(endedAt: string): Date {
  return minutesAfter(new Date(endedAt), LATE_MINUTES);
}

/** The address belongs to an account that isn't ours. */
export function addressInUse(desired: DesiredAccount, account: Account, observed: VendingObserved): Fail {
  return fail('AR-EMAIL-IN-USE', { name: desired.name, accountId: account.id, place: describePlace(account, observed.parent) });
}
