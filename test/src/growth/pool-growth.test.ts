/** What growth is made of, what it may do, and what is refused with the way out. */

import type { App } from 'aws-cdk-lib';
import { Aspects, Duration, NestedStack, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { evaluate } from '../../../rehearsal/iam/evaluator';
import type { PolicyDocument } from '../../../rehearsal/iam/policy';
import type { AccountPoolProps, PoolGrowthProps } from '../../../src';
import { AccountPool, GrowthApproval, InnovationSandbox, PoolCapacity, PoolGrowth, SandboxAccess } from '../../../src';
import { appWith, ENV, SETTINGS, withFindings } from '../support';

const SANDBOX = { ...SETTINGS, sandbox: { namespace: 'myisb', access: { kind: 'machine-client', roleArn: 'arn:aws:iam::222222222222:role/client', externalId: 'external-id' } } };
const ELASTIC = { elasticSize: { min: 2, max: 20, initial: 3 } };

interface Beside {
  readonly app: App;
  readonly pool: AccountPool;
  readonly stack: Stack;
  readonly growthStack: Stack;
}

function beside(props: AccountPoolProps = ELASTIC): Beside {
  const app = withFindings(appWith());
  const stack = new Stack(app, 'Pool', { env: ENV });
  const sandbox = InnovationSandbox.fromNamespace('myisb', {
    access: SandboxAccess.machineClient({ roleArn: 'arn:aws:iam::222222222222:role/client', externalId: 'external-id' }),
  });
  const pool = new AccountPool(stack, 'Pool', { sandbox, ...props });
  return { app, pool, stack, growthStack: new Stack(app, 'PoolGrowth', { env: ENV }) };
}

function grown(props: Partial<PoolGrowthProps> = {}): Beside & { readonly growth: PoolGrowth } {
  const made = beside();
  return { ...made, growth: new PoolGrowth(made.growthStack, 'Growth', { pool: made.pool, lowWater: 5, ...props }) };
}

/** The policies of a role, with ARNs as they are in AWS: references are named after what they point to. */
function policiesOf(template: Template, description: RegExp): { policies: PolicyDocument[]; trust: unknown } {
  const [role] = Object.values(template.findResources('AWS::IAM::Role')).filter(({ Properties }) => description.test(Properties.Description));
  const { Policies, AssumeRolePolicyDocument, ManagedPolicyArns } = role.Properties;
  expect([undefined, 1]).toContain(ManagedPolicyArns?.length);
  const policies = Policies.map(({ PolicyDocument: document }: { PolicyDocument: object }) => plain(document)) as PolicyDocument[];
  return { policies, trust: AssumeRolePolicyDocument };
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

const STACK = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/Pool/4f1c';

describe('the function that decides', () => {
  const { growthStack } = grown();
  const template = Template.fromStack(growthStack);
  const { policies } = policiesOf(template, /decides whether a pool grows/);
  const isUpdateRole = { Properties: { Description: Match.stringLikeRegexp('CloudFormation lets a pool grow') } };
  const [updateRole] = Object.keys(template.findResources('AWS::IAM::Role', isUpdateRole));
  const updateRoleArn = `arn:of:${updateRole}`;
  const may = (action: string, resource: string, context: Record<string, string> = {}) => evaluate(policies, { action, resource, context });

  test('updates the stack of its pool with the role of growth', () => {
    expect(may('cloudformation:UpdateStack', STACK, { 'cloudformation:RoleArn': updateRoleArn })).toBe('allowed');
    expect(may('iam:PassRole', updateRoleArn, { 'iam:PassedToService': 'cloudformation.amazonaws.com' })).toBe('allowed');
  });

  test.each([
    ['without a role, which would be the one of the last deployment', STACK, {}],
    ['with the role of the deployment', STACK, { 'cloudformation:RoleArn': 'arn:aws:iam::111122223333:role/cdk-hnb659fds-cfn-exec-role-111122223333-eu-west-1' }],
    ['with a template from a bucket', STACK, { 'cloudformation:RoleArn': updateRoleArn, 'cloudformation:TemplateUrl': 'https://bucket.s3.amazonaws.com/template.json' }],
    ['with another stack policy', STACK, { 'cloudformation:RoleArn': updateRoleArn, 'cloudformation:StackPolicyUrl': 'https://bucket.s3.amazonaws.com/policy.json' }],
    ['of another name', 'arn:aws:cloudformation:eu-west-1:111122223333:stack/Pool2/4f1c', { 'cloudformation:RoleArn': updateRoleArn }],
    ['of its own', 'arn:aws:cloudformation:eu-west-1:111122223333:stack/PoolGrowth/4f1c', { 'cloudformation:RoleArn': updateRoleArn }],
  ])('updates no stack %s', (_, resource, context) => {
    expect(may('cloudformation:UpdateStack', resource, context as Record<string, string>)).toBe('implicitly-denied');
  });

  test.each([
    'cloudformation:CreateChangeSet', 'cloudformation:ExecuteChangeSet', 'cloudformation:CreateStack', 'cloudformation:DeleteStack', 'cloudformation:SetStackPolicy',
    'cloudformation:CancelUpdateStack', 'cloudformation:ContinueUpdateRollback', 'cloudformation:RollbackStack', 'sts:AssumeRole', 'lambda:InvokeFunction',
    'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem', 'dynamodb:DeleteTable', 'organizations:MoveAccount', 'servicecatalog:ProvisionProduct',
  ])('never calls %s', action => {
    for (const resource of [STACK, updateRoleArn, '*', 'arn:of:GrowthLedger', ...Object.keys(template.toJSON().Resources).map(id => `arn:of:${id}`)]) {
      expect(may(action, resource, { 'cloudformation:RoleArn': updateRoleArn })).toBe('implicitly-denied');
    }
  });

  test.each([
    ['another role', 'arn:aws:iam::111122223333:role/cdk-hnb659fds-cfn-exec-role-111122223333-eu-west-1', 'cloudformation.amazonaws.com'],
    ['its role to another service', updateRoleArn, 'lambda.amazonaws.com'],
  ])('does not pass %s', (_, resource, service) => {
    expect(may('iam:PassRole', resource, { 'iam:PassedToService': service })).toBe('implicitly-denied');
  });

  test('tells others as account-robot only', () => {
    const bus = 'arn:aws:events:eu-west-1:111122223333:event-bus/default';
    expect(may('events:PutEvents', bus, { 'events:source': 'account-robot' })).toBe('allowed');
    expect(may('events:PutEvents', bus, { 'events:source': 'aws.organizations' })).toBe('implicitly-denied');
  });
});

// UpdateStack has no condition key for a template in the request itself, so whatever template came, this role is what it would be carried out with.
describe('the role that CloudFormation updates with', () => {
  const { growthStack, stack } = grown();
  const template = Template.fromStack(growthStack);
  const { policies, trust } = policiesOf(template, /CloudFormation lets a pool grow/);
  const statements = policies.flatMap(({ Statement }) => Statement as readonly { Action: string; Resource: unknown }[]);

  test('is taken by CloudFormation alone', () => {
    expect(trust).toEqual({
      Version: '2012-10-17',
      Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'cloudformation.amazonaws.com' } }],
    });
  });

  test('can call what makes the accounts of the stack, read the version of the bootstrap, and do nothing else', () => {
    const resources: { Type: string; Properties?: { ServiceToken?: unknown } }[] = Object.values(Template.fromStack(stack).toJSON().Resources);
    const ours = resources.filter(({ Type }) => Type === 'Custom::PoolAccount' || Type === 'Custom::AccountQuota');
    const tokens = new Set(ours.map(({ Properties }) => JSON.stringify(Properties!.ServiceToken)));
    expect(tokens.size).toBe(2);
    expect(statements.map(({ Action, Resource }) => [Action, Resource])).toEqual([
      ['lambda:InvokeFunction', [expect.stringMatching(/^arn:imported:Pool:ExportsOutputFnGetAtt/), expect.stringMatching(/^arn:imported:Pool:ExportsOutputFnGetAtt/)]],
      ['ssm:GetParameters', 'arn:aws:ssm:eu-west-1:111122223333:parameter/cdk-bootstrap/hnb659fds/version'],
    ]);
    // What is imported is what those resources are made by.
    const outputs = Object.values(Template.fromStack(stack).toJSON().Outputs as Record<string, { Value: unknown; Export?: { Name: string } }>);
    const imported = statements[0].Resource as string[];
    expect(new Set(imported.map(name => JSON.stringify(outputs.find(output => `arn:imported:${output.Export?.Name}` === name)?.Value)))).toEqual(tokens);
  });

  test('can change no resource, whatever template comes', () => {
    for (const action of ['iam:CreateRole', 'iam:PutRolePolicy', 'lambda:UpdateFunctionCode', 'lambda:DeleteFunction', 'logs:DeleteLogGroup', 'states:DeleteStateMachine', 'iam:PassRole']) {
      expect(evaluate(policies, { action, resource: '*', context: {} })).toBe('implicitly-denied');
    }
  });
});

test('the ledger is kept when growth is removed, and can be put back to any second of its last weeks', () => {
  Template.fromStack(grown().growthStack).hasResource('AWS::DynamoDB::Table', {
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: { BillingMode: 'PAY_PER_REQUEST', DeletionProtectionEnabled: true, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } },
  });
});

test('the template of the pool changes by nothing but what it exports', () => {
  const bare = Template.fromStack(beside().stack).toJSON();
  const { Outputs: outputs, ...rest } = Template.fromStack(grown().stack).toJSON();
  const { Outputs: before, ...restBefore } = bare;
  expect(rest).toEqual(restBefore);
  const more = Object.entries(outputs as Record<string, { Export?: object }>).filter(([name]) => !(name in before));
  expect(more.length).toBe(2);
  expect(more.every(([, { Export }]) => Export !== undefined)).toBe(true);
});

test('what is allowed travels as numbers', () => {
  const { growthStack } = grown({ step: 2, maxPerDay: 9, cooldown: Duration.hours(2), approval: GrowthApproval.above(15) });
  Template.fromStack(growthStack).hasResourceProperties('AWS::Lambda::Function', {
    Environment: {
      Variables: Match.objectLike({
        GROWTH: JSON.stringify({ min: 2, max: 20, lowWater: 5, step: 2, maxPerDay: 9, cooldownMinutes: 120, approvalAbove: 15 }),
        POOL_SIZE_PARAMETER: 'PoolSize',
        ACCOUNT_ROBOT_FUNCTION: 'grow',
      }),
    },
  });
});

test.each<[string, Partial<PoolGrowthProps>, number]>([
  ['usually', {}, 3],
  ['where a day adds less', { maxPerDay: 2 }, 2],
])('what nobody has set fits what somebody has set: a step, %s', (_, props, step) => {
  const { growthStack } = grown(props);
  const functions = Object.values(Template.fromStack(growthStack).findResources('AWS::Lambda::Function'));
  const settings = functions.flatMap(({ Properties }) => Properties.Environment?.Variables?.GROWTH ?? []);
  expect(settings.map(text => JSON.parse(text).step)).toEqual([step]);
});

test('capacity calls growth at each count', () => {
  const { growthStack } = grown();
  const template = Template.fromStack(growthStack);
  const [grow] = Object.keys(template.findResources('AWS::Lambda::Function', { Properties: { Description: Match.stringLikeRegexp('decides whether a pool grows') } }));
  template.hasResourceProperties('AWS::Lambda::Function', { Environment: { Variables: Match.objectLike({ CALLED_AT_EACH_TICK: { 'Fn::GetAtt': [grow, 'Arn'] } }) } });
});

test('capacity that is there already is taken', () => {
  const made = beside();
  const capacity = new PoolCapacity(made.growthStack, 'Capacity', { pool: made.pool });
  const growth = new PoolGrowth(made.growthStack, 'Growth', { pool: made.pool, lowWater: 5, capacity });
  expect(growth.capacity).toBe(capacity);
  Template.fromStack(made.growthStack).resourceCountIs('AWS::Lambda::Function', 2);
});

test('the rules of AWS Solutions find nothing', () => {
  const { growthStack } = grown();
  Aspects.of(growthStack).add(new AwsSolutionsChecks());
  const annotations = Annotations.fromStack(growthStack);
  const found = [...annotations.findError('*', Match.anyValue()), ...annotations.findWarning('*', Match.anyValue())].map(({ id, entry }) => `${id} ${String(entry.data)}`);
  expect(found).toEqual([]);
});

describe('is refused', () => {
  const refusedBy = (props: Partial<PoolGrowthProps>) => () => grown(props);

  test('in the stack of the pool', () => {
    const { stack, pool } = beside();
    expect(() => new PoolGrowth(stack, 'Growth', { pool, lowWater: 5 })).toThrow("it stands in the stack 'Pool' of its pool, which it is to update with a role that can change nothing of growth "
      + "itself; put it into a stack beside it, like new Stack(app, 'PoolGrowth', { env: { account, region } })");
  });

  test('for a pool of a fixed size', () => {
    const { growthStack, pool } = beside({ size: 3 });
    expect(() => new PoolGrowth(growthStack, 'Growth', { pool, lowWater: 5 })).toThrow("'pool' must be one with an 'elasticSize', and 'Pool/Pool' has a 'size'");
  });

  test('for a pool without a sandbox', () => {
    const { growthStack, pool } = beside({ ...ELASTIC, sandbox: undefined });
    expect(() => new PoolGrowth(growthStack, 'Growth', { pool, lowWater: 5 })).toThrow("'Pool/Pool' has no sandbox, so that nobody can count which accounts are available");
  });

  test('for a pool in a nested stack', () => {
    const app = appWith(SANDBOX);
    const parent = new Stack(app, 'Parent', { env: ENV });
    const pool = new AccountPool(new NestedStack(parent, 'Nested'), 'Pool', ELASTIC);
    expect(() => new PoolGrowth(new Stack(app, 'PoolGrowth', { env: ENV }), 'Growth', { pool, lowWater: 5 })).toThrow("stands in the nested stack 'Parent/Nested'");
  });

  test('for a stack that holds a nested one, which each update would touch', () => {
    const made = beside();
    new NestedStack(made.stack, 'Nested');
    expect(() => new PoolGrowth(made.growthStack, 'Growth', { pool: made.pool, lowWater: 5 })).toThrow("holds the nested stack 'Pool/Nested', which each growth would update");
  });

  test('in another account', () => {
    const made = beside();
    const elsewhere = new Stack(made.app, 'Elsewhere', { env: { account: '444455556666', region: 'eu-west-1' } });
    expect(() => new PoolGrowth(elsewhere, 'Growth', { pool: made.pool, lowWater: 5 })).toThrow('put it into a stack of the same account and Region as the pool');
  });

  test('twice for one pool', () => {
    const { growthStack, pool } = grown();
    expect(() => new PoolGrowth(growthStack, 'Again', { pool, lowWater: 5 })).toThrow('one decides for all, so remove one of them');
  });

  test('with the capacity of another pool', () => {
    const made = beside();
    const other = new AccountPool(made.stack, 'Other', { ...ELASTIC, namePrefix: 'other-', sandbox: made.pool._sandbox });
    const capacity = new PoolCapacity(made.growthStack, 'Capacity', { pool: other });
    expect(() => new PoolGrowth(made.growthStack, 'Growth', { pool: made.pool, lowWater: 5, capacity })).toThrow("'capacity' must count 'Pool/Pool', and 'PoolGrowth/Capacity' counts 'Pool/Other'");
  });

  test.each<[string, Partial<PoolGrowthProps>, string]>([
    ['a low water above max', { lowWater: 21 }, "'lowWater' must be a whole number from 1 to 20, got 21; the pool never has more than 20 accounts, its 'max'"],
    ['a low water of none', { lowWater: 0 }, "'lowWater' must be a whole number from 1 to 20, got 0"],
    ['a step above max', { step: 30, maxPerDay: 40 }, "'step' must be a whole number from 1 to 20, got 30"],
    ['a step above the day', { step: 5, maxPerDay: 4 }, "'step' must be 4 ('maxPerDay') at most, got 5; no growth could ever add so many; lower 'step', or set 'maxPerDay' to 5 or more"],
    ['a day of none', { maxPerDay: 0 }, "'maxPerDay' must be a whole number, 1 or more, got 0; to keep the pool from growing, remove its growth"],
    ['a cooldown of half a minute', { cooldown: Duration.seconds(30) }, "'cooldown' must be whole minutes, 0 or more, got 0.5"],
    ['an approval that is never asked for', { approval: GrowthApproval.above(20) }, "'approval' must be a whole number from 0 to 19, below 'max' of the pool, got 20; above that nothing would ever be asked"],
    ['an approval in words', { approval: GrowthApproval.above('ten' as never) }, "the size of 'approval' must be a number, got \"ten\""],
    ['a property that is none', { lowwater: 5 } as never, "'lowwater' (5) is not a property of PoolGrowth"],
    ['a number in quotes', { lowWater: '5' as never }, "'lowWater' must be a number, got \"5\"; write 5, without quotes"],
  ])('%s', (_, props, message) => {
    expect(refusedBy(props)).toThrow(message);
  });
});
