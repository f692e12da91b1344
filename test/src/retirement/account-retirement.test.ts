/** What retirement is made of, what it may do and nobody else, and what is refused with the way out. */

import { Aspects, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { evaluate } from '../../../rehearsal/iam/evaluator';
import type { PolicyDocument } from '../../../rehearsal/iam/policy';
import type { AccountRetirementProps } from '../../../src';
import { AccountPool, AccountRetirement, InnovationSandbox, PoolGrowth, SandboxAccess } from '../../../src';
import { RETIREMENT_ACTIONS } from '../../aws/actions';
import { appWith, ENV, withFindings } from '../support';

const UNIT = 'ou-abcd-99990000';

function made(props: Partial<AccountRetirementProps> = {}) {
  const app = withFindings(appWith());
  const stack = new Stack(app, 'Pool', { env: ENV });
  const sandbox = InnovationSandbox.fromNamespace('myisb', {
    access: SandboxAccess.machineClient({ roleArn: 'arn:aws:iam::222222222222:role/client', externalId: 'external-id' }),
  });
  const pool = new AccountPool(stack, 'Pool', { sandbox, elasticSize: { min: 1, max: 3 } });
  const growthStack = new Stack(app, 'PoolGrowth', { env: ENV });
  new PoolGrowth(growthStack, 'Growth', { pool, lowWater: 1 });
  const beside = new Stack(app, 'PoolRetirement', { env: ENV });
  const retirement = new AccountRetirement(beside, 'Retirement', { pool, retiredOrganizationalUnitId: UNIT, ...props });
  return { app, stack, pool, growthStack, beside, retirement };
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const [[key, inner]] = Object.entries(value);
  switch (key) {
    case 'Ref': return inner === 'AWS::Partition' ? 'aws' : `<${inner}>`;
    case 'Fn::GetAtt': return `arn:of:${inner[0]}`;
    case 'Fn::ImportValue': return `arn:imported:${String(inner)}`;
    case 'Fn::Join': return (inner[1] as unknown[]).map(plain).join(inner[0]);
    default: return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
  }
}

/** The policies of each role of a stack, by its logical id. */
function rolesOf(stack: Stack): Record<string, PolicyDocument[]> {
  const template = Template.fromStack(stack);
  const attached = Object.values(template.findResources('AWS::IAM::Policy'));
  return Object.fromEntries(Object.entries(template.findResources('AWS::IAM::Role')).map(([id, { Properties: { Policies = [] } }]) => [id, [
    ...Policies.map(({ PolicyDocument: document }: { PolicyDocument: object }) => plain(document)),
    ...attached.filter(({ Properties }) => Properties.Roles.some(({ Ref }: { Ref: string }) => Ref === id))
      .map(({ Properties }) => plain(Properties.PolicyDocument)),
  ] as PolicyDocument[]]));
}

const ACCOUNT = 'arn:aws:organizations::111122223333:account/o-1234567890/222233334444';
const UNTAGGED = { 'aws:ResourceTag/': '' };
const OURS = { ...UNTAGGED, 'aws:ResourceTag/account-robot:owner': 'Pool/Pool/pool-017' };
const RETIRING = { 'aws:RequestTag/account-robot:retiring': 'yes' };

describe('the role that retires', () => {
  const { beside } = made({ closing: true });
  const [policies] = Object.entries(rolesOf(beside)).filter(([id]) => id.startsWith('RetirementRole')).map(([, documents]) => documents);
  const may = (action: string, resource: string, context: Record<string, string> = {}) => evaluate(policies, { action, resource, context });

  test.each(['organizations:CloseAccount', 'organizations:MoveAccount'])('%s is for accounts of its pool', action => {
    expect(may(action, ACCOUNT, OURS)).toBe('allowed');
    expect(may(action, ACCOUNT, { ...UNTAGGED, 'aws:ResourceTag/account-robot:owner': 'Other/Pool/pool-017' })).toBe('implicitly-denied');
    expect(may(action, ACCOUNT, UNTAGGED)).toBe('implicitly-denied');
  });

  test('it can write no tag, whoever gives it more', () => {
    expect(may('organizations:TagResource', ACCOUNT, OURS)).toBe('explicitly-denied');
    expect(may('organizations:UntagResource', ACCOUNT, OURS)).toBe('explicitly-denied');
  });

  test('it adds to its orders, and never changes or deletes one', () => {
    expect(may('dynamodb:PutItem', ordersOf(beside))).toBe('allowed');
    for (const action of ['dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem', 'dynamodb:DeleteTable']) {
      expect(may(action, ordersOf(beside))).toBe('implicitly-denied');
    }
  });

  test('it is given what its code calls, and nothing besides but what Control Tower and Innovation Sandbox ask for', () => {
    const granted = policies.flatMap(({ Statement }) => Statement as readonly { Effect: string; Action: string | string[] }[])
      .filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => Action);
    const others = ['cloudformation:DescribeStackInstance', 'controltower:DeregisterManagedAccount', 'controltower:DescribeManagedAccount', 'events:PutEvents', 'ssm:GetParameter', 'sts:AssumeRole'];
    expect([...new Set(granted)].sort()).toEqual([...RETIREMENT_ACTIONS, ...others].sort());
  });

  test('without closing it can close nothing', () => {
    const [less] = Object.values(rolesOf(made().beside));
    expect(evaluate(less, { action: 'organizations:CloseAccount', resource: ACCOUNT, context: OURS })).toBe('implicitly-denied');
  });
});

function ordersOf(stack: Stack): string {
  return `arn:of:${Object.keys(Template.fromStack(stack).findResources('AWS::DynamoDB::Table'))[0]}`;
}

test('no other role of ours closes an account, writes an order, or marks one as about to be retired', () => {
  const { stack, growthStack, beside } = made({ closing: true });
  const others = { ...rolesOf(stack), ...rolesOf(growthStack) };
  expect(Object.keys(others).length).toBeGreaterThan(3);
  const taggers: string[] = [];
  for (const [id, policies] of Object.entries(others)) {
    const may = (action: string, resource: string, context: Record<string, string> = {}) => evaluate(policies, { action, resource, context });
    expect([id, may('organizations:CloseAccount', ACCOUNT, OURS)]).toEqual([id, 'implicitly-denied']);
    expect([id, may('dynamodb:PutItem', ordersOf(beside))]).toEqual([id, 'implicitly-denied']);
    expect([id, may('ssm:PutParameter', 'arn:aws:ssm:eu-west-1:111122223333:parameter/account-robot/retired/1')]).toEqual([id, 'implicitly-denied']);
    expect([id, may('organizations:TagResource', ACCOUNT, RETIRING)]).not.toEqual([id, 'allowed']);
    if (may('organizations:TagResource', ACCOUNT, { 'aws:RequestTag/team': 'x' }) === 'allowed') {
      taggers.push(id);
      expect([id, may('organizations:TagResource', ACCOUNT, RETIRING)]).toEqual([id, 'explicitly-denied']);
    }
  }
  expect(taggers).toHaveLength(1);
});

test('the orders outlive the stack', () => {
  Template.fromStack(made().beside).hasResource('AWS::DynamoDB::Table', {
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: { DeletionProtectionEnabled: true, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } },
  });
});

test('the rules of AWS Solutions find nothing that has no reason', () => {
  const { app, beside } = made({ closing: true });
  Aspects.of(app).add(new AwsSolutionsChecks());
  expect(Annotations.fromStack(beside).findError('*', Match.stringLikeRegexp('AwsSolutions-.*')).map(({ entry }) => entry.data)).toEqual([]);
});

test.each<[string, () => unknown, string]>([
  ['a unit that is none', () => made({ retiredOrganizationalUnitId: 'retired' }), "'retiredOrganizationalUnitId' must be the id of an organizational unit"],
  ['the unit that accounts are made in', () => made({ retiredOrganizationalUnitId: 'ou-abcd-11112222' }), 'the unit that accounts are made in; make a unit of its own'],
  ['half a minute', () => made({ coolOff: Duration.seconds(30) }), "'coolOff' must be whole minutes, 0 or more"],
  ['two for one pool', () => {
    const { beside, pool } = made();
    return new AccountRetirement(beside, 'Second', { pool, retiredOrganizationalUnitId: UNIT });
  }, 'one keeps all orders'],
  ['the stack of its pool', () => {
    const { stack, pool } = made();
    return new AccountRetirement(stack, 'Inside', { pool, retiredOrganizationalUnitId: UNIT });
  }, 'put it into a stack beside it'],
  ['no unit', () => made({ retiredOrganizationalUnitId: undefined as never }), "'retiredOrganizationalUnitId' must be a string"],
])('%s is refused with the way out', (_, make, sentence) => {
  expect(make).toThrow(sentence);
});
