/** Rules on what is told of pools and accounts, and what it takes that it is told. */

import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { AccountFactory, AccountPool, InnovationSandbox, PoolAccount, PoolEvent, PoolGrowth, SandboxAccess } from '../../../src';
import { EVENT_BUS_VARIABLE } from '../../../src/contract';
import { appWith, arn, ENV, messageOf, poolStack, SANDBOX } from '../support';

const DEFAULT_BUS = arn('events:eu-west-1:111122223333:event-bus/default');

const sandbox = () => InnovationSandbox.fromNamespace('myisb', { access: SandboxAccess.machineClient(SANDBOX.access) });

/** What the factory of a stack may send to, and which of its functions know a bus. */
function telling(stack: Stack) {
  const template = Template.fromStack(stack);
  const statements = Object.values(template.findResources('AWS::IAM::Role'))
    .flatMap(({ Properties }) => Properties.Policies ?? [])
    .flatMap(({ PolicyDocument }: any) => PolicyDocument.Statement)
    .filter(({ Action }: any) => [Action].flat().includes('events:PutEvents'));
  const functions = Object.values(template.findResources('AWS::Lambda::Function'))
    .map(({ Properties }) => Properties.Environment?.Variables ?? {})
    .filter(variables => EVENT_BUS_VARIABLE in variables);
  return { buses: statements.map(({ Resource }: any) => Resource), functions: functions.map(variables => variables.ACCOUNT_ROBOT_FUNCTION).sort() };
}

test('nobody is told anything, and nothing may be sent, until somebody listens', () => {
  const stack = poolStack();
  new AccountPool(stack, 'Pool', { size: 2 });
  expect(telling(stack)).toEqual({ buses: [], functions: [] });
});

test.each<[string, (stack: Stack) => unknown]>([
  ['a rule of a pool', stack => new AccountPool(stack, 'Pool', { size: 2 }).onAccountAvailable('Available')],
  ['a rule of an account', stack => new PoolAccount(stack, 'pool-001').onAccountFailed('Failed')],
  ['a rule of an account of a pool', stack => new AccountPool(stack, 'Pool', { size: 2 }).accounts[1].onAccountFailed('Failed')],
  ['several of them', stack => {
    const pool = new AccountPool(stack, 'Pool', { size: 2 });
    pool.onAccountAvailable('Available');
    pool.onAccountFailed('Failed');
  }],
])('%s has both functions tell, on the default bus, and grants that one call', (_, listen) => {
  const stack = poolStack();
  listen(stack);
  expect(telling(stack)).toEqual({ buses: [DEFAULT_BUS], functions: ['is-complete', 'kick'] });
});

test('a rule of a pool hears of that pool alone', () => {
  const stack = poolStack();
  const pool = new AccountPool(stack, 'Pool', { size: 2 });
  const rule = pool.onAccountFailed('Failed', { target: new SnsTopic(new Topic(stack, 'Topic')), description: 'tells us' });
  expect(rule.node.path).toBe('Pool/Pool/Failed');
  Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
    Description: 'tells us',
    EventBusName: Match.absent(),
    EventPattern: { 'source': ['account-robot'], 'detail-type': ['AccountFailed'], 'detail': { stackName: ['Pool'], pool: ['Pool'] } },
    Targets: [Match.objectLike({ Arn: { Ref: Match.stringLikeRegexp('^Topic') } })],
  });
});

test.each<[string, (pool: AccountPool) => void, string]>([
  ['onAccountRequested', pool => pool.onAccountRequested('R'), 'AccountRequested'],
  ['onAccountVended', pool => pool.onAccountVended('R'), 'AccountVended'],
  ['onAccountRegistered', pool => pool.onAccountRegistered('R'), 'AccountRegistered'],
  ['onAccountAvailable', pool => pool.onAccountAvailable('R'), 'AccountAvailable'],
  ['onAccountFailed', pool => pool.onAccountFailed('R'), 'AccountFailed'],
  ['onEvent', pool => pool.onEvent('R', [PoolEvent.GROWTH_HALTED]), 'GrowthHalted'],
])('%s of a pool, and of its accounts, listens for what it says', (name, make, detailType) => {
  const stack = poolStack();
  const pool = new AccountPool(stack, 'Pool', { size: 1 });
  make(pool);
  const account = pool.accounts[0] as any;
  if (name !== 'onEvent') {
    account[name]('R');
  }
  const rules = Template.fromStack(stack).findResources('AWS::Events::Rule');
  const patterns = Object.values(rules).map(({ Properties }) => Properties.EventPattern);
  expect(patterns.map(pattern => pattern['detail-type'])).toEqual(patterns.map(() => [detailType]));
  expect(patterns).toHaveLength(name === 'onEvent' ? 1 : 2);
});

test('a rule of an account knows it by its name, which it has before it exists', () => {
  const stack = poolStack();
  new AccountPool(stack, 'Pool', { elasticSize: { min: 1, max: 3, initial: 1 } }).accounts[2].onEvent('Any', [PoolEvent.ACCOUNT_AVAILABLE, PoolEvent.ACCOUNT_FAILED]);
  Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      'source': ['account-robot'],
      'detail-type': ['AccountAvailable', 'AccountFailed'],
      'detail': { stackName: ['Pool'], account: { name: ['pool-003'] } },
    },
  });
});

test('a rule of an account that is only referred to knows its id, and has nobody told', () => {
  const stack = poolStack();
  new AccountPool(stack, 'Pool', { size: 1 });
  PoolAccount.fromAccountId(stack, 'Other', '444455556666').onAccountAvailable('Available');
  expect(telling(stack)).toEqual({ buses: [], functions: [] });
  Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
    EventPattern: { 'source': ['account-robot'], 'detail-type': ['AccountAvailable'], 'detail': { account: { id: ['444455556666'] } } },
  });
});

test('a pattern of the user\'s narrows it further', () => {
  const stack = poolStack();
  new AccountPool(stack, 'Pool', { size: 1 }).onAccountFailed('Failed', { eventPattern: { detail: { code: [{ prefix: 'AR-SANDBOX-' }] } } });
  Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
    EventPattern: Match.objectLike({ detail: { stackName: ['Pool'], pool: ['Pool'], code: [{ prefix: 'AR-SANDBOX-' }] } }),
  });
});

test('a bus that is named is told from the start, and rules stand on it', () => {
  const stack = poolStack();
  const source = new AccountFactory(stack, 'Factory', { eventBus: new EventBus(stack, 'Bus') });
  new AccountPool(stack, 'Pool', { size: 1, source }).onAccountFailed('Failed');
  const bus = { 'Fn::GetAtt': [expect.stringMatching(/^Bus/), 'Arn'] };
  expect(telling(stack)).toEqual({ buses: [bus], functions: ['is-complete', 'kick'] });
  Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', { EventBusName: { Ref: Match.stringLikeRegexp('^Bus') } });
});

test('a bus that is named is told although no rule of the app listens', () => {
  const stack = poolStack();
  new AccountFactory(stack, 'Factory', { eventBus: EventBus.fromEventBusName(stack, 'Bus', 'default') });
  expect(telling(stack)).toEqual({ buses: [DEFAULT_BUS], functions: ['is-complete', 'kick'] });
});

test('growth of a pool is told on the bus on which rules of the pool listen', () => {
  const app = appWith();
  const stack = new Stack(app, 'Pool', { env: ENV });
  const eventBus = EventBus.fromEventBusName(stack, 'Bus', 'central');
  const source = new AccountFactory(stack, 'Factory', { eventBus });
  const pool = new AccountPool(stack, 'Pool', { elasticSize: { min: 1, max: 3, initial: 1 }, source, sandbox: sandbox() });
  const growth = new Stack(app, 'Growth', { env: ENV });
  new PoolGrowth(growth, 'Growth', { pool, lowWater: 1 });
  Template.fromStack(growth).hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: Match.objectLike({ ACCOUNT_ROBOT_FUNCTION: 'grow', EVENT_BUS: arn('events:eu-west-1:111122223333:event-bus/central') }) },
  });
});

test('a rule in another stack has the factory of the pool tell', () => {
  const app = appWith();
  const stack = new Stack(app, 'Pool', { env: ENV });
  const pool = new AccountPool(stack, 'Pool', { size: 1 });
  const other = new Stack(app, 'Other', { env: ENV });
  expect(pool.onAccountFailed('Failed', { crossStackScope: other }).node.path).toBe('Other/Failed');
  expect(telling(stack).buses).toEqual([DEFAULT_BUS]);
});

test('accounts stay as they are when somebody listens', () => {
  const accountsOf = (listens: boolean) => {
    const stack = poolStack();
    const pool = new AccountPool(stack, 'Pool', { size: 2 });
    if (listens) {
      pool.onAccountAvailable('Available');
    }
    return Template.fromStack(stack).findResources('Custom::PoolAccount');
  };
  expect(accountsOf(true)).toEqual(accountsOf(false));
});

describe('bad input', () => {
  const pool = () => new AccountPool(poolStack(), 'Pool', { size: 1 });
  test.each<[string, () => unknown, string]>([
    ['no events', () => pool().onEvent('R', []), "account pool 'Pool/Pool', rule 'R': 'happenings' must be a list of PoolEvents, one at least, got []; write [PoolEvent.APPROVAL_ANSWERED]"],
    ['something else than a list', () => pool().onEvent('R', 'AccountFailed' as never), "rule 'R': 'happenings' must be a list of PoolEvents, one at least, got \"AccountFailed\""],
    ['an event of nobody', () => pool().onEvent('R', ['AccountMade' as never]), "rule 'R': 'happenings' must be among AccountRequested, "],
    ['an event of nobody, with what to do', () => pool().onEvent('R', ['AccountMade' as never]), 'got "AccountMade"; write one like PoolEvent.APPROVAL_ANSWERED'],
    ['an event of pools for an account', () => pool().accounts[0].onEvent('R', [PoolEvent.GROWTH_HALTED]), "pool account 'Pool/Pool/pool-001', rule 'R': 'happenings' must be among AccountRequested, AccountVended, AccountRegistered, AccountAvailable, AccountFailed, got \"GrowthHalted\"; that one is told of pools, so make the rule by the pool"],
    ['no bus', () => new AccountFactory(poolStack(), 'Factory', { eventBus: 'default' as never }), "account factory 'Pool/Factory': 'eventBus' must be an EventBus, got \"default\"; make one by new EventBus(...)"],
  ])('%s', (_, make, message) => {
    expect(messageOf(make)).toContain(message);
  });

  test.each([['account', 'eu-west-1:999988887777'], ['Region', 'us-east-1:111122223333']])('a bus in another %s can be sent to, and no rule is made on it here', (what, place) => {
    const stack = poolStack();
    const eventBus = EventBus.fromEventBusArn(stack, 'Bus', `arn:aws:events:${place}:event-bus/central`);
    const source = new AccountFactory(stack, 'Factory', { eventBus });
    const other = new AccountPool(stack, 'Pool', { size: 1, source });
    expect(messageOf(() => other.onAccountFailed('R'))).toContain(`rule 'R': it stands in ${what} `);
    expect(telling(stack).buses).toEqual([`arn:aws:events:${place}:event-bus/central`]);
  });

  test('where the place of the stack isn\'t known, CloudFormation says so', () => {
    const stack = new Stack(appWith(), 'Anywhere');
    const eventBus = EventBus.fromEventBusArn(stack, 'Bus', 'arn:aws:events:us-east-1:111122223333:event-bus/central');
    const source = new AccountFactory(stack, 'Factory', { eventBus });
    expect(() => new AccountPool(stack, 'Pool', { size: 1, source }).onAccountFailed('R')).not.toThrow();
  });
});
