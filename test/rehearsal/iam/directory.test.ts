import { IamDirectory } from '../../../rehearsal/iam/directory';
import type { PolicyDocument } from '../../../rehearsal/iam/policy';
import { UnknownToRehearsal } from '../../../rehearsal/kernel/types';
import { callerOf, MANAGEMENT, refusalOf } from '../support/test-organization';

const END_USER = 'arn:aws:iam::aws:policy/AWSServiceCatalogEndUserFullAccess';
const BASIC = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
const caller = callerOf('kick');
const allowing = (...Action: string[]): PolicyDocument => ({ Statement: { Effect: 'Allow', Action, Resource: '*' } });

function directory(inlinePolicies: PolicyDocument[] = [], managedPolicyArns: string[] = []): IamDirectory {
  const iam = new IamDirectory();
  iam.putRole({ name: 'Robot', arn: caller.roleArn, accountId: MANAGEMENT, inlinePolicies, managedPolicyArns });
  return iam;
}

describe('a refusal', () => {
  test('names the resource where the action has one', () => {
    expect(refusalOf(() => directory().authorize(caller, 'organizations:DescribeAccount', 'arn:aws:organizations::1:account/o-1/2'))).toEqual({
      code: 'AccessDeniedException',
      message: `User: ${caller.sessionArn} is not authorized to perform: organizations:DescribeAccount on resource: arn:aws:organizations::1:account/o-1/2 `
        + 'because no identity-based policy allows the organizations:DescribeAccount action',
    });
  });

  test('names no resource where it has none', () => {
    expect(refusalOf(() => directory().authorize(caller, 'controltower:CreateManagedAccount', '*')).message).toBe(
      'User: arn:aws:sts::111122223333:assumed-role/Robot/kick is not authorized to perform: controltower:CreateManagedAccount '
      + 'because no identity-based policy allows the controltower:CreateManagedAccount action');
  });

  test('says when it was denied explicitly', () => {
    const iam = directory([allowing('*'), { Statement: [{ Effect: 'Deny', Action: 'organizations:*', Resource: '*' }] }]);
    expect(refusalOf(() => iam.authorize(caller, 'organizations:ListAccounts', '*')).message)
      .toBe(`User: ${caller.sessionArn} is not authorized to perform: organizations:ListAccounts with an explicit deny in an identity-based policy`);
  });

  test('meets a role that was deleted', () => {
    const iam = directory([allowing('*')]);
    iam.removeRole('Robot');
    expect(refusalOf(() => iam.authorize(caller, 'organizations:ListAccounts', '*')).code).toBe('UnrecognizedClientException');
  });
});

describe('policies', () => {
  test('of their own count for the roles that they name, until they are removed', () => {
    const iam = directory();
    iam.putPolicy('Stack/Policy', { roleNames: ['Robot', 'Other'], document: allowing('organizations:ListAccounts') });
    iam.authorize(caller, 'organizations:ListAccounts', '*');
    expect(refusalOf(() => iam.authorize(callerOf('kick', 'Third'), 'organizations:ListAccounts', '*'))).toBeDefined();
    iam.removePolicy('Stack/Policy');
    expect(refusalOf(() => iam.authorize(caller, 'organizations:ListAccounts', '*'))).toBeDefined();
  });

  test('of the customer are attached by their ARN, from either side', () => {
    const arn = `arn:aws:iam::${MANAGEMENT}:policy/Mine`;
    const iam = directory([], [arn]);
    expect(() => iam.authorize(caller, 'organizations:ListAccounts', '*')).toThrow(new RegExp(`${arn}, which none of the rehearsed stacks makes`));
    iam.putPolicy(arn, { roleNames: [], document: allowing('organizations:ListAccounts') });
    iam.authorize(caller, 'organizations:ListAccounts', '*');
  });

  test('of AWS are known by their text, in every partition', () => {
    const iam = directory([], [END_USER, BASIC.replace('arn:aws:', 'arn:aws-cn:')]);
    iam.authorize(caller, 'logs:PutLogEvents', 'arn:aws:logs:eu-west-1:111122223333:log-group:x');
    iam.authorize(caller, 'servicecatalog:ProvisionProduct', 'arn:aws:catalog:eu-west-1:111122223333:product/prod-1');
  });

  test('of AWS that are not at hand fail as soon as a role attaches one', () => {
    expect(() => directory([], ['arn:aws:iam::aws:policy/AdministratorAccess'])).toThrow(UnknownToRehearsal);
    expect(() => directory([], ['arn:aws:iam::aws:policy/AdministratorAccess'])).toThrow(/AdministratorAccess/);
  });

  test('the end user\'s lets a function describe only what it made itself', () => {
    const iam = directory([], [END_USER]);
    iam.authorize(caller, 'servicecatalog:DescribeRecord', '*', { 'servicecatalog:userLevel': 'self' });
    const others: Record<string, string>[] = [{}, { 'servicecatalog:roleLevel': 'self', 'servicecatalog:accountLevel': 'self' }];
    for (const context of others) {
      expect(refusalOf(() => iam.authorize(caller, 'servicecatalog:DescribeRecord', '*', context)).code).toBe('AccessDeniedException');
    }
  });
});

test('the report tells granted, used and denied by function, sorted', () => {
  const iam = directory([allowing('organizations:ListAccounts', 'organizations:DescribeAccount')]);
  iam.putRole({ name: 'Idle', arn: callerOf('x', 'Idle').roleArn, accountId: MANAGEMENT, inlinePolicies: [allowing('sso:*')], managedPolicyArns: [] });
  iam.authorize(caller, 'organizations:ListAccounts', '*');
  iam.authorize(callerOf('is-complete'), 'organizations:ListAccounts', '*');
  refusalOf(() => iam.authorize(caller, 'sso:ListInstances', '*'));
  expect(iam.report()).toEqual({
    granted: [
      'Idle sso:*', 'is-complete organizations:DescribeAccount', 'is-complete organizations:ListAccounts',
      'kick organizations:DescribeAccount', 'kick organizations:ListAccounts',
    ],
    used: ['is-complete organizations:ListAccounts', 'kick organizations:ListAccounts'],
    denied: ['kick sso:ListInstances'],
  });
});
