import * as iam from 'aws-cdk-lib/aws-iam';
import type { TestApp } from './test-app';
import { names, poolStack } from '../support/rehearse-app';

/** A boundary that bounds nothing. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, names(1));
    iam.PermissionsBoundary.of(stack).apply(iam.ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess'));
  },
  verdict: { ends: 'available' },
  source: 'AWS Managed Policy Reference, AdministratorAccess',
};
