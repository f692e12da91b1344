/** A function that ticks and updates the stack of a pool, in a stack of its own: what comes of it, and in whose name it is done. */

import { AccountPool } from 'account-robot';
import type { App } from 'aws-cdk-lib';
import { Duration, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { FUNCTION_LABEL } from '../../src/contract';
import type { Rehearsed } from '../support/rehearse-app';
import { ACCOUNT, names, rehearseApp, REGION } from '../support/rehearse-app';

/** Asks for one account more at each tick, until there are three. */
const GROW = `
const { CloudFormationClient, DescribeStacksCommand, UpdateStackCommand } = require('@aws-sdk/client-cloudformation');
const client = new CloudFormationClient({});
exports.handler = async () => {
  const { Stacks: [stack] } = await client.send(new DescribeStacksCommand({ StackName: process.env.STACK_ID }));
  const size = Number(stack.Parameters.find(({ ParameterKey }) => ParameterKey === 'PoolSize').ParameterValue);
  console.log(JSON.stringify({ notice: 'tick', status: stack.StackStatus, size }));
  if (!/_COMPLETE$/.test(stack.StackStatus) || size >= 3) {
    return;
  }
  await client.send(new UpdateStackCommand({
    StackName: process.env.STACK_ID,
    UsePreviousTemplate: true,
    Parameters: stack.Parameters.map(({ ParameterKey }) => (ParameterKey === 'PoolSize' ? { ParameterKey, ParameterValue: String(size + 1) } : { ParameterKey, UsePreviousValue: true })),
    Capabilities: ['CAPABILITY_NAMED_IAM'],
    RoleARN: process.env.ROLE_ARN,
    DisableRollback: true,
    ClientRequestToken: 'growth-' + (size + 1),
  }));
};`;

interface Growing {
  /** What the role may do that the update is made in. */
  readonly actions?: readonly string[];
  readonly world?: Record<string, unknown>;
  readonly seed?: string;
}

const grow = ({ actions = ['lambda:InvokeFunction', 'ssm:GetParameters'], world, seed }: Growing = {}) => rehearseApp({
  app: (app: App) => {
    const env = { account: ACCOUNT, region: REGION };
    const pool = new Stack(app, 'Pool', { env });
    new AccountPool(pool, 'Pool', { elasticSize: { min: 1, max: 3 } });
    const growth = new Stack(app, 'Growth', { env });
    growth.addDependency(pool);
    const role = new iam.Role(growth, 'Role', { assumedBy: new iam.ServicePrincipal('cloudformation.amazonaws.com') });
    role.addToPolicy(new iam.PolicyStatement({ actions: [...actions], resources: ['*'] }));
    const fn = new lambda.Function(growth, 'Function', {
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline(GROW),
      timeout: Duration.minutes(1),
      environment: { STACK_ID: pool.stackId, ROLE_ARN: role.roleArn, [FUNCTION_LABEL]: 'growth' },
    });
    fn.addToRolePolicy(new iam.PolicyStatement({
      actions: ['cloudformation:DescribeStacks', 'cloudformation:UpdateStack'],
      resources: [pool.stackId],
      conditions: { StringEqualsIfExists: { 'cloudformation:RoleArn': role.roleArn } },
    }));
    role.grantPassRole(fn.grantPrincipal);
    new events.Rule(growth, 'Tick', { schedule: events.Schedule.rate(Duration.minutes(5)), targets: [new targets.LambdaFunction(fn)] });
  },
  world: { factory: { creationMinutes: { median: 20, sigma: 0, minimum: 20, maximum: 20 } }, ...world },
  seed,
});

const sizes = ({ report }: Rehearsed) => (report.operations ?? []).map(({ status, parameters }) => [status, parameters.PoolSize.to]);
const DAY = { deployment: { afterwardsMinutes: 180 } };

test('the pool follows, one account at a time, and the report tells of each update', async () => {
  const rehearsed = await grow({ world: DAY });
  expect(sizes(rehearsed)).toEqual([['UPDATE_COMPLETE', '2'], ['UPDATE_COMPLETE', '3']]);
  const { report, state } = rehearsed;
  expect(report.stacks.map(({ name, status }) => [name, status])).toEqual([['Pool', 'CREATE_COMPLETE'], ['Growth', 'CREATE_COMPLETE']]);
  expect(report.accounts.map(({ name, state: is }) => [name, is])).toEqual(names(3).map(name => [name, 'AVAILABLE']));
  expect(report.operations![0]).toMatchObject({ stack: 'Pool', by: 'growth', failures: [], reason: null });
  expect(state.stacks.stacks.find(({ name }) => name === 'Pool')).toMatchObject({ parameters: { PoolSize: '3' }, roleArn: expect.stringContaining(':role/Growth-Role') });
  const [ticks] = report.deliveries!;
  expect([ticks.from, ticks.refused, ticks.lost, ticks.counted]).toEqual([expect.stringMatching(/^rule Growth-Tick/), 0, 0, false]);
  expect(ticks.times).toBeGreaterThanOrEqual(35);
  expect(report.iam.used).toEqual(expect.arrayContaining(['cloudformation lambda:InvokeFunction', 'growth iam:PassRole', 'growth cloudformation:UpdateStack']));
});

test('an update that began in the last minute is waited for', async () => {
  const rehearsed = await grow({ world: { deployment: { afterwardsMinutes: 7 } } });
  expect(sizes(rehearsed)).toEqual([['UPDATE_COMPLETE', '2']]);
});

test('a role that may not call the provider fails the account and says so', async () => {
  const { report } = await grow({ actions: ['ssm:GetParameters'], world: { deployment: { afterwardsMinutes: 20 } } });
  const [operation] = report.operations!;
  expect([operation.status, operation.failures.map(({ error }) => error.awsSays ?? error.what).join()]).toEqual(['UPDATE_FAILED', expect.stringContaining('is not authorized to perform: lambda:InvokeFunction')]);
});

test('the same seed gives the same report, and a tick that is lost or doubled is one less or none more', async () => {
  const world = { ...DAY, faults: [{ kind: 'delivered-twice', sender: 'rule', chance: 0.5 }, { kind: 'delivery-fails', sender: 'rule', times: 2 }] };
  const [first, second] = [await grow({ world }), await grow({ world })];
  expect(first.report).toEqual(second.report);
  expect(sizes(first)).toEqual([['UPDATE_COMPLETE', '2'], ['UPDATE_COMPLETE', '3']]);
  expect(first.report.deliveries![0].lost).toBe(2);
});
