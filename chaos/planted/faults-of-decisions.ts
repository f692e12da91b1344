/** Faults of the loop and of the decisions about accounts: rings of their own find them, without any system around. */

import { faultsIn } from './planted-fault';
import type { PlantedFault } from './planted-fault';

const RECONCILE = ['test/core/reconcile/reconcile.test.ts'];
const ACCOUNT = ['test/core/vending/control-tower/decide-account.test.ts'];
const BROKEN = ['test/core/vending/control-tower/decide-broken.test.ts'];
const PROMISES = ['test/core/pool-account/promises.property.test.ts'];
const TIMING = ['test/core/vending/control-tower/timing.test.ts'];
const REGISTRATION = ['test/core/registration/innovation-sandbox/decide-registration.test.ts'];
const STILL = ['test/core/pool-account/standing-still.property.test.ts'];

export const OF_LOOP: readonly PlantedFault[] = [
  ...faultsIn('core/reconcile/fence.ts', ['test/lambda/pool-account/fence.test.ts'], [
    { name: 'the fence is dropped', right: 'if (!await fence()) {', wrong: 'if (!await fence() && false) {' },
    {
      name: 'what was fenced counts as done, and the next step follows',
      right: 'return outcome === \'fenced\' ? outcome : { known };',
      wrong: 'return { known };',
      caughtBy: ['test/core/reconcile/fence.test.ts'],
    },
  ]),
  ...faultsIn('core/reconcile/reconcile.ts', RECONCILE, [
    {
      name: 'something is begun when the time is up',
      right: 'const failure = moment.isOver ? stage.overdue(decision) : undefined;',
      wrong: 'const failure = undefined as Failure | undefined;',
    },
    {
      name: 'an action that was refused is taken again',
      right: 'return { decision: stage.meaningOf(error, moment, step.kind === \'act\' ? step.action : undefined), observed };',
      wrong: 'return finding;',
    },
    {
      name: 'what a result still has to write is not waited for',
      right: 'await stage.finish(step.result, terms.fence) === \'fenced\'',
      wrong: 'void stage.finish(step.result, terms.fence).catch(() => undefined) === \'fenced\'',
    },
  ]),
  ...faultsIn('core/reconcile/meaning.ts', ['test/lambda/pool-account/relay.test.ts'], [
    {
      name: 'an error is swallowed: what AWS refuses is waited for',
      right: 'return fail(code, { ...values, value: error.operation }, error.text);',
      wrong: 'return wait(\'transient\', { text: error.text });',
    },
    {
      name: 'a denial is final while access spreads',
      right: 'if (verdict.kind === \'spreading\' && isSpreading) {',
      wrong: 'if (verdict.kind === \'spreading\' && !isSpreading) {',
    },
  ]),
  ...faultsIn('core/clock.ts', TIMING, [
    { name: 'minutes are counted as seconds', right: 'getTime() + minutes * 60_000', wrong: 'getTime() + minutes * 1000' },
    {
      name: 'a time that was read before AWS put the clock right is believed',
      right: 'return Math.abs(told - read.getTime()) < PUT_RIGHT_MS ? read',
      wrong: 'return told > 0 ? read',
      caughtBy: [...RECONCILE, 'test/core/clock.test.ts'],
    },
  ]),
];

export const OF_ACCOUNTS: readonly PlantedFault[] = [
  ...faultsIn('core/accounts/claim.ts', ACCOUNT, [
    { name: 'an account\'s owner is not asked for', right: 'return desired.adoptExisting || isOurs(owner)', wrong: 'return desired.adoptExisting || isOurs(owner) || true' },
    { name: 'a suspended account counts as in use', right: 'case \'ACTIVE\':\n      return undefined;', wrong: 'case \'ACTIVE\':\n    case \'SUSPENDED\':\n      return undefined;' },
  ]),
  ...faultsIn('core/accounts/ownership.ts', ['test/core/accounts/ownership.test.ts'], [
    {
      name: 'a tag is written that another value has on purpose',
      right: 'return wanted.filter(tag => !present.some(other => other.key === tag.key && other.value === tag.value));',
      wrong: 'return wanted.filter(tag => !present.some(other => other.key === tag.key));',
    },
    {
      name: 'a tag of the user overwrites the owner\'s',
      right: '...desired.tags.filter(tag => tag.key !== OWNER_TAG)',
      wrong: '...desired.tags',
    },
  ]),
  ...faultsIn('core/accounts/attempt.ts', ['test/core/accounts/attempt.test.ts'], [
    { name: 'the minutes in which access spreads are taken for seconds', right: 'new Date(attempt.accessSince), GRACE_MINUTES)', wrong: 'new Date(attempt.accessSince), GRACE_MINUTES / 60)' },
  ]),
  ...faultsIn('core/accounts/attempt.ts', BROKEN, [
    { name: 'what an earlier order left is taken for this one\'s', right: 'return Date.parse(begun.createdAt) < Date.parse(attempt.orderedAt);', wrong: 'return false;' },
  ]),
];

export const OF_VENDING: readonly PlantedFault[] = [
  ...faultsIn('core/vending/control-tower/evidence.ts', PROMISES, [
    { name: 'an address is taken for evidence', named: 'without evidence', right: 'return isOurs ? undefined : addressInUse(desired, account, observed);', wrong: 'return undefined;' },
    { name: 'an account that came by invitation counts as created here', named: 'without evidence', right: 'if (account.invited === true || account.joinedAt', wrong: 'if (account.joinedAt' },
    { name: 'an account that joined long after the last attempt counts as its own', named: 'joined later than that', caughtBy: BROKEN, right: ' && (endedAt === undefined || joinedAt <= latest(endedAt))', wrong: '' },
    { name: 'another owner\'s tag is no objection', named: 'without evidence', right: 'if (owner !== undefined) {', wrong: 'if (owner !== undefined && namedBy === undefined) {' },
  ]),
  ...faultsIn('core/vending/control-tower/decide-broken.ts', PROMISES, [
    { name: 'absence is believed at once', named: 'before its absence is proven', right: 'if (!isAbsenceProven(record, situation.now)) {', wrong: 'if (false) {' },
    {
      name: 'creations are not asked for before a removal',
      named: 'whose creation SUCCEEDED',
      right: 'const ours = created?.find(account => account?.email.toLowerCase() === broken.desired.email);',
      wrong: 'const ours = undefined as typeof observed.account;',
    },
    {
      name: 'what succeeded once is removed, where it should be updated',
      named: 'that once succeeded',
      right: '(successId === undefined ? neverSucceeded(broken) : onceSucceeded(broken, successId))',
      wrong: 'neverSucceeded(broken)',
    },
    {
      name: 'an account is enrolled again wherever it stands',
      named: 'in root or holding unit',
      right: 'if (!parent.isRoot && parent.id !== situation.settings.holdingOrganizationalUnitId) {',
      wrong: 'if (!parent.isRoot && parent.id === \'\') {',
    },
    { name: 'an account is enrolled again before it is claimed', named: 'claimed before it is enrolled', right: ', claim: missingTagsOf(desired, account.id, tags) };', wrong: ' };' },
    { name: 'a retry doesn\'t wait for a slot', named: 'past the gate', right: 'gate.holders.length >= broken.situation.settings.concurrency', wrong: 'gate.holders.length < 0' },
    {
      name: 'what an update left behind without tags is taken for ours',
      right: 'if (observed.owner !== null) {\n    return observed.owner === desired.owner ? undefined : stranger(desired, observed.owner);\n  }',
      wrong: 'return undefined;',
      caughtBy: BROKEN,
    },
    {
      name: 'an account of another address is given up with its product',
      right: 'return otherAccountOf(broken) ?? { kind: \'terminate\'',
      wrong: 'return { kind: \'terminate\'',
      caughtBy: BROKEN,
    },
    {
      name: 'an account that its creation names, and that doesn\'t show, is taken for none',
      named: 'whose creation SUCCEEDED',
      right: 'if (created?.includes(null)) {',
      wrong: 'if (created?.includes(null) && false) {',
    },
  ]),
  ...faultsIn('core/vending/control-tower/decide-account.ts', ACCOUNT, [
    { name: 'concurrency is one too many', right: 'holders.length >= situation.settings.concurrency', wrong: 'holders.length > situation.settings.concurrency' },
    { name: 'statuses are confused: TAINTED is taken for AVAILABLE', right: 'case \'AVAILABLE\':\n', wrong: 'case \'AVAILABLE\':\n    case \'TAINTED\':\n', caughtBy: BROKEN },
    {
      name: 'statuses are confused: a status that is new is waited for',
      right: 'case \'PLAN_IN_PROGRESS\':\n    default:\n',
      wrong: 'case \'PLAN_IN_PROGRESS\':\n    default:\n      return wait(\'creating\');\n',
    },
    {
      name: 'a product that somebody else works on is taken for ours',
      right: 'if (!desired.adoptExisting && owner !== desired.owner && (owner !== undefined || record.type === \'PROVISION_PRODUCT\')) {',
      wrong: 'if (!desired.adoptExisting && owner === \'\') {',
    },
    { name: 'a product that the factory didn\'t make is taken for an account\'s', right: 'product.type !== undefined && product.type !== FACTORY_PRODUCT_TYPE', wrong: 'product.type === \'\'' },
    { name: 'the management account is taken over', right: 'if (accountId === situation.managementAccountId) {', wrong: 'if (accountId === \'\') {' },
    { name: 'an update requests an account', right: 'if (!attempt.mayRequest) {', wrong: 'if (!attempt.mayRequest && false) {' },
    {
      name: 'an address that has an account is requested again',
      right: 'return account === null ? requestUnlessOthersFailed(question) : decideAddressInUse(account, question);',
      wrong: 'return requestUnlessOthersFailed(question);',
    },
    {
      name: 'what every account would meet is met by every account',
      right: 'return failure === undefined ? { kind: \'provision\' } : { kind: \'fail\', failure };',
      wrong: 'return { kind: \'provision\' };',
      caughtBy: ACCOUNT,
    },
    {
      name: 'an account with another address is taken for the product\'s',
      right: 'addresses !== undefined && !addresses(account)',
      wrong: 'addresses === undefined && ![account.email]',
    },
  ]),
  ...faultsIn('core/vending/control-tower/shared-failure.ts', ['test/core/vending/control-tower/shared-failure.test.ts'], [
    { name: 'a failure of another stack counts', right: 'stackOf(owner) !== stackOf(desired.owner) || ', wrong: '' },
  ]),
  ...faultsIn('core/vending/control-tower/turns.ts', ['test/core/vending/control-tower/turns.test.ts'], [
    { name: 'it is everybody\'s turn', right: '% Math.max(1, length) === index;', wrong: '% Math.max(1, length) >= 0;' },
  ]),
  ...faultsIn('core/vending/control-tower/timing.ts', TIMING, [
    {
      name: 'nothing is left alone before it is tried again',
      right: 'return now.getTime() >= Date.parse(record.updatedAt) + backoffSeconds(record, attempt) * 1000;',
      wrong: 'return true;',
      caughtBy: BROKEN,
    },
    { name: 'back-off is counted in milliseconds', right: 'backoffSeconds(record, attempt) * 1000', wrong: 'backoffSeconds(record, attempt)', caughtBy: BROKEN },
    { name: 'accounts that failed together come back together', right: 'return base * (1 + fractionOf(record.id) / 2);', wrong: 'return base;' },
    { name: 'a poll stays at the gate for longer than its function may run', right: 'export const GATE_SECONDS = 96;', wrong: 'export const GATE_SECONDS = 960;', caughtBy: ['test/src/sources/control-tower/function-settings.test.ts'] },
  ]),
  ...faultsIn('core/vending/control-tower/tokens.ts', ['test/core/vending/control-tower/tokens.test.ts'], [
    { name: 'a request that is repeated is another request', right: 'PROVISION_WINDOW_MINUTES * 60_000', wrong: 'PROVISION_WINDOW_MINUTES * 60' },
    { name: 'accounts of two owners have one token', right: 'hashOf(desired.owner, desired.name,', wrong: 'hashOf(desired.name,' },
    { name: 'an update and a removal have one token', right: 'hashOf(kind, productId, recordId)', wrong: 'hashOf(productId, recordId)' },
  ]),
  ...faultsIn('core/vending/control-tower/act.ts', ['test/lambda/pool-account/relay.test.ts'], [
    { name: 'an account is requested with another address', right: 'accountEmail: desired.email,', wrong: 'accountEmail: ssoUser.email,' },
    { name: 'the unit is named without its id', right: '`${unitName} (${holdingOrganizationalUnitId})`', wrong: 'unitName' },
    { name: 'the answer to an attempt that has failed is taken for a new one', right: 'if (age < STALE_ANSWER_SECONDS * 1000) {', wrong: 'if (age >= 0) {' },
    {
      name: 'a claim is written without asking the fence',
      right: 'await tagAccount(action.claim, directory, fence) === \'fenced\'',
      wrong: 'await tagAccount(action.claim, directory, async () => true) === \'fenced\'',
      caughtBy: ['test/lambda/pool-account/fence.test.ts'],
    },
  ]),
  ...faultsIn('core/vending/control-tower/outcome.ts', BROKEN, [
    { name: 'what is permanent is tried again', right: 'case \'permanent\':\n      return verdict;', wrong: 'case \'permanent\':\n      return { kind: \'transient\' };' },
  ]),
  ...faultsIn('core/vending/control-tower/second-chance.ts', BROKEN, [
    {
      name: 'a second chance has a third',
      right: 'return isFirst ? whileYoung(attempt, \'AR-FACTORY-FAILED\') : undefined;',
      wrong: 'return whileYoung(attempt, \'AR-FACTORY-FAILED\');',
    },
  ]),
];

export const OF_REGISTRATION: readonly PlantedFault[] = [
  ...faultsIn('core/registration/innovation-sandbox/decide-registration.ts', REGISTRATION, [
    { name: 'a leased account is worked on', right: 'return isLeased(sandboxRecord) ? leased(row) : byPlace(row);', wrong: 'return byPlace(row);' },
    {
      name: 'cleaning is asked for a record that is leased',
      right: 'if (record.status !== \'CleanUp\') {\n    return mismatch(row);\n  }',
      wrong: '',
    },
    { name: 'a registration under way is undone', right: 'return isLong || (answer', wrong: 'return !isLong || (answer' },
    { name: 'a registration is sent again for one answer', named: 'no endless loop', right: 'if (observed.answer !== undefined) {', wrong: 'if (observed.answer !== undefined && record !== null) {', caughtBy: STILL },
    { name: 'evidence is not asked for before a registration', right: 'return prepare(row) ?? { kind: \'register\'', wrong: 'return { kind: \'register\'' },
    {
      name: 'statuses are confused: an OUTDATED role counts as there',
      right: 'if (instance?.status === \'CURRENT\') {',
      wrong: 'if (instance?.status === \'CURRENT\' || instance?.status === \'OUTDATED\') {',
    },
    { name: 'a quarantine that somebody meant is ended', named: 'a quarantine is ended', right: 'if (!situation.attempt.mayLeaveQuarantine) {', wrong: 'if (!situation.attempt.mayLeaveQuarantine && situation.isOver) {', caughtBy: PROMISES },
    { name: 'too many requests count as a refusal', right: ' && status !== 429;', wrong: ';' },
    { name: 'an account that was ejected is taken back', right: 'return desired.existingAccountId === undefined ? failed(row, \'AR-SANDBOX-EXITED\') : prepare(row)', wrong: 'return prepare(row)' },
    { name: 'a cleaning is asked for beside one that runs', right: 'if (isCleaning(record, situation.now) || !isIdle(', wrong: 'if (!isCleaning(record, situation.now) && !isIdle(' },
    { name: 'a sandbox is reached the way of another version', right: 'if (generation !== access.kind) {', wrong: 'if (generation !== access.kind && generation === undefined) {' },
  ]),
  ...faultsIn('core/registration/innovation-sandbox/pool-place.ts', PROMISES, [
    {
      name: 'an account is moved out of any unit',
      named: 'moved from a unit',
      right: 'desired.existingAccountId !== undefined && parent.id === desired.existingAccountParentId ? \'named\' : \'foreign\'',
      wrong: '\'named\'',
    },
  ]),
  ...faultsIn('core/registration/innovation-sandbox/cleaning.ts', ['test/core/registration/innovation-sandbox/cleaning.test.ts'], [
    { name: 'the longest cleaning is counted in minutes', right: 'CLEANING_HOURS_MAX * 60 * MINUTE', wrong: 'CLEANING_HOURS_MAX * MINUTE' },
  ]),
  ...faultsIn('core/registration/innovation-sandbox/sandbox-version.ts', REGISTRATION, [
    { name: 'version 1.3 is taken for the one before', right: 'minor >= 3', wrong: 'minor > 3' },
  ]),
  ...faultsIn('core/registration/innovation-sandbox/stage.ts', PROMISES, [
    { name: 'an unregistered account is left in CleanUp when the time is up', named: 'brought back from CleanUp', right: 'return decision.retreat ? undefined : failureOf', wrong: 'return failureOf' },
  ]),
  ...faultsIn('core/registration/innovation-sandbox/act.ts', ['test/lambda/pool-account/registration.test.ts'], [
    { name: 'an account is moved back to where it stands', right: 'directory.move(accountId, from.id, to.id)', wrong: 'directory.move(accountId, to.id, from.id)' },
    { name: 'a registration that was refused counts as accepted', right: 'return answer.status === CREATED ? outcome', wrong: 'return answer.status !== 0 ? outcome' },
  ]),
];
