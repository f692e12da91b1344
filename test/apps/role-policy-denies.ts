import * as iam from 'aws-cdk-lib/aws-iam';
import type { TestApp } from './test-app';
import { onRoles } from '../support/aspects';
import { names, poolStack } from '../support/rehearse-app';

/** A guard rail of the company: each role gets a policy of its own that denies what only Control Tower should do. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, names(1));
    onRoles(stack, role => {
      const id = `${role.node.id}Guard`;
      if (role.node.scope!.node.tryFindChild(id) === undefined) {
        new iam.CfnRolePolicy(role.node.scope!, id, {
          policyName: 'guard',
          roleName: role.ref,
          policyDocument: { Statement: [{ Effect: 'Deny', Action: 'servicecatalog:ProvisionProduct', Resource: '*' }] },
        });
      }
    });
  },
  verdict: { ends: 'failed', because: /servicecatalog:ProvisionProduct .*with an explicit deny in an identity-based policy/ },
  source: 'CloudFormation Template Reference, AWS::IAM::RolePolicy',
};
