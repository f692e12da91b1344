import { PoolAccount } from 'account-robot';
import { Stack } from 'aws-cdk-lib';
import type { TestApp } from './test-app';
import { ACCOUNT } from '../support/rehearse-app';

/** GovCloud creates no accounts by its factory, and takes some into a pool that exist. */
export const app: TestApp = {
  build: root => {
    const stack = new Stack(root, 'Pool', { env: { account: ACCOUNT, region: 'us-gov-west-1' } });
    new PoolAccount(stack, 'pool-001', { existingAccountId: '444455556666' });
  },
  worldOfApp: true,
  verdict: { ends: 'available' },
  source: 'Control Tower User Guide, "AWS GovCloud (US)"',
};
