import { PoolAccount } from 'account-robot';
import { Stage, Stack } from 'aws-cdk-lib';
import type { TestApp } from './test-app';
import { ACCOUNT, REGION } from '../support/rehearse-app';

/** The pool stands in a stage, as a pipeline deploys it. */
export const app: TestApp = {
  build: root => {
    const stage = new Stage(root, 'Production', { env: { account: ACCOUNT, region: REGION } });
    new PoolAccount(new Stack(stage, 'Pool'), 'pool-001');
  },
  verdict: { ends: 'available' },
  source: 'CDK Developer Guide, "Stages": each is an assembly of its own inside the app\'s',
};
