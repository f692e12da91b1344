import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { TestApp } from './test-app';
import { names, poolStack } from '../support/rehearse-app';

/** Another function of the stack runs Python. */
export const app: TestApp = {
  build: root => {
    new lambda.Function(poolStack(root, names(1)), 'Report', {
      runtime: lambda.Runtime.PYTHON_3_13,
      handler: 'index.handler',
      code: lambda.Code.fromInline('def handler(event, context): pass'),
    });
  },
  verdict: { ends: 'available', assumed: [/^AWS::Lambda::Function \(Report.*runs on 'python3\.13'/, /^AWS::(Lambda::Function|Logs::LogGroup) \(Report/] },
  source: 'docs/rehearsal.md: a part of the app that no account depends on is taken to deploy',
};
