/** What Account Factory does in its caller's name is authorized against the caller's own policies. */

import { IamDirectory } from '../../../../rehearsal/iam/directory';
import { ENROLLMENT_ACTIONS, REMOVAL_ACTIONS } from '../../../../rehearsal/services/control-tower/caller-list';
import { serviceCatalog } from '../../../../rehearsal/services/service-catalog/service-catalog';
import { FaultBook } from '../../../../rehearsal/world/faults';
import { TestClock } from '../../support/test-clock';
import { callerOf, HOME, refusalOf, TestOrganization, testWorld } from '../../support/test-organization';
import { TestServices } from '../../support/test-services';

/** The list of Control Tower's guide for automated provisioning, by service. */
const OFFICIAL: Readonly<Record<string, string[]>> = {
  'sso': [
    'GetProfile', 'CreateProfile', 'UpdateProfile', 'AssociateProfile', 'CreateApplicationInstance', 'GetSSOStatus', 'GetTrust', 'CreateTrust',
    'UpdateTrust', 'GetPeregrineStatus', 'GetApplicationInstance', 'ListDirectoryAssociations', 'ListPermissionSets', 'GetPermissionSet',
    'ProvisionApplicationInstanceForAWSAccount', 'ProvisionApplicationProfileForAWSAccountInstance', 'ProvisionSAMLProvider',
    'ListProfileAssociations', 'DescribeRegisteredRegions',
  ],
  'sso-directory': [
    'ListMembersInGroup', 'AddMemberToGroup', 'SearchGroups', 'SearchGroupsWithGroupName', 'SearchUsers', 'CreateUser', 'DescribeGroups',
    'DescribeDirectory', 'GetUserPoolInfo',
  ],
  'controltower': ['CreateManagedAccount', 'DescribeManagedAccount', 'DeregisterManagedAccount'],
  's3': ['GetObject'],
  'organizations': ['DescribeOrganization'],
};

test('the list is the official one, action by action', () => {
  const official = Object.entries(OFFICIAL).flatMap(([service, names]) => names.map(name => `${service}:${name}`)).sort();
  expect(official).toHaveLength(33);
  expect([...new Set([...ENROLLMENT_ACTIONS, ...REMOVAL_ACTIONS])].sort()).toEqual(official);
  expect(ENROLLMENT_ACTIONS[0]).toBe('controltower:CreateManagedAccount');
});

test('a creation and an update ask for the list, a termination for the removal', () => {
  const organization = new TestOrganization();
  organization.provision('pool-001');
  expect(organization.asked).toEqual(ENROLLMENT_ACTIONS);
  organization.minutes(120);
  organization.asked.length = 0;
  organization.update('pool-001');
  expect(organization.asked).toEqual(ENROLLMENT_ACTIONS);
  organization.minutes(120);
  organization.asked.length = 0;
  organization.terminate('pool-001');
  expect(organization.asked).toEqual(REMOVAL_ACTIONS);
});

test.each(ENROLLMENT_ACTIONS)('a creation fails in the record without %s', action => {
  const organization = new TestOrganization({ lacking: [action] });
  const { RecordId } = organization.provision('pool-001');
  organization.minutes(1);
  const { RecordDetail } = organization.record(RecordId);
  expect(RecordDetail).toMatchObject({ Status: 'FAILED', RecordErrors: [{ Code: 'AccessDeniedException', Description: expect.stringMatching(/^User: /) }] });
  expect(organization.product('pool-001').StatusMessage).toContain(`is not authorized to perform: ${action}`);
  organization.minutes(120);
  expect(organization.services.accounts()).toHaveLength(1);
  expect(organization.services.factoryReport().peakOperations).toBe(0);
});

test('of several missing actions the first of the list is named', () => {
  const organization = new TestOrganization({ lacking: ['sso:GetTrust', 'controltower:CreateManagedAccount'] });
  organization.provision('pool-001');
  organization.minutes(1);
  expect(organization.product('pool-001').StatusMessage).toContain('controltower:CreateManagedAccount');
});

test('where the call itself finds out, it is refused and nothing is left behind', () => {
  const organization = new TestOrganization({ lacking: ['controltower:CreateManagedAccount'], factory: { accessDenied: 'call' } });
  expect(refusalOf(() => organization.provision('pool-001')).code).toBe('AccessDeniedException');
  expect(organization.services.products()).toEqual([]);
});

test('a termination fails in the record without its own action, and the product stays', () => {
  const organization = new TestOrganization({ lacking: ['controltower:DeregisterManagedAccount'] });
  organization.provision('pool-001');
  organization.minutes(120);
  organization.terminate('pool-001');
  organization.minutes(1);
  expect(organization.product('pool-001')).toMatchObject({ Status: 'TAINTED', StatusMessage: expect.stringContaining('controltower:DeregisterManagedAccount') });
});

test('with real policies the refusal has AWS\'s own words', () => {
  const caller = callerOf('is-complete');
  const iam = new IamDirectory();
  iam.putRole({ name: 'Robot', arn: caller.roleArn, accountId: caller.accountId, inlinePolicies: [], managedPolicyArns: ['arn:aws:iam::aws:policy/AWSServiceCatalogEndUserFullAccess'] });
  const clock = new TestClock();
  const world = testWorld();
  const services = new TestServices({ clock, world, faults: new FaultBook([], clock), iam, partition: 'aws' });
  const call = (action: string, input: object): any => services.handle({ service: 'servicecatalog', action, region: HOME, caller, input });
  services.associatePrincipal(call('ListPortfolios', {}).PortfolioDetails[0].Id, caller.roleArn);
  const ProductId = services.get(serviceCatalog).state.productId;
  const [, artifact] = call('ListProvisioningArtifacts', { ProductId }).ProvisioningArtifactDetails;
  call('ProvisionProduct', { ProductId, ProvisioningArtifactId: artifact.Id, ProvisionedProductName: 'pool-001', ProvisionToken: 't' });
  clock.advance(60);
  expect(call('DescribeProvisionedProduct', { Name: 'pool-001' }).ProvisionedProductDetail.StatusMessage).toBe(
    `AccessDeniedException User: ${caller.sessionArn} is not authorized to perform: controltower:CreateManagedAccount `
    + 'because no identity-based policy allows the controltower:CreateManagedAccount action');
  expect(iam.report().denied).toContain('is-complete controltower:CreateManagedAccount');
});
