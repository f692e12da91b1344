import type { TestApp } from './test-app';
import { names, poolStack } from '../support/rehearse-app';

/** The boundary that the account was bootstrapped with, by the CDK's own setting: its text is in no template. */
export const app: TestApp = {
  build: root => poolStack(root, names(1)),
  context: { '@aws-cdk/core:permissionsBoundary': { name: 'cdk-hnb659fds-permissions-boundary' } },
  verdict: {
    ends: 'available',
    assumed: [/^AWS::IAM::Role .*its permissions boundary arn:aws:iam::111122223333:policy\/cdk-hnb659fds-permissions-boundary is made by none of the rehearsed stacks/],
  },
  source: 'CDK Developer Guide, "Define permissions boundaries"',
};
