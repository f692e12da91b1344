import { IamDirectory } from '../../../rehearsal/iam/directory';
import { denialOf } from '../../../rehearsal/iam/service-control';
import { callerOf, MANAGEMENT } from '../support/test-organization';

const control = { managementAccountId: MANAGEMENT, deniedActions: ['execute-api:*', 'sts:AssumeRole'] };

test.each([
  ['222222222222', 'execute-api:Invoke', true],
  ['222222222222', 'STS:assumerole', true],
  ['222222222222', 'secretsmanager:GetSecretValue', false],
  [MANAGEMENT, 'execute-api:Invoke', false],
])('in account %s %s is denied: %p', (accountId, action, isDenied) => {
  const caller = callerOf('is-complete', 'Hub', accountId);
  const iam = new IamDirectory(control);
  iam.putRole({ name: 'Hub', arn: caller.roleArn, accountId, inlinePolicies: [{ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }], managedPolicyArns: [] });
  const refuse = () => iam.authorize(caller, action, '*');
  if (isDenied) {
    expect(refuse).toThrow(denialOf(caller.sessionArn, action));
  } else {
    expect(refuse).not.toThrow();
  }
});
