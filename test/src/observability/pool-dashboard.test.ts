import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { AccountPoolProps, PoolDashboardProps } from '../../../src';
import { AccountPool, InnovationSandbox, PoolCapacity, PoolDashboard, PoolGrowth, SandboxAccess } from '../../../src';
import { LOG_QUERIES } from '../../../src/observability/log-queries';
import { flat, widgetsOf } from '../../support/dashboard';
import { appWith, ENV, messageOf, SANDBOX } from '../support';

const sandbox = () => InnovationSandbox.fromNamespace('myisb', { access: SandboxAccess.machineClient(SANDBOX.access) });

/** A pool that grows, and a dashboard beside it. */
function shown(poolProps: Partial<AccountPoolProps> = {}, props: Partial<PoolDashboardProps> = {}, grows = true) {
  const app = appWith();
  const poolStack = new Stack(app, 'Pool', { env: ENV });
  const beside = new Stack(app, 'Beside', { env: ENV });
  const pool = new AccountPool(poolStack, 'Pool', { sandbox: sandbox(), ...grows ? { elasticSize: { min: 1, max: 3 } } : { size: 2 }, ...poolProps });
  const growths = grows ? [new PoolGrowth(beside, 'Growth', { pool, lowWater: 1, maxPerDay: 3 })] : [];
  const dashboard = new PoolDashboard(beside, 'Dashboard', { pools: [pool], growths, ...props });
  return { app, poolStack, beside, pool, growths, dashboard };
}

const titles = (stack: Stack) => widgetsOf(stack).map(({ title }) => title);
const savedIn = (stack: Stack) => Object.values(Template.fromStack(stack).findResources('AWS::Logs::QueryDefinition')).map(({ Properties }) => Properties);

test('a pool that grows is shown with all that is known of it', () => {
  const { beside } = shown();
  expect(titles(beside)).toEqual([
    'Pool: accounts of the sandbox', 'Pool: size', 'Pool: minutes', 'Pool: accounts made and failed',
    'Failures by code', 'Slots of the factory in use', 'Growth', 'What could not be counted',
  ]);
});

test('counts are stacked, and minutes are medians and what nine of ten take at most', () => {
  const [counts, size, minutes] = widgetsOf(shown().beside);
  expect(counts.properties).toMatchObject({ stacked: true, view: 'timeSeries' });
  expect(counts.metrics.map(({ name }) => name)).toEqual(['Available', 'Active', 'Frozen', 'CleanUp', 'CoolingDown', 'Quarantine']);
  expect(size.metrics.map(({ name }) => name)).toEqual(['Declared', 'MaxSize', 'InFlight', 'QuotaLeft']);
  expect(minutes.metrics.map(({ name, statistic }) => `${name} ${statistic}`)).toEqual(['FactoryMinutes p50', 'FactoryMinutes p90', 'CleaningMinutes p50', 'CleaningMinutes p90']);
});

test('widgets fill their rows', () => {
  const [{ Properties }] = Object.values(Template.fromStack(shown().beside).findResources('AWS::CloudWatch::Dashboard'));
  const rows = new Map<number, number>();
  for (const { y, width } of JSON.parse(flat(Properties.DashboardBody)).widgets as { y: number; width: number }[]) {
    rows.set(y, (rows.get(y) ?? 0) + width);
  }
  expect([...rows.values()]).toEqual([24, 24, 24, 24, 24]);
});

test('of a pool without a sandbox nothing about leases is shown', () => {
  const { beside } = shown({ sandbox: undefined }, {}, false);
  expect(titles(beside)).toEqual(['Pool: size', 'Pool: minutes', 'Pool: accounts made and failed', 'Failures by code']);
  expect(widgetsOf(beside).flatMap(({ metrics }) => metrics).map(({ name }) => name)).not.toContain('CleaningMinutes');
});

test('a pool that is counted and does not grow has no ledger', () => {
  const app = appWith();
  const stack = new Stack(app, 'Pool', { env: ENV });
  const pool = new AccountPool(stack, 'Pool', { size: 1, sandbox: sandbox() });
  const capacity = new PoolCapacity(stack, 'Capacity', { pool });
  new PoolDashboard(stack, 'Dashboard', { pools: [pool], capacities: [capacity] });
  expect(titles(stack)).toEqual(expect.arrayContaining(['Slots of the factory in use', 'What could not be counted']));
  expect(titles(stack)).not.toContain('Growth');
  expect(savedIn(stack).map(({ Name }) => Name).filter(name => /growth/.test(name))).toEqual([]);
});

test('alarms are shown on top', () => {
  const { beside, dashboard, growths: [growth] } = shown();
  const low = growth.capacity.lowWaterAlarm('Low', { below: 1 });
  new PoolDashboard(beside, 'Other', { pools: [growth.capacity.pool], alarms: [low], savedQueries: false });
  expect(dashboard.dashboard).toBeInstanceOf(cloudwatch.Dashboard);
  const bodies = Object.values(Template.fromStack(beside).findResources('AWS::CloudWatch::Dashboard')).map(({ Properties }) => JSON.parse(flat(Properties.DashboardBody)).widgets);
  expect(bodies.find(([first]) => first.type === 'alarm')[0]).toMatchObject({ y: 0, width: 24, properties: { title: 'Alarms', alarms: [expect.stringMatching(/^<GrowthCapacityLow/)] } });
});

test('two pools of one factory ask its logs once', () => {
  const app = appWith();
  const stack = new Stack(app, 'Pool', { env: ENV });
  const pools = ['a', 'b'].map(name => new AccountPool(stack, name, { size: 1, namePrefix: `${name}-` }));
  new PoolDashboard(stack, 'Dashboard', { pools });
  const [{ LogGroupNames }] = savedIn(stack);
  expect(LogGroupNames).toHaveLength(3);
  expect(titles(stack).filter(title => title.endsWith(': size'))).toEqual(['a: size', 'b: size']);
});

describe('questions', () => {
  test('are saved in a folder of the stack, each with the logs that it is asked of', () => {
    const saved = savedIn(shown().beside);
    expect(saved.map(({ Name }) => Name)).toEqual(LOG_QUERIES.map(({ name }) => `account-robot/Beside/${name}`));
    const groups = (name: string) => saved.find(({ Name }) => Name.endsWith(`/${name}`)).LogGroupNames.map(flat);
    expect(groups('failures')).toEqual(['LookUp', 'Kick', 'IsComplete'].map(id => expect.stringMatching(new RegExp(`^<Pool:ExportsOutputRefAccountFactory\\w*${id}Log`))));
    expect(groups('counts')).toEqual([expect.stringMatching(/^<GrowthCapacityCountLog/)]);
    expect(groups('growth-ledger')).toEqual([expect.stringMatching(/^<GrowthGrowLog/)]);
  });

  test('aren\'t, if nobody wants them', () => {
    expect(savedIn(shown({}, { savedQueries: false }).beside)).toEqual([]);
  });

  test('have names of their own', () => {
    expect(new Set(LOG_QUERIES.map(({ name }) => name)).size).toBe(LOG_QUERIES.length);
  });
});

describe('bad input', () => {
  test.each<[string, (given: ReturnType<typeof shown>) => Partial<PoolDashboardProps>, string]>([
    ['no pools', () => ({ pools: [] }), "pool dashboard 'Beside/Other': 'pools' must have one pool at least, got []; a dashboard without one shows nothing"],
    ['a pool that is none', () => ({ pools: ['Pool' as never] }), "'pools' must be a list of AccountPools, got [\"Pool\"]; write [pool]"],
    ['what counts another pool', ({ poolStack, beside, pool }) => {
      const other = new AccountPool(poolStack, 'Second', { size: 1, namePrefix: 'b-' });
      return { pools: [pool], capacities: [new PoolCapacity(beside, 'Second', { pool: other })] };
    }, "'capacities' has 'Beside/Second', which is of 'Pool/Second', and that is not one of 'pools'; add the pool, or remove it"],
    ['growth of another pool', ({ poolStack, growths }) => ({ pools: [new AccountPool(poolStack, 'Second', { size: 1, namePrefix: 'b-' })], growths }), "'growths' has 'Beside/Growth'"],
  ])('%s', (_, props, message) => {
    const given = shown();
    expect(messageOf(() => new PoolDashboard(given.beside, 'Other', props(given) as PoolDashboardProps))).toContain(message);
  });

  test('another Region than that of the pools', () => {
    const { app, pool } = shown();
    expect(messageOf(() => new PoolDashboard(new Stack(app, 'Far', { env: { ...ENV, region: 'us-east-1' } }), 'Dashboard', { pools: [pool] })))
      .toContain("pool dashboard 'Far/Dashboard': it stands in Region us-east-1, and 'Pool/Pool' in eu-west-1");
  });
});
