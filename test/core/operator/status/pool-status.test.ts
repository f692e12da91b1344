/** How a pool stands, row by row: one account, with what was read of it. */

import type { Snapshot, SnapshotAccount, SnapshotDeclared, SnapshotProduct, SnapshotStack, SnapshotStackEvent } from '../../../../core/operator/snapshot';
import { countsOf, isFine } from '../../../../core/operator/status/count';
import type { DecayKind, StatusStep } from '../../../../core/operator/status/model';
import { poolStatus } from '../../../../core/operator/status/pool-status';
import { renderFailure } from '../../../../src/contract';

const UNITS = { pool: 'ou-1', available: 'ou-2', active: 'ou-3', frozen: 'ou-4', cleanUp: 'ou-5', quarantine: 'ou-6', entry: 'ou-7', exit: 'ou-8' };
const OWNER = 'Pool/Pool/pool-001';
const at = (minute: number) => new Date(Date.UTC(2026, 0, 5, 8, minute)).toISOString();

const leg = (name: string, more: Partial<SnapshotDeclared> = {}): SnapshotDeclared => ({
  logicalId: name,
  leg: name,
  name: 'pool-001',
  email: 'aws+pool-001@example.com',
  owner: OWNER,
  sandbox: 'myisb',
  properties: {},
  ...more,
});
const event = (logicalId: string, status: string, minute: number, reason?: string): SnapshotStackEvent =>
  ({ logicalId, status, happenedAt: at(minute), ...(reason === undefined ? {} : { reason }) });

interface Given {
  readonly stackStatus?: string;
  readonly start?: string;
  readonly last?: string;
  readonly events?: readonly SnapshotStackEvent[];
  readonly legs?: Partial<SnapshotDeclared>;
  readonly product?: Partial<SnapshotProduct> | null;
  readonly account?: Partial<SnapshotAccount> | null;
  readonly more?: Partial<Snapshot>;
}

/** In the middle of a deployment that began at 08:00, at 08:40. */
function snapshotOf({ stackStatus = 'CREATE_IN_PROGRESS', start = 'CREATE_COMPLETE', last, events, legs, product = {}, account = {}, more = {} }: Given): Snapshot {
  const stack: SnapshotStack = {
    name: 'Pool',
    id: 'arn:pool',
    status: stackStatus,
    createdAt: at(0),
    resources: [...(start === '' ? [] : [{ logicalId: 'Start', type: 'Custom::PoolAccount', status: start }]), ...(last === undefined ? [] : [{ logicalId: 'Resource', type: 'Custom::PoolAccount', status: last }])],
    accounts: [leg('Start', legs), leg('Resource', legs)],
    events: events ?? [event('Start', 'CREATE_IN_PROGRESS', 2), ...(last?.endsWith('COMPLETE') === true ? [event('Resource', last, 30)] : [])],
  };
  return {
    version: 1,
    takenAt: at(40),
    release: '1.0.0',
    hashed: false,
    calls: 0,
    caller: { accountId: '111122223333', arn: '', region: 'eu-west-1' },
    organization: { id: 'o-1', managementAccountId: '111122223333', rootId: 'r-abcd' },
    accounts: account === null ? [] : [{ id: '222233334444', name: 'pool-001', email: 'AWS+pool-001@example.com', state: 'ACTIVE', parentId: UNITS.available, invited: false, joinedAt: at(6), ...account }],
    products: product === null ? [] : [{ id: 'pp-1', name: 'pool-001', status: 'AVAILABLE', createdAt: at(4), accountId: '222233334444', tags: { 'account-robot:owner': OWNER }, ...product }],
    units: [{ id: UNITS.entry, name: 'Entry', parentId: UNITS.pool }],
    sandboxes: [{ namespace: 'myisb', version: '1.3.3', units: UNITS }],
    quotas: { concurrency: { value: 5, requests: [] } },
    stacks: [stack],
    unseen: [],
    ...more,
  };
}
const accountOf = (given: Given) => poolStatus(snapshotOf(given)).accounts[0];
const record = (type: string, status: string, minute: number, errors: string[] = []) =>
  ({ id: `rec-${minute}`, type, status, createdAt: at(minute), updatedAt: at(minute + 1), errors, tagged: true });
const PROVISION = 'PROVISION_PRODUCT';
const NONE = { product: null, account: null };

test.each<[string, StatusStep, Given]>([
  ['its turn has not come', 'queued', { ...NONE, start: '' }],
  ['its turn has come', 'gate', { ...NONE, start: 'CREATE_IN_PROGRESS' }],
  ['Organizations is at work', 'creating', { ...NONE, start: 'CREATE_IN_PROGRESS', more: { creations: [{ id: 'car-1', accountName: 'pool-001' }] } }],
  ['the factory has it, and no search shows it yet', 'requested', NONE],
  ['the factory has it', 'requested', { account: null, product: { status: 'UNDER_CHANGE', accountId: undefined } }],
  ['it exists', 'enrolling', { product: { status: 'UNDER_CHANGE', accountId: undefined } }],
  ['a failed attempt is removed', 'clearing', { account: null, product: { status: 'UNDER_CHANGE', history: [record(PROVISION, 'FAILED', 5), record('TERMINATE_PROVISIONED_PRODUCT', 'IN_PROGRESS', 9)] } }],
  ['the factory was busy', 'busy', { account: null, product: { status: 'ERROR', history: [record(PROVISION, 'FAILED', 5, ['AWS Control Tower cannot create the account: another operation is in progress. ConflictException'])] } }],
  ['the attempt failed', 'failing', { account: null, product: { status: 'TAINTED', statusMessage: 'Something new.' } }],
  ['AVAILABLE in the root', 'made', { account: { parentId: 'r-abcd' } }],
  ['in Entry', 'entered', { account: { parentId: UNITS.entry } }],
  ['in Entry, with a record', 'registered', { account: { parentId: UNITS.entry }, more: { sandboxes: [{ namespace: 'myisb', version: '1.3.3', units: UNITS, records: [{ accountId: '222233334444', status: 'CleanUp' }] }] } }],
  ['in CleanUp', 'cleaning', { account: { parentId: UNITS.cleanUp } }],
  ['in Quarantine', 'quarantined', { account: { parentId: UNITS.quarantine } }],
  ['in Available', 'pooled', {}],
  ['in Active', 'leased', { account: { parentId: UNITS.active } }],
  ['of no sandbox', 'available', { legs: { sandbox: undefined }, account: { parentId: 'ou-x' } }],
  ['taken by its id', 'pooled', { product: null, legs: { existingAccountId: '222233334444' } }],
  ['its sandbox was not found', 'unseen', { more: { sandboxes: [] } }],
  ['accounts could not be read', 'unseen', { more: { accounts: undefined } }],
  ['its product has a status that is new to AWS', 'unseen', { product: { status: 'HIBERNATING' } }],
  ['the deployment is over, and it is not there', 'undone', { ...NONE, start: '', stackStatus: 'CREATE_COMPLETE' }],
  ['done a moment ago, and the list of accounts is older', 'pooled', { last: 'CREATE_COMPLETE', account: { parentId: UNITS.cleanUp }, events: [event('Start', 'CREATE_IN_PROGRESS', 2), event('Resource', 'CREATE_COMPLETE', 39)] }],
  ['leased and cleaned since', 'cleaning', { last: 'CREATE_COMPLETE', account: { parentId: UNITS.cleanUp } }],
])('%s: %s', (_what, step, given) => {
  expect(accountOf(given)).toMatchObject({ step, error: step === 'failing' ? { code: 'UNEXPECTED' } : null, decay: [] });
});

test('a way has the moments that AWS tells, and ends where the account stands', () => {
  const { steps, startedAt, endedAt, minutes } = accountOf({ account: { parentId: UNITS.cleanUp }, product: { status: 'AVAILABLE', history: [record(PROVISION, 'SUCCEEDED', 4)] } });

  expect(steps.map(({ at: moment, step }) => `${moment.slice(14, 16)} ${step}`)).toEqual(['02 gate', '04 requested', '05 made', '06 enrolling', '40 cleaning']);
  expect([startedAt, endedAt, minutes]).toEqual([at(2), null, 38]);
  expect(accountOf({ last: 'CREATE_COMPLETE' })).toMatchObject({ endedAt: at(30), minutes: 28, isDeployed: true });
  // An account that the last operation had no part in.
  expect(accountOf({ last: 'CREATE_COMPLETE', stackStatus: 'UPDATE_COMPLETE', events: [] })).toMatchObject({ startedAt: null, minutes: null, steps: [] });
});

describe('what failed', () => {
  const EMAIL = renderFailure({ code: 'AR-EMAIL-IN-USE', what: 'it is taken.', fix: 'choose another.', where: 'Nowhere.', safeToDeployAgain: true, awsText: 'No.' });

  test.each<[string, Given]>([
    ['the last leg, by the events', { events: [event('Resource', 'CREATE_IN_PROGRESS', 2), event('Resource', 'CREATE_FAILED', 9, EMAIL)] }],
    ['by the events, though a rollback took it away', { start: 'DELETE_COMPLETE', events: [event('Resource', 'CREATE_FAILED', 9, EMAIL), event('Resource', 'DELETE_SKIPPED', 10)] }],
    ['by the resource, where there are no events', { events: [], more: {} }],
  ])('%s', (_what, given) => {
    const snapshot = snapshotOf({ ...NONE, ...given, last: 'CREATE_FAILED' });
    const stacks = snapshot.stacks.map(stack => ({ ...stack, resources: stack.resources!.map(resource => (resource.logicalId === 'Resource' ? { ...resource, reason: EMAIL } : resource)) }));
    expect(poolStatus({ ...snapshot, stacks }).accounts[0]).toMatchObject({ step: 'failed', error: { code: 'AR-EMAIL-IN-USE', fix: 'choose another.', awsSays: 'No.' } });
  });

  test('what was cancelled has not failed, nor what was made good', () => {
    expect(accountOf({ ...NONE, last: 'CREATE_FAILED', events: [event('Resource', 'CREATE_FAILED', 9, 'Resource creation cancelled')], more: {} }).error).toMatchObject({ what: 'the stack gives no reason' });
    expect(accountOf({ events: [event('Start', 'CREATE_FAILED', 3, EMAIL), event('Start', 'CREATE_IN_PROGRESS', 4), event('Start', 'CREATE_COMPLETE', 5)] }).error).toBeNull();
  });

  test('an attempt that goes on has its code, if it is known', () => {
    const says = 'the organizational unit Pool is not enrolled in AWS Control Tower';
    expect(accountOf({ account: null, product: { status: 'ERROR', history: [record(PROVISION, 'FAILED', 5, [says])] } }))
      .toMatchObject({ step: 'failing', says, error: { code: 'AR-OU-NOT-REGISTERED', awsSays: says } });
  });
});

test.each<[DecayKind, Given]>([
  ['gone', { account: null }],
  ['closed', { account: { state: 'CLOSED' } }],
  ['closed', { account: { state: 'SUSPENDED' } }],
  ['quarantined', { account: { parentId: UNITS.quarantine } }],
  ['ejected', { account: { parentId: UNITS.exit } }],
  ['moved', { account: { parentId: 'ou-x' } }],
  ['moved', { account: { parentId: UNITS.entry } }],
  ['renamed', { account: { name: 'payroll' } }],
  ['readdressed', { account: { email: 'other@example.com' } }],
  ['unenrolled', { product: null }],
  ['tainted', { product: { status: 'TAINTED' } }],
  ['unrecorded', { more: { sandboxes: [{ namespace: 'myisb', version: '1.3.3', units: UNITS, records: [] }] } }],
  ['unrecorded', { more: { sandboxes: [{ namespace: 'myisb', version: '1.3.3', units: UNITS, records: [{ accountId: '222233334444', status: 'Active' }] }] } }],
])('since it was deployed: %s', (kind, given) => {
  const status = poolStatus(snapshotOf({ last: 'CREATE_COMPLETE', stackStatus: 'CREATE_COMPLETE', ...given }));

  expect(status.accounts[0].decay.map(each => each.kind)).toEqual([kind]);
  expect(countsOf(status.accounts)).toMatchObject({ decayed: 1, ready: 0 });
  expect(isFine(status)).toBe(false);
});

test('nothing decays that is on its way, or taken by its id under any name, or adopted', () => {
  expect(accountOf({ account: { parentId: UNITS.quarantine } }).decay).toEqual([]);
  expect(accountOf({ last: 'CREATE_COMPLETE', product: null, legs: { existingAccountId: '222233334444' }, account: { name: 'other', email: 'other@example.com' } }).decay).toEqual([]);
  expect(accountOf({ last: 'CREATE_COMPLETE', product: { tags: {} }, legs: { properties: { AdoptExisting: 'true' } } }).decay).toEqual([]);
});

test('slots are held by products under change, and by enrolments that no product stands for', () => {
  const products: SnapshotProduct[] = [
    { id: 'pp-1', name: 'pool-001', status: 'UNDER_CHANGE', tags: { 'account-robot:owner': OWNER }, history: [record(PROVISION, 'IN_PROGRESS', 5)] },
    { id: 'pp-2', name: 'theirs', status: 'UNDER_CHANGE', accountId: '333344445555', tags: {}, madeBy: 'arn:aws:sts::111122223333:assumed-role/Admin/jane@example.com' },
    { id: 'pp-3', name: 'done', status: 'AVAILABLE', tags: {} },
  ];
  const enrolling = ['333344445555', '444455556666', '555566667777', 'ou-x'].map(targetId => ({ targetId, baseline: 'b', status: 'UNDER_CHANGE' }));
  const { slots } = poolStatus(snapshotOf({ more: { products, enrolling, landingZone: { arn: '', autoEnrollment: false, accessManagement: 'control-tower', operation: { id: '1', type: 'UPDATE' } } } }));

  expect(slots).toMatchObject({ quota: 5, used: 3, landingZone: 'UPDATE' });
  expect(slots.holders.map(({ name, by, ours, since }) => [name, by, ours, since])).toEqual([
    ['pool-001', OWNER, true, at(5)], ['theirs', 'Admin', false, null], ['555566667777', null, false, null],
  ]);
  expect(poolStatus(snapshotOf({ more: { products: undefined, quotas: {} } })).slots).toMatchObject({ quota: null, used: null });
});

test('a stack at rest is fine only if its operation succeeded', () => {
  const of = (stackStatus: string) => isFine(poolStatus(snapshotOf({ last: 'CREATE_COMPLETE', stackStatus })));
  expect(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE', 'UPDATE_FAILED'].map(of)).toEqual([true, true, true, false, false]);
});
