/** Groups of logs that Lambda made by itself, and a stack that makes them later. */

import { PoolAccount } from 'account-robot';
import type { App } from 'aws-cdk-lib';
import { CfnResource, Stack } from 'aws-cdk-lib';
import { ACCOUNT, rehearseApp, REGION } from '../support/rehearse-app';

/** The CDK's own functions have a group each, as with its flag `useCdkManagedLogGroup`, or leave it to Lambda. */
const app = (managed: boolean) => (root: App) => {
  const stack = new Stack(root, 'Pool', { env: { account: ACCOUNT, region: REGION } });
  new PoolAccount(stack, 'pool-001');
  const functions = stack.node.findAll().filter(child => child instanceof CfnResource && child.cfnResourceType === 'AWS::Lambda::Function') as CfnResource[];
  for (const fn of managed ? functions : []) {
    new CfnResource(fn, 'ManagedLogGroup', { type: 'AWS::Logs::LogGroup', properties: { LogGroupName: `/aws/lambda/${fn.ref}` } });
  }
};

test('of a stack from its beginning are no matter, at every deployment', async () => {
  const first = await rehearseApp({ app: app(true) });
  expect(first.report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE' }]);
  const again = await rehearseApp({ app: app(true), state: first.state });
  expect(again.report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE', reason: 'No updates are to be performed.' }]);
});

test('that a stack is to make later are there already: the update is taken back, and the account stays', async () => {
  const first = await rehearseApp({ app: app(false) });
  const { report, account } = await rehearseApp({ app: app(true), state: first.state });
  expect(report.stacks).toMatchObject([{ status: 'UPDATE_ROLLBACK_COMPLETE' }]);
  expect(report.stacks[0].failures[0].error.what).toMatch(/^Resource of type 'AWS::Logs::LogGroup' with identifier '\{"\/properties\/LogGroupName":"\/aws\/lambda\/Pool-.*"\}' already exists\.$/);
  expect(account('pool-001').state).toBe('AVAILABLE');
});
