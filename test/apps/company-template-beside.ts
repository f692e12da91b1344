import { CfnResource, CfnWaitCondition, CfnWaitConditionHandle } from 'aws-cdk-lib';
import type { TestApp } from './test-app';
import { names, poolStack } from '../support/rehearse-app';

/** Types of the company's own, modules and wait conditions beside the pool. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, names(1));
    new CfnResource(stack, 'Own', { type: 'Example::Platform::Ticket', properties: { Title: '{{resolve:ssm:/title}}' } });
    new CfnResource(stack, 'Part', { type: 'Example::Platform::Network::MODULE' });
    new CfnWaitCondition(stack, 'Wait', { handle: new CfnWaitConditionHandle(stack, 'Handle').ref, timeout: '10' });
  },
  verdict: { ends: 'available', assumed: [/^(Example::Platform::|AWS::CloudFormation::WaitCondition).*: taken to deploy without a fault$/] },
  source: 'docs/rehearsal.md: on the rest of the app nothing depends',
};
