/** Whole worlds around one account: everything that can be looked at is there, likely or not, and mostly in one of the states in which there is something to decide. */

import * as fc from 'fast-check';
import { ACCOUNT_ID, at, BUSY, DENIED, OF_ANOTHER, OURS, OWNER, RACE, SANDBOX, SANDBOX_1_2, UNITS } from './fixtures';
import { momentOf, NAMED_UNIT, PARENTS, TAGGED, wish } from './registration-fixtures';
import type { DesiredAccount } from '../../core/accounts/account';
import type { Aim } from '../../core/accounts/attempt';
import type { PoolAccountObserved as Observed, PoolAccountSituation as Moment } from '../../core/pool-account/decide-pool-account';
import type { SandboxRecord } from '../../core/registration/innovation-sandbox/model';
import type { ProvisioningRecord } from '../../core/vending/control-tower/model';

/** Units that are named after the status of those in them. */
const STATUSES = ['Available', 'Active', 'CleanUp', 'Quarantine', 'Frozen'];
const OTHER_ID = '999988887777';
const iso = (min: number, max: number) => fc.integer({ min, max }).map(minutes => at(minutes).toISOString());
/** So many times this one, against once each of the others. */
const mostly = <T>(times: number, usual: T, ...others: T[]): fc.Arbitrary<T> => fc.constantFrom(...Array<T>(times).fill(usual), ...others);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 6 });

const known = fc.constantFrom(BUSY, BUSY, RACE, RACE, 'Rate exceeded', 'Nobody has seen this before', DENIED, 'EMAIL_ALREADY_EXISTS');
const texts = fc.oneof({ weight: 9, arbitrary: known }, { weight: 1, arbitrary: fc.string() });

const spans = fc.tuple(iso(-100, 25), fc.integer({ min: 0, max: 30 }));
const recordOf = (id: string, status: fc.Arbitrary<string>): fc.Arbitrary<ProvisioningRecord> => spans.chain(([createdAt, minutes]) => fc.record({
  id: fc.constant(id),
  status,
  type: mostly(9, 'PROVISION_PRODUCT', 'UPDATE_PROVISIONED_PRODUCT', 'UPDATE_PROVISIONED_PRODUCT', 'TERMINATE_PROVISIONED_PRODUCT', 'what'),
  createdAt: fc.constant(createdAt),
  updatedAt: fc.constant(new Date(Date.parse(createdAt) + minutes * 60_000).toISOString()),
  errors: texts.map(text => [text]),
  outputs: fc.constantFrom<Record<string, string>>({}, { AccountId: ACCOUNT_ID, AccountEmail: 'aws+pool-010@example.com' }),
  tags: mostly(5, OURS, OF_ANOTHER, []),
}));

const failedStatus = fc.oneof(
  { weight: 12, arbitrary: mostly(12, 'FAILED', 'SUCCEEDED', 'IN_PROGRESS', 'CREATED') },
  { weight: 1, arbitrary: fc.string() },
);

const products = (statuses: fc.Arbitrary<string>) => fc.record({
  id: fc.constant('pp-1'),
  name: fc.constant('pool-010'),
  type: mostly(12, 'CONTROL_TOWER_ACCOUNT', 'CFN_STACK'),
  status: statuses,
  statusMessage: fc.constantFrom(undefined, BUSY),
  createdAt: maybe(iso(-100, 20)),
  lastRecordId: fc.constant('rec-1'),
  lastProvisioningRecordId: fc.constant('rec-1'),
  lastSuccessfulProvisioningRecordId: mostly<string | undefined>(4, undefined, 'rec-0', 'rec-1'),
});

const accounts = fc.record({
  id: mostly(4, ACCOUNT_ID, OTHER_ID),
  name: mostly(3, 'pool-010', 'finance'),
  email: mostly(5, 'aws+pool-010@example.com', 'x@example.com'),
  status: mostly(16, 'ACTIVE', 'SUSPENDED', 'PENDING_ACTIVATION', 'CLOSED', 'what'),
  joinedAt: maybe(iso(-200, 30)),
  invited: mostly<true | undefined>(3, undefined, true),
});

const sandboxRecords: fc.Arbitrary<SandboxRecord> = fc.record({
  status: mostly(1, 'Available', 'Active', 'CleanUp', 'CleanUp', 'Quarantine', 'Frozen', 'what'),
  lastEditedAt: maybe(iso(-1500, 60)),
  cleaning: maybe(fc.record({
    phase: maybe(fc.constantFrom('INITIALIZING', 'COMPLETED', 'FAILED')),
    execution: maybe(fc.constant('arn')),
    startedAt: maybe(iso(-1500, 60)),
  })),
  cleanedAt: maybe(iso(-1500, 60)),
});

const holders = fc.oneof(
  { weight: 4, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom('pool-010', 'other-1', 'other-2'), { maxLength: 3 }) },
);
const failures = fc.record({ owner: maybe(fc.constantFrom(OWNER, 'other-stack/pool-010')), text: texts, createdAt: iso(-50, 40) });

const surroundings = (parents: fc.Arbitrary<(typeof PARENTS)[keyof typeof PARENTS]>) => ({
  gate: fc.record({ holders }),
  line: mostly(3, { index: 0, length: 1 }, { index: 1, length: 3 }),
  failedProducts: fc.array(failures, { maxLength: 2 }),
  owner: mostly<string | null>(3, OWNER, 'other-stack/pool-010', null),
  enrolment: fc.option(products(fc.constantFrom('AVAILABLE', 'ERROR')), { nil: null, freq: 2 }),
  namesakes: fc.array(accounts, { maxLength: 1 }),
  parent: parents,
  tags: mostly(3, OURS, [], [], TAGGED, TAGGED, TAGGED, OF_ANOTHER),
  pool: mostly<Observed['pool']>(16, { version: 'v1.3.3', units: UNITS }, { version: 'v1.2.14', units: UNITS }, { version: 'v1.1.8' }, null),
  stackSetInstance: mostly<Observed['stackSetInstance']>(5, { status: 'CURRENT' }, { status: 'OUTDATED' }, null),
  billing: mostly<Observed['billing']>(
    3, { kind: 'member' }, { kind: 'absent' }, { kind: 'absent' }, { kind: 'full' }, { kind: 'failed', text: 'no', passing: true },
  ),
});

/** The account that creations name is the one that there is, as a rule; or one that no listing shows yet. */
const creations = (account: Observed['account']) => fc.record({
  state: mostly(4, 'SUCCEEDED', 'IN_PROGRESS'),
  created: fc.oneof({ weight: 3, arbitrary: mostly(3, account ?? null, null) }, { weight: 2, arbitrary: accounts }),
});

const maybeCreated = (account: Observed['account']) => fc.option(creations(account), { nil: null, freq: 2 });
const consistent = (world: fc.Arbitrary<Observed>): fc.Arbitrary<Observed> => world.chain(drawn => maybeCreated(drawn.account).map(creation => ({
  ...drawn,
  creation: creation && { state: creation.state, accountIds: [creation.created?.id ?? ACCOUNT_ID] },
  created: [creation?.created ?? null],
})));

const inFactory = fc.constantFrom(PARENTS.holding, PARENTS.holding, PARENTS.holding, PARENTS.root, PARENTS.foreign, PARENTS.entry);

/** Somewhere on the way into being: a product in any state, or none. */
export const vendingWorlds = consistent(fc.record({
  product: fc.option(products(fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom('ERROR', 'ERROR', 'ERROR', 'ERROR', 'TAINTED', 'TAINTED', 'AVAILABLE', 'UNDER_CHANGE') },
    { weight: 1, arbitrary: fc.constantFrom('PLAN_IN_PROGRESS', 'what') },
  )), { nil: null, freq: 5 }),
  record: recordOf('rec-1', failedStatus),
  successRecord: recordOf('rec-0', fc.constant('SUCCEEDED')),
  account: fc.option(accounts, { nil: null, freq: 3 }),
  ...surroundings(inFactory),
  sandboxRecord: fc.constant(null),
}));

/** Somewhere on the way into the pool: the account is there, and both systems agree, every other time. */
export const registrationWorlds = consistent(fc.record({
  product: products(mostly(8, 'AVAILABLE', 'TAINTED', 'ERROR')).map(product => ({ ...product, lastSuccessfulProvisioningRecordId: 'rec-0' })),
  record: recordOf('rec-1', failedStatus),
  successRecord: recordOf('rec-0', fc.constant('SUCCEEDED'))
    .map(record => ({ ...record, outputs: { AccountId: ACCOUNT_ID, AccountEmail: 'aws+pool-010@example.com' } })),
  account: fc.option(accounts.map(account => ({ ...account, id: ACCOUNT_ID })), { nil: null, freq: 12 }),
  ...surroundings(fc.constantFrom(
    ...Object.values(PARENTS), PARENTS.holding, PARENTS.entry, PARENTS.entry, PARENTS.cleanUp, PARENTS.cleanUp, PARENTS.quarantine,
  )),
  sandboxRecord: fc.option(sandboxRecords, { nil: null, freq: 2 }),
  unrecordedSince: fc.option(iso(5, 30), { nil: undefined, freq: 2 }),
}).chain(world => fc.boolean().map(agree => (agree && world.sandboxRecord !== null && STATUSES.includes(world.parent.name)
  ? { ...world, sandboxRecord: { ...world.sandboxRecord, status: world.parent.name } } : world))));

export const worlds = fc.oneof(vendingWorlds, registrationWorlds);

/** Accounts that are vended only, that are registered, taken over, or named by their id. */
export const wishes: fc.Arbitrary<DesiredAccount> = fc.constantFrom<Partial<DesiredAccount>>(
  { sandbox: undefined }, { sandbox: undefined }, {}, {}, {}, { adoptExisting: true }, { sandbox: undefined, adoptExisting: true },
  { existingAccountId: ACCOUNT_ID }, { existingAccountId: ACCOUNT_ID, existingAccountParentId: NAMED_UNIT },
).map(wish);

const VIEW = 'arn:aws:billing::111122223333:billingview/custom-1';

/** Any attempt, mostly while there is time left. */
export const moments: fc.Arbitrary<Moment> = fc.record({
  aim: fc.constantFrom<Aim>('begun', 'reached', 'confirmed', 'confirmed'),
  minutes: fc.integer({ min: 12, max: 65 }),
  sandbox: mostly(9, SANDBOX, SANDBOX_1_2),
  billing: fc.constantFrom({}, { billingViewArn: VIEW }, { billingViewArn: VIEW, billingViewRequired: true }),
  changes: fc.record({ mayRequest: mostly(4, true, false), takesTurns: fc.boolean(), mayLeaveQuarantine: fc.boolean() }),
}).map(({ aim, minutes, sandbox, billing, changes }) => {
  const when = momentOf(aim, minutes, { ...sandbox, ...billing });
  return { ...when, managementAccountId: '123412341234', attempt: { ...when.attempt, ...changes } };
});
