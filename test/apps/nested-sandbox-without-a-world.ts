import { AccountFactory, AccountPool } from 'account-robot';
import { NestedStack } from 'aws-cdk-lib';
import type { TestApp } from './test-app';
import { poolStack } from '../support/rehearse-app';
import { sandboxBlock } from '../support/sandbox-app';

/** Factory and pool stand in nested stacks, the sandbox in cdk.json, and nobody wrote a world file: the app tells of all of them. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, []);
    const source = new AccountFactory(new NestedStack(stack, 'Factory'), 'Factory');
    new AccountPool(new NestedStack(stack, 'Accounts'), 'Pool', { size: 2, source });
  },
  settings: { sandbox: sandboxBlock() },
  worldOfApp: true,
  verdict: { ends: 'available', accounts: 2 },
  source: 'docs/rehearsal.md, "Nested stacks"',
};
