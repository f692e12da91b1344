import { AccountFactory, PoolAccount } from 'account-robot';
import { NestedStack } from 'aws-cdk-lib';
import type { TestApp } from './test-app';
import { poolStack } from '../support/rehearse-app';

/** The factory stands in a nested stack, and the accounts in its parent: the service token is an output of the nested one. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, []);
    new PoolAccount(stack, 'pool-001', { source: new AccountFactory(new NestedStack(stack, 'Factory'), 'Factory') });
  },
  verdict: { ends: 'available' },
  source: 'CDK API Reference, NestedStack; CloudFormation User Guide, AWS::CloudFormation::Stack',
};
