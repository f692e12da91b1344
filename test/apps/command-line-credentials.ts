import { PoolAccount } from 'account-robot';
import { CliCredentialsStackSynthesizer, Stack } from 'aws-cdk-lib';
import type { TestApp } from './test-app';
import { ACCOUNT, REGION } from '../support/rehearse-app';

/** The stack is deployed with whatever credentials the command has. */
export const app: TestApp = {
  build: root => {
    const stack = new Stack(root, 'Pool', { env: { account: ACCOUNT, region: REGION }, synthesizer: new CliCredentialsStackSynthesizer() });
    new PoolAccount(stack, 'pool-001');
  },
  verdict: { ends: 'available' },
  source: 'CDK Developer Guide, "Configure and perform CDK stack synthesis"',
};
