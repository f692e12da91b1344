import * as iam from 'aws-cdk-lib/aws-iam';
import type { TestApp } from './test-app';
import { names, poolStack } from '../support/rehearse-app';

/** A boundary that allows what the code calls, and not what Account Factory does in its name. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, names(1));
    const actions = ['servicecatalog:*', 'organizations:*', 'lambda:*', 'states:*', 'cloudformation:*', 'logs:*', 'controltower:*', 's3:*', 'servicequotas:*', 'ssm:*', 'sts:*'];
    iam.PermissionsBoundary.of(stack).apply(new iam.ManagedPolicy(stack, 'Boundary', { statements: [new iam.PolicyStatement({ actions, resources: ['*'] })] }));
  },
  verdict: { ends: 'failed', because: /sso:\w+ because no permissions boundary allows the sso:\w+ action/ },
  source: 'Control Tower User Guide, "How AWS Control Tower works with roles": the product runs with the rights of its caller',
};
