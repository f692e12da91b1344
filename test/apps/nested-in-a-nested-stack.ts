import { AccountFactory, AccountPool, PoolAccount } from 'account-robot';
import { NestedStack } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { TestApp } from './test-app';
import { poolStack } from '../support/rehearse-app';

/** Accounts two stacks deep, a factory in the stack beside theirs, and a queue of the team among them. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, []);
    const platform = new NestedStack(stack, 'Platform');
    const source = new AccountFactory(new NestedStack(platform, 'Factory'), 'Factory');
    const pools = new NestedStack(platform, 'Pools');
    new AccountPool(pools, 'Pool', { size: 2, source });
    new PoolAccount(stack, 'extra', { source });
    new sqs.Queue(pools, 'Queue');
  },
  verdict: { ends: 'available', accounts: 3, assumed: [/^AWS::SQS::Queue \(Queue.+ in Pool\/Platform\/Pools\): taken to deploy without a fault$/] },
  source: 'CloudFormation User Guide, Nested stacks',
};
