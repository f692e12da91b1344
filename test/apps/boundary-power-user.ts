import * as iam from 'aws-cdk-lib/aws-iam';
import type { TestApp } from './test-app';
import { names, poolStack } from '../support/rehearse-app';

/** PowerUserAccess as boundary: nearly all of Organizations is left out of it. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, names(1));
    iam.PermissionsBoundary.of(stack).apply(iam.ManagedPolicy.fromAwsManagedPolicyName('PowerUserAccess'));
  },
  verdict: { ends: 'failed', because: /organizations:\w+ .*because no permissions boundary allows the organizations:\w+ action/ },
  source: 'AWS Managed Policy Reference, PowerUserAccess',
};
