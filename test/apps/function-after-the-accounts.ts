import { AccountPool } from 'account-robot';
import { Fn } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { TriggerFunction } from 'aws-cdk-lib/triggers';
import type { TestApp } from './test-app';
import { poolStack } from '../support/rehearse-app';

/** A function of the team runs once the accounts are there, and is told their ids. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, []);
    const pool = new AccountPool(stack, 'Pool', { size: 2 });
    new TriggerFunction(stack, 'Announce', {
      code: lambda.Code.fromInline('exports.handler = async () => {};'),
      handler: 'index.handler',
      runtime: lambda.Runtime.NODEJS_22_X,
      environment: { ACCOUNTS: Fn.join(',', pool.accounts.map(({ accountId }) => accountId)) },
      executeAfter: [pool],
    });
  },
  verdict: { ends: 'available', accounts: 2, assumed: [/^(Custom::Trigger|AWS::Lambda::Version) .*: taken to deploy without a fault$/] },
  source: 'CDK API Reference, aws-cdk-lib.triggers',
};
