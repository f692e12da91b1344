/** Runs of growth: what is written, told and asked for, in which order, and what another run makes of one that died. */

import type { PoolCounts } from '../../../core/capacity/counts';
import type { DomainEvent } from '../../../core/events/event';
import { RefusalError, TransientError } from '../../../core/failures/errors';
import { grow } from '../../../core/growth/grow';
import type { LedgerEntry } from '../../../core/growth/ledger';
import type { GrowthPolicy } from '../../../core/growth/policy';
import type { GrowthUpdate, PoolStack } from '../../../core/growth/pool-stack';
import type { GrowRequest } from '../../../src/contract';

const START = new Date('2026-11-28T03:10:00Z');
const POLICY: GrowthPolicy = { stackName: 'Pool', pool: 'Accounts', parameter: 'AccountsSize', min: 2, max: 20, lowWater: 5, step: 3, maxPerDay: 9, cooldownMinutes: 60 };
const LOOK: GrowRequest = { ask: 'look' };

/** A pool that is low, whose stack grows as soon as it is asked to. */
class Bench {
  public now = START;
  public readonly ledger: LedgerEntry[] = [];
  public readonly updates: GrowthUpdate[] = [];
  public readonly events: DomainEvent[] = [];
  /** What was done, in its order. */
  public readonly done: string[] = [];
  public stack: PoolStack = { status: 'UPDATE_COMPLETE', size: '10', operationAt: new Date('2026-11-27T00:00:00Z'), failedAccounts: [], otherFailures: [] };
  public counts: Omit<PoolCounts, 'at'> = {
    sandbox: { available: 1, active: 9, frozen: 0, cleanUp: 0, coolingDown: 0, quarantine: 0 },
    inFlight: 0,
    maxSize: 20,
    quotaLeft: 100,
  };
  public refuses?: Error | 'busy';
  /** Called before each step; throws to end the run there. */
  public before: (step: string) => void = () => undefined;

  public async run(request: GrowRequest = LOOK, policy: Partial<GrowthPolicy> = {}) {
    return grow(request, { ...POLICY, ...policy }, {
      ledger: {
        read: async () => [...this.ledger],
        append: async entry => this.step(`write ${entry.kind}`, () => {
          const isFree = this.ledger.every(({ number }) => number !== entry.number);
          if (isFree) {
            this.ledger.push(entry);
          }
          return isFree;
        }),
      },
      stack: {
        read: async () => this.stack,
        grow: async update => this.step('update', () => {
          if (this.refuses === 'busy') {
            return 'busy' as const;
          }
          if (this.refuses !== undefined) {
            throw this.refuses;
          }
          this.updates.push(update);
          this.stack = { ...this.stack, status: 'UPDATE_IN_PROGRESS', size: String(update.size), operationAt: this.now };
          return 'begun' as const;
        }),
      },
      counts: { count: async () => ({ at: this.now, ...this.counts }) },
      events: { send: async events => this.step(`tell ${events.map(({ detailType }) => detailType).join()}`, () => void this.events.push(...events)) },
      now: () => this.now,
      written: () => undefined,
    });
  }

  public pass(minutes: number): void {
    this.now = new Date(this.now.getTime() + minutes * 60_000);
  }

  /** The stack has settled, with these accounts failed. */
  public settle(...failedAccounts: string[]): void {
    this.stack = { ...this.stack, status: failedAccounts.length > 0 ? 'UPDATE_FAILED' : 'UPDATE_COMPLETE', failedAccounts };
  }

  private async step<T>(what: string, act: () => T): Promise<T> {
    this.before(what);
    const result = act();
    this.done.push(what);
    return result;
  }
}

test('it is written down, told, and then asked for', async () => {
  const bench = new Bench();
  expect(await bench.run()).toEqual({
    outcome: 'growing',
    from: 10,
    to: 13,
    text: 'pool Accounts grows from 10 to 13 accounts: 1 available, 0 cooling down and 0 on their way: fewer than 5',
  });
  expect(bench.done).toEqual(['write growth', 'tell GrowthDecided', 'write told', 'update']);
  expect(bench.updates).toEqual([{ parameter: 'AccountsSize', size: 13, token: expect.stringMatching(/^account-robot-[0-9a-f]{40}$/) }]);
  expect(bench.events[0].detail).toMatchObject({ stackName: 'Pool', pool: 'Accounts', from: 10, to: 13, entry: 1, by: 'low-water' });
});

describe.each(['write growth', 'tell GrowthDecided', 'write told', 'update'])('a run that dies at "%s"', step => {
  test.each(['before', 'behind'])('%s it is gone on with: one entry, one event by its id, one update by its token', async where => {
    const bench = new Bench();
    let dead = false;
    bench.before = what => {
      // Behind a step is before the next one.
      if (!dead && (where === 'before' ? what === step : bench.done[bench.done.length - 1] === step)) {
        dead = true;
        throw new Error('died');
      }
    };
    const first = bench.run();
    await (where === 'behind' && step === 'update' ? first : expect(first).rejects.toThrow('died'));
    bench.pass(5);
    await bench.run();
    bench.pass(5);
    await bench.run();
    expect(bench.ledger.filter(({ kind }) => kind === 'growth')).toHaveLength(1);
    expect(new Set(bench.updates.map(({ token }) => token)).size).toBe(1);
    expect(bench.updates).toHaveLength(1);
    expect(new Set(bench.events.map(({ detail }) => detail.id)).size).toBe(1);
    expect(bench.events.length).toBeGreaterThan(0);
  });
});

test('of two at once one decides, and both ask for the same', async () => {
  const bench = new Bench();
  const replies = await Promise.all([bench.run(), bench.run(), bench.run()]);
  expect(replies.map(({ outcome }) => outcome).sort()).toEqual(['growing', 'waiting', 'waiting']);
  expect(bench.ledger.filter(({ kind }) => kind === 'growth')).toHaveLength(1);
  expect(new Set(bench.updates.map(({ token }) => token)).size).toBe(1);
});

test('who is overtaken says so, and asks nobody anything', async () => {
  const bench = new Bench();
  const policy = { approvalAbove: 10 };
  const replies = await Promise.all([bench.run(LOOK, policy), bench.run(LOOK, policy)]);
  expect(replies.map(({ outcome }) => outcome).sort()).toEqual(['asked', 'waiting']);
  expect(replies.find(({ outcome }) => outcome === 'asked')!.text).toBe('growth from 10 to 13 accounts has to be approved: 1 available, 0 cooling down and 0 on their way: fewer than 5');
  expect(replies.find(({ outcome }) => outcome === 'waiting')!.text).toBe('another run decides about pool Accounts: the next tick looks again');
  expect(bench.ledger.filter(({ kind }) => kind === 'question')).toHaveLength(1);
});

test('an outcome that another run has noted first is left to it', async () => {
  const bench = new Bench();
  await bench.run();
  bench.pass(90);
  bench.settle();
  bench.before = step => {
    if (step === 'write outcome' && bench.ledger.every(({ kind }) => kind !== 'outcome')) {
      bench.ledger.push({ kind: 'outcome', number: bench.ledger.length + 1, at: bench.now, growth: 1, failed: [] });
    }
  };
  expect(await bench.run()).toMatchObject({ outcome: 'waiting', text: 'another run decides about pool Accounts: the next tick looks again' });
  expect(bench.ledger.filter(({ kind }) => kind === 'outcome')).toHaveLength(1);
  expect(bench.updates).toHaveLength(1);
});

test('what another run writes while people are told of an entry is known to the decision', async () => {
  const bench = new Bench();
  bench.refuses = new TransientError('cloudformation:UpdateStack', 'no answer');
  await expect(bench.run()).rejects.toThrow(TransientError);
  bench.refuses = undefined;
  // People weren't told, as far as the ledger says, and its outcome is another run's to write.
  bench.ledger.splice(1);
  const [growth] = bench.ledger;
  bench.before = step => {
    if (step === 'write told' && bench.ledger.length === 1) {
      bench.ledger.push({ kind: 'outcome', number: 2, at: bench.now, growth: growth.number, failed: [], isLost: true });
    }
  };
  bench.pass(5);
  expect(await bench.run()).toMatchObject({ outcome: 'waiting', text: expect.stringContaining('the next one not before') });
  expect(bench.updates).toEqual([]);
});

test('what the stack does while the pool is counted is known of', async () => {
  const bench = new Bench();
  const { counts } = bench;
  // Counted as it was, and then somebody's deployment begins.
  Object.defineProperty(bench, 'counts', {
    get: () => {
      bench.stack = { ...bench.stack, status: 'UPDATE_IN_PROGRESS' };
      return counts;
    },
  });
  expect(await bench.run()).toMatchObject({ outcome: 'waiting', text: expect.stringContaining('stack Pool is UPDATE_IN_PROGRESS') });
  expect(bench.ledger).toEqual([]);
});

test('a size that a person wants is what it grows to, in his name', async () => {
  const bench = new Bench();
  expect(await bench.run({ ask: 'size', to: 12, by: 'somebody' })).toMatchObject({ outcome: 'growing', from: 10, to: 12, text: 'pool Accounts grows from 10 to 12 accounts: somebody asked for it' });
  expect(bench.ledger[0]).toMatchObject({ kind: 'growth', to: 12, by: 'hand' });
});

test('an update that somebody was faster than is asked for at the next tick, by the same token, if the stack has not moved', async () => {
  const bench = new Bench();
  bench.refuses = 'busy';
  expect(await bench.run()).toMatchObject({ outcome: 'waiting', text: expect.stringContaining('another operation of stack Pool was faster') });
  bench.refuses = undefined;
  bench.pass(5);
  expect(await bench.run()).toMatchObject({ outcome: 'growing', to: 13 });
  expect(bench.ledger.filter(({ kind }) => kind === 'growth')).toHaveLength(1);
});

test('what CloudFormation refuses is written down, and halts growth when it does so twice', async () => {
  const bench = new Bench();
  bench.refuses = new RefusalError('cloudformation:UpdateStack', "ValidationError: Parameter 'AccountsSize' must be one of AllowedValues");
  expect(await bench.run()).toMatchObject({ outcome: 'refused', code: 'AR-GROWTH-UPDATE', text: expect.stringContaining('AllowedValues') });
  bench.pass(61);
  expect(await bench.run()).toMatchObject({ code: 'AR-GROWTH-UPDATE' });
  bench.pass(5);
  expect(await bench.run()).toMatchObject({ outcome: 'halted', code: 'AR-GROWTH-HALTED', text: expect.stringContaining('AllowedValues') });
  bench.refuses = undefined;
  bench.pass(60);
  expect(await bench.run()).toMatchObject({ outcome: 'halted' });
  expect(bench.events.map(({ detailType }) => detailType)).toEqual(['GrowthDecided', 'GrowthDecided', 'GrowthHalted']);
  expect(await bench.run({ ask: 'clear', by: 'somebody' })).toMatchObject({ outcome: 'growing' });
});

test('what AWS does not answer is thrown, and gone on with', async () => {
  const bench = new Bench();
  bench.refuses = new TransientError('cloudformation:UpdateStack', 'Throttling: Rate exceeded');
  await expect(bench.run()).rejects.toThrow(TransientError);
  bench.refuses = undefined;
  bench.pass(5);
  expect(await bench.run()).toMatchObject({ outcome: 'growing', to: 13 });
  expect(bench.ledger.filter(({ kind }) => kind === 'growth')).toHaveLength(1);
});

test('two growths whose accounts fail halt, with their names, and people hear of it once', async () => {
  const bench = new Bench();
  for (const failed of [['pool-011'], ['pool-011', 'pool-014']]) {
    await bench.run();
    bench.pass(90);
    bench.settle(...failed);
  }
  expect(await bench.run()).toMatchObject({ outcome: 'halted', text: expect.stringContaining('(pool-011, pool-014)') });
  bench.pass(5);
  await bench.run();
  expect(bench.events.filter(({ detailType }) => detailType === 'GrowthHalted')).toHaveLength(1);
  expect(bench.updates).toHaveLength(2);
});

describe('questions', () => {
  const policy = { approvalAbove: 10 };

  async function asked() {
    const bench = new Bench();
    const reply = await bench.run(LOOK, policy);
    expect(reply).toMatchObject({ outcome: 'asked', from: 10, to: 13 });
    return { bench, id: reply.question! };
  }

  test('are told with their id, and acted on once', async () => {
    const { bench, id } = await asked();
    expect(bench.events[0]).toMatchObject({ detailType: 'ApprovalAsked', detail: { approvalId: id, from: 10, to: 13, expiresAt: '2026-11-29T03:10:00.000Z' } });
    bench.pass(30);
    expect(await bench.run({ ask: 'answer', id, approve: true, by: 'somebody' }, policy)).toMatchObject({ outcome: 'growing', to: 13 });
    expect(await bench.run({ ask: 'answer', id, approve: true, by: 'another' }, policy)).toMatchObject({ code: 'AR-GROWTH-ANSWER-TWICE', text: expect.stringContaining('yes, by somebody') });
    expect(bench.updates).toHaveLength(1);
    expect(bench.events.map(({ detailType }) => detailType)).toEqual(['ApprovalAsked', 'ApprovalAnswered', 'GrowthDecided']);
  });

  test('answered twice at once count once', async () => {
    const { bench, id } = await asked();
    await Promise.all([bench.run({ ask: 'answer', id, approve: true, by: 'one' }, policy), bench.run({ ask: 'answer', id, approve: false, by: 'other' }, policy)]);
    expect(bench.ledger.filter(({ kind }) => kind === 'answer')).toHaveLength(1);
  });

  test('that are a day old are too late', async () => {
    const { bench, id } = await asked();
    bench.pass(24 * 60);
    expect(await bench.run({ ask: 'answer', id, approve: true, by: 'somebody' }, policy)).toMatchObject({ outcome: 'refused', code: 'AR-GROWTH-ANSWER-LATE' });
    expect(bench.updates).toEqual([]);
    expect(bench.ledger.filter(({ kind }) => kind === 'answer')).toEqual([]);
  });

  test('that nobody asked are answered by nobody', async () => {
    const { bench } = await asked();
    expect(await bench.run({ ask: 'answer', id: '0123456789abcdef', approve: true, by: 'somebody' }, policy)).toMatchObject({ code: 'AR-GROWTH-ANSWER' });
    expect(bench.updates).toEqual([]);
  });

  test('of another pool are none of this one', async () => {
    const { bench, id } = await asked();
    expect(await bench.run({ ask: 'answer', id, approve: true, by: 'somebody' }, { ...policy, pool: 'Other' })).toMatchObject({ code: 'AR-GROWTH-ANSWER' });
  });

  test('answered with no are no growth, for a day', async () => {
    const { bench, id } = await asked();
    await bench.run({ ask: 'answer', id, approve: false, by: 'somebody' }, policy);
    bench.pass(600);
    expect(await bench.run(LOOK, policy)).toMatchObject({ code: 'AR-GROWTH-DENIED' });
    bench.pass(900);
    expect(await bench.run(LOOK, policy)).toMatchObject({ outcome: 'asked' });
    expect(bench.updates).toEqual([]);
  });

  test('answered while the stack is busy are acted on when it has settled', async () => {
    const { bench, id } = await asked();
    bench.stack = { ...bench.stack, status: 'UPDATE_IN_PROGRESS' };
    expect(await bench.run({ ask: 'answer', id, approve: true, by: 'somebody' }, policy)).toMatchObject({ outcome: 'waiting' });
    bench.settle();
    bench.pass(30);
    expect(await bench.run(LOOK, policy)).toMatchObject({ outcome: 'growing', to: 13 });
  });
});

test('people are told of a refusal once a day, and whoever asked by hand is answered instead', async () => {
  const bench = new Bench();
  bench.counts = { ...bench.counts, quotaLeft: 0 };
  expect(await bench.run({ ask: 'size', to: 12, by: 'somebody' })).toMatchObject({ code: 'AR-GROWTH-QUOTA' });
  expect(bench.events).toEqual([]);
  for (let tick = 0; tick < 30; tick++) {
    bench.pass(5);
    expect(await bench.run()).toMatchObject({ outcome: 'refused', code: 'AR-GROWTH-QUOTA' });
  }
  expect(bench.events.map(({ detailType }) => detailType)).toEqual(['GrowthRefused']);
  bench.counts = { ...bench.counts, quotaLeft: 10 };
  bench.pass(5);
  expect(await bench.run()).toMatchObject({ outcome: 'growing' });
});

test('a clearing where nothing is halted is refused', async () => {
  expect(await new Bench().run({ ask: 'clear', by: 'somebody' })).toMatchObject({ outcome: 'refused', code: 'AR-GROWTH-NOT-HALTED' });
});
