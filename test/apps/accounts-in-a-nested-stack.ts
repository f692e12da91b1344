import { PoolAccount } from 'account-robot';
import { NestedStack } from 'aws-cdk-lib';
import type { TestApp } from './test-app';
import { poolStack } from '../support/rehearse-app';

/** The accounts stand in a nested stack, which the rehearsal doesn't deploy, and says so. */
export const app: TestApp = {
  build: root => {
    new PoolAccount(new NestedStack(poolStack(root, []), 'Accounts'), 'pool-001');
  },
  verdict: { ends: 'unknown', because: /^the stack 'Pool' declares pool accounts in a nested stack \(.+\), and the rehearsal does not deploy nested stacks; use a stack of its own for that\.$/ },
  source: 'docs/rehearsal.md',
};
