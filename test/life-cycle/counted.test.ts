/** A pool that is counted while it is made: every five minutes, by the schedule of the stack beside it, in the role that this stack gives. */

import { AccountPool, PoolCapacity, SandboxAccess } from 'account-robot';
import type { App } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import type { Rehearsed } from '../support/rehearse-app';
import { ACCOUNT, REGION, rehearseApp } from '../support/rehearse-app';
import { EXTERNAL_ID, HUB_ROLE_ARN, MACHINE_CLIENT_ARN, sandboxBlock } from '../support/sandbox-app';

interface Counts {
  readonly minute: number;
  readonly available: number;
  readonly cleanUp: number;
  readonly coolingDown: number;
  readonly inFlight: number;
  readonly declared: number;
  readonly quotaLeft: number;
  readonly slotsInUse: number;
}

function recordsOf({ log }: Rehearsed, notice: string): (Counts & Record<string, unknown>)[] {
  return log.filter(({ line }) => line.includes(`"notice":"${notice}"`)).map(({ at, line }) => ({ minute: at / 60, ...JSON.parse(line) }));
}

/** The stack that counts is deployed first. The machine client trusts the whole account, so that one serves both roles. */
const app = (made: App) => {
  const env = { account: ACCOUNT, region: REGION };
  const growth = new Stack(made, 'Growth', { env });
  const pool = new AccountPool(new Stack(made, 'Pool', { env }), 'Pool', { elasticSize: { min: 2, max: 6, initial: 4 } });
  new PoolCapacity(growth, 'Capacity', { pool, sandboxAccess: SandboxAccess.machineClient({ roleArn: MACHINE_CLIENT_ARN, externalId: EXTERNAL_ID }) });
};

describe('four accounts one after another, one of which fails', () => {
  let rehearsed: Rehearsed;
  let counts: (Counts & Record<string, unknown>)[];
  beforeAll(async () => {
    rehearsed = await rehearseApp({
      app,
      settings: { sandbox: sandboxBlock(), concurrency: 1 },
      world: {
        deployment: { afterwardsMinutes: 30 },
        sandbox: {
          cooldownMinutes: 20,
          machineClient: { roleArn: MACHINE_CLIENT_ARN, externalId: EXTERNAL_ID, trustedPrincipal: ACCOUNT },
          hubRole: { roleArn: HUB_ROLE_ARN, trustedPrincipal: ACCOUNT },
        },
        faults: [{ kind: 'creation-fails', account: 'pool-003', reason: 'role-exists' }],
      },
      rollback: false,
    });
    counts = recordsOf(rehearsed, 'capacity-counted');
  });

  test('it is counted every five minutes, and nothing is denied', () => {
    expect(rehearsed.report.stacks.map(({ status }) => status)).toEqual(['CREATE_COMPLETE', 'CREATE_FAILED']);
    const gaps = counts.slice(1).map(({ minute }, index) => minute - counts[index].minute);
    expect(counts.length).toBeGreaterThan(20);
    expect([Math.min(...gaps), Math.max(...gaps)]).toEqual([expect.any(Number), expect.any(Number)]);
    expect(Math.min(...gaps)).toBeGreaterThan(3.5);
    expect(Math.max(...gaps)).toBeLessThan(6.5);
    expect(rehearsed.report.iam.denied).toEqual([]);
    expect(recordsOf(rehearsed, 'capacity-unseen')).toEqual([]);
  });

  test('no account is lost between what is on its way, what is there and what failed', () => {
    const failed = rehearsed.account('pool-003');
    expect(failed.state).toBe('FAILED');
    for (const { minute, available, inFlight, declared } of counts) {
      const gone = declared - available - inFlight;
      expect([minute, gone]).toEqual([minute, gone === 1 ? 1 : 0]);
    }
    expect(counts.at(-1)).toMatchObject({ available: 3, inFlight: 0, declared: 4, maxSize: 6 });
  });

  test('who is cleaned, and who cools down, is told apart, and both come through', () => {
    expect(counts.some(({ cleanUp, coolingDown }) => cleanUp === 1 && coolingDown === 0)).toBe(true);
    expect(counts.some(({ cleanUp, coolingDown }) => cleanUp === 0 && coolingDown === 1)).toBe(true);
    expect(Math.max(...counts.map(({ cleanUp, coolingDown }) => cleanUp + coolingDown))).toBe(2);
  });

  test('the factory has one slot in use while an account is made, and is not asked any more when nothing is left there', () => {
    expect(counts[0].slotsInUse).toBe(1);
    const known = counts.map(({ slotsInUse }) => slotsInUse).filter(slots => slots !== undefined);
    expect([Math.max(...known), known.at(-1)]).toEqual([1, 0]);
    expect(counts.slice(-3).filter(record => 'slotsInUse' in record)).toEqual([]);
    expect(rehearsed.report.apiCalls.capacity['servicecatalog:SearchProvisionedProducts']).toBe(known.length);
  });

  test('the quota leaves room for fewer accounts with each that is made, as seen a quarter of an hour later at most', () => {
    const left = counts.map(({ quotaLeft }) => quotaLeft);
    expect(left).toEqual([...left].sort((one, other) => other - one));
    expect(left[0] - left.at(-1)!).toBe(4);
  });

  test('each count is published once, in one set of dimensions', () => {
    const metrics = recordsOf(rehearsed, 'metrics').filter(record => 'MaxSize' in record);
    expect(metrics).toHaveLength(counts.length);
    const sets = new Set(metrics.map(({ _aws }) => JSON.stringify((_aws as any).CloudWatchMetrics[0].Dimensions)));
    expect([...sets]).toEqual(['[["StackName","Pool"]]']);
    expect(metrics.map(({ Available, CoolingDown, InFlight }) => [Available, CoolingDown, InFlight]))
      .toEqual(counts.map(({ available, coolingDown, inFlight }) => [available, coolingDown, inFlight]));
  });
});

test('Innovation Sandbox that turns the machine client away costs the count of cooldowns, and no other', async () => {
  const rehearsed = await rehearseApp({
    app,
    settings: { sandbox: sandboxBlock(), concurrency: 5 },
    world: { deployment: { afterwardsMinutes: 10 } },
  });
  const counts = recordsOf(rehearsed, 'capacity-counted');
  expect(counts.at(-1)).toMatchObject({ available: 4, inFlight: 0, declared: 4 });
  expect(counts.filter(record => 'coolingDown' in record)).toEqual([]);
  // Each trusts the role of the factory alone.
  expect(recordsOf(rehearsed, 'capacity-unseen').map(({ what, why }) => [what, String(why).slice(0, 28)])).toEqual(
    counts.map(() => ['cooldowns', 'sts:AssumeRole: AccessDenied']),
  );
});
