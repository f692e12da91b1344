import { AccountFactory, PoolAccount } from 'account-robot';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { TestApp } from './test-app';
import { poolStack } from '../support/rehearse-app';

/** Environments are encrypted with a key of the app, by the factory's property. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, []);
    const environmentEncryption = new kms.Key(stack, 'Key', { enableKeyRotation: true });
    new PoolAccount(stack, 'pool-001', { source: new AccountFactory(stack, 'AccountFactory', { environmentEncryption }) });
  },
  verdict: { ends: 'available' },
  source: 'docs/company.md, environmentEncryption: their roles may decrypt with it',
};
