/** Service control policies of units: what is told of them, and whom they keep from what. */

import { IamDirectory } from '../../../../rehearsal/iam/directory';
import { callerOf, HOLDING_UNIT, MANAGEMENT, refusalOf, TestOrganization } from '../../support/test-organization';

const RETIRED = 'ou-abcd-99990000';
const BELOW = 'ou-abcd-99991111';
const ACCOUNT = '444455556666';
const units = [
  { id: HOLDING_UNIT, name: 'Pool', parentId: 'r-abcd', registered: true },
  { id: RETIRED, name: 'Retired', parentId: 'r-abcd', registered: false, deniedActions: ['*'] },
  { id: BELOW, name: 'Below', parentId: RETIRED, registered: false },
];
const account = { id: ACCOUNT, name: 'legacy', email: 'legacy@example.com', parentId: HOLDING_UNIT, status: 'ACTIVE', tags: {} } as const;

function organization(deniedActions: string[] = []) {
  const iam = new IamDirectory({ managementAccountId: MANAGEMENT, deniedActions });
  const parts = { accounts: [account], organizationalUnits: units, deniedActions };
  return { iam, organization: new TestOrganization({ organization: parts, controlUnits: deniedIn => iam.controlUnits(deniedIn) }) };
}

const SCP = 'SERVICE_CONTROL_POLICY';

test('a unit that denies something has a policy of its own beside AWS\'s, and one that denies nothing has not', () => {
  const { organization: there } = organization();
  const policiesOf = (TargetId: string) => there.organizations('ListPoliciesForTarget', { TargetId, Filter: SCP }).Policies;
  expect(policiesOf(HOLDING_UNIT).map(({ Id }: any) => Id)).toEqual(['p-FullAWSAccess']);
  expect(policiesOf(BELOW).map(({ Id }: any) => Id)).toEqual(['p-FullAWSAccess']);
  const [full, own] = policiesOf(RETIRED);
  expect(full).toMatchObject({ AwsManaged: true });
  const { Policy } = there.organizations('DescribePolicy', { PolicyId: own.Id });
  expect(JSON.parse(Policy.Content).Statement).toEqual([{ Effect: 'Deny', Action: '*', Resource: '*' }]);
  expect(Policy.PolicySummary).toEqual(own);
});

test('what is denied everywhere is the policy of the root', () => {
  const { organization: there } = organization(['config:*', 'ec2:*']);
  const [, own] = there.organizations('ListPoliciesForTarget', { TargetId: 'r-abcd', Filter: SCP }).Policies;
  expect(JSON.parse(there.organizations('DescribePolicy', { PolicyId: own.Id }).Policy.Content).Statement[0].Action).toEqual(['config:*', 'ec2:*']);
});

test.each([
  ['ListPoliciesForTarget', { TargetId: 'ou-abcd-00000000', Filter: SCP }, 'TargetNotFoundException'],
  ['DescribePolicy', { PolicyId: 'p-00000000' }, 'PolicyNotFoundException'],
])('%s fails for what does not exist', (action, input, code) => {
  expect(refusalOf(() => organization().organization.organizations(action, input)).code).toBe(code);
});

test('an account can do in a unit what is not denied there or above, from the moment that it is moved', () => {
  const { iam, organization: there } = organization();
  const caller = callerOf('is-complete', 'Inside', ACCOUNT);
  const may = () => {
    try {
      iam.authorize(caller, 'ec2:RunInstances', '*');
      return true;
    } catch {
      return false;
    }
  };
  const move = (SourceParentId: string, DestinationParentId: string) => there.organizations('MoveAccount', { AccountId: ACCOUNT, SourceParentId, DestinationParentId });
  expect(may()).toBe(true);
  move(HOLDING_UNIT, BELOW);
  expect(may()).toBe(false);
  move(BELOW, 'r-abcd');
  expect(may()).toBe(true);
});

test('Control Tower enrolls no account in a unit that denies what it does there', () => {
  const denying = [{ ...units[0], deniedActions: ['*'] }];
  const there = new TestOrganization({ organization: { organizationalUnits: denying } });
  there.provision('new-001');
  there.minutes(180);
  expect(there.product('new-001')).toMatchObject({ Status: 'ERROR', StatusMessage: expect.stringContaining('with an explicit deny in a service control policy') });
});
