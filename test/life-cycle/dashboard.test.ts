/**
 * What a dashboard shows is what functions emit: each metric of each widget, name by name and dimension by dimension, and each word of each question to the logs, in
 * records that the bundles have written.
 */

import { spawn } from 'node:child_process';
import * as path from 'node:path';
import { AccountPool, PoolCapacity, PoolDashboard, PoolGrowth } from 'account-robot';
import { App, Stack } from 'aws-cdk-lib';
import { grow } from '../../core/growth/grow';
import type { LedgerEntry } from '../../core/growth/ledger';
import type { GrowthPolicy } from '../../core/growth/policy';
import { createLog } from '../../core/log';
import { logAnswer, writtenTo } from '../../lambda/grow/compose';
import { CapacityEnvironment } from '../../src/contract';
import type { LogQuery, Asked } from '../../src/observability/log-queries';
import { LOG_QUERIES, textOf } from '../../src/observability/log-queries';
import { ServedOrganization } from '../cli/operator/served-organization';
import { temporaryFolder } from '../cli/shipped-command';
import { at } from '../core/fixtures';
import type { ShownMetric } from '../support/dashboard';
import { widgetsOf } from '../support/dashboard';
import { ACCOUNT, REGION, rehearseApp, SETTINGS } from '../support/rehearse-app';
import { sandboxBlock, SIGNED_INVOKE } from '../support/sandbox-app';

type Fields = Readonly<Record<string, any>>;

const ENV = { account: ACCOUNT, region: REGION };

/** The pool whose stack is rehearsed. */
const poolIn = (app: App) => new AccountPool(new Stack(app, 'Pool', { env: ENV }), 'Pool', { elasticSize: { min: 2, max: 3 } });

/** Records of the functions that make accounts: one account comes into the pool, one fails for good after others were waited for. */
async function recordsOfFactory(): Promise<Fields[]> {
  const { log } = await rehearseApp({
    app: app => void poolIn(app),
    settings: { concurrency: 1, sandbox: sandboxBlock({ access: SIGNED_INVOKE }) },
    world: { sandbox: { version: '1.2.14' }, faults: [{ kind: 'creation-fails', account: 'pool-001', reason: 'role-exists' }] },
    rollback: false,
  });
  return parsed(log.map(({ line }) => line));
}

function parsed(lines: readonly string[]): Fields[] {
  return lines.flatMap(line => line.split('\n')).filter(line => line.startsWith('{')).map(line => JSON.parse(line));
}

/** Runs the function that counts in a process of its own; returns its records. */
async function run(variables: NodeJS.ProcessEnv): Promise<Fields[]> {
  const file = path.join(__dirname, '..', '..', 'assets', 'lambda', 'capacity', 'count');
  const child = spawn(process.execPath, ['-e', `require(${JSON.stringify(file)}).handler({})`], { env: { PATH: process.env.PATH, NODE_NO_WARNINGS: '1', ...variables } });
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => { stdout += chunk.toString(); });
  await new Promise(resolve => { child.on('close', resolve); });
  return parsed(stdout.split('\n'));
}

/** Records of what counts the pool, in a world where everything can be told, and where nothing can. */
async function recordsOfCapacity(): Promise<Fields[]> {
  const folder = path.join(temporaryFolder(), 'cdk.out');
  const app = new App({ outdir: folder, context: { 'account-robot': { ...SETTINGS, sandbox: sandboxBlock({ access: SIGNED_INVOKE }) } } });
  const growth = new Stack(app, 'Counting', { env: ENV });
  new PoolCapacity(growth, 'Capacity', { pool: poolIn(app) });
  const { Resources } = app.synth().getStackByName('Counting').template as { Resources: Record<string, any> };
  const variables: Record<string, string> = Object.values(Resources).find(({ Type }) => Type === 'AWS::Lambda::Function')!.Properties.Environment.Variables;
  const served = await ServedOrganization.start([folder, '--until', '10m'], `
organization: { managementAccountId: '${ACCOUNT}', homeRegion: ${REGION}, organizationalUnits: [{ id: ou-abcd-11112222, name: Pool }] }
sandbox: { version: 1.2.14 }
`);
  return [
    ...await run({ ...served.env(), ...variables }),
    ...await run({ ...served.env(), ...variables, [CapacityEnvironment.SANDBOX_NAMESPACE]: 'other' }),
  ];
}

/** Records of growth: of a pool that is low, grows, and then may not any more today. They are logged by what the function logs them with. */
async function recordsOfGrowth(): Promise<Fields[]> {
  const lines: string[] = [];
  const policy: GrowthPolicy = { stackName: 'Pool', pool: 'Pool', parameter: 'PoolSize', min: 1, max: 9, lowWater: 5, step: 1, maxPerDay: 2, cooldownMinutes: 0 };
  const ledger: LedgerEntry[] = [];
  let size = 2;
  for (let tick = 1; tick <= 12; tick++) {
    const now = () => at(tick * 30);
    const log = createLog(line => lines.push(line), now, { stack: 'Pool', pool: 'Pool' });
    const sandbox = { available: 0, active: size, frozen: 0, cleanUp: 0, coolingDown: 0, quarantine: 0 };
    logAnswer(log, 'look', await grow({ ask: 'look' }, policy, {
      ledger: { read: async () => [...ledger], append: async entry => ledger.push(entry) > 0 },
      stack: {
        read: async () => ({ status: 'UPDATE_COMPLETE', size: String(size), operationAt: at(tick * 30 - 20), failedAccounts: [], otherFailures: [] }),
        grow: async update => { size = update.size; return 'begun' as const; },
      },
      counts: { count: async () => ({ at: now(), sandbox, inFlight: 0, maxSize: 9, quotaLeft: 50 }) },
      events: { send: async () => undefined },
      now,
      written: writtenTo(log),
    }));
  }
  return parsed(lines);
}

const records: Record<Asked, Fields[]> = { factory: [], capacity: [], growth: [] };
let shown: ReturnType<typeof widgetsOf>;

beforeAll(async () => {
  const app = new App({ context: { 'account-robot': { ...SETTINGS, sandbox: sandboxBlock({ access: SIGNED_INVOKE }) } } });
  const beside = new Stack(app, 'Beside', { env: ENV });
  const pool = poolIn(app);
  new PoolDashboard(beside, 'Dashboard', { pools: [pool], growths: [new PoolGrowth(beside, 'Growth', { pool, lowWater: 1, maxPerDay: 3 })] });
  shown = widgetsOf(beside);
  records.factory = await recordsOfFactory();
  records.capacity = await recordsOfCapacity();
  records.growth = await recordsOfGrowth();
}, 240_000);

/** The metrics that CloudWatch makes of records. */
function emitted(): string[] {
  const all = Object.values(records).flat().filter(({ _aws }) => _aws !== undefined);
  return all.flatMap(record => (record._aws.CloudWatchMetrics as Fields[]).flatMap(({ Namespace, Dimensions, Metrics }) =>
    (Dimensions as string[][]).flatMap(set => (Metrics as { Name: string }[]).map(({ Name }) => {
      expect(typeof record[Name]).toBe('number');
      return nameOf({ namespace: Namespace, name: Name, dimensions: Object.fromEntries(set.map(name => [name, record[name]])) });
    }))));
}

function nameOf({ namespace, name, dimensions }: Omit<ShownMetric, 'statistic'>): string {
  return `${namespace} ${name} ${Object.keys(dimensions).sort().map(key => `${key}=${dimensions[key]}`).join(' ')}`;
}

test('each metric of each widget is emitted, by that name, in that namespace, with those dimensions', () => {
  const there = new Set(emitted());
  const metrics = shown.flatMap(({ metrics: all }) => all);
  expect(metrics.length).toBeGreaterThan(14);
  expect(metrics.map(nameOf).filter(name => !there.has(name))).toEqual([]);
});

test('all counts of the pool are on the dashboard, each once, and have one set of dimensions', () => {
  const others = / (Provisioned|Failed|FactoryMinutes|CleaningMinutes) /;
  const counts = new Set(emitted().filter(name => name.endsWith(' Pool=Pool StackName=Pool') && !others.test(name)));
  expect(counts.size).toBe(10);
  const onBoard = shown.flatMap(({ metrics }) => metrics.map(nameOf)).filter(name => counts.has(name));
  expect(onBoard.sort()).toEqual([...counts].sort());
  expect(emitted().filter(name => / Available /.test(name))).toEqual(emitted().filter(name => / Available Pool=Pool StackName=Pool$/.test(name)));
});

/** What the language has itself. */
const WORDS = /^(fields|filter|stats|sort|limit|display|as|by|asc|desc|and|or|not|in|like)$/;

interface Question {
  readonly conditions: readonly ((record: Fields) => boolean)[];
  /** Members of records that it reads. */
  readonly members: readonly string[];
}

/** Reads a question. Throws for what isn't understood here, so that nothing in it goes unlooked at. */
function read({ commands }: LogQuery): Question {
  const conditions: ((record: Fields) => boolean)[] = [];
  const members = new Set<string>();
  const aliases = new Set<string>();
  for (const command of commands.filter(line => !line.startsWith('#'))) {
    if (command.startsWith('filter ')) {
      for (const condition of command.slice('filter '.length).split(' and ')) {
        const [, equal, value] = /^(\w+) = "([^"]*)"$/.exec(condition) ?? [];
        const [, present] = /^ispresent\((\w+)\)$/.exec(condition) ?? [];
        if (equal === undefined && present === undefined) {
          throw new Error(`the condition '${condition}' isn't understood`);
        }
        members.add(equal ?? present);
        conditions.push(record => equal === undefined ? record[present!] !== undefined : record[equal] === value);
      }
      continue;
    }
    for (const [, alias] of command.matchAll(/ as (\w+)/g)) {
      aliases.add(alias);
    }
    const named = [...command.matchAll(/`(\w+)`/g)].map(([, name]) => name);
    const words = command.replace(/`\w+`/g, '').replace(/@\w+/g, '').replace(/\b\d\w*/g, '').replace(/\w+(?=\()/g, '').match(/\w+/g) ?? [];
    for (const word of [...named, ...words.filter(each => !WORDS.test(each))].filter(each => !aliases.has(each))) {
      members.add(word);
    }
  }
  return { conditions, members: [...members] };
}

describe.each(LOG_QUERIES.map(query => [query.name, query] as const))('%s', (_, query) => {
  test('finds records, and each word in it is a member of one of them', () => {
    const { conditions, members } = read(query);
    const found = records[query.of].filter(record => conditions.every(holds => holds(record)));
    expect(found.length).toBeGreaterThan(0);
    expect(members.filter(member => !found.some(record => member in record))).toEqual([]);
  });
});

test('the dashboard asks what is saved', () => {
  const asked = shown.flatMap(({ query }) => query === undefined ? [] : [query.replace(/^(SOURCE '[^']*' \| )+/, '')]);
  expect(asked).toHaveLength(4);
  expect(asked.filter(text => !LOG_QUERIES.some(query => textOf(query) === text))).toEqual([]);
});
