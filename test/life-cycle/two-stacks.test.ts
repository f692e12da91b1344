/** Two stacks at a time that grow pools in one organization: they know nothing of each other, and meet at the factory's gate. */

import { AccountFactory, AccountPool } from 'account-robot';
import type { App } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import { AccountOutcome } from '../../rehearsal/report';
import type { Rehearsed } from '../support/rehearse-app';
import { ACCOUNT, rehearseApp, REGION } from '../support/rehearse-app';

const ENV = { env: { account: ACCOUNT, region: REGION } };

/** Both stacks are deployed at the same time, as by `cdk deploy --all --concurrency 2`. */
const WORLD = {
  deployment: { stackConcurrency: 2 },
  factory: { concurrency: 5, creationMinutes: { median: 10, sigma: 0.32, minimum: 5, maximum: 25 } },
};

/** Each of the accounts is there, once, with an id and an address of its own. */
function expectAllAvailable({ report, state }: Rehearsed, size: number): void {
  expect(report.accounts.map(account => account.state)).toEqual(Array(size).fill(AccountOutcome.AVAILABLE));
  expect(new Set(report.accounts.map(({ accountId }) => accountId)).size).toBe(size);
  const members = state.services.organizations.accounts.filter(({ name }) => name.startsWith('pool-'));
  expect(members).toHaveLength(size);
  expect(new Set(members.map(({ email }) => email)).size).toBe(size);
}

describe('two pools with a factory each', () => {
  const SIZE = 40;
  let result: Rehearsed;

  beforeAll(async () => {
    result = await rehearseApp({
      world: WORLD,
      app: app => [['First', 1], ['Second', 1 + SIZE]].forEach(([id, firstNumber]) => {
        new AccountPool(new Stack(app, String(id), ENV), 'Pool', { size: SIZE, firstNumber: Number(firstNumber) });
      }),
    });
  }, 300_000);

  test('both complete: nothing is created twice, and the quota is never exceeded', () => {
    const { report } = result;
    expect(report.stacks).toMatchObject([{ name: 'First', status: 'CREATE_COMPLETE' }, { name: 'Second', status: 'CREATE_COMPLETE' }]);
    expectAllAvailable(result, 2 * SIZE);
    expect(report.factory.peakOperations).toBe(5);
  });

  test('a race for a slot that one of them loses is run again, and costs one request', () => {
    const { report, state, progress } = result;
    const accepted = progress.filter(entry => entry.kind === 'organization' && entry.event.kind === 'provision-accepted');
    expect(report.factory.busyRejections).toBeGreaterThan(0);
    expect(accepted).toHaveLength(2 * SIZE + report.factory.busyRejections);
    expect(state.services.organizations.creations).toHaveLength(2 * SIZE);
    expect(state.services.serviceCatalog.products.filter(({ status }) => status !== 'AVAILABLE')).toEqual([]);
  });

  test('share the slots: while both have accounts that wait, neither gets more than three of four', () => {
    const starts = [...result.report.accounts].sort((a, b) => a.requestedAt! - b.requestedAt!).map(({ stack }) => stack);
    const whileBothWait = starts.slice(0, Math.min(starts.lastIndexOf('First'), starts.lastIndexOf('Second')) + 1);
    const first = whileBothWait.filter(stack => stack === 'First').length;
    // Measured: 54 to 61 % for the one that is ahead, over the seeds 1 to 5; 51 to 61 % with creations of 24 minutes; up to 73 % if all take exactly as long.
    // Who lost a race has its attempt to remove before the next one, so the other one may take several slots in a row meanwhile.
    expect(Math.max(first, whileBothWait.length - first) / whileBothWait.length).toBeLessThanOrEqual(0.75);
  });

  test('keep the slots as busy as one pool does', () => {
    expect(result.report.factory.utilisation).toBeGreaterThanOrEqual(0.9);
  });
});

test('two pools that share the factory of a third stack are both AVAILABLE', async () => {
  const app = (root: App) => {
    const source = new AccountFactory(new Stack(root, 'Factory', ENV), 'AccountFactory');
    new AccountPool(new Stack(root, 'First', ENV), 'Pool', { size: 6, source });
    new AccountPool(new Stack(root, 'Second', ENV), 'Pool', { size: 6, firstNumber: 7, source });
  };
  const result = await rehearseApp({ app, world: WORLD });
  expect(result.report.stacks.map(({ name, status }) => `${name} ${status}`).sort()).toEqual(['Factory CREATE_COMPLETE', 'First CREATE_COMPLETE', 'Second CREATE_COMPLETE']);
  expectAllAvailable(result, 12);
  expect(result.report.factory.peakOperations).toBe(5);
  expect(result.progress.filter(entry => entry.kind === 'stack' && entry.event.type === 'AWS::StepFunctions::StateMachine' && entry.event.status === 'CREATE_COMPLETE')).toHaveLength(1);

  const again = await rehearseApp({ app, world: WORLD, state: result.state });
  expect(again.report.apiCalls).toEqual({});
});
