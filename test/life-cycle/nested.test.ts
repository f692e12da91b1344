/** A pool in nested stacks from its first deployment to its end: what the handlers read of their stack, its root and its neighbours is true there too. */

import { AccountFactory, AccountPool, PoolAccount } from 'account-robot';
import type { App } from 'aws-cdk-lib';
import { CfnOutput, NestedStack } from 'aws-cdk-lib';
import type { StackRecord } from '../../rehearsal/cloudformation/stacks-state';
import type { Rehearsed, Scenario } from '../support/rehearse-app';
import { poolStack, rehearseApp } from '../support/rehearse-app';

interface Shape {
  /** Accounts of the nested pool. */
  readonly size?: number;
  /** Names of accounts in the stack around it. */
  readonly beside?: readonly string[];
  readonly verify?: string;
}

/** A factory in one nested stack, a pool in another, and accounts in the stack around them. */
function nested({ size = 2, beside = [], verify = '1' }: Shape = {}): (app: App) => void {
  return app => {
    const stack = poolStack(app, []);
    const source = new AccountFactory(new NestedStack(stack, 'Factory'), 'Factory');
    const pool = new AccountPool(new NestedStack(stack, 'Accounts'), 'Pool', { size, source, verify });
    new CfnOutput(stack, 'First', { value: pool.accounts[0].accountId });
    beside.forEach(name => new PoolAccount(stack, name, { source }).node.addDependency(pool));
  };
}

const fails = (account: string) => ({ kind: 'creation-fails', account, message: 'The flux capacitor is empty.', accountCreated: false });
const rehearse = async (shape: Shape, more: Scenario = {}) => rehearseApp({ ...more, app: nested(shape) });
const stacksOf = ({ state }: Rehearsed): StackRecord[] => state.stacks.stacks.filter(({ deletedAt }) => deletedAt === undefined);
const statuses = (rehearsed: Rehearsed) =>
  Object.fromEntries(stacksOf(rehearsed).map(({ name, nested: place, status }) => [place?.label ?? name, status]));
const epochs = ({ log }: Rehearsed) =>
  log.flatMap(({ line }) => (line.includes('"leg-opened"') ? [(JSON.parse(line) as { epoch: string }).epoch] : []));
const rows = ({ report }: Rehearsed) =>
  report.accounts.map(({ name, stack, logicalId, state }) => [name, stack, logicalId.replace(/[0-9A-F]{8}$/, ''), state]);

test('all accounts are made, and told as accounts of the stack around theirs', async () => {
  const rehearsed = await rehearse({ beside: ['extra'] });
  expect(rehearsed.report.stacks).toEqual([{ name: 'Pool', status: 'CREATE_COMPLETE', reason: null, failures: [] }]);
  expect(rows(rehearsed)).toEqual([
    ['pool-001', 'Pool', 'Accounts/Poolpool001', 'AVAILABLE'],
    ['pool-002', 'Pool', 'Accounts/Poolpool002', 'AVAILABLE'],
    ['extra', 'Pool', 'extra', 'AVAILABLE'],
  ]);
  expect(statuses(rehearsed)).toEqual({ 'Pool': 'CREATE_COMPLETE', 'Pool/Factory': 'CREATE_COMPLETE', 'Pool/Accounts': 'CREATE_COMPLETE' });
  expect(rehearsed.report.assumed).toEqual([]);
  expect(rehearsed.report.iam.denied).toEqual([]);
  expect(stacksOf(rehearsed)[0].outputValues!.First).toEqual({ value: rehearsed.account('pool-001').accountId });
});

test('legs belong to the operation of their stack and of its root', async () => {
  expect(new Set(epochs(await rehearse({ size: 1 })))).toEqual(new Set(['CREATE_IN_PROGRESS/never|CREATE_IN_PROGRESS/never']));
});

test('one account that fails takes the nested stacks and the one around them back, and the next deployment goes on', async () => {
  const first = await rehearse({}, { world: { faults: [fails('pool-002')] } });
  expect(first.report.stacks).toEqual([{ name: 'Pool', status: 'ROLLBACK_COMPLETE', reason: expect.stringContaining('failed to create: [AccountsNestedStack'), failures: [] }]);
  expect(first.codes).toEqual(['AR-FACTORY-FAILED']);
  expect(first.account('pool-002')).toMatchObject({ state: 'FAILED', stack: 'Pool' });
  expect(statuses(first)).toEqual({ Pool: 'ROLLBACK_COMPLETE' });
  const second = await rehearse({}, { state: first.state });
  expect(second.report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE', failures: [] }]);
  expect(rows(second).map(([name,,, state]) => [name, state])).toEqual([['pool-001', 'AVAILABLE'], ['pool-002', 'AVAILABLE']]);
});

test('without rollback the accounts that are there stay, and the next deployment goes on', async () => {
  const first = await rehearse({}, { rollback: false, world: { faults: [fails('pool-002')] } });
  expect(first.report.stacks).toMatchObject([{ status: 'CREATE_FAILED' }]);
  expect(statuses(first)).toEqual({ 'Pool': 'CREATE_FAILED', 'Pool/Factory': 'CREATE_COMPLETE', 'Pool/Accounts': 'CREATE_FAILED' });
  expect(first.account('pool-001').state).toBe('AVAILABLE');
  const second = await rehearse({}, { rollback: false, state: first.state });
  expect(second.report.stacks).toMatchObject([{ status: 'UPDATE_COMPLETE' }]);
  expect(second.account('pool-001')).toMatchObject({ state: 'AVAILABLE', accountId: first.account('pool-001').accountId });
  expect(second.account('pool-002').state).toBe('AVAILABLE');
  expect(statuses(second)).toEqual({ 'Pool': 'UPDATE_COMPLETE', 'Pool/Factory': 'CREATE_COMPLETE', 'Pool/Accounts': 'CREATE_COMPLETE' });
});

describe.each([0, 60])('an update (DescribeStacks lags by %s seconds)', stacks => {
  const lag = { stacks };

  test('makes the pool larger, and leaves the factory alone', async () => {
    const first = await rehearse({ size: 1 }, { world: { lag } });
    const second = await rehearse({ size: 3 }, { state: first.state, world: { lag } });
    expect(second.report.stacks).toMatchObject([{ status: 'UPDATE_COMPLETE', failures: [] }]);
    expect(second.report.accounts.map(({ state }) => state)).toEqual(['AVAILABLE', 'AVAILABLE', 'AVAILABLE']);
    expect(statuses(second)).toEqual({ 'Pool': 'UPDATE_COMPLETE', 'Pool/Factory': 'CREATE_COMPLETE', 'Pool/Accounts': 'UPDATE_COMPLETE' });
    const third = await rehearse({ size: 3 }, { state: second.state, world: { lag } });
    expect(third.report.stacks).toMatchObject([{ status: 'UPDATE_COMPLETE', reason: 'No updates are to be performed.' }]);
    expect(third.report.accounts.map(({ state }) => state)).toEqual(['AVAILABLE', 'AVAILABLE', 'AVAILABLE']);
  });

  test('that fails behind a nested stack takes that back, and nothing is requested by it', async () => {
    const first = await rehearse({ size: 1 }, { world: { lag } });
    const second = await rehearse({ size: 2, verify: '2', beside: ['extra'] }, { state: first.state, world: { lag, faults: [fails('extra')] } });
    expect(second.report.stacks).toMatchObject([{ status: 'UPDATE_ROLLBACK_COMPLETE' }]);
    expect(second.codes).toEqual(['AR-FACTORY-FAILED']);
    expect(statuses(second)).toEqual({ 'Pool': 'UPDATE_ROLLBACK_COMPLETE', 'Pool/Factory': 'CREATE_COMPLETE', 'Pool/Accounts': 'UPDATE_ROLLBACK_COMPLETE' });
    // The leg beside it belongs to one stack, the others to two. None is taken for one of the cleanup that the rollback comes before.
    expect([...new Set(epochs(second).map(epoch => epoch.replace(/\/[^|]*/g, '')))].sort())
      .toEqual(['UPDATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS|UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS|UPDATE_ROLLBACK_IN_PROGRESS']);
  });
});

test('a deployment that is cancelled requests nothing any more', async () => {
  const rehearsed = await rehearse({ size: 3 }, { settings: { concurrency: 1 }, world: { deployment: { cancelAfterMinutes: 40 } } });
  expect(rehearsed.report.stacks).toMatchObject([{ status: 'ROLLBACK_COMPLETE' }]);
  const requests = rehearsed.progress.filter(entry => entry.kind === 'organization' && entry.event.kind === 'provision-accepted');
  expect(requests.length).toBeGreaterThan(0);
  expect(requests.filter(({ at }) => at > 41 * 60)).toEqual([]);
  expect(statuses(rehearsed)).toEqual({ Pool: 'ROLLBACK_COMPLETE' });
});

test('a deletion takes the stacks, and the accounts stay', async () => {
  const first = await rehearse({});
  const second = await rehearse({}, { state: first.state, world: { deployment: { command: 'destroy' } } });
  expect(second.report.stacks).toMatchObject([{ status: 'DELETE_COMPLETE' }]);
  expect(stacksOf(second)).toEqual([]);
  expect(second.account('pool-001').state).toBe('AVAILABLE');
});
