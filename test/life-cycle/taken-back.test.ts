/** Deployments that are taken away or taken back: no account is lost, none is made twice, and deploying again goes on. */

import { AccountFactory, AccountPool } from 'account-robot';
import type { App } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import type { Rehearsed, Scenario } from '../support/rehearse-app';
import { ACCOUNT, names, rehearseApp, REGION } from '../support/rehearse-app';

const TEN_MINUTES = { creationMinutes: { median: 10, sigma: 0, minimum: 10, maximum: 10 } };
/** One account after the other. */
const ONE_BY_ONE: Scenario = { app: names(3), settings: { concurrency: 1 } };

const statusesOf = ({ report }: Rehearsed) => report.stacks.map(({ status }) => status);
const poolOf = ({ state }: Rehearsed) => state.services.organizations.accounts.filter(({ email }) => email.startsWith('aws+pool-')).map(({ id, name }) => ({ id, name }));
const requests = ({ report }: Rehearsed) => report.apiCalls['is-complete']?.['servicecatalog:ProvisionProduct'] ?? 0;
const sentTo = ({ progress }: Rehearsed, name: string) => progress.flatMap(entry => (entry.kind === 'stack' && entry.event.properties?.AccountName === name ? [entry.event.status] : []));

describe('a stack that somebody deletes while it waits', () => {
  let deleted: Rehearsed;
  beforeAll(async () => {
    deleted = await rehearseApp({ ...ONE_BY_ONE, world: { factory: TEN_MINUTES, deployment: { deleteAfterMinutes: 15 } } });
  });

  test('asks for no account any more, and what the factory is at work on is left to it', () => {
    expect(statusesOf(deleted)).toEqual(['DELETE_COMPLETE']);
    expect(requests(deleted)).toBe(2);
    expect(sentTo(deleted, 'pool-003')).not.toContain('CREATE_COMPLETE');
    expect(deleted.codes).toEqual([]);
    expect(deleted.report.apiCalls['is-complete']?.['servicecatalog:TerminateProvisionedProduct']).toBeUndefined();
  });

  test('is deployed again, and finds both accounts', async () => {
    const again = await rehearseApp({ ...ONE_BY_ONE, world: { factory: TEN_MINUTES }, state: deleted.state });
    expect(statusesOf(again)).toEqual(['CREATE_COMPLETE']);
    expect(requests(again)).toBe(1);
    expect(poolOf(again)).toHaveLength(3);
    expect(poolOf(again)).toEqual(expect.arrayContaining(poolOf(deleted)));
  });
});

test('a stack that somebody deletes while its factory lives on in another one asks for no account any more: its waiters see that it is gone', async () => {
  const app = (root: App) => {
    const env = { env: { account: ACCOUNT, region: REGION } };
    const source = new AccountFactory(new Stack(root, 'Factory', env), 'AccountFactory');
    new AccountPool(new Stack(root, 'Pool', env), 'Pool', { size: 3, source });
  };
  const deleted = await rehearseApp({ app, settings: { concurrency: 1 }, world: { factory: TEN_MINUTES, deployment: { deleteAfterMinutes: 15 } } });
  expect(statusesOf(deleted)).toEqual(['CREATE_COMPLETE', 'DELETE_COMPLETE']);
  expect(requests(deleted)).toBe(2);
  expect(deleted.log.some(({ line }) => line.includes('"another-stack-operation"'))).toBe(true);
  const again = await rehearseApp({ app, settings: { concurrency: 1 }, world: { factory: TEN_MINUTES }, state: deleted.state });
  expect(statusesOf(again)).toEqual(['CREATE_COMPLETE', 'CREATE_COMPLETE']);
  expect(requests(again)).toBe(1);
  expect(poolOf(again)).toHaveLength(3);
});

test('a stack that is being updated is not deleted: AWS refuses that', async () => {
  const first = await rehearseApp({ app: names(1), world: { factory: TEN_MINUTES } });
  const grown = await rehearseApp({ app: names(3), state: first.state, world: { factory: TEN_MINUTES, deployment: { deleteAfterMinutes: 5 } } });
  expect(statusesOf(grown)).toEqual(['UPDATE_COMPLETE']);
  expect(poolOf(grown)).toHaveLength(3);
});

describe('what a deployment with --no-rollback left', () => {
  const failing = { factory: TEN_MINUTES, faults: [{ kind: 'creation-fails', account: 'pool-002', reason: 'email-in-use' }] };
  const take = { factory: TEN_MINUTES, deployment: { command: 'rollback' } };

  test('of a creation is rolled back by cdk rollback; accounts stay, and the next deployment takes them up', async () => {
    const failed = await rehearseApp({ app: names(3), rollback: false, world: failing });
    expect(statusesOf(failed)).toEqual(['CREATE_FAILED']);
    const back = await rehearseApp({ app: names(3), state: failed.state, world: take });
    expect(statusesOf(back)).toEqual(['ROLLBACK_COMPLETE']);
    // The command deletes what was newly created even where it is to be retained.
    expect(sentTo(back, 'pool-001')).toContain('DELETE_COMPLETE');
    expect(poolOf(back)).toEqual(poolOf(failed));
    const again = await rehearseApp({ app: names(3), state: back.state, world: { factory: TEN_MINUTES } });
    expect(statusesOf(again)).toEqual(['CREATE_COMPLETE']);
    expect(poolOf(again)).toHaveLength(3);
    expect(poolOf(again)).toEqual(expect.arrayContaining(poolOf(failed)));
    expect(requests(again)).toBe(1);
  });

  test('of an update is rolled back to what was, and the account that was there before is not touched', async () => {
    const first = await rehearseApp({ app: names(1), world: { factory: TEN_MINUTES } });
    const failed = await rehearseApp({ app: names(3), rollback: false, state: first.state, world: failing });
    expect(statusesOf(failed)).toEqual(['UPDATE_FAILED']);
    const back = await rehearseApp({ app: names(3), state: failed.state, world: take });
    expect(statusesOf(back)).toEqual(['UPDATE_ROLLBACK_COMPLETE']);
    expect(sentTo(back, 'pool-001')).toEqual([]);
    const again = await rehearseApp({ app: names(3), state: back.state, world: { factory: TEN_MINUTES } });
    expect(statusesOf(again)).toEqual(['UPDATE_COMPLETE']);
    expect(poolOf(again)).toHaveLength(3);
    expect(poolOf(again)).toEqual(expect.arrayContaining(poolOf(failed)));
  });

  test('is nothing, and then cdk rollback changes nothing', async () => {
    const first = await rehearseApp({ app: names(1), world: { factory: TEN_MINUTES } });
    const { report } = await rehearseApp({ app: names(1), state: first.state, world: take });
    expect(report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE', reason: 'Stack Pool does not need a rollback: CREATE_COMPLETE' }]);
  });
});

describe('a rollback that fails', () => {
  /** Both times that the product is looked for: on the way to the next version of the package, and on the way back. */
  const looksFail = [{ kind: 'call-fails', action: 'servicecatalog:DescribeProductAsAdmin', code: 'InvalidParametersException', message: 'No.', times: 99 }];
  const upgraded = (template: any) => {
    for (const { Type, Properties } of Object.values<any>(template.Resources)) {
      if (Type === 'Custom::AccountFactoryPortfolio') {
        Properties.PackageVersion = 'next';
      }
    }
  };
  const portfolio = 'PoolAccountFactory';
  let first: Rehearsed;
  let stuck: Rehearsed;
  beforeAll(async () => {
    first = await rehearseApp({ app: names(1), world: { factory: TEN_MINUTES } });
    stuck = await rehearseApp({ app: names(1), state: first.state, template: upgraded, world: { factory: TEN_MINUTES, faults: looksFail } });
  });
  const skippable = () => Object.values(stuck.state.stacks.stacks[0].resources).filter(({ status }) => status === 'UPDATE_FAILED').map(({ logicalId }) => logicalId);
  const take = (orphans: string[], faults: unknown[] = []) =>
    rehearseApp({ app: names(1), state: stuck.state, template: upgraded, world: { factory: TEN_MINUTES, faults, deployment: { command: 'rollback', orphans } } });

  test('leaves the stack where no deployment goes on', async () => {
    expect(statusesOf(stuck)).toEqual(['UPDATE_ROLLBACK_FAILED']);
    const { report } = await rehearseApp({ app: names(1), state: stuck.state, template: upgraded, world: { factory: TEN_MINUTES } });
    expect(report.stacks).toMatchObject([{ status: 'REFUSED', reason: expect.stringContaining('is in UPDATE_ROLLBACK_FAILED state and can not be updated') }]);
  });

  test('is continued when the cause is gone, or without the resource that holds it up; the account stays', async () => {
    expect(statusesOf(await take([]))).toEqual(['UPDATE_ROLLBACK_COMPLETE']);
    expect(statusesOf(await take([], looksFail))).toEqual(['UPDATE_ROLLBACK_FAILED']);
    const skipped = await take(skippable(), looksFail);
    expect(statusesOf(skipped)).toEqual(['UPDATE_ROLLBACK_COMPLETE']);
    expect(poolOf(skipped)).toEqual(poolOf(first));
    const again = await rehearseApp({ app: names(2), state: skipped.state, template: upgraded, world: { factory: TEN_MINUTES } });
    expect(statusesOf(again)).toEqual(['UPDATE_COMPLETE']);
    expect(poolOf(again)).toHaveLength(2);
  });

  test('is not continued without a resource that it did restore', async () => {
    const { report } = await take([portfolio]);
    expect(report.stacks).toMatchObject([{ status: 'REFUSED', reason: expect.stringMatching(/^The resources \[PoolAccountFactory\] of stack Pool can't be skipped: a rollback failed to restore \[/) }]);
  });
});

test('an app that is destroyed leaves its accounts, and its next deployment takes them up', async () => {
  const first = await rehearseApp({ app: names(2), world: { factory: TEN_MINUTES } });
  const gone = await rehearseApp({ app: names(2), state: first.state, world: { deployment: { command: 'destroy' } } });
  expect(statusesOf(gone)).toEqual(['DELETE_COMPLETE']);
  expect(poolOf(gone)).toEqual(poolOf(first));
  const again = await rehearseApp({ app: names(2), state: gone.state });
  expect(statusesOf(again)).toEqual(['CREATE_COMPLETE']);
  expect(requests(again)).toBe(0);
  expect(poolOf(again)).toEqual(poolOf(first));
});
