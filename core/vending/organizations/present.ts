/** An account that is there: out of the root, into Control Tower's care if it is to be, and on to the next stage. */

import type { OrganizationsDecision } from './model';
import type { Question } from './question';
import { claimAccount, describePlace, unusable } from '../../accounts/claim';
import type { ClaimDecision } from '../../accounts/claim';
import { missingTagsOf } from '../../accounts/ownership';
import { failureOf } from '../../failures/failures';
import { fail, look, wait } from '../../reconcile/decision';
import type { CommonReason, Fail, Wait } from '../../reconcile/decision';
import { isAppearing } from '../control-tower/timing';

/** An account that is there, and how to tell whether it is ours. */
export interface Present {
  readonly accountId: string;
  /** Asked with the owner that the account's tags name. */
  readonly isOurs: (owner: string | undefined) => boolean;
  /** When it came into being, ISO 8601; undefined for one that has shown. */
  readonly since?: string;
  /** Whether it stays where it is: nobody asked us to place an account that was there before. */
  readonly stays?: true;
}

/** What follows for it. */
export function present<D>(subject: Present, question: Question<D>): OrganizationsDecision | D {
  const { desired, observed, next, situation: { attempt: { aim } } } = question;
  const { accountId } = subject;
  if (observed.unseen === true) {
    return unseen(subject, question);
  }
  if (aim === 'begun') {
    return desired.existingAccountId === undefined ? { kind: 'advance' } : usable(subject, question) ?? { kind: 'advance' };
  }
  const placing = enrol(subject, question);
  if (placing !== undefined) {
    return placing;
  }
  if (next !== undefined) {
    const decision = next.decide({ desired, accountId, claim: () => claimPresent(subject, question) });
    return leaveRoot(subject, question, decision as { readonly kind?: string }) ?? decision;
  }
  const refusal = claimPresent(subject, question);
  if (refusal !== undefined) {
    return refusal;
  }
  if (subject.stays !== true) {
    if (observed.parent === undefined) {
      return look({ at: 'parent', accountId });
    }
    if (observed.parent.isRoot) {
      return settle(subject, question);
    }
  }
  return aim === 'reached' ? { kind: 'advance' } : { kind: 'done', account: observed.account!, missing: missingTagsOf(desired, accountId, observed.tags!) };
}

/** The way into Control Tower's care, as long as the account is on it: through the holding unit, and no further before it is enrolled. */
function enrol<D>(subject: Present, question: Question<D>): OrganizationsDecision | undefined {
  const { desired, observed: { parent, enrolment }, situation: { settings } } = question;
  const { accountId } = subject;
  if (settings.enrolment === 'none' || subject.stays === true) {
    return undefined;
  }
  if (parent === undefined) {
    return look({ at: 'parent', accountId });
  }
  if (parent.isRoot) {
    return claimPresent(subject, question) ?? settle(subject, question);
  }
  if (parent.id !== settings.holdingOrganizationalUnitId) {
    return undefined;
  }
  if (enrolment === undefined) {
    return look({ at: 'enrolment', accountId });
  }
  const values = { name: desired.name, accountId, place: `${accountId}, in ${parent.name} (${parent.id}).` };
  switch (enrolment?.status) {
    case 'SUCCEEDED':
      return undefined;
    case undefined:
    case 'UNDER_CHANGE':
      return wait('enrolling', { failure: failureOf('AR-ENROLMENT-RUNNING', values) });
    case 'FAILED':
      return fail('AR-ENROLMENT-FAILED', values);
    default:
      return fail('AR-UNKNOWN-STATUS', { ...values, status: `${enrolment!.status} for the enrolment of account ${accountId}`, expected: 'SUCCEEDED, UNDER_CHANGE or FAILED' });
  }
}

/** What would stay in the root, because the next stage waits or fails, is put into the holding unit first; undefined if it needn't be. */
function leaveRoot<D>(subject: Present, question: Question<D>, { kind }: { readonly kind?: string }): OrganizationsDecision | undefined {
  const { observed: { parent } } = question;
  if (subject.stays === true || (kind !== 'fail' && kind !== 'wait')) {
    return undefined;
  }
  if (parent === undefined) {
    return kind === 'fail' ? look({ at: 'parent', accountId: subject.accountId }) : undefined;
  }
  if (!parent.isRoot) {
    return undefined;
  }
  const claim = claimPresent(subject, question);
  // What isn't ours stays where it is.
  return claim === undefined ? settle(subject, question) : claim.kind === 'look' ? claim : undefined;
}

function settle(subject: Present, { desired, observed: { parent, tags } }: Question<unknown>): OrganizationsDecision {
  return { kind: 'settle', accountId: subject.accountId, from: parent!, claim: missingTagsOf(desired, subject.accountId, tags!) };
}

/** A decision if the account can't be worked with, or has to be looked at before that can be said. */
function usable(subject: Present, question: Question<unknown>): ClaimDecision | undefined {
  const { desired, observed: { account }, situation } = question;
  if (account === undefined) {
    return look({ at: 'account', by: 'id', accountId: subject.accountId });
  }
  return account === null ? unseen(subject, question) : unusable(desired, account, situation.now);
}

/** An account that is known to be, and doesn't show: it may be too young for that. */
function unseen({ accountId, since }: Present, { desired, situation: { now } }: Question<unknown>): Wait<CommonReason> | Fail {
  return since !== undefined && isAppearing(since, now) ? wait('creating') : fail('AR-ACCOUNT-NOT-FOUND', { name: desired.name, accountId });
}

function claimPresent(subject: Present, question: Question<unknown>): ClaimDecision | undefined {
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
  return claimAccount(desired, account, observed, situation.now, subject.isOurs);
}
