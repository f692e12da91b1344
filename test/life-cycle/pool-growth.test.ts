/** A pool that grows by itself, as it is deployed: capacity ticks, the function decides, and CloudFormation updates the stack in the role of growth. */

import { AccountPool, PoolGrowth } from 'account-robot';
import type { App } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import { ACCOUNT, rehearseApp, REGION } from '../support/rehearse-app';
import { sandboxBlock } from '../support/sandbox-app';

const FACTORY = { creationMinutes: { median: 10, sigma: 0, minimum: 10, maximum: 10 } };

const pooled = (app: App) => {
  const env = { account: ACCOUNT, region: REGION };
  const pool = new AccountPool(new Stack(app, 'Pool', { env }), 'Pool', { elasticSize: { min: 1, max: 9, initial: 2 } });
  new PoolGrowth(new Stack(app, 'PoolGrowth', { env }), 'Growth', { pool, lowWater: 4, step: 2, maxPerDay: 4 });
};

const grown = async (template?: (template: any) => void) => rehearseApp({
  app: pooled,
  settings: { sandbox: sandboxBlock() },
  world: { factory: FACTORY, deployment: { afterwardsMinutes: 240 } },
  rollback: false,
  template,
});

test('it grows once, with one update, in the role that can do nothing else', async () => {
  const { report } = await grown();
  expect(report.accounts.map(({ name, sandboxStatus }) => [name, sandboxStatus])).toEqual([1, 2, 3, 4].map(number => [`pool-00${number}`, 'Available']));
  expect(report.apiCalls.grow).toMatchObject({ 'cloudformation:UpdateStack': 1 });
  expect(report.accounts.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(4);
});

test('with a role that may not call what makes the accounts nothing comes of it, and growth stops: more than accounts failed', async () => {
  const { report } = await grown(template => {
    for (const { Properties: { Policies = [] } = {} as any } of Object.values<any>(template.Resources)) {
      for (const { PolicyDocument: { Statement } } of Policies) {
        Statement.filter(({ Sid }: any) => Sid === 'CallProviders').forEach((statement: any) => { statement.Action = 'lambda:GetFunction'; });
      }
    }
  });
  expect(report.accounts.filter(({ sandboxStatus }) => sandboxStatus === 'Available').map(({ name }) => name)).toEqual(['pool-001', 'pool-002']);
  // The check of the quota failed first, and what isn't an account needs a person.
  expect(report.apiCalls.grow['cloudformation:UpdateStack']).toBe(1);
});

test('accounts that cool down for longer than a deployment waits are no failure of growth: it isn\'t halted by them', async () => {
  const app = { app: pooled, settings: { sandbox: sandboxBlock() }, rollback: false };
  const { state } = await rehearseApp({ ...app, world: { factory: FACTORY } });
  const { log, report } = await rehearseApp({
    ...app,
    state,
    world: { factory: FACTORY, sandbox: { cooldownMinutes: 1440 }, deployment: { afterwardsMinutes: 300 } },
  });
  expect(report.operations!.flatMap(({ failures }) => failures.map(({ subject, error }) => [subject, error.code]))).toEqual([
    ['pool-003', 'AR-STILL-CLEANING'], ['pool-004', 'AR-STILL-CLEANING'],
  ]);
  const written = log.filter(({ line }) => line.includes('"growth-written"')).map(({ line }) => JSON.parse(line));
  expect(written.map(({ kind, failed }) => [kind, failed])).toEqual([['growth', undefined], ['outcome', []]]);
});
