/** What keeps a pool from growing, and what becomes of it when that is gone: with the functions as they are deployed, tick by tick. */

import { AccountPool, PoolGrowth } from 'account-robot';
import type { App } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import type { RehearsalState } from '../../rehearsal/state-file';
import type { Rehearsed } from '../support/rehearse-app';
import { ACCOUNT, rehearseApp, REGION } from '../support/rehearse-app';
import { sandboxBlock } from '../support/sandbox-app';

const pooled = (initial: number, lowWater: number) => (app: App) => {
  const env = { account: ACCOUNT, region: REGION };
  const pool = new AccountPool(new Stack(app, 'Pool', { env }), 'Pool', { elasticSize: { min: 1, max: 6, initial } });
  new PoolGrowth(new Stack(app, 'PoolGrowth', { env }), 'Growth', { pool, lowWater, step: 1, maxPerDay: 3 });
};

interface Hours {
  readonly faults?: readonly object[];
  readonly leases?: readonly object[];
  readonly hours?: number;
  readonly initial?: number;
  readonly lowWater?: number;
  readonly state?: RehearsalState;
}

const live = async ({ faults = [], hours = 3, initial = 2, leases, lowWater = 3, state }: Hours) => rehearseApp({
  app: pooled(initial, lowWater),
  settings: { sandbox: sandboxBlock() },
  state,
  world: {
    factory: { creationMinutes: { median: 10, sigma: 0, minimum: 10, maximum: 10 } },
    deployment: { afterwardsMinutes: hours * 60 },
    ...leases === undefined ? {} : { leases },
    faults,
  },
  rollback: false,
});

/** A line of the ledger. */
interface Written {
  readonly kind: string;
  readonly code?: string;
  readonly what?: string;
  readonly from?: number;
  readonly to?: number;
}

const written = ({ log }: Rehearsed) => log.filter(({ line }) => line.includes('"growth-written"'))
  .map(({ at, line }) => ({ minute: at / 60, ...JSON.parse(line) as Written }));
const answered = ({ log }: Rehearsed) => log.filter(({ line }) => line.includes('"growth-answered"'))
  .map(({ at, line }) => ({ minute: at / 60, ...JSON.parse(line) as { readonly outcome: string; readonly code?: string; readonly text: string } }));
const growths = (result: Rehearsed) => written(result).filter(({ kind }) => kind === 'growth');

test.each<[string, string, string, RegExp]>([
  ['a quota that can\'t be read', 'servicequotas:ListServiceQuotas', 'TooManyRequestsException', /how many accounts the organization's quota leaves room for can't be told/],
  ['an Innovation Sandbox whose units can\'t be listed', 'organizations:ListAccountsForParent', 'ServiceException', /how many accounts are available can't be told/],
])('%s: nothing grows, people are told once, and the next tick behind it grows', async (_, action, code, what) => {
  const result = await live({ faults: [{ kind: 'call-fails', action, code, message: 'Not now.', fromMinute: 20, toMinute: 100 }] });
  const blind = answered(result).filter(({ minute }) => minute < 100);
  expect(blind.length).toBeGreaterThan(8);
  expect(new Set(blind.map(answer => answer.code))).toEqual(new Set(['AR-GROWTH-BLIND']));
  expect(written(result).filter(({ kind }) => kind === 'refusal')).toMatchObject([{ code: 'AR-GROWTH-BLIND', what: expect.stringMatching(what) }]);
  const [growth] = growths(result);
  expect(growth).toMatchObject({ from: 2, to: 3 });
  expect(growth.minute).toBeGreaterThan(100);
  // A quota is asked for again at each tick, as long as there is none.
  expect(growth.minute).toBeLessThan(107);
});

test('a stack in UPDATE_ROLLBACK_FAILED: nothing grows until somebody has continued that, and then it does', async () => {
  const stuck = await live({
    faults: [
      { kind: 'stack-updated', stack: 'Pool', parameters: { PoolSize: '4' }, rollback: true, cancelAfterMinutes: 3, minute: 60 },
      { kind: 'outage', service: 'lambda', fromMinute: 62, toMinute: 90 },
    ],
    leases: [{ at: 95, take: 1, for: 1000 }],
    lowWater: 2,
  });
  const low = answered(stuck).filter(({ minute }) => minute > 101);
  expect(low.length).toBeGreaterThan(10);
  expect(new Set(low.map(({ text }) => text))).toEqual(new Set(['stack Pool is UPDATE_ROLLBACK_FAILED, and a pool grows from a settled stack only.']));
  expect(growths(stuck)).toEqual([]);
  expect(stuck.report.operations!.map(({ by }) => by)).toEqual(['somebody']);

  const back = await rehearseApp({
    app: pooled(2, 2),
    settings: { sandbox: sandboxBlock() },
    state: stuck.state,
    world: { deployment: { command: 'rollback', afterwardsMinutes: 60, pauseMinutes: 5 }, factory: { creationMinutes: { median: 10, sigma: 0, minimum: 10, maximum: 10 } } },
    rollback: false,
  });
  expect(growths(back)).toMatchObject([{ from: 2, to: 3 }]);
});

test('PoolSize changed by hand: growth goes on from there, and waits while that runs', async () => {
  const result = await live({
    faults: [{ kind: 'stack-updated', stack: 'Pool', parameters: { PoolSize: '4' }, minute: 60 }],
    leases: [{ at: 62, take: 2, for: 1000 }, { at: 120, take: 2, for: 1000 }],
    lowWater: 2,
    hours: 4,
  });
  const busy = answered(result).filter(({ minute }) => minute > 63 && minute < 72);
  expect(new Set(busy.map(({ text }) => text))).toEqual(new Set(['stack Pool is UPDATE_IN_PROGRESS: one operation at a time']));
  expect(growths(result)[0]).toMatchObject({ from: 4, to: 5 });
  expect(result.report.operations!.map(({ by, parameters }) => [by, parameters.PoolSize])).toEqual([
    ['somebody', { from: '2', to: '4' }], ['grow', { from: '4', to: '5' }], ['grow', { from: '5', to: '6' }],
  ]);
});

test('PoolSize lowered by hand: the stack forgets accounts, none of them is closed, and a growth takes them back', async () => {
  const first = await live({ lowWater: 2, initial: 3, hours: 1 });
  const result = await live({
    state: first.state,
    faults: [{ kind: 'stack-updated', stack: 'Pool', parameters: { PoolSize: '2' }, minute: 10 }],
    leases: [{ at: 30, take: 2, for: 1000 }],
    lowWater: 2,
    initial: 3,
    hours: 1,
  });
  const members = (state: RehearsalState) => state.services.organizations.accounts.filter(({ name }) => name.startsWith('pool-')).map(({ id, status }) => [id, status]);
  expect(growths(result)).toMatchObject([{ from: 2, to: 3 }]);
  expect(members(result.state)).toEqual(members(first.state));
});

test('`cdk deploy` with another `initial` changes neither the size nor what growth does', async () => {
  const first = await live({});
  expect(growths(first)).toMatchObject([{ from: 2, to: 3 }]);
  const again = await live({ state: first.state, initial: 5, leases: [{ at: 30, take: 1, for: 1000 }], hours: 2 });
  expect(again.report.operations!.map(({ by, parameters }) => [by, parameters.PoolSize])).toEqual([['grow', { from: '3', to: '4' }]]);
  expect(growths(again)).toMatchObject([{ from: 3, to: 4 }]);
});
