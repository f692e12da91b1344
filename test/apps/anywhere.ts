import { PoolAccount } from 'account-robot';
import { Stack } from 'aws-cdk-lib';
import type { TestApp } from './test-app';

/** A stack without account and Region, which goes wherever the credentials of the command lead. */
export const app: TestApp = {
  build: root => { new PoolAccount(new Stack(root, 'Pool'), 'pool-001'); },
  worldOfApp: true,
  verdict: { ends: 'available' },
  source: 'CDK Developer Guide, "Environments": environment-agnostic stacks',
};
