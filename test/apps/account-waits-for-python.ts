import { CustomResource } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Provider } from 'aws-cdk-lib/custom-resources';
import type { TestApp } from './test-app';
import { names, poolStack } from '../support/rehearse-app';

/** Accounts are not asked for before a custom resource of the company is done, whose function runs Python. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, names(1));
    const onEventHandler = new lambda.Function(stack, 'Check', {
      runtime: lambda.Runtime.PYTHON_3_13,
      handler: 'index.handler',
      code: lambda.Code.fromInline('def handler(event, context): pass'),
    });
    const check = new CustomResource(stack, 'ChangeWindow', { serviceToken: new Provider(stack, 'CheckProvider', { onEventHandler }).serviceToken });
    stack.node.findChild('pool-001').node.addDependency(check);
  },
  verdict: {
    ends: 'available',
    assumed: [/^AWS::CloudFormation::CustomResource \(ChangeWindow.*taken to deploy/, /^AWS::Lambda::Function \(Check.*runs on 'python3\.13'/, /.*Check.*/],
  },
  source: 'CloudFormation User Guide, DependsOn: it orders, and carries no value',
};
