import { AccountFactory, PoolAccount } from 'account-robot';
import { NestedStack } from 'aws-cdk-lib';
import type { TestApp } from './test-app';
import { poolStack } from '../support/rehearse-app';

/** The factory stands in a nested stack, and the accounts in its parent: the rehearsal doesn't deploy it, and says so. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, []);
    new PoolAccount(stack, 'pool-001', { source: new AccountFactory(new NestedStack(stack, 'Factory'), 'Factory') });
  },
  verdict: { ends: 'unknown', because: /^the stack 'Pool' declares a factory of pool accounts in a nested stack \(.+\), and the rehearsal does not deploy nested stacks; use a stack of its own for that\.$/ },
  source: 'docs/rehearsal.md',
};
