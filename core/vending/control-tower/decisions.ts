/** Steps that several rows of the decision table share. */

import { classify } from '../../failures/classify';
import { failureOf } from '../../failures/failures';
import type { FailureCode, FailureValues } from '../../failures/failures';
import { ownerOf, tagsOf } from '../../accounts/identity';
import type { Account, Decision, DesiredAccount, Look, MissingTags, Moment, Observed, Parent, Tag, Wait, WaitReason } from '../../accounts/model';
import { STACK_TAG, VERSION_TAG } from '../../../src/contract';

/** One more look, please. */
export function look(at: Look): Decision {
  return { kind: 'look', look: at };
}

/** Nothing to do now. */
export function wait(reason: WaitReason, more: Omit<Wait, 'kind' | 'reason'> = {}): Wait {
  return { kind: 'wait', reason, ...more };
}

/** A permanent failure; the last leg tells it. */
export function fail(code: FailureCode, values: FailureValues, awsText?: string): Decision {
  return { kind: 'fail', failure: failureOf(code, values, awsText) };
}

/** The name is taken by somebody whom we are not told to take over. */
export function stranger(desired: DesiredAccount, owner: string | undefined): Decision {
  return fail('AR-NAME-NOT-OURS', { name: desired.name, owner: owner ?? 'somebody who left no owner tag' });
}

/** The same, with the account it stands for. */
export function ownerConflict(desired: DesiredAccount, owner: string, account: Account, parent: Parent | undefined): Decision {
  return fail('AR-NAME-NOT-OURS', { name: desired.name, owner, place: describePlace(account, parent) });
}

/** A sentence that says where an account is. */
export function describePlace(account: Account, parent: Parent | undefined): string {
  if (parent === undefined) {
    return `${account.id}, ${account.status}.`;
  }
  return parent.isRoot ? `${account.id}, ${account.status}, in the root of the organization.` : `${account.id}, ${account.status}, in ${parent.name} (${parent.id}).`;
}

/** The tags that the account should carry and doesn't. Tags of others are left alone. */
export function missingTagsOf(desired: DesiredAccount, account: Account, present: readonly Tag[]): MissingTags {
  const tags = tagsOf(desired).filter((tag) => !present.some((other) => other.key === tag.key && other.value === tag.value));
  return { accountId: account.id, tags };
}

/** What an account should carry when it enters the pool and doesn't: the tags above, the stack, and the version of this package that took it in. */
export function registrationTagsOf(desired: DesiredAccount, accountId: string, present: readonly Tag[], moment: Moment): MissingTags {
  const { stackName, settings: { packageVersion } } = moment;
  const wanted = [
    ...tagsOf(desired),
    ...(stackName === undefined ? [] : [{ key: STACK_TAG, value: stackName }]),
    ...(packageVersion === undefined || present.some(({ key }) => key === VERSION_TAG) ? [] : [{ key: VERSION_TAG, value: packageVersion }]),
  ];
  return { accountId, tags: wanted.filter((tag) => !present.some((other) => other.key === tag.key && other.value === tag.value)) };
}

/** A decision if the account is out of use; undefined if it is fine. */
export function unusable(desired: DesiredAccount, account: Account, moment: Moment): Decision | undefined {
  switch (account.status) {
    case 'ACTIVE':
      return undefined;
    case 'PENDING_ACTIVATION':
      return wait('creating');
    case 'SUSPENDED':
    case 'PENDING_CLOSURE':
    case 'CLOSED':
      return fail('AR-ACCOUNT-SUSPENDED', {
        name: desired.name, accountId: account.id, status: account.status, value: moment.now.toISOString().slice(0, 10),
      });
    default:
      return fail('AR-UNKNOWN-STATUS', {
        name: desired.name, status: `${account.status} for account ${account.id}`, expected: 'ACTIVE, SUSPENDED or PENDING_CLOSURE',
      });
  }
}

/**
 * A decision if the account is out of use or isn't ours, or if its tags have to be read before that can be said; undefined if it may be worked with.
 *
 * `isOurs` is asked with the owner that the account's tags name.
 */
export function claimAccount(
  desired: DesiredAccount, account: Account, observed: Observed, moment: Moment, isOurs: (owner: string | undefined) => boolean, recordOwner?: string,
): Decision | undefined {
  const refusal = unusable(desired, account, moment);
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

/** The goal of an account that is vended only: the last leg adds what tags it lacks. */
export function vended(desired: DesiredAccount, account: Account, observed: Observed): Decision {
  return { kind: 'done', account, missing: missingTagsOf(desired, account, observed.tags ?? []) };
}

/** The verdict over a text when it matters now: what is spreading passes at first, and is permanent later. */
export type Outcome = { readonly kind: 'busy' | 'transient' } | { readonly kind: 'spreading' | 'permanent'; readonly code: FailureCode };

/** What a text means at this moment. `unknown` is the code for a text that nobody has seen yet. */
export function outcomeOf(text: string, isSpreading: boolean, unknown: FailureCode): Outcome {
  const verdict = classify(text);
  switch (verdict.kind) {
    case 'busy':
    case 'transient':
      return verdict;
    case 'spreading':
      return { kind: isSpreading ? 'spreading' : 'permanent', code: verdict.code };
    case 'permanent':
      return verdict;
    case 'unclassified':
      return { kind: 'permanent', code: unknown };
  }
}
