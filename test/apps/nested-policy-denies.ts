import { AccountFactory, PoolAccount } from 'account-robot';
import { NestedStack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { TestApp } from './test-app';
import { poolStack } from '../support/rehearse-app';

/** The company's guard rails stand in a nested stack of their own, and deny something to the role of the factory, which is in another one. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, []);
    const source = new AccountFactory(new NestedStack(stack, 'Factory'), 'Factory');
    const role = source.node.findChild('Role').node.defaultChild as iam.CfnRole;
    const guard = new iam.CfnRolePolicy(new NestedStack(stack, 'GuardRails'), 'Guard', {
      policyName: 'guard',
      roleName: role.ref,
      policyDocument: { Statement: [{ Effect: 'Deny', Action: 'servicecatalog:ProvisionProduct', Resource: '*' }] },
    });
    new PoolAccount(stack, 'pool-001', { source }).node.addDependency(guard);
  },
  verdict: { ends: 'failed', because: /servicecatalog:ProvisionProduct .*with an explicit deny in an identity-based policy/ },
  source: 'CloudFormation User Guide, Nested stacks; CloudFormation Template Reference, AWS::IAM::RolePolicy',
};
