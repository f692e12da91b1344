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
    iam.putRole({ name: 'Third', arn: callerOf('kick', 'Third').roleArn, accountId: MANAGEMENT, inlinePolicies: [], managedPolicyArns: [] });
    iam.putPolicy('Stack/Policy', { roleNames: ['Robot', 'Other'], document: allowing('organizations:ListAccounts') });
    iam.authorize(caller, 'organizations:ListAccounts', '*');
    expect(refusalOf(() => iam.authorize(callerOf('kick', 'Third'), 'organizations:ListAccounts', '*'))).toBeDefined();
    iam.removePolicy('Stack/Policy');
    expect(refusalOf(() => iam.authorize(caller, 'organizations:ListAccounts', '*'))).toBeDefined();
  });

  test('of the customer are attached by their ARN, from either side', () => {
    const arn = `arn:aws:iam::${MANAGEMENT}:policy/Mine`;
    const iam = directory([], [arn]);
    expect(() => iam.authorize(caller, 'organizations:ListAccounts', '*')).toThrow(new RegExp(`its role Robot attaches ${arn}, whose text the rehearsal does not have`));
    iam.putPolicy(arn, { roleNames: [], document: allowing('organizations:ListAccounts') });
    iam.authorize(caller, 'organizations:ListAccounts', '*');
  });

  test('of AWS are known by their text, in every partition', () => {
    const iam = directory([], [END_USER, BASIC.replace('arn:aws:', 'arn:aws-cn:')]);
    iam.authorize(caller, 'logs:PutLogEvents', 'arn:aws:logs:eu-west-1:111122223333:log-group:x');
    iam.authorize(caller, 'servicecatalog:ProvisionProduct', 'arn:aws:catalog:eu-west-1:111122223333:product/prod-1');
  });

  test('of AWS whose text is not at hand matter only where a call stands on them', () => {
    const arn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    const iam = directory([allowing('sts:AssumeRole'), { Statement: { Effect: 'Deny', Action: 'sso:*', Resource: '*' } }], [arn]);
    expect([iam.knowsPolicy(arn), iam.knowsPolicy(END_USER)]).toEqual([false, true]);
    iam.authorize(caller, 'sts:AssumeRole', 'arn:aws:iam::1:role/x');
    expect(refusalOf(() => iam.authorize(caller, 'sso:ListInstances', '*')).code).toBe('AccessDeniedException');
    expect(() => iam.authorize(caller, 'organizations:ListAccounts', '*')).toThrow(UnknownToRehearsal);
    expect(iam.report().denied).toEqual(['kick sso:ListInstances']);
    expect([iam.permits(caller.roleArn, 'ec2:CreateNetworkInterface', '*'), iam.permits(caller.roleArn, 'sso:ListInstances', '*')]).toEqual([true, false]);
  });

  test('of a service that makes functions in a network are known', () => {
    const iam = directory([], ['arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole']);
    iam.authorize(caller, 'ec2:CreateNetworkInterface', '*');
    expect(iam.permits(caller.roleArn, 'ec2:DeleteNetworkInterface', '*')).toBe(true);
    expect(iam.permits(caller.roleArn, 'xray:PutTraceSegments', '*')).toBe(false);
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

describe('a permissions boundary', () => {
  const arn = `arn:aws:iam::${MANAGEMENT}:policy/Boundary`;
  const bounded = (document: PolicyDocument | undefined, permissionsBoundary = arn): IamDirectory => {
    const iam = new IamDirectory();
    iam.putRole({ name: 'Robot', arn: caller.roleArn, accountId: MANAGEMENT, inlinePolicies: [allowing('organizations:*', 'iam:*')], managedPolicyArns: [], permissionsBoundary });
    if (document) {
      iam.putPolicy(arn, { roleNames: [], document });
    }
    return iam;
  };
  const refused = (iam: IamDirectory, action: string) => refusalOf(() => iam.authorize(caller, action, '*')).message;

  test('allows nothing by itself, and only what it allows', () => {
    const iam = bounded(allowing('organizations:List*', 'sso:*'));
    iam.authorize(caller, 'organizations:ListAccounts', '*');
    expect(refused(iam, 'organizations:DescribeOrganization')).toMatch(/ because no permissions boundary allows the organizations:DescribeOrganization action$/);
    expect(refused(iam, 'sso:ListInstances')).toMatch(/ because no identity-based policy allows the sso:ListInstances action$/);
  });

  test('denies explicitly', () => {
    const iam = bounded({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }, { Effect: 'Deny', Action: 'organizations:ListAccounts', Resource: '*' }] });
    expect(refused(iam, 'organizations:ListAccounts')).toMatch(/ with an explicit deny in a permissions boundary$/);
  });

  test('may be one of AWS', () => {
    const iam = bounded(undefined, 'arn:aws:iam::aws:policy/PowerUserAccess');
    iam.authorize(caller, 'organizations:DescribeOrganization', '*');
    expect(refused(iam, 'organizations:ListAccounts')).toMatch(/no permissions boundary allows/);
  });

  test('that nobody described bounds nothing', () => {
    bounded(undefined).authorize(caller, 'organizations:ListAccounts', '*');
  });

  test('follows its policy when that changes', () => {
    const iam = bounded(allowing('organizations:*'));
    iam.authorize(caller, 'organizations:ListAccounts', '*');
    iam.putPolicy(arn, { roleNames: [], document: allowing('sso:*') });
    expect(refused(iam, 'organizations:ListAccounts')).toMatch(/no permissions boundary allows/);
  });
});

test('a role that nobody described may do everything, until it was described and removed', () => {
  const iam = new IamDirectory();
  iam.authorize(caller, 'organizations:ListAccounts', '*');
  expect(iam.report().used).toEqual(['kick organizations:ListAccounts']);
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
