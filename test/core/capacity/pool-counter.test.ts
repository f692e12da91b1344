import type { CountedAt } from '../../../core/capacity/pool-counter';
import { PoolCounter } from '../../../core/capacity/pool-counter';
import type { CapacityPorts, PoolStack } from '../../../core/capacity/ports';
import { AccessError, RefusalError, TransientError } from '../../../core/failures/errors';
import type { PoolConfiguration, PoolUnits } from '../../../core/registration/innovation-sandbox/model';
import { legMark } from '../../../src/contract';
import { at } from '../fixtures';

const UNITS = Object.fromEntries(['pool', 'available', 'active', 'frozen', 'cleanUp', 'quarantine', 'entry', 'exit'].map(unit => [unit, `ou-${unit}`])) as unknown as PoolUnits;
const ACCESS = { kind: 'machine-client', roleArn: 'arn:aws:iam::222222222222:role/r', externalId: 'x1', apiId: 'abc123' } as const;
const POOL: CountedAt = { stackName: 'stack', owner: 'stack/Pool/', maxSize: 2, sizeParameter: 'PoolSize', legs: ['A', 'B'].map(legMark) };
const SANDBOX = { namespace: 'myisb', region: 'us-west-2' };

/** What the systems answer, or throw. */
interface World {
  readonly configuration: PoolConfiguration | null | Error;
  readonly accounts: Error | Readonly<Record<string, readonly string[]>>;
  readonly cooling: readonly string[] | Error;
  readonly stack: PoolStack | null | Error;
  readonly legs: Error | readonly [];
  readonly products: readonly string[] | Error;
  readonly quota: number | undefined | Error;
}

const GOOD: World = {
  configuration: { version: 'v1.3.3', units: UNITS },
  accounts: { 'ou-available': ['1', '2'], 'ou-cleanUp': ['3', '4'] },
  cooling: ['4'],
  stack: { status: 'UPDATE_FAILED', startedAt: at(0).toISOString(), parameters: { PoolSize: '2' } },
  legs: [],
  products: ['stack/Pool/pool-001'],
  quota: 10,
};

function answer<T>(value: T | Error): T {
  if (value instanceof Error) {
    throw value;
  }
  return value;
}

async function count(changes: Partial<World> = {}, pool: Partial<CountedAt> = { sandbox: { ...SANDBOX, access: ACCESS } }) {
  const world = { ...GOOD, ...changes };
  const asked: string[] = [];
  const note = (what: string) => { asked.push(what); };
  const ports: CapacityPorts = {
    units: { configuration: async ({ namespace, region }) => { note(`${namespace} in ${region}`); return answer(world.configuration); } },
    organization: {
      accountsIn: async unit => { note(unit); return (answer(world.accounts)[unit] ?? []).map(id => ({ id, name: id, email: '', status: 'ACTIVE' })); },
      room: async () => { const quota = answer(world.quota); return quota === undefined ? { accounts: 0 } : { quota, accounts: 4 }; },
    },
    sandbox: { coolingDown: async sandbox => { note('cooldowns'); note(JSON.stringify(sandbox)); return answer(world.cooling); } },
    stacks: { stack: async name => { note(`stack ${name}`); return answer(world.stack); }, legs: async () => { note('legs'); return answer(world.legs); } },
    factory: { atWork: async () => { note('factory'); return answer(world.products).map(owner => ({ name: 'x', owner })); } },
  };
  return { asked, counts: await new PoolCounter({ ...POOL, ...pool }, ports, () => at(5)).count() };
}

const denied = new RefusalError('organizations:ListAccountsForParent', 'AccessDeniedException: no');
const throttled = new TransientError('servicequotas:ListServiceQuotas', 'Throttling: slow down');

test('all is counted', async () => {
  const { counts, asked } = await count();
  expect(counts).toEqual({
    at: at(5),
    sandbox: { available: 2, active: 0, frozen: 0, cleanUp: 1, coolingDown: 1, quarantine: 0 },
    inFlight: 1,
    declared: 2,
    maxSize: 2,
    quotaLeft: 6,
    slotsInUse: 1,
  });
  // Who is on the way into the pool, or out of it, is nobody that a lease would find.
  expect(asked).toEqual(expect.arrayContaining(['myisb in us-west-2', 'ou-available', 'ou-active', 'ou-frozen', 'ou-cleanUp', 'ou-quarantine']));
  expect(asked.filter(what => /^(ou-(entry|exit|pool)|legs)$/.test(what))).toEqual([]);
});

test('legs are listed only while the stack is at work', async () => {
  const { asked, counts } = await count({ stack: { ...GOOD.stack as PoolStack, status: 'UPDATE_IN_PROGRESS' } });
  expect(asked).toContain('legs');
  expect(counts.inFlight).toBe(2);
});

test('how many are on their way is left out where the legs of a stack at work can\'t be listed, and why is told', async () => {
  const { counts } = await count({ stack: { ...GOOD.stack as PoolStack, status: 'UPDATE_IN_PROGRESS' }, legs: throttled });
  expect(counts).not.toHaveProperty('inFlight');
  expect(counts.unseen).toEqual([{ what: 'the accounts of the stack', why: 'servicequotas:ListServiceQuotas: Throttling: slow down' }]);
});

test.each<[string, Partial<World>, string[], RegExp]>([
  ['the parameter can\'t be read', { configuration: new RefusalError('ssm:GetParameter', 'AccessDeniedException: no') }, ['sandbox'], /^the sandbox: ssm:GetParameter: AccessDenied/],
  ['the sandbox publishes nothing', { configuration: null }, ['sandbox'], /^the sandbox: no Innovation Sandbox of namespace myisb publishes itself in us-west-2$/],
  ['the sandbox is too old to have units', { configuration: { version: 'v1.1.8' } }, ['sandbox'], /^the sandbox: Innovation Sandbox v1\.1\.8 publishes no units$/],
  ['units can\'t be listed', { accounts: denied }, ['sandbox'], /^the units of the sandbox: organizations:ListAccountsForParent: AccessDenied/],
  ['the stack can\'t be read', { stack: throttled }, ['inFlight', 'declared', 'slotsInUse'], /^the stack: /],
  ['the stack isn\'t there', { stack: null }, ['inFlight', 'declared', 'slotsInUse'], /^the stack: there is no stack stack$/],
  ['the factory can\'t be asked', { products: throttled }, ['inFlight', 'slotsInUse'], /^the factory: /],
  ['the quota can\'t be read', { quota: throttled }, ['quotaLeft'], /^the account quota: servicequotas:ListServiceQuotas: Throttling: slow down$/],
  ['AWS doesn\'t tell the quota', { quota: undefined }, ['quotaLeft'], /^the account quota: AWS does not tell it here$/],
])('fails nothing when %s: what hangs on it is left out, and why is told', async (_, changes, missing, why) => {
  const [{ counts: all }, { counts }] = [await count(), await count(changes)];
  const { unseen = [], ...rest } = counts;
  expect(rest).toEqual(Object.fromEntries(Object.entries(all).filter(([name]) => !missing.includes(name))));
  expect(unseen.map(one => `${one.what}: ${one.why}`)).toEqual([expect.stringMatching(why)]);
});

describe('who cools down', () => {
  test.each([
    ['can\'t be asked', new AccessError('sts:AssumeRole', 'AR-SANDBOX-ROLE', {}, 'AccessDenied: no', true)],
    ['isn\'t told', new TransientError('innovation-sandbox:GET /accounts', '502: Bad gateway')],
  ])('is left out if Innovation Sandbox %s, and stays in CleanUp', async (_, cooling) => {
    const { counts } = await count({ cooling });
    expect(counts.sandbox).toEqual({ available: 2, active: 0, frozen: 0, cleanUp: 2, quarantine: 0 });
    expect(counts.unseen).toEqual([{ what: 'cooldowns', why: `${cooling.operation}: ${cooling.text}` }]);
  });

  test('is asked of the sandbox that the pool is counted in, by the way that is given', async () => {
    const { asked } = await count();
    expect(asked).toContain(JSON.stringify({ ...SANDBOX, access: ACCESS }));
  });

  test('is left out without a way to ask, which is no failure', async () => {
    const { counts, asked } = await count({}, { sandbox: SANDBOX });
    expect(counts.sandbox).not.toHaveProperty('coolingDown');
    expect(counts.unseen).toBeUndefined();
    expect(asked).not.toContain('cooldowns');
  });

  test.each(['v1.2.14', '1.2.0', 'v1.1.8'])('is nobody in %s, which has no cooldown', async version => {
    const { counts, asked } = await count({ configuration: { version, units: UNITS } }, { sandbox: SANDBOX });
    expect(counts.sandbox).toEqual({ available: 2, active: 0, frozen: 0, cleanUp: 2, coolingDown: 0, quarantine: 0 });
    expect(counts.unseen).toBeUndefined();
    expect(asked).not.toContain('cooldowns');
  });
});

test('of a pool without a sandbox nothing about leases is asked for', async () => {
  const { counts, asked } = await count({}, {});
  expect(counts).toEqual({ at: at(5), inFlight: 1, declared: 2, maxSize: 2, quotaLeft: 6, slotsInUse: 1 });
  expect(asked).toEqual(['stack stack', 'factory']);
});

describe('the factory is asked as seldom as can be, because each call costs', () => {
  /** Counts so often, five minutes apart, each time with the next stack and products; returns at which counts the factory was asked, and what was on its way. */
  async function counting(...looks: [status: string, products: string[] | Error, startedAt?: number][]) {
    return countingEach(5, ...looks);
  }

  async function countingEach(minutes: number, ...looks: [status: string, products: string[] | Error, startedAt?: number][]) {
    let [minute, index] = [0, -1];
    const asked: number[] = [];
    const ports = {
      stacks: {
        stack: async () => ({ status: looks[index][0], startedAt: at(looks[index][2] ?? 0).toISOString(), parameters: { PoolSize: '2' } }),
        legs: async () => [],
      },
      factory: { atWork: async () => { asked.push(index); return answer(looks[index][1]).map(owner => ({ name: 'x', owner })); } },
      organization: { room: async () => ({ quota: 10, accounts: 4 }) },
    } as unknown as CapacityPorts;
    const counter = new PoolCounter(POOL, ports, () => at(minute));
    const inFlight: (number | undefined)[] = [];
    for (index = 0; index < looks.length; index++, minute += minutes) {
      inFlight.push((await counter.count()).inFlight);
    }
    return { asked, inFlight };
  }

  const OURS = 'stack/Pool/pool-001';

  test('never where all accounts are there', async () => {
    await expect(counting(['UPDATE_COMPLETE', [OURS]], ['UPDATE_COMPLETE', [OURS]])).resolves.toEqual({ asked: [], inFlight: [0, 0] });
  });

  test('always while the stack is at work, or is rolled back', async () => {
    const statuses = ['UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS'].flatMap(status => Array<string>(4).fill(status));
    const { asked } = await counting(...statuses.map((status): [string, string[]] => [status, []]));
    expect(asked).toEqual(statuses.map((_, index) => index));
  });

  test('after a failure until nothing of the pool is left, seen twice', async () => {
    await expect(counting(
      ['UPDATE_FAILED', [OURS]], ['UPDATE_FAILED', [OURS, 'stack/Other/pool-9']], ['UPDATE_FAILED', ['stack/Other/pool-9']], ['UPDATE_FAILED', [OURS]], ['UPDATE_FAILED', [OURS]],
    )).resolves.toEqual({ asked: [0, 1, 2], inFlight: [1, 1, 0, 0, 0] });
  });

  test('not for the first look at a stack that has just failed: its products may show a moment later', async () => {
    await expect(counting(['UPDATE_FAILED', []], ['UPDATE_FAILED', [OURS]], ['UPDATE_FAILED', []], ['UPDATE_FAILED', []])).resolves.toEqual({ asked: [0, 1, 2], inFlight: [0, 1, 0, 0] });
  });

  test('four minutes are enough for what lags, and three are not', async () => {
    const quiet: [string, string[]] = ['UPDATE_FAILED', []];
    await expect(countingEach(4, quiet, quiet, quiet)).resolves.toMatchObject({ asked: [0, 1] });
    await expect(countingEach(3, quiet, quiet, quiet, quiet)).resolves.toMatchObject({ asked: [0, 1, 2] });
  });

  test('again after another operation, even one that came and went between two counts', async () => {
    const { asked } = await counting(['UPDATE_FAILED', []], ['UPDATE_FAILED', []], ['UPDATE_FAILED', []], ['UPDATE_FAILED', [OURS], 11], ['UPDATE_ROLLBACK_COMPLETE', [], 11]);
    expect(asked).toEqual([0, 1, 3, 4]);
  });

  test('again after a look that failed', async () => {
    const { asked, inFlight } = await counting(['UPDATE_FAILED', []], ['UPDATE_FAILED', throttled], ['UPDATE_FAILED', []], ['UPDATE_FAILED', []]);
    expect([asked, inFlight]).toEqual([[0, 1, 2], [0, undefined, 0, 0]]);
  });
});

test('a fault of ours is not passed over', async () => {
  await expect(count({ products: new TypeError('x is not a function') })).rejects.toThrow('x is not a function');
});
