import * as iam from 'aws-cdk-lib/aws-iam';
import type { TestApp } from './test-app';
import { attachToRoles, onFunctions } from '../support/aspects';
import { names, poolStack } from '../support/rehearse-app';

/** Functions in the company's network, whose roles may be there. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, names(1));
    onFunctions(stack, fn => { fn.vpcConfig = { subnetIds: ['subnet-0123456789abcdef0'], securityGroupIds: ['sg-0123456789abcdef0'] }; });
    attachToRoles(stack, iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaVPCAccessExecutionRole'));
  },
  verdict: { ends: 'available', assumed: [/^AWS::Lambda::Function .*its network \(VpcConfig\)/] },
  source: 'AWS Managed Policy Reference, AWSLambdaVPCAccessExecutionRole; Lambda Developer Guide, "Execution role permissions" of functions in a VPC',
};
