import { AccountFactory, PoolAccount } from 'account-robot';
import { Stack } from 'aws-cdk-lib';
import type { TestApp } from './test-app';
import { ACCOUNT, REGION } from '../support/rehearse-app';
import { sandboxBlock } from '../support/sandbox-app';

/** The factory stands in a stack of its own without accounts, the sandbox in cdk.json, and nobody wrote a world file. */
export const app: TestApp = {
  build: root => {
    const env = { account: ACCOUNT, region: REGION };
    const source = new AccountFactory(new Stack(root, 'Factory', { env }), 'Factory');
    ['Blue', 'Green'].forEach(id => new PoolAccount(new Stack(root, id, { env }), `${id.toLowerCase()}-001`, { source }));
  },
  settings: { sandbox: sandboxBlock() },
  worldOfApp: true,
  verdict: { ends: 'available', accounts: 2 },
  source: 'docs/scale.md, "Several stacks"',
};
