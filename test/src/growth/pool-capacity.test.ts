import { App, Duration, NestedStack, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { AccountPoolProps, PoolCapacityProps } from '../../../src';
import { AccountFactory, AccountPool, InnovationSandbox, PoolCapacity, SandboxAccess } from '../../../src';
import { CapacityEnvironment, CapacityMetric, FUNCTION_LABEL, legMark, METRIC_NAMESPACE, POOL_ACCOUNT_TYPE, readSandboxes } from '../../../src/contract';
import { CAPACITY_ACTIONS } from '../../aws/actions';
import { callsOf } from '../handler-calls';
import { appWith, arn, ENV, legsOf, messageOf, SANDBOX, SETTINGS } from '../support';

const sandbox = (region?: string) => InnovationSandbox.fromNamespace('myisb', { access: SandboxAccess.machineClient(SANDBOX.access), region });
const ACCESS = SandboxAccess.machineClient({ ...SANDBOX.access, roleArn: 'arn:aws:iam::222222222222:role/isb-m2m/myisb/myisb-isb-m2m-admin-count' });

interface Given {
  readonly pool?: Partial<AccountPoolProps>;
  readonly capacity?: Partial<PoolCapacityProps>;
}

/** A pool in one stack, and what counts it in another. */
function counted({ pool: poolProps, capacity: props }: Given = {}) {
  const app = appWith();
  const poolStack = new Stack(app, 'Pool', { env: ENV });
  const growth = new Stack(app, 'Growth', { env: ENV });
  const pool = new AccountPool(poolStack, 'Pool', { ...poolProps?.elasticSize ? {} : { size: 2 }, sandbox: sandbox(), ...poolProps });
  const capacity = new PoolCapacity(growth, 'Capacity', { pool, ...props });
  return { app, poolStack, growth, pool, capacity };
}

/** The variables of the function that counts. */
function environmentOf(stack: Stack): Record<string, any> {
  const functions = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function', { Properties: { Handler: 'index.handler' } }));
  return functions.find(({ Properties }) => Properties.Environment.Variables[FUNCTION_LABEL] === 'capacity')!.Properties.Environment.Variables;
}

function statementsOf(stack: Stack): any[] {
  const [role] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role', { Properties: { Description: Match.stringLikeRegexp('counts the accounts') } }));
  return role.Properties.Policies.flatMap(({ PolicyDocument }: any) => PolicyDocument.Statement);
}

const actionsOf = (stack: Stack): string[] => statementsOf(stack).flatMap(({ Action }) => Action).sort();

describe('the function', () => {
  test('knows the pool by its stack, its owner, its parameter and the legs that reach the goal', () => {
    const { growth, poolStack, pool } = counted({ pool: { elasticSize: { min: 1, max: 3 } } });
    const last = pool.accounts.map(({ node }) => legsOf(Template.fromStack(poolStack), node.id).at(-1)!.logicalId);
    expect(environmentOf(growth)).toEqual({
      [CapacityEnvironment.STACK_NAME]: 'Pool',
      [CapacityEnvironment.STACK_REGION]: 'eu-west-1',
      [CapacityEnvironment.POOL]: 'Pool',
      [CapacityEnvironment.OWNER]: 'Pool/Pool/',
      [CapacityEnvironment.MAX_SIZE]: '3',
      [CapacityEnvironment.SIZE_PARAMETER]: 'PoolSize',
      [CapacityEnvironment.LEGS]: last.map(legMark).join(','),
      [CapacityEnvironment.SANDBOX_NAMESPACE]: 'myisb',
      [CapacityEnvironment.SANDBOX_REGION]: 'eu-west-1',
      [FUNCTION_LABEL]: 'capacity',
    });
  });

  test('its environment fits into what Lambda gives, for the largest pool', () => {
    const { growth } = counted({ pool: { elasticSize: { min: 5, max: 140 }, maxSize: 140 }, capacity: { sandboxAccess: ACCESS } });
    const variables = environmentOf(growth);
    expect(new Set(variables[CapacityEnvironment.LEGS].split(',')).size).toBe(140);
    expect(Object.entries(variables).reduce((sum, [name, value]) => sum + name.length + String(value).length, 0)).toBeLessThan(3500);
  });

  test('has no parameter for a pool with a size', () => {
    expect(environmentOf(counted().growth)).not.toHaveProperty(CapacityEnvironment.SIZE_PARAMETER);
  });

  test('asks the sandbox where it is', () => {
    const { growth } = counted({ pool: { sandbox: sandbox('us-west-2') } });
    expect(environmentOf(growth)[CapacityEnvironment.SANDBOX_REGION]).toBe('us-west-2');
    expect(statementsOf(growth).find(({ Sid }) => Sid === 'ReadPoolOfSandbox').Resource).toEqual(arn('ssm:us-west-2:111122223333:parameter/InnovationSandbox_myisb_AccountPool_Configuration'));
  });

  test('knows the sandbox of the context', () => {
    const app = appWith({ ...SETTINGS, sandbox: SANDBOX });
    const stack = new Stack(app, 'Pool', { env: ENV });
    new PoolCapacity(stack, 'Capacity', { pool: new AccountPool(stack, 'Pool', { size: 1 }) });
    expect(environmentOf(stack)).toMatchObject({ [CapacityEnvironment.SANDBOX_NAMESPACE]: 'myisb', [CapacityEnvironment.SANDBOX_REGION]: 'us-west-2' });
  });

  test('is called every five minutes, and by moves of accounts that succeeded', () => {
    const rules = Object.values(Template.fromStack(counted().growth).findResources('AWS::Events::Rule')).map(({ Properties: { ScheduleExpression, EventPattern } }) => ScheduleExpression ?? EventPattern);
    expect(rules).toEqual(['rate(5 minutes)', { source: ['aws.organizations'], detail: { eventName: ['MoveAccount'], errorCode: [{ exists: false }] } }]);
    Template.fromStack(counted().growth).resourceCountIs('AWS::Lambda::Permission', 2);
  });

  test('runs as the company says', () => {
    const { growth } = counted();
    new PoolCapacity(growth, 'Other', {
      pool: new AccountPool(growth, 'Second', { size: 1, namePrefix: 'b-', accountEmail: 'b+{name}@example.com' }),
      logRetention: logs.RetentionDays.ONE_WEEK,
      memorySize: 512,
      runtime: lambda.Runtime.NODEJS_22_X,
      environmentEncryption: new kms.Key(growth, 'Key'),
    });
    const template = Template.fromStack(growth);
    template.hasResourceProperties('AWS::Lambda::Function', { Runtime: 'nodejs22.x', MemorySize: 512, KmsKeyArn: Match.anyValue(), Description: Match.stringLikeRegexp('counts the accounts') });
    template.hasResource('AWS::Logs::LogGroup', { Properties: { RetentionInDays: 7 }, DeletionPolicy: 'Retain' });
    template.hasResource('AWS::Logs::LogGroup', { Properties: { RetentionInDays: 180 }, DeletionPolicy: 'Retain' });
  });

  test('is told in the outputs, unless nobody wants to know', () => {
    const outputs = (props?: Partial<PoolCapacityProps>) => Object.keys(Template.fromStack(counted({ capacity: props }).growth).findOutputs('*'));
    expect(outputs()).toEqual([expect.stringMatching(/^CapacityCountFunctionName[0-9A-F]{8}$/), expect.stringMatching(/^CapacityCountLogGroupName[0-9A-F]{8}$/)]);
    expect(outputs({ outputs: false })).toEqual([]);
  });

  test('calls another one at each tick, if there is one', () => {
    const { growth, capacity } = counted();
    capacity._callAtEachTick(new lambda.Function(growth, 'Grow', { runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('0') }));
    expect(environmentOf(growth)[CapacityEnvironment.CALLED_AT_EACH_TICK]).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Grow/), 'Arn'] });
    Template.fromStack(growth).hasResourceProperties('AWS::IAM::Policy', { PolicyDocument: { Statement: [{ Action: 'lambda:InvokeFunction', Effect: 'Allow', Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Grow'), 'Arn'] } }] } });
  });
});

describe('the role', () => {
  test('is granted what the code calls, and no more', () => {
    const { growth } = counted({ capacity: { sandboxAccess: ACCESS } });
    expect(callsOf('capacity/count')).toEqual([...CAPACITY_ACTIONS].sort());
    // As a role in the hub account, and by whoever is called at each tick.
    expect(actionsOf(growth)).toEqual(CAPACITY_ACTIONS.filter(action => action !== 'execute-api:Invoke' && action !== 'lambda:InvokeFunction').sort());
  });

  test('asks nothing of the hub account without a way to', () => {
    expect(actionsOf(counted().growth)).not.toContain('sts:AssumeRole');
    expect(environmentOf(counted().growth)).not.toHaveProperty('SANDBOXES');
  });

  test('asks nothing of a sandbox where there is none', () => {
    const { growth } = counted({ pool: { sandbox: undefined } });
    expect(actionsOf(growth)).toEqual(['cloudformation:DescribeStacks', 'cloudformation:ListStackResources', 'organizations:ListAccounts', 'servicecatalog:SearchProvisionedProducts', 'servicequotas:ListServiceQuotas']);
    expect(environmentOf(growth)).not.toHaveProperty(CapacityEnvironment.SANDBOX_NAMESPACE);
  });

  test('reads, and reads the stack of the pool alone', () => {
    const statements = statementsOf(counted({ capacity: { sandboxAccess: ACCESS } }).growth);
    expect(statements.flatMap(({ Action }) => Action).filter(action => !/:(Describe|List|Get|Search|AssumeRole)/.test(action))).toEqual([]);
    expect(statements.find(({ Sid }) => Sid === 'ReadStackOfPool').Resource).toEqual(arn('cloudformation:eu-west-1:111122223333:stack/Pool/*'));
    expect(statements.find(({ Sid }) => Sid === 'CountUnits').Resource).toEqual(arn('organizations::111122223333:ou/o-*/ou-*'));
    expect(statements.find(({ Sid }) => Sid === 'AskSandbox').Resource).toEqual([
      'arn:aws:iam::222222222222:role/isb-m2m/myisb/myisb-isb-m2m-admin-count', 'arn:aws:iam::222222222222:role/AccountRobot-myisb-hub',
    ]);
  });

  test('the way to the sandbox reaches the function as it reaches the others', () => {
    const { growth } = counted({ pool: { sandbox: sandbox('us-west-2') }, capacity: { sandboxAccess: ACCESS } });
    expect(readSandboxes(environmentOf(growth).SANDBOXES)).toEqual({
      myisb: {
        region: 'us-west-2',
        access: {
          kind: 'machine-client',
          roleArn: 'arn:aws:iam::222222222222:role/isb-m2m/myisb/myisb-isb-m2m-admin-count',
          externalId: SANDBOX.access.externalId,
          apiIdRoleArn: 'arn:aws:iam::222222222222:role/AccountRobot-myisb-hub',
        },
      },
    });
  });

  test('has a name that a machine client can trust before there is a role', () => {
    const { growth, capacity } = counted();
    expect(capacity.roleName).toBe('AccountRobot-Growth-Capacity');
    Template.fromStack(growth).hasResourceProperties('AWS::IAM::Role', { RoleName: 'AccountRobot-Growth-Capacity' });
    expect(counted({ capacity: { roleName: 'count-pool' } }).capacity.roleName).toBe('count-pool');
  });
});

test('a pool without a sandbox says what is counted of it', () => {
  const { growth } = counted({ pool: { sandbox: undefined } });
  Annotations.fromStack(growth).hasInfo('/Growth/Capacity', Match.stringLikeRegexp("'Pool/Pool' has no sandbox, so that nothing about leases is counted: InFlight, Declared, MaxSize and QuotaLeft are published"));
  Template.fromStack(growth).resourceCountIs('AWS::Events::Rule', 1);
});

test('a pool in a nested stack is found by the name that its stack is given', () => {
  const app = appWith();
  const root = new Stack(app, 'Root', { env: ENV });
  const pool = new AccountPool(new NestedStack(root, 'Nested'), 'Pool', { size: 1 });
  const growth = new Stack(app, 'Growth', { env: ENV });
  new PoolCapacity(growth, 'Capacity', { pool });
  const { [CapacityEnvironment.STACK_NAME]: name, [CapacityEnvironment.OWNER]: owner } = environmentOf(growth);
  expect(owner).toBe('Root/Nested/Pool/');
  expect(JSON.stringify(name)).toContain('Fn::ImportValue');
});

test.each([
  ['in its stack', (stack: Stack) => stack],
  ['below a path that no tag can hold', (stack: Stack) => new Construct(stack, 'Team & friends')],
  ['below a path that is too long for a tag', (stack: Stack) => new Construct(stack, 'x'.repeat(130))],
])('a pool %s is known by what its accounts tell of themselves', (_, scopeIn) => {
  const stack = new Stack(appWith(), 'Pool', { env: ENV });
  const pool = new AccountPool(scopeIn(stack), 'Pool', { size: 3 });
  new PoolCapacity(stack, 'Capacity', { pool });
  const { [CapacityEnvironment.OWNER]: prefix, [CapacityEnvironment.POOL]: name } = environmentOf(stack);
  const owners = Object.values(Template.fromStack(stack).findResources(POOL_ACCOUNT_TYPE)).map(({ Properties }) => Properties.Owner);
  expect(owners.filter(owner => !owner.startsWith(prefix))).toEqual([]);
  expect(pool.metricAvailable().dimensions).toEqual({ StackName: 'Pool', Pool: name });
  expect(name).toMatch(/^[A-Za-z0-9 _./=+@-]{1,255}$/);
});

describe('metrics of the pool', () => {
  const METRICS = {
    Available: 'metricAvailable',
    Active: 'metricActive',
    Frozen: 'metricFrozen',
    CleanUp: 'metricCleanUp',
    CoolingDown: 'metricCoolingDown',
    Quarantine: 'metricQuarantine',
    InFlight: 'metricInFlight',
    Declared: 'metricDeclared',
    MaxSize: 'metricMaxSize',
    QuotaLeft: 'metricQuotaLeft',
  } as const;

  test('are all that are counted', () => expect(Object.keys(METRICS).sort()).toEqual(Object.values(CapacityMetric).sort()));

  test.each(Object.entries(METRICS))('%s', (metricName, member) => {
    const { pool } = counted();
    const { namespace, dimensions, statistic, period, metricName: name } = pool[member]();
    expect({ namespace, dimensions, name }).toEqual({ namespace: METRIC_NAMESPACE, name: metricName, dimensions: { StackName: 'Pool', Pool: 'Pool' } });
    expect([statistic, period.toMinutes()]).toEqual([/^(Available|QuotaLeft)$/.test(metricName) ? 'Minimum' : 'Maximum', 5]);
    expect(pool[member]({ statistic: 'p50', period: Duration.hours(1) })).toMatchObject({ statistic: 'p50', period: Duration.hours(1) });
  });
});

describe('the alarm', () => {
  test('goes off below the mark, and when nobody can tell', () => {
    const { growth, capacity } = counted();
    capacity.lowWaterAlarm('Low', { below: 3 });
    Template.fromStack(growth).hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: "Account Robot: fewer than 3 accounts are Available for leases from 'Pool/Pool', or nobody can tell how many are",
      ComparisonOperator: 'LessThanThreshold',
      Dimensions: [{ Name: 'Pool', Value: 'Pool' }, { Name: 'StackName', Value: 'Pool' }],
      EvaluationPeriods: 2,
      MetricName: 'Available',
      Namespace: METRIC_NAMESPACE,
      Period: 300,
      Statistic: 'Minimum',
      Threshold: 3,
      TreatMissingData: 'breaching',
    });
  });

  test('takes its time and its name from who makes it', () => {
    const { growth, capacity } = counted();
    capacity.lowWaterAlarm('Low', { below: 1, counts: 6, alarmName: 'pool-low' });
    Template.fromStack(growth).hasResourceProperties('AWS::CloudWatch::Alarm', { EvaluationPeriods: 6, AlarmName: 'pool-low', Threshold: 1 });
  });

  test.each([0, -1, 1.5, NaN])('refuses %s accounts', below => {
    expect(messageOf(() => counted().capacity.lowWaterAlarm('Low', { below }))).toContain("pool capacity 'Growth/Capacity', alarm 'Low': 'below' must be a whole number, 1 or more");
  });

  test('refuses no count', () => {
    expect(messageOf(() => counted().capacity.lowWaterAlarm('Low', { below: 1, counts: 0 }))).toContain("'counts' must be a whole number, 1 or more, got 0; remove it to use the default, 2");
  });

  test('refuses a pool without a sandbox', () => {
    expect(messageOf(() => counted({ pool: { sandbox: undefined } }).capacity.lowWaterAlarm('Low', { below: 1 })))
      .toBe("pool capacity 'Growth/Capacity', alarm 'Low': 'Pool/Pool' has no sandbox, and no account is Available without one; remove the alarm, or give the pool a 'sandbox'");
  });
});

describe('bad input', () => {
  test('no pool', () => {
    expect(messageOf(() => new PoolCapacity(new Stack(), 'Capacity', {} as never))).toContain("'pool' must be an AccountPool, got undefined");
  });

  test('another account or Region than the pool\'s', () => {
    const other = (env: { account?: string; region?: string }) => messageOf(() => {
      const app = appWith();
      const pool = new AccountPool(new Stack(app, 'Pool', { env: ENV }), 'Pool', { size: 1 });
      new PoolCapacity(new Stack(app, 'Growth', { env: { ...ENV, ...env } }), 'Capacity', { pool });
    });
    expect(other({ region: 'us-east-1' })).toBe("pool capacity 'Growth/Capacity': it stands in Region us-east-1, and 'Pool/Pool' in eu-west-1; put it into a stack of the same account and Region as the pool");
    expect(other({ account: '999999999999' })).toContain('it stands in account 999999999999');
  });

  test('two that count one pool', () => {
    const { growth, pool } = counted();
    expect(messageOf(() => new PoolCapacity(growth, 'Again', { pool }))).toContain("the pool 'Pool/Pool' is already that of 'Growth/Capacity' and its counts; one counts for all, so remove one of them");
  });

  test('a way to the sandbox of a pool that has none', () => {
    expect(messageOf(() => counted({ pool: { sandbox: undefined }, capacity: { sandboxAccess: ACCESS } }))).toContain("'sandboxAccess' says nothing for a pool without a sandbox; remove it, or give 'Pool/Pool' a 'sandbox'");
  });

  test('a signed invoke', () => {
    const sandboxAccess = SandboxAccess.signedInvoke({ hubRoleArn: 'arn:aws:iam::222222222222:role/AccountRobot-myisb-hub' });
    expect(messageOf(() => counted({ capacity: { sandboxAccess } }))).toContain("'sandboxAccess' must be a SandboxAccess.machineClient(...), got SandboxAccess.signedInvoke(...)");
  });

  test('a role name that is none', () => {
    expect(messageOf(() => counted({ capacity: { roleName: 'a b' } }))).toContain("'roleName' must be");
  });

  test('a role name that a factory has', () => {
    const app = new App();
    const stack = new Stack(app, 'Pool', { env: ENV });
    const source = new AccountFactory(stack, 'AccountFactory', SETTINGS);
    expect(messageOf(() => new PoolCapacity(stack, 'Capacity', { pool: new AccountPool(stack, 'Pool', { size: 1, source }), roleName: 'AccountRobot-Pool' }))).toContain('the role name "AccountRobot-Pool" is already that of \'Pool/AccountFactory\'');
  });
});
