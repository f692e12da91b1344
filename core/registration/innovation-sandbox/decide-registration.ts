/**
 * The decision about one account's way into Innovation Sandbox: total over where the account stands and what Innovation Sandbox has of it.
 *
 *     root, holding unit --tags, billing view, move--> Entry --StackSet's role is there, register--> CleanUp --cleaning--> Available
 *
 * Registration isn't idempotent and can stop half way, so no answer of it counts by itself: after each one both systems are read again, and the table below
 * goes on from whatever state they show. What it leans on:
 *
 *  - Everything in an account that enters the pool is erased. So nothing is written to an account that stands anywhere but in the places named above or in the pool.
 *  - A leased account is never cleaned.
 *  - An account without a record must not stay in CleanUp: Innovation Sandbox would quarantine it. In Entry it is safe.
 *  - Nothing is written before the account is known to be ours and in use (`claim`). What only waits doesn't ask, so that a poll during a cleaning is cheap.
 */

import { isCleaning, isFresh, isIdle, isOldCleaning, isTurnedAway } from './cleaning';
import type {
  PoolConfiguration,
  PoolUnits,
  RegistrationDecision,
  RegistrationObserved,
  RegistrationSituation,
  Sandbox,
  SandboxAnswer,
  SandboxRecord,
} from './model';
import { isPooled, placeOf } from './pool-place';
import type { Place } from './pool-place';
import { accessName, generationOf } from './sandbox-version';
import { sandboxOf } from './sandboxes';
import { SANDBOX_NAMES, STACK_TAG, VERSION_TAG } from '../../../src/contract';
import type { DesiredAccount, MissingTags, Parent } from '../../accounts/account';
import type { Candidate } from '../../accounts/claim';
import { missingTagsOf, ownerOf, tagsOf, without } from '../../accounts/ownership';
import { failureOf } from '../../failures/failures';
import type { Failure, FailureCode, FailureValues } from '../../failures/failures';
import { fail, look, wait } from '../../reconcile/decision';

/** No registration takes longer: Innovation Sandbox's function has a minute, and its writes are read a little later. */
export const REGISTRATION_SECONDS = 75;
/** A registration that was rolled back is repeated after so long. */
const REPEAT_MINUTES = 1;
/** A quarantined account is left alone for so long after its record was written in this deployment. */
const QUARANTINE_REST_MINUTES = 5;

/** All that the rows of the table look at. */
interface Row extends Candidate {
  readonly sandbox: Sandbox;
  readonly units: PoolUnits;
  readonly parent: Parent;
  readonly place: Place;
  /** null: Innovation Sandbox has none. */
  readonly record: SandboxRecord | null;
  readonly observed: RegistrationObserved;
  readonly situation: RegistrationSituation;
}

/** What to do about the registration of an account that Control Tower is done with. */
export function decideRegistration(candidate: Candidate, observed: RegistrationObserved, situation: RegistrationSituation): RegistrationDecision {
  const { desired, accountId } = candidate;
  const { parent, pool, sandboxRecord } = observed;
  const sandbox = sandboxOf(desired.sandbox ?? '', situation.settings.sandboxes);
  if ('kind' in sandbox) {
    return sandbox;
  }
  if (pool === undefined) {
    return look({ at: 'pool', sandbox });
  }
  const units = usableUnits(desired, sandbox, pool);
  if ('kind' in units) {
    return units;
  }
  if (parent === undefined) {
    return cleaningFirst(sandbox, accountId, observed, situation) ?? look({ at: 'parent', accountId });
  }
  const place = placeOf(parent, units, desired, situation.settings.holdingOrganizationalUnitId);
  const row: Row = { ...candidate, sandbox, units, parent, place, record: sandboxRecord ?? null, observed, situation };
  if (place === 'foreign') {
    return failed(row, 'AR-SANDBOX-FOREIGN-UNIT');
  }
  if (sandboxRecord === undefined) {
    // While the StackSet is at work, nobody need ask Innovation Sandbox at each poll.
    return (place === 'entry' ? missingRole(row) : undefined) ?? look({ at: 'sandboxRecord', sandbox, accountId });
  }
  return isLeased(sandboxRecord) ? leased(row) : byPlace(row);
}

/** Whether an account has come into the pool already, wherever in it; a look, if that can't be said yet. */
export function isInPool(
  desired: DesiredAccount, accountId: string, observed: RegistrationObserved, situation: RegistrationSituation,
): boolean | RegistrationDecision {
  const { parent, pool } = observed;
  const { sandboxes, holdingOrganizationalUnitId } = situation.settings;
  const sandbox = sandboxOf(desired.sandbox ?? '', sandboxes);
  if ('kind' in sandbox) {
    return false;
  }
  if (pool === undefined) {
    return look({ at: 'pool', sandbox });
  }
  if (parent === undefined) {
    return look({ at: 'parent', accountId });
  }
  return pool?.units !== undefined && isPooled(placeOf(parent, pool.units, desired, holdingOrganizationalUnitId));
}

/**
 * A cleaning is most of the time that a registration takes, and while it runs it doesn't matter where the account stands. So where the StackSet's role is there,
 * and only there, the record comes before the place.
 */
function cleaningFirst(
  sandbox: Sandbox, accountId: string, observed: RegistrationObserved, situation: RegistrationSituation,
): RegistrationDecision | undefined {
  const { stackSetInstance: instance, sandboxRecord: record } = observed;
  if (instance === undefined) {
    return look({ at: 'stackSetInstance', sandbox, accountId });
  }
  if (instance?.status !== 'CURRENT') {
    return undefined;
  }
  if (record === undefined) {
    return look({ at: 'sandboxRecord', sandbox, accountId });
  }
  const cleaning = record?.status === 'CleanUp' && isCleaning(record, situation.now) && !situation.isOver;
  return cleaning ? wait('cleaning', { text: record.cleaning?.phase }) : undefined;
}

function byPlace(row: Row): RegistrationDecision {
  const { place, record, desired } = row;
  switch (place) {
    case 'root':
    case 'holding':
    case 'named':
      return isKnown(record) ? prepare(row) ?? toEntry(row, false) : mismatch(row);
    case 'exit':
      if (record !== null) {
        return mismatch(row);
      }
      return desired.existingAccountId === undefined ? failed(row, 'AR-SANDBOX-EXITED') : prepare(row) ?? toEntry(row, false);
    case 'entry':
      return isKnown(record) ? inEntry(row) : mismatch(row);
    case 'cleanUp':
      return inCleanUp(row);
    case 'available':
      return record?.status === 'Available' ? finish(row, record) : mismatch(row);
    case 'quarantine':
      return record?.status === 'Quarantine' ? inQuarantine(row, record) : mismatch(row);
    case 'active':
    case 'frozen':
    case 'pool':
    case 'foreign':
      return mismatch(row);
  }
}

/** Somebody works in it: where its status says, that is as good as Available; anywhere else nothing is done to it. */
function leased(row: Row): RegistrationDecision {
  const { place, record } = row;
  if (place !== 'active' && place !== 'frozen') {
    return failed(row, 'AR-SANDBOX-LEASED');
  }
  // A lease that is being frozen or thawed: one of the two comes first.
  return place === record?.status.toLowerCase() ? finish(row, record) : wait('settling', { failure: failureIn(row, 'AR-SANDBOX-LEASED') });
}

function inEntry(row: Row): RegistrationDecision {
  const { sandbox, accountId, record, observed, situation } = row;
  const unless = failureIn(row, record?.status === 'CleanUp' ? 'AR-SANDBOX-IDENTITY-CENTER' : 'AR-STILL-UNREGISTERED', observed.answer?.text);
  if (observed.answer !== undefined) {
    return isRefusal(observed.answer.status) ? refused(row, observed.answer) : wait('sandbox', { text: observed.answer.text, failure: unless });
  }
  const missing = missingRole(row);
  if (missing !== undefined) {
    return missing;
  }
  if (record?.status === 'CleanUp' && isFresh(record, situation.now, REPEAT_MINUTES)) {
    return wait('sandbox', { failure: unless });
  }
  return prepare(row) ?? { kind: 'register', sandbox, accountId, unless };
}

function inCleanUp(row: Row): RegistrationDecision {
  const { sandbox, accountId, record, observed, situation } = row;
  if (record === null) {
    // Somebody's registration may be at its work: it moves the account first, and writes the record then. Ours is over only if it was answered with a refusal.
    const { answer, unrecordedSince: since } = observed;
    const isLong = since !== undefined && situation.now.getTime() - Date.parse(since) >= REGISTRATION_SECONDS * 1000;
    return isLong || (answer !== undefined && isRefusal(answer.status)) ? row.claim() ?? toEntry(row, true) : wait('registering', { failure: failureIn(row, 'AR-SANDBOX-MISMATCH') });
  }
  if (record.status !== 'CleanUp') {
    return mismatch(row);
  }
  const unless = failureIn(row, 'AR-STILL-CLEANING', undefined, { value: record.cleaning?.execution ?? 'none was begun' });
  if (isCleaning(record, situation.now) || !isIdle(record, situation.attempt, situation.now)) {
    return wait('cleaning', { text: record.cleaning?.phase, failure: unless });
  }
  return row.claim() ?? { kind: 'clean', sandbox, accountId, unless };
}

/**
 * A cleaning of before gets one more chance. One of this deployment had its chances: Innovation Sandbox tries three times by itself. One that was turned away
 * before it began had none, and is asked for again.
 *
 * Whoever only changes an account that was in the pool leaves it where it is: an administrator may have quarantined it to look into it.
 */
function inQuarantine(row: Row, record: SandboxRecord): RegistrationDecision {
  const { sandbox, accountId, situation } = row;
  if (!situation.attempt.mayLeaveQuarantine) {
    return finish(row, record);
  }
  const failure = failureIn(row, 'AR-SANDBOX-CLEANING-FAILED', undefined, { value: record.cleaning?.execution ?? 'the log of its cleaner' });
  if (!isOldCleaning(record, situation.attempt) && !isTurnedAway(record)) {
    return { kind: 'fail', failure };
  }
  // Quarantined in this deployment by a cleaning that never got as far as to be recorded, or to begin: not again at once.
  const restless = Date.parse(record.lastEditedAt ?? '') >= Date.parse(situation.attempt.orderedAt);
  if (restless && isFresh(record, situation.now, QUARANTINE_REST_MINUTES)) {
    return wait('settling', { failure });
  }
  return row.claim() ?? { kind: 'clean', sandbox, accountId, unless: failure };
}

/** The goal. An account of ours gets what it lacks; one that was adopted where it is stays as it is. */
function finish(row: Row, record: SandboxRecord): RegistrationDecision {
  const { desired, observed, situation } = row;
  if (situation.attempt.aim !== 'confirmed') {
    return { kind: 'advance' };
  }
  const refusal = row.claim();
  if (refusal !== undefined) {
    return refusal;
  }
  const account = observed.account!;
  const tags = observed.tags!;
  if (ownerOf(tags) !== desired.owner) {
    return { kind: 'done', account, missing: { accountId: account.id, tags: [] }, sandboxStatus: record.status };
  }
  const warning = record.status === 'Quarantine'
    ? `Innovation Sandbox '${row.sandbox.namespace}' has it in quarantine, and it was left there; another value of verify has it cleaned`
    : billingFailure(row)?.what;
  return joinBillingView(row) ?? {
    kind: 'done',
    account,
    missing: missingTagsOf(desired, account.id, tags),
    sandboxStatus: record.status,
    ...(warning === undefined ? {} : { warning }),
  };
}

/** What has to be true before an account goes on: it is ours, it carries its tags, and the billing view has it. */
function prepare(row: Row): RegistrationDecision | undefined {
  const refusal = row.claim();
  if (refusal !== undefined) {
    return refusal;
  }
  const missing = registrationTagsOf(row);
  return missing.tags.length > 0 ? { kind: 'tag', missing } : joinBillingView(row);
}

/** What an account should carry when it enters the pool and doesn't: its own tags, the stack, and the version of this package that took it in. */
function registrationTagsOf({ desired, accountId, observed, situation: { stackName, settings: { packageVersion } } }: Row): MissingTags {
  const present = observed.tags!;
  const wanted = [
    ...tagsOf(desired),
    ...(stackName === undefined ? [] : [{ key: STACK_TAG, value: stackName }]),
    ...(packageVersion === undefined || present.some(({ key }) => key === VERSION_TAG) ? [] : [{ key: VERSION_TAG, value: packageVersion }]),
  ];
  return { accountId, tags: without(wanted, present) };
}

function joinBillingView(row: Row): RegistrationDecision | undefined {
  const { accountId, observed: { billing }, sandbox: { billingViewArn: viewArn, billingViewRequired } } = row;
  if (viewArn === undefined) {
    return undefined;
  }
  if (billing === undefined) {
    return look({ at: 'billing', viewArn, accountId });
  }
  switch (billing.kind) {
    case 'member':
      return undefined;
    case 'absent':
      return { kind: 'bill', viewArn, accountId };
    case 'full':
    case 'failed': {
      const failure = billingFailure(row)!;
      if (billingViewRequired !== true) {
        return undefined;
      }
      return billing.kind === 'failed' && billing.passing ? wait('billing', { text: billing.text, failure }) : { kind: 'fail', failure };
    }
  }
}

/** Why the account is not in the billing view, if that can't be had. */
function billingFailure(row: Row): Failure | undefined {
  const { observed: { billing }, sandbox: { billingViewArn: value } } = row;
  switch (billing?.kind) {
    case 'full':
      return failureIn(row, 'AR-SANDBOX-BILLING-VIEW-FULL', undefined, { value });
    case 'failed':
      return failureIn(row, 'AR-SANDBOX-BILLING-VIEW', billing.text, { value });
    default:
      return undefined;
  }
}

/** A decision as long as the StackSet hasn't put its role into the account: from 1.2 a registration without it ends in quarantine. */
function missingRole(row: Row): RegistrationDecision | undefined {
  const { sandbox, accountId, observed: { stackSetInstance: instance } } = row;
  if (instance === undefined) {
    return look({ at: 'stackSetInstance', sandbox, accountId });
  }
  if (instance?.status === 'CURRENT') {
    return undefined;
  }
  const status = instance === null ? 'it has not begun' : `${instance.status}${instance.reason === undefined ? '' : `, ${instance.reason}`}`;
  return wait('stackset', { text: status, failure: failureIn(row, 'AR-SANDBOX-STACKSET', undefined, { value: SANDBOX_NAMES.stackSet(sandbox.namespace), status }) });
}

function toEntry(row: Row, retreat: boolean): RegistrationDecision {
  return { kind: 'move', accountId: row.accountId, from: row.parent, to: { id: row.units.entry, name: 'Entry', isRoot: false }, retreat };
}

/** Two systems that say different things, or one that says something new: usually a look too early. */
function mismatch(row: Row): RegistrationDecision {
  return wait('settling', { failure: failureIn(row, 'AR-SANDBOX-MISMATCH') });
}

/** Innovation Sandbox understood the registration and said no. The account is in Entry by now, where it is safe. */
function refused(row: Row, answer: SandboxAnswer): RegistrationDecision {
  const code = /administration account/i.test(answer.text) ? 'AR-SANDBOX-ADMINISTRATION-ACCOUNT'
    : /Invalid Request/.test(answer.text) ? 'AR-SANDBOX-EMAIL-REFUSED' : 'AR-SANDBOX-REFUSED';
  return { kind: 'fail', failure: failureIn(row, code, answer.text, { status: String(answer.status) }) };
}

/** A look too early or too often gets 409, 429 or 500; what a repetition can't change gets another one. */
function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 409 && status !== 429;
}

function isLeased(record: SandboxRecord | null): boolean {
  return record?.status === 'Active' || record?.status === 'Frozen';
}

/** Whether an account with this record, or with none, may be registered. */
function isKnown(record: SandboxRecord | null): boolean {
  return record === null || ['CleanUp', 'Available', 'Quarantine'].includes(record.status);
}

/** The ids of the pool's units, if Innovation Sandbox is there, new enough, and reached the way that fits it. */
function usableUnits(desired: DesiredAccount, sandbox: Sandbox, pool: PoolConfiguration | null): PoolUnits | RegistrationDecision {
  const { namespace, region, access } = sandbox;
  const values = { name: desired.name, sandbox: namespace, region };
  if (pool === null) {
    return fail('AR-SANDBOX-NOT-FOUND', { ...values, value: SANDBOX_NAMES.poolParameter(namespace) });
  }
  const generation = generationOf(pool.version);
  if (generation === undefined) {
    return fail('AR-SANDBOX-CONFIGURATION', { ...values, value: `version '${pool.version}'`, expected: 'a version such as v1.3.0' });
  }
  if (generation === 'too-old') {
    return fail('AR-SANDBOX-TOO-OLD', { ...values, value: pool.version });
  }
  if (generation !== access.kind) {
    return fail('AR-SANDBOX-ACCESS', { ...values, value: pool.version, expected: accessName(generation), status: accessName(access.kind) });
  }
  return pool.units ?? fail('AR-SANDBOX-CONFIGURATION', { ...values, value: 'no organizational units', expected: 'their ids' });
}

function failed(row: Row, code: FailureCode): RegistrationDecision {
  return { kind: 'fail', failure: failureIn(row, code) };
}

function failureIn(row: Row, code: FailureCode, text?: string, more: FailureValues = {}): Failure {
  const { desired, accountId, sandbox, parent, record } = row;
  const unit = parent.isRoot ? 'the root of the organization' : `${parent.name} (${parent.id})`;
  return failureOf(code, {
    name: desired.name,
    accountId,
    sandbox: sandbox.namespace,
    region: sandbox.region,
    organizationalUnit: unit,
    status: record?.status ?? 'not registered',
    place: `${accountId}, in ${unit}.`,
    ...more,
  }, text);
}
