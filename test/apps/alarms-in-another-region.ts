import { PoolAccount } from 'account-robot';
import { CfnOutput, Stack } from 'aws-cdk-lib';
import * as budgets from 'aws-cdk-lib/aws-budgets';
import type { TestApp } from './test-app';
import { ACCOUNT, REGION } from '../support/rehearse-app';

/** A stack in us-east-1 reads an account's id from the pool in Europe, by the CDK's own custom resources. */
export const app: TestApp = {
  build: root => {
    const pool = new Stack(root, 'Pool', { env: { account: ACCOUNT, region: REGION }, crossRegionReferences: true });
    const { accountId } = new PoolAccount(pool, 'pool-001');
    const billing = new Stack(root, 'Billing', { env: { account: ACCOUNT, region: 'us-east-1' }, crossRegionReferences: true });
    new budgets.CfnBudget(billing, 'Budget', { budget: { budgetType: 'COST', timeUnit: 'MONTHLY', budgetLimit: { amount: 100, unit: 'USD' }, costFilters: { LinkedAccount: [accountId] } } });
    new CfnOutput(billing, 'Id', { value: accountId });
  },
  verdict: { ends: 'available', assumed: [/^(Custom::CrossRegionExport\w+|AWS::Budgets::Budget) .*: taken to deploy without a fault$/] },
  source: 'CDK API Reference, StackProps.crossRegionReferences',
};
