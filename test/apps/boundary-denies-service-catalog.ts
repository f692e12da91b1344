import * as iam from 'aws-cdk-lib/aws-iam';
import type { TestApp } from './test-app';
import { names, poolStack } from '../support/rehearse-app';

/** The company's boundary keeps Service Catalog from everybody. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, names(1));
    const boundary = new iam.ManagedPolicy(stack, 'Boundary', {
      statements: [
        new iam.PolicyStatement({ actions: ['*'], resources: ['*'] }),
        new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['servicecatalog:*'], resources: ['*'] }),
      ],
    });
    iam.PermissionsBoundary.of(stack).apply(boundary);
  },
  verdict: { ends: 'failed', because: /servicecatalog:\w+ .*with an explicit deny in a permissions boundary/ },
  source: 'IAM User Guide, "Permissions boundaries for IAM entities" and "Troubleshoot access denied error messages"',
};
