/**
 * Accounts of our name and address that have no product, because they came the other road, through AWS Organizations.
 *
 * They carry our owner's tag from their first second, because they were asked for with it. Into a pool one goes on as it is; one that is vended only is to be
 * enrolled, which no tag tells of.
 */

import type { VendingLook, VendingObserved } from './model';
import type { Account, DesiredAccount } from '../../accounts/account';
import type { Attempt } from '../../accounts/attempt';
import { ownerOf } from '../../accounts/ownership';
import { look } from '../../reconcile/decision';
import type { LookAt } from '../../reconcile/decision';

/** Whether it is ours; a look, if that can't be said yet; undefined if nothing says so. Who only begins leaves it to those who follow. */
export function otherRoad(
  desired: DesiredAccount, account: Account, { tags }: Pick<VendingObserved, 'tags'>, { aim }: Pick<Attempt, 'aim'>,
): LookAt<VendingLook> | 'ours' | undefined {
  if (aim === 'begun' || account.name !== desired.name) {
    return undefined;
  }
  if (tags === undefined) {
    return look({ at: 'tags', accountId: account.id });
  }
  return ownerOf(tags) === desired.owner ? 'ours' : undefined;
}
