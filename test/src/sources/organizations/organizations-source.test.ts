import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import type { OrganizationsSourceProps } from '../../../../src';
import { AccountEnrolment, AccountFactory, AccountPool, AccountSource, OrganizationsSource, PoolAccount } from '../../../../src';
import { legsOf, messageOf, poolStack } from '../../support';

const variablesOf = (props: OrganizationsSourceProps) => {
  const stack = poolStack();
  new PoolAccount(stack, 'a', { source: AccountSource.organizations(props) });
  const functions = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function'));
  return functions.map(({ Properties }) => Properties.Environment?.Variables).find(variables => variables?.ROLE_NAME !== undefined);
};

test('settings that are left out come from the context, or have their defaults', () => {
  expect(variablesOf({})).toMatchObject({ ENROLMENT: 'none', ROLE_NAME: 'OrganizationAccountAccessRole', HOLDING_ORGANIZATIONAL_UNIT_ID: expect.stringMatching(/^ou-/) });
  expect(variablesOf({ enrolment: AccountEnrolment.AUTOMATIC })).toMatchObject({ ENROLMENT: 'auto', ROLE_NAME: 'AWSControlTowerExecution' });
  expect(variablesOf({ concurrency: 3, roleName: 'Access', holdingOrganizationalUnitId: 'ou-abcd-99999999' }))
    .toMatchObject({ CONCURRENCY: '3', ROLE_NAME: 'Access', HOLDING_ORGANIZATIONAL_UNIT_ID: 'ou-abcd-99999999' });
});

test('an account has two legs, and as many as the app says if it says so', () => {
  const stack = poolStack();
  const source = AccountSource.organizations();
  new PoolAccount(stack, 'a', { source });
  expect(legsOf(Template.fromStack(stack), 'a').map(({ properties }) => properties.Leg)).toEqual(['Start', 'Resource']);
});

test('no product, no portfolio, no look-up: nothing of Service Catalog is made', () => {
  const stack = poolStack();
  new AccountPool(stack, 'Pool', { size: 3, source: AccountSource.organizations() });
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::ServiceCatalog::PortfolioPrincipalAssociation', 0);
  template.resourceCountIs('Custom::AccountFactoryPortfolio', 0);
  template.resourceCountIs('Custom::AccountQuota', 1);
  Annotations.fromStack(stack).hasNoError('*', Match.anyValue());
});

test('changing the road changes the provider of no account', () => {
  const tokens = [AccountSource.organizations(), AccountSource.controlTower(), undefined].map(source => {
    const stack = poolStack();
    new PoolAccount(stack, 'a', { source });
    return JSON.stringify(legsOf(Template.fromStack(stack), 'a')[0].properties.ServiceToken);
  });
  expect(new Set(tokens).size).toBe(1);
});

test.each<[string, Record<string, unknown>, RegExp]>([
  ['concurrency', { concurrency: 6 }, /'concurrency' must be a whole number from 1 to 5, got 6; AWS Organizations creates 5 accounts at a time at most/],
  ['a role name that Control Tower\'s policies deny', { roleName: 'aws-controltower-Mine' }, /'roleName' must be a name that no policy of Control Tower denies, got "aws-controltower-Mine"/],
  ['a role name that is none', { roleName: 'a b' }, /'roleName' must be 1 to 64 letters/],
  ['enrolment', { enrolment: 'some' }, /'enrolment' must be one of AccountEnrolment, got "some"/],
  ['a unit', { holdingOrganizationalUnitId: 'r-abcd' }, /'holdingOrganizationalUnitId' must be the id of an organizational unit/],
  ['a property that there isn\'t', { concurency: 2 }, /'concurency' \(2\) is not a property of OrganizationsSource.*did you mean 'concurrency'\?/],
])('throws for %s', (_, props, message) => {
  expect(messageOf(() => new PoolAccount(poolStack(), 'a', { source: AccountSource.organizations(props as OrganizationsSourceProps) }))).toMatch(message);
});

test('throws for two roads that want the same place in a stack', () => {
  const stack = poolStack();
  new PoolAccount(stack, 'a', { source: AccountSource.organizations() });
  expect(messageOf(() => new PoolAccount(stack, 'b', { source: AccountSource.controlTower() }))).toMatch(/'Pool\/AccountFactory' is the source that the accounts of its stack share already; give all of them the same 'source'/);
});

test('both roads stand in one stack, each in a place of its own', () => {
  const stack = poolStack();
  new PoolAccount(stack, 'a', { source: new OrganizationsSource(stack, 'Organizations') });
  new PoolAccount(stack, 'b', { source: new AccountFactory(stack, 'Factory') });
  const names = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role')).flatMap(({ Properties }) => Properties.RoleName ?? []);
  expect(names.sort()).toEqual(['AccountRobot-Pool-Factory', 'AccountRobot-Pool-Organizations']);
});
