import * as iam from 'aws-cdk-lib/aws-iam';
import type { TestApp } from './test-app';
import { names, poolStack } from '../support/rehearse-app';

/** A boundary as companies write it: everything in the company's Regions, and nothing about users and keys. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, names(1));
    const boundary = new iam.ManagedPolicy(stack, 'Boundary', {
      statements: [
        new iam.PolicyStatement({ actions: ['*'], resources: ['*'] }),
        new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['iam:*User*', 'iam:*AccessKey*'], resources: ['*'] }),
        new iam.PolicyStatement({
          effect: iam.Effect.DENY,
          notActions: ['iam:*', 'organizations:*', 'sts:*', 'sso:*'],
          resources: ['*'],
          conditions: { StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1', 'us-east-1'] }, Bool: { 'aws:PrincipalIsAWSService': 'false' } },
        }),
      ],
    });
    iam.PermissionsBoundary.of(stack).apply(boundary);
  },
  verdict: { ends: 'available' },
  source: 'IAM User Guide, "Delegating responsibility to others using permissions boundaries"',
};
