import { CfnParameter, CfnResource, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { AccountFactory, PoolAccount } from '../../../src';
import { ACCOUNT_QUOTA_TYPE } from '../../../src/contract';
import { packageVersion } from '../../../src/shared/package-info';
import { appWith, asProp, ENV, legsOf, messageOf, poolStack } from '../support';

const checksOf = (stack: Stack) => Template.fromStack(stack).findResources(ACCOUNT_QUOTA_TYPE);
const emailsOf = (stack: Stack) => Object.values(checksOf(stack)).map(({ Properties }) => Properties.AccountEmails);

test('a stack with new accounts has one check, and each leg of each of them waits for it', () => {
  const stack = poolStack();
  for (const name of ['pool-002', 'pool-001', 'pool-003']) {
    new PoolAccount(stack, name);
  }
  const template = Template.fromStack(stack);
  template.resourceCountIs(ACCOUNT_QUOTA_TYPE, 1);
  template.hasResource(ACCOUNT_QUOTA_TYPE, {
    DeletionPolicy: 'Delete',
    Properties: { AccountEmails: ['aws+pool-002@example.com', 'aws+pool-001@example.com', 'aws+pool-003@example.com'], PackageVersion: packageVersion() },
  });
  const legs = ['pool-001', 'pool-002', 'pool-003'].flatMap(name => legsOf(template, name));
  expect(legs.filter(({ dependsOn }) => !dependsOn.includes('AccountQuota'))).toEqual([]);
});

test('the check waits for its provider alone, which also looks the product up', () => {
  const stack = poolStack();
  new PoolAccount(stack, 'pool-001');
  const { AccountQuota } = checksOf(stack);
  expect(AccountQuota.DependsOn).toBeUndefined();
  const [portfolio] = Object.values(Template.fromStack(stack).findResources('Custom::AccountFactoryPortfolio'));
  expect(AccountQuota.Properties.ServiceToken).toEqual(portfolio.Properties.ServiceToken);
});

test('an account that exists already neither needs a check nor counts', () => {
  const stack = poolStack();
  new PoolAccount(stack, 'old-hand', { existingAccountId: '444455556666' });
  expect(checksOf(stack)).toEqual({});

  const mixed = poolStack();
  new PoolAccount(mixed, 'old-hand', { existingAccountId: '444455556666', accountEmail: 'old-hand@example.com' });
  new PoolAccount(mixed, 'pool-001');
  expect(emailsOf(mixed)).toEqual([['aws+pool-001@example.com']]);
  expect(legsOf(Template.fromStack(mixed), 'old-hand').filter(({ dependsOn }) => dependsOn.includes('AccountQuota'))).toEqual([]);
});

test('addresses that are known only at deployment are passed on as they are', () => {
  const stack = poolStack();
  const address = new CfnParameter(stack, 'Address').valueAsString;
  new PoolAccount(stack, 'pool-001', { accountEmail: address });
  new PoolAccount(stack, 'pool-002');
  expect(emailsOf(stack)).toEqual([[{ Ref: 'Address' }, 'aws+pool-002@example.com']]);
});

test('two stacks with one factory have a check each, of their own accounts', () => {
  const app = appWith();
  const [one, two] = ['One', 'Two'].map(id => new Stack(app, id, { env: ENV }));
  const source = new AccountFactory(one, 'AccountFactory');
  new PoolAccount(one, 'pool-001', { source });
  new PoolAccount(two, 'pool-002', { source });
  new PoolAccount(two, 'pool-003', { source });
  expect(emailsOf(one)).toEqual([['aws+pool-001@example.com']]);
  expect(emailsOf(two)).toEqual([['aws+pool-002@example.com', 'aws+pool-003@example.com']]);
  expect(Object.keys(checksOf(two))).toEqual(['AccountQuota']);
});

describe('two factories in one stack', () => {
  const checkOf = (first: string, second: string) => {
    const stack = poolStack();
    const sources = Object.fromEntries(['AccountFactory', 'Other'].map(id => [id, new AccountFactory(stack, id)]));
    new PoolAccount(stack, 'pool-001', { source: sources[first] });
    new PoolAccount(stack, 'pool-002', { source: sources[second] });
    return Object.entries(checksOf(stack)).map(([id, { Properties }]) =>
      ({ id, token: JSON.stringify(Properties.ServiceToken), emails: Properties.AccountEmails }));
  };

  test('share one check of all accounts', () => {
    expect(checkOf('AccountFactory', 'Other')).toMatchObject([{ id: 'AccountQuota', emails: ['aws+pool-001@example.com', 'aws+pool-002@example.com'] }]);
  });

  test('may change places: another provider belongs to another resource, because CloudFormation changes none', () => {
    const [[before], [after]] = [checkOf('AccountFactory', 'Other'), checkOf('Other', 'AccountFactory')];
    expect(after.id).toMatch(/^AccountQuota[0-9A-F]{8}$/);
    expect(after.token).not.toBe(before.token);
  });
});

test('a construct in its place is refused by name', () => {
  const stack = poolStack();
  new CfnResource(stack, 'AccountQuota', { type: 'Test::Other' });
  expect(messageOf(() => new PoolAccount(stack, 'pool-001')))
    .toMatch(/^pool account 'Pool\/pool-001': 'Pool\/AccountQuota' takes the place of the check .*; give that construct another id$/);
});

test('another source knows nothing of it', () => {
  const stack = poolStack();
  new PoolAccount(new Construct(stack, 'Inner'), 'pool-001', { source: asProp({ bindAccount: () => ({ serviceToken: 'token' }), listen: () => undefined }) });
  expect(checksOf(stack)).toEqual({});
});
