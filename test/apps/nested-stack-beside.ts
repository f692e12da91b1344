import { PoolAccount } from 'account-robot';
import { CfnOutput, NestedStack } from 'aws-cdk-lib';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import type { TestApp } from './test-app';
import { poolStack } from '../support/rehearse-app';

/** A nested stack of the team reads an account's id; nothing of the pool is in it. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, []);
    const { accountId } = new PoolAccount(stack, 'pool-001');
    const nested = new NestedStack(stack, 'Records');
    const { parameterName } = new ssm.StringParameter(nested, 'Parameter', { stringValue: accountId });
    new CfnOutput(stack, 'Name', { value: parameterName });
  },
  verdict: { ends: 'available', assumed: [/^AWS::CloudFormation::Stack .*: taken to deploy without a fault$/] },
  source: 'CDK API Reference, NestedStack',
};
