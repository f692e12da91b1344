/** Whether an account is there, in use and ours: what every stage asks before it writes to one. */

import type { Account, DesiredAccount, Parent } from './account';
import type { DirectoryLook, DirectoryObserved } from './directory';
import { ownerOf } from './ownership';
import { failureOf } from '../failures/failures';
import { fail, look, wait } from '../reconcile/decision';
import type { CommonReason, Fail, LookAt, Wait } from '../reconcile/decision';

/** A decision about an account itself, before any stage has its say. */
export type ClaimDecision = LookAt<DirectoryLook> | Wait<CommonReason> | Fail;

/** An account that is there, for the stage that takes it over. */
export interface Candidate {
  readonly desired: DesiredAccount;
  readonly accountId: string;
  /** A decision if the account isn't ours, isn't in use, or must be looked at before that can be said; undefined if it may be written to. */
  readonly claim: () => ClaimDecision | undefined;
}

/** The name is taken by somebody whom we are not told to take over. */
export function stranger(desired: DesiredAccount, owner: string | undefined): Fail {
  return fail('AR-NAME-NOT-OURS', { name: desired.name, owner: owner ?? 'somebody who left no owner tag' });
}

/** The same, with the account it stands for. */
export function ownerConflict(desired: DesiredAccount, owner: string, account: Account, parent: Parent | undefined): Fail {
  return fail('AR-NAME-NOT-OURS', { name: desired.name, owner, place: describePlace(account, parent) });
}

/** A sentence that says where an account is. */
export function describePlace(account: Account, parent: Parent | undefined): string {
  if (parent === undefined) {
    return `${account.id}, ${account.status}.`;
  }
  return parent.isRoot ? `${account.id}, ${account.status}, in the root of the organization.` : `${account.id}, ${account.status}, in ${parent.name} (${parent.id}).`;
}

/** A decision if the account is out of use; undefined if it is fine. */
export function unusable(desired: DesiredAccount, account: Account, now: Date): Wait<CommonReason> | Fail | undefined {
  switch (account.status) {
    case 'ACTIVE':
      return undefined;
    case 'PENDING_ACTIVATION':
      return wait('creating', { failure: failureOf('AR-ACCOUNT-NOT-READY', { name: desired.name, place: describePlace(account, undefined) }) });
    case 'SUSPENDED':
    case 'PENDING_CLOSURE':
    case 'CLOSED':
      return fail(account.status === 'SUSPENDED' ? 'AR-ACCOUNT-SUSPENDED' : 'AR-ACCOUNT-CLOSED', {
        name: desired.name,
        accountId: account.id,
        status: account.status,
        value: now.toISOString().slice(0, 10),
      });
    default:
      return fail('AR-UNKNOWN-STATUS', {
        name: desired.name,
        status: `${account.status} for account ${account.id}`,
        expected: 'ACTIVE, PENDING_ACTIVATION, SUSPENDED, PENDING_CLOSURE or CLOSED',
      });
  }
}

/**
 * A decision if the account is out of use or isn't ours, or if its tags have to be read before that can be said; undefined if it may be worked with.
 *
 * `isOurs` is asked with the owner that the account's tags name.
 */
export function claimAccount(
  desired: DesiredAccount, account: Account, observed: DirectoryObserved, now: Date,
  isOurs: (owner: string | undefined) => boolean, recordOwner?: string,
): ClaimDecision | undefined {
  const refusal = unusable(desired, account, now);
  if (refusal !== undefined) {
    return refusal;
  }
  if (observed.tags === undefined) {
    return look({ at: 'tags', accountId: account.id });
  }
  const owner = ownerOf(observed.tags);
  return desired.adoptExisting || isOurs(owner)
    ? undefined
    : ownerConflict(desired, owner ?? recordOwner ?? 'somebody who left no owner tag', account, observed.parent);
}
