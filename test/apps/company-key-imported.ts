import { AccountFactory, PoolAccount } from 'account-robot';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { TestApp } from './test-app';
import { ACCOUNT, poolStack, REGION } from '../support/rehearse-app';

/** The key of the environments is known by its ARN only, and its policy to nobody here. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, []);
    const environmentEncryption = kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:${REGION}:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`);
    new PoolAccount(stack, 'pool-001', { source: new AccountFactory(stack, 'AccountFactory', { environmentEncryption }) });
  },
  verdict: { ends: 'available', assumed: [/^AWS::Lambda::Function .*the key of its environment \(KmsKeyArn\), which none of the rehearsed stacks makes/] },
  source: 'docs/company.md: a key that was imported has to let them, by its own policy',
};
