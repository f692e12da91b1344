import { PoolAccount } from 'account-robot';
import { DefaultStackSynthesizer, Stack } from 'aws-cdk-lib';
import type { TestApp } from './test-app';
import { ACCOUNT, REGION } from '../support/rehearse-app';

/** The account was bootstrapped under a name of the company's own, and the stack is protected and described. */
export const app: TestApp = {
  build: root => {
    const stack = new Stack(root, 'Pool', {
      env: { account: ACCOUNT, region: REGION },
      synthesizer: new DefaultStackSynthesizer({ qualifier: 'platform', bucketPrefix: 'pool/' }),
      terminationProtection: true,
      description: 'sandbox accounts',
      notificationArns: [`arn:aws:sns:${REGION}:${ACCOUNT}:deployments`],
    });
    new PoolAccount(stack, 'pool-001');
  },
  verdict: { ends: 'available' },
  source: 'CDK Developer Guide, "Customize bootstrapping"',
};
