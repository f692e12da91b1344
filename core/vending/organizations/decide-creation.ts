/**
 * The decision about one account that AWS Organizations makes: total over everything that can be observed.
 *
 *     creations of the name --none of ours--> gate --> address --> CreateAccount --> in the root --move--> where it belongs
 *
 * What it leans on:
 *
 *  - There is no token. The address is the lock: AWS makes no second account of it. The name, ours by construction, is how a request is found again whose answer
 *    was lost, so both are read before another is asked for.
 *  - An account of ours carries our owner's tag from its first second, because it is asked for with it. Whatever road made it: who has the tag is ours.
 *  - What stands in the root is under no policy of the pool. Nothing stays there: what can't go on is put into the holding unit first.
 */

import { failedCreation } from './decide-failed';
import type { Creation, MadeAccount, OrganizationsDecision, OrganizationsObserved, OrganizationsSituation } from './model';
import { present } from './present';
import type { Present } from './present';
import type { Question } from './question';
import { spanOf } from './timing';
import type { Account, DesiredAccount } from '../../accounts/account';
import { ownerConflict, unusable } from '../../accounts/claim';
import { ownerOf } from '../../accounts/ownership';
import { minutesAfter } from '../../clock';
import { failureOf } from '../../failures/failures';
import { fail, look, wait } from '../../reconcile/decision';
import type { NextStage } from '../control-tower/decide-account';
import { addressInUse, cameOf } from '../control-tower/evidence';
import { isAbsenceProven, isAppearing, SCAN_AGE_MINUTES } from '../control-tower/timing';
import { isTurn } from '../control-tower/turns';

/** What to do about the account, or what to look at before that can be said. */
export function decideCreation<D = never>(
  desired: DesiredAccount, observed: OrganizationsObserved, situation: OrganizationsSituation, next?: NextStage<D>,
): OrganizationsDecision | D {
  const question: Question<D> = { desired, observed, situation, next };
  if (desired.existingAccountId !== undefined) {
    return decideExisting(question, desired.existingAccountId);
  }
  const { creations } = observed;
  if (creations === undefined) {
    return look({ at: 'creations' });
  }
  const strange = creations.find(({ state }) => !['IN_PROGRESS', 'SUCCEEDED', 'FAILED'].includes(state));
  if (strange !== undefined) {
    const status = `${strange.state} for the request to create it`;
    return fail('AR-UNKNOWN-STATUS', { name: desired.name, status, expected: 'IN_PROGRESS, SUCCEEDED or FAILED' });
  }
  if (creations.some(({ state }) => state === 'IN_PROGRESS')) {
    return wait('creating', { atWork: true });
  }
  return decideMade(question, creations) ?? decideUnmade(question, creations);
}

/** An account that the user names by its id: AWS Organizations isn't asked for it. */
function decideExisting<D>(question: Question<D>, accountId: string): OrganizationsDecision | D {
  const { desired, observed, situation } = question;
  if (accountId === situation.managementAccountId) {
    return fail('AR-BAD-PROPERTY', {
      name: `account '${desired.name}': property 'ExistingAccountId'`,
      value: `'${accountId}', the management account`,
      expected: 'a member account of the organization',
    });
  }
  if (observed.unseen === true) {
    return fail('AR-ACCOUNT-NOT-FOUND', { name: desired.name, accountId });
  }
  return present({ accountId, isOurs: owner => owner === undefined || owner === desired.owner, stays: true }, question);
}

/** What requests of the name have brought about, if one of them is ours; undefined if none is. */
function decideMade<D>(question: Question<D>, creations: readonly Creation[]): OrganizationsDecision | D | undefined {
  const { desired, observed: { made: all }, situation: { now } } = question;
  const succeeded = creations.filter(({ state, accountId }) => state === 'SUCCEEDED' && accountId !== undefined);
  if (succeeded.length === 0) {
    return undefined;
  }
  if (all === undefined) {
    return look({ at: 'made', accountIds: succeeded.map(({ accountId }) => accountId!) });
  }
  const rows = succeeded.map((creation, index) => ({ creation, made: all[index] }));
  const own = rows.find(({ made }) => made?.owner === desired.owner);
  if (own !== undefined) {
    // Its address can be changed in the account itself: the tag stays.
    return present({ accountId: own.made!.id, isOurs: owner => owner === undefined || owner === desired.owner, since: spanOf(own.creation).updatedAt }, question);
  }
  const hidden = rows.find(({ creation, made }) => made === null && isAppearing(spanOf(creation).updatedAt, now));
  if (hidden !== undefined) {
    return wait('creating', { failure: failureOf('AR-ACCOUNT-NOT-FOUND', { name: desired.name, accountId: hidden.creation.accountId }) });
  }
  const namesake = rows.find(({ made }) => made?.email.toLowerCase() === desired.email);
  if (namesake === undefined) {
    return undefined;
  }
  // Tags show late, and what was asked for with them isn't taken for a stranger's before they must.
  return namesake.made!.owner === null && !isAbsenceProven(spanOf(namesake.creation), now)
    ? wait('creating') : decideAddressee(question, namesake.made!, namesake.made!.owner ?? undefined);
}

/** No account of ours came of any request. */
function decideUnmade<D>(question: Question<D>, creations: readonly Creation[]): OrganizationsDecision | D {
  const failed = creations.find(({ state }) => state === 'FAILED');
  const decision = failed && failedCreation(question, failed);
  if (decision === 'taken') {
    return decideAddress(question, question.observed.addressee!);
  }
  return decision ?? decideAbsent(question);
}

/** Nothing was asked for yet, or all of it has to be asked for again. */
function decideAbsent<D>(question: Question<D>): OrganizationsDecision | D {
  const { desired, observed, situation } = question;
  const { addressee, running, line } = observed;
  const { attempt, settings, now } = situation;
  const early = minutesAfter(new Date(attempt.orderedAt), -SCAN_AGE_MINUTES);
  if (!attempt.mayRequest) {
    if (addressee === undefined) {
      return look({ at: 'addressee', notOlderThan: early });
    }
    return addressee === null
      ? fail('AR-ACCOUNT-NOT-FOUND', { name: desired.name, accountId: 'that was made for it' }) : decideAddress(question, addressee);
  }
  if (running === undefined) {
    return look({ at: 'running' });
  }
  if (running.length >= settings.concurrency) {
    // What is there already needs no slot. One scan at the beginning tells.
    if (addressee === undefined) {
      return look({ at: 'addressee', notOlderThan: early });
    }
    return addressee === null ? wait('gate', { holders: running }) : decideAddress(question, addressee);
  }
  if (attempt.takesTurns) {
    if (line === undefined) {
      return look({ at: 'line' });
    }
    if (!isTurn(line, now)) {
      return wait('gate', { holders: running, text: `it takes turns with ${line.length - 1} others of its stack` });
    }
  }
  if (addressee === undefined) {
    return look({ at: 'addressee', notOlderThan: minutesAfter(now, -SCAN_AGE_MINUTES) });
  }
  if (addressee !== null) {
    return decideAddress(question, addressee);
  }
  return enrolmentProblem(question) ?? { kind: 'create' };
}

/** Asked before anything is made: an account that nobody enrols would stand in the unit for good, and nobody would know why. */
function enrolmentProblem({ desired, observed: { autoEnrolment }, situation: { settings } }: Question<unknown>): OrganizationsDecision | undefined {
  if (settings.enrolment === 'none') {
    return undefined;
  }
  if (autoEnrolment === undefined) {
    return look({ at: 'autoEnrolment' });
  }
  if (autoEnrolment === 'on') {
    return undefined;
  }
  const statuses = {
    'off': 'it is off in the landing zone',
    'no-landing-zone': 'there is no landing zone in this region',
    'unit-not-registered': `organizational unit ${settings.holdingOrganizationalUnitId} is not registered with Control Tower`,
  } as const;
  return fail('AR-AUTO-ENROLMENT-OFF', { name: desired.name, status: statuses[autoEnrolment] });
}

/** The address has an account: asking for another one is impossible. */
function decideAddress<D>(question: Question<D>, account: Account): OrganizationsDecision | D {
  const { observed } = question;
  if (observed.tags === undefined) {
    return look({ at: 'tags', accountId: account.id });
  }
  return decideAddressee(question, { ...account, owner: ownerOf(observed.tags) ?? null }, ownerOf(observed.tags));
}

/** Whose the account of the address is. */
function decideAddressee<D>(question: Question<D>, account: MadeAccount, owner: string | undefined): OrganizationsDecision | D {
  const { desired, observed, situation } = question;
  const out = unusable(desired, account, situation.now);
  if (out?.kind === 'fail') {
    // Nobody can take over an account that is out of use, and its address can't be used again.
    return out;
  }
  const subject: Present = { accountId: account.id, isOurs: () => true };
  if (owner === desired.owner || (desired.adoptExisting && account.name === desired.name)) {
    return present(subject, question);
  }
  if (owner !== undefined && account.name === desired.name) {
    return ownerConflict(desired, owner, account, observed.parent);
  }
  if (situation.attempt.aim === 'confirmed' && observed.parent === undefined) {
    return look({ at: 'parent', accountId: account.id });
  }
  const refusal = addressInUse(desired, account, observed);
  return owner === undefined && account.name === desired.name ? ofTheOtherRoad(question, account, subject) ?? refusal : refusal;
}

/**
 * An account of our name and address that nobody has tagged. Account Factory tags at its end, so one that failed on its way leaves an account without: its product
 * tells whose that is. undefined if it says nothing for us.
 */
function ofTheOtherRoad<D>(question: Question<D>, account: MadeAccount, subject: Present): OrganizationsDecision | D | undefined {
  const { desired, observed: { trace } } = question;
  if (trace === undefined) {
    return look({ at: 'trace' });
  }
  if (trace === null || trace.owner !== desired.owner || !cameOf(account, trace.product)) {
    return undefined;
  }
  return trace.product.status === 'UNDER_CHANGE'
    ? wait('busy', { text: `Account Factory is still at work on product ${trace.product.name}` }) : present(subject, question);
}

