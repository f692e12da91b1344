import { PoolAccount } from 'account-robot';
import { Stack } from 'aws-cdk-lib';
import type { TestApp } from './test-app';
import { ACCOUNT, REGION } from '../support/rehearse-app';
import { sandboxBlock } from '../support/sandbox-app';

/** Two stacks, each with the factory that it makes itself, and one sandbox, whose machine client both of their roles use. */
export const app: TestApp = {
  build: root => ['Pool1', 'Pool2'].forEach((id, index) =>
    new PoolAccount(new Stack(root, id, { env: { account: ACCOUNT, region: REGION } }), `pool-00${index + 1}`)),
  settings: { sandbox: sandboxBlock() },
  worldOfApp: true,
  verdict: { ends: 'available', accounts: 2 },
  source: 'docs/scale.md, "One factory or several?": TrustedPrincipal stays the management account',
};
