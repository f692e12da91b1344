import * as iam from 'aws-cdk-lib/aws-iam';
import type { TestApp } from './test-app';
import { attachToRoles, onFunctions } from '../support/aspects';
import { names, poolStack, REGION } from '../support/rehearse-app';

/** All functions are watched by Lambda Insights: a layer, and a policy of AWS on each role. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, names(1));
    onFunctions(stack, fn => { fn.layers = [`arn:aws:lambda:${REGION}:580247275435:layer:LambdaInsightsExtension:53`]; });
    attachToRoles(stack, iam.ManagedPolicy.fromAwsManagedPolicyName('CloudWatchLambdaInsightsExecutionRolePolicy'));
  },
  verdict: { ends: 'available', assumed: [/^AWS::Lambda::Function .*its property Layers is not looked at/] },
  source: 'CloudWatch User Guide, "Lambda Insights"',
};
