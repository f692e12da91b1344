import * as iam from 'aws-cdk-lib/aws-iam';
import type { TestApp } from './test-app';
import { attachToRoles } from '../support/aspects';
import { names, poolStack } from '../support/rehearse-app';

/** An aspect attaches a policy of AWS to all roles, beside their own. */
export const app: TestApp = {
  build: root => attachToRoles(poolStack(root, names(1)), iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess')),
  verdict: { ends: 'available', assumed: [/^AWS::IAM::Role .*policy\/ReadOnlyAccess, whose text the rehearsal does not have/] },
  source: 'IAM User Guide, "Policy evaluation logic": policies of a role are taken together',
};
