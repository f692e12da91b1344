import { PoolAccount } from 'account-robot';
import * as organizations from 'aws-cdk-lib/aws-organizations';
import * as sso from 'aws-cdk-lib/aws-sso';
import type { TestApp } from './test-app';
import { poolStack } from '../support/rehearse-app';

/** A permission set is assigned in the new account, and a policy attached to it: both read its id. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, []);
    const account = new PoolAccount(stack, 'pool-001');
    new sso.CfnAssignment(stack, 'Admins', {
      instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
      permissionSetArn: 'arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef',
      principalId: '11111111-2222-3333-4444-555555555555',
      principalType: 'GROUP',
      targetId: account.accountId,
      targetType: 'AWS_ACCOUNT',
    });
    new organizations.CfnPolicy(stack, 'Guard', { name: 'guard', type: 'SERVICE_CONTROL_POLICY', content: { Statement: [] }, targetIds: [account.accountId] });
  },
  verdict: { ends: 'available', assumed: [/^AWS::(SSO::Assignment|Organizations::Policy) .*: taken to deploy without a fault$/] },
  source: 'CloudFormation Template Reference, AWS::SSO::Assignment and AWS::Organizations::Policy',
};
