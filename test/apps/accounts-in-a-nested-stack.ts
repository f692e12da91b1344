import { AccountPool, PoolAccount } from 'account-robot';
import { CfnOutput, NestedStack } from 'aws-cdk-lib';
import type { TestApp } from './test-app';
import { poolStack } from '../support/rehearse-app';

/** A pool with its factory stands in a nested stack, and the stack around it tells an account's id. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, []);
    const nested = new NestedStack(stack, 'Accounts');
    new AccountPool(nested, 'Pool', { size: 2 });
    new CfnOutput(stack, 'Id', { value: new PoolAccount(nested, 'extra').accountId });
  },
  verdict: { ends: 'available', accounts: 3 },
  source: 'CDK API Reference, NestedStack; CloudFormation User Guide, Nested stacks',
};
