import { AccountFactory, AccountPool } from 'account-robot';
import { NestedStack } from 'aws-cdk-lib';
import type { TestApp } from './test-app';
import { poolStack } from '../support/rehearse-app';

/** A pool of each department in a nested stack of its own: what does not fit into one stack, with one factory that is passed to them. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, []);
    const source = new AccountFactory(stack, 'Factory');
    for (const department of ['research', 'sales']) {
      new AccountPool(new NestedStack(stack, department), 'Pool', { size: 2, namePrefix: `${department}-`, source });
    }
  },
  verdict: { ends: 'available', accounts: 4 },
  source: 'CloudFormation User Guide, Nested stacks',
};
