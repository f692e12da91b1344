/** Two roads, one pool: what the one has made the other takes on. */

import { AccountSource } from 'account-robot';
import type { App } from 'aws-cdk-lib';
import { AccountOutcome } from '../../rehearsal/report';
import type { Scenario } from '../support/rehearse-app';
import { names, poolStack, rehearseApp, SETTINGS } from '../support/rehearse-app';
import { membersOf, onRoad } from '../support/road-app';
import { sandboxBlock } from '../support/sandbox-app';

const byFactory = (accounts: readonly string[]) => (app: App) => void poolStack(app, accounts, { source: AccountSource.controlTower() });
const settings = { ...SETTINGS, sandbox: sandboxBlock() };
const ROADS = [
  ['Account Factory', 'AWS Organizations', byFactory, onRoad],
  ['AWS Organizations', 'Account Factory', onRoad, byFactory],
] as const;

const requests = ({ report }: Awaited<ReturnType<typeof rehearseApp>>) => {
  const calls = report.apiCalls['is-complete'] ?? {};
  return (calls['organizations:CreateAccount'] ?? 0) + (calls['servicecatalog:ProvisionProduct'] ?? 0);
};

describe.each(ROADS)('from %s to %s', (_, __, before, after) => {
  const first = (scenario: Partial<Scenario> = {}) => rehearseApp({ settings, ...scenario, app: before(names(2)) });

  test('in one line: no account is touched, and more are made the other way', async () => {
    const made = await first();
    const run = await rehearseApp({ settings, app: after(names(4)), state: made.state });
    expect(run.report.stacks).toMatchObject([{ status: 'UPDATE_COMPLETE' }]);
    expect(run.report.accounts.map(({ state }) => state)).toEqual(Array(4).fill(AccountOutcome.AVAILABLE));
    expect(names(2).map(name => run.account(name).accountId)).toEqual(names(2).map(name => made.account(name).accountId));
    expect(requests(run)).toBe(2);
  });

  test('by a stack that has forgotten its accounts: they are recognised, and none is made again', async () => {
    const made = await first();
    const forgotten = await rehearseApp({ settings, app: after(['pool-009']), state: made.state });
    const run = await rehearseApp({ settings, app: after([...names(2), 'pool-009']), state: forgotten.state });
    expect(run.report.stacks).toMatchObject([{ status: 'UPDATE_COMPLETE' }]);
    expect(requests(run)).toBe(0);
    for (const name of names(2)) {
      expect(membersOf(run, name)).toHaveLength(1);
      expect(run.account(name)).toMatchObject({ accountId: made.account(name).accountId, sandboxStatus: 'Available' });
    }
  });

  test('while the one is at work on them: each is made once, and comes into the pool', async () => {
    const cancelled = await first({ world: { deployment: { cancelAfterMinutes: 2 } } });
    const run = await rehearseApp({ settings, app: after(names(2)), state: cancelled.state, world: { deployment: { pauseMinutes: 0 } } });
    expect(run.report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE' }]);
    for (const name of names(2)) {
      expect(membersOf(run, name)).toHaveLength(1);
      expect(run.account(name)).toMatchObject({ sandboxStatus: 'Available' });
    }
  });
});

test('an account that Account Factory failed to enrol, and never came to tag, is recognised by its product', async () => {
  const faults = [{ kind: 'creation-fails', reason: 'config-recorder-exists', accountCreated: true }];
  const failed = await rehearseApp({ settings, app: byFactory(names(1)), world: { faults } });
  expect(failed.codes).toEqual(['AR-CONFIG-EXISTS']);
  expect(membersOf(failed, 'pool-001')).toMatchObject([{ tags: {} }]);
  const run = await rehearseApp({ settings, app: onRoad(names(1)), state: failed.state });
  expect(run.report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE' }]);
  expect(membersOf(run, 'pool-001')).toHaveLength(1);
  expect(run.account('pool-001')).toMatchObject({ sandboxStatus: 'Available' });
  expect(requests(run)).toBe(0);
});

test('the same account of somebody else is nobody\'s but theirs', async () => {
  const faults = [{ kind: 'creation-fails', reason: 'config-recorder-exists', accountCreated: true }];
  const failed = await rehearseApp({ settings, app: app => void poolStack(app, names(1), {}, 'Other'), world: { faults } });
  const run = await rehearseApp({ settings, app: onRoad(names(1)), state: failed.state });
  expect(run.codes).toEqual(['AR-NAME-NOT-OURS']);
  expect(membersOf(run, 'pool-001')).toEqual(membersOf(failed, 'pool-001'));
});
