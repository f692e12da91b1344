import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { TestApp } from './test-app';
import { names, poolStack } from '../support/rehearse-app';

/** Another function of the stack is an image. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, names(1));
    new lambda.DockerImageFunction(stack, 'Report', { code: lambda.DockerImageCode.fromEcr(ecr.Repository.fromRepositoryName(stack, 'Images', 'report')) });
  },
  verdict: { ends: 'available', assumed: [/^AWS::Lambda::Function \(Report.*runs on 'a container image'/, /^AWS::(Lambda::Function|Logs::LogGroup) \(Report/] },
  source: 'docs/rehearsal.md: a part of the app that no account depends on is taken to deploy',
};
