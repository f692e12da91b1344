import { AccountPool } from 'account-robot';
import { CfnStackSet } from 'aws-cdk-lib';
import type { TestApp } from './test-app';
import { poolStack, REGION } from '../support/rehearse-app';

/** A StackSet of the company takes the accounts, by their ids, for its targets. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, []);
    const accounts = new AccountPool(stack, 'Pool', { size: 2 }).accounts.map(({ accountId }) => accountId);
    new CfnStackSet(stack, 'Baseline', {
      stackSetName: 'baseline',
      permissionModel: 'SELF_MANAGED',
      templateBody: '{"Resources":{"Topic":{"Type":"AWS::SNS::Topic"}}}',
      stackInstancesGroup: [{ deploymentTargets: { accounts }, regions: [REGION] }],
    });
  },
  verdict: { ends: 'available', accounts: 2, assumed: [/^AWS::CloudFormation::StackSet .*: taken to deploy without a fault$/] },
  source: 'CloudFormation Template Reference, AWS::CloudFormation::StackSet',
};
