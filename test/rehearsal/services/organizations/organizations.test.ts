/** Organizations, Identity Center, Systems Manager and STS. */

import { callerOf, HOLDING_UNIT, HOME, MANAGEMENT, refusalOf, TestOrganization } from '../../support/test-organization';

const account = { id: '444455556666', name: 'legacy', email: 'legacy@example.com', parentId: HOLDING_UNIT, status: 'SUSPENDED', tags: { team: 'x' } } as const;
const organizationWith = (foreignAccounts = 0) => new TestOrganization({ organization: { accounts: [account], foreignAccounts } });

describe('reading the organization', () => {
  test('shows the management account, the root and the units', () => {
    const organization = organizationWith();
    const { Organization } = organization.organizations('DescribeOrganization');
    expect(Organization).toMatchObject({ MasterAccountId: MANAGEMENT, FeatureSet: 'ALL', Id: expect.stringMatching(/^o-[a-z0-9]{10}$/) });
    expect(Organization.MasterAccountArn).toBe(`arn:aws:organizations::${MANAGEMENT}:account/${Organization.Id}/${MANAGEMENT}`);
    expect(organization.organizations('ListRoots').Roots).toMatchObject([{ Id: 'r-abcd', Name: 'Root' }]);
    expect(organization.organizations('ListOrganizationalUnitsForParent', { ParentId: 'r-abcd' }).OrganizationalUnits.map(({ Name }: any) => Name))
      .toEqual(['Pool', 'Unregistered']);
    expect(organization.organizations('DescribeOrganizationalUnit', { OrganizationalUnitId: HOLDING_UNIT }).OrganizationalUnit).toMatchObject({ Name: 'Pool' });
    expect(organization.organizations('ListAccountsForParent', { ParentId: HOLDING_UNIT }).Accounts).toMatchObject([{ Id: account.id }]);
    expect(organization.organizations('DescribeAccount', { AccountId: account.id }).Account)
      .toMatchObject({ Name: 'legacy', Email: 'legacy@example.com', State: 'SUSPENDED', JoinedMethod: 'CREATED' });
  });

  test('lists accounts twenty at a time', () => {
    const organization = organizationWith(50);
    const sizes: number[] = [];
    const ids = new Set<string>();
    let NextToken: string | undefined;
    do {
      const page = organization.organizations('ListAccounts', { NextToken });
      sizes.push(page.Accounts.length);
      page.Accounts.forEach(({ Id }: any) => ids.add(Id));
      NextToken = page.NextToken;
    } while (NextToken);
    expect(sizes).toEqual([20, 20, 12]);
    expect(ids.size).toBe(52);
  });

  test.each([
    ['DescribeAccount', { AccountId: '000000000000' }, 'AccountNotFoundException'],
    ['ListParents', { ChildId: '000000000000' }, 'ChildNotFoundException'],
    ['ListAccountsForParent', { ParentId: 'ou-abcd-00000000' }, 'ParentNotFoundException'],
    ['ListOrganizationalUnitsForParent', { ParentId: 'ou-abcd-00000000' }, 'ParentNotFoundException'],
    ['DescribeOrganizationalUnit', { OrganizationalUnitId: 'ou-abcd-00000000' }, 'OrganizationalUnitNotFoundException'],
    ['DescribeCreateAccountStatus', { CreateAccountRequestId: 'car-0' }, 'CreateAccountStatusNotFoundException'],
    ['ListTagsForResource', { ResourceId: '000000000000' }, 'TargetNotFoundException'],
    ['TagResource', { ResourceId: '000000000000', Tags: [] }, 'TargetNotFoundException'],
    ['MoveAccount', { AccountId: '000000000000', SourceParentId: 'r-abcd', DestinationParentId: HOLDING_UNIT }, 'AccountNotFoundException'],
    ['MoveAccount', { AccountId: account.id, SourceParentId: 'ou-abcd-00000000', DestinationParentId: HOLDING_UNIT }, 'SourceParentNotFoundException'],
    ['MoveAccount', { AccountId: account.id, SourceParentId: 'ou-abcd-33334444', DestinationParentId: 'r-abcd' }, 'AccountNotFoundException'],
    ['MoveAccount', { AccountId: account.id, SourceParentId: 'r-abcd', DestinationParentId: HOLDING_UNIT }, 'DuplicateAccountException'],
    ['MoveAccount', { AccountId: account.id, SourceParentId: HOLDING_UNIT, DestinationParentId: 'ou-0' }, 'DestinationParentNotFoundException'],
  ])('%s fails for what doesn\'t exist', (action, input, code) => {
    expect(refusalOf(() => organizationWith().organizations(action, input)).code).toBe(code);
  });
});

test('tags are added to those that are there', () => {
  const organization = organizationWith();
  organization.organizations('TagResource', { ResourceId: account.id, Tags: [{ Key: 'team', Value: 'y' }, { Key: 'more', Value: 'z' }] });
  expect(organization.organizations('ListTagsForResource', { ResourceId: account.id }).Tags)
    .toEqual([{ Key: 'team', Value: 'y' }, { Key: 'more', Value: 'z' }]);
  expect(organization.organizations('ListTagsForResource', { ResourceId: HOLDING_UNIT }).Tags).toEqual([]);
  expect(organization.events).toEqual([{ at: 0, kind: 'tagged', account: 'legacy', detail: account.id }]);
});

test('a member account sees whose organization it is in, and no more', () => {
  const organization = organizationWith();
  const member = callerOf('look-up', 'Robot', '999988887777');
  expect(organization.call('organizations', 'DescribeOrganization', {}, member).Organization.MasterAccountId).toBe(MANAGEMENT);
  expect(refusalOf(() => organization.call('organizations', 'ListAccounts', {}, member)))
    .toEqual({ code: 'AccessDeniedException', message: 'You don\'t have permissions to access this resource.' });
  expect(organization.call('sts', 'GetCallerIdentity', {}, member)).toMatchObject({ Account: '999988887777', Arn: member.sessionArn });
  expect(organization.call('sso', 'ListInstances', {}, member)).toEqual({ Instances: [] });
});

test('Identity Center has one instance, in the home region, while it is enabled', () => {
  const organization = organizationWith();
  expect(organization.call('sso', 'ListInstances').Instances).toMatchObject([{ Status: 'ACTIVE', InstanceArn: expect.stringMatching(/^arn:aws:sso:::instance\/ssoins-[a-z0-9]{16}$/) }]);
  expect(organization.call('sso', 'ListInstances', {}, organization.caller, 'us-west-2').Instances).toEqual([]);
  const off = new TestOrganization({ organization: { identityCenter: false } });
  expect(off.call('sso', 'ListInstances', {}, off.caller, HOME).Instances).toEqual([]);
});

test('no parameter is found', () => {
  const organization = organizationWith();
  expect(refusalOf(() => organization.call('ssm', 'GetParameter', { Name: '/a' })).code).toBe('ParameterNotFound');
  expect(organization.call('ssm', 'GetParameters', { Names: ['/a'] })).toEqual({ Parameters: [], InvalidParameters: ['/a'] });
});
