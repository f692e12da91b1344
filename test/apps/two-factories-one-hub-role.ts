import { PoolAccount } from 'account-robot';
import { Stack } from 'aws-cdk-lib';
import type { TestApp } from './test-app';
import { ACCOUNT, REGION } from '../support/rehearse-app';
import { sandboxBlock, SIGNED_INVOKE } from '../support/sandbox-app';

/** Two stacks with a factory each and an older sandbox: one role in the hub account, made elsewhere, lets both in. */
export const app: TestApp = {
  build: root => ['Pool1', 'Pool2'].forEach((id, index) =>
    new PoolAccount(new Stack(root, id, { env: { account: ACCOUNT, region: REGION } }), `pool-00${index + 1}`)),
  settings: { sandbox: sandboxBlock({ access: SIGNED_INVOKE }) },
  worldOfApp: true,
  verdict: { ends: 'available', accounts: 2 },
  source: 'docs/innovation-sandbox-setup.md; docs/scale.md, "One factory or several?"',
};
