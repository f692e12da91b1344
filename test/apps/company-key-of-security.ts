import { AccountFactory, PoolAccount } from 'account-robot';
import { Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { TestApp } from './test-app';
import { ACCOUNT, poolStack, REGION } from '../support/rehearse-app';

/** The key of the environments belongs to a stack of the security team, in the same app. */
export const app: TestApp = {
  build: root => {
    const environmentEncryption = new kms.Key(new Stack(root, 'Security', { env: { account: ACCOUNT, region: REGION } }), 'Key');
    const stack = poolStack(root, []);
    new PoolAccount(stack, 'pool-001', { source: new AccountFactory(stack, 'AccountFactory', { environmentEncryption }) });
  },
  verdict: { ends: 'available' },
  source: 'docs/company.md, environmentEncryption; AWS KMS Developer Guide, "Default key policy": the account\'s policies decide',
};
