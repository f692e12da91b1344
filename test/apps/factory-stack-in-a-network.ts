import { AccountFactory, PoolAccount } from 'account-robot';
import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { TestApp } from './test-app';
import { attachToRoles, onFunctions } from '../support/aspects';
import { ACCOUNT, HOLDING, REGION, SETTINGS } from '../support/rehearse-app';

/** What an account depends on stands in another stack: the functions of its factory, in the company's network. */
export const app: TestApp = {
  build: root => {
    const env = { account: ACCOUNT, region: REGION };
    const factory = new Stack(root, 'Factory', { env });
    const source = new AccountFactory(factory, 'Factory', { ...SETTINGS, holdingOrganizationalUnitId: HOLDING });
    onFunctions(factory, fn => { fn.vpcConfig = { subnetIds: ['subnet-0123456789abcdef0'], securityGroupIds: ['sg-0123456789abcdef0'] }; });
    attachToRoles(factory, iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaVPCAccessExecutionRole'));
    new PoolAccount(new Stack(root, 'Pool', { env }), 'pool-001', { source });
  },
  verdict: { ends: 'available', assumed: [/^AWS::Lambda::Function \(\d+ of them in Factory\): .*its network \(VpcConfig\)/] },
  source: 'docs/scale.md; docs/rehearsal.md, "What is understood of a template"',
};
