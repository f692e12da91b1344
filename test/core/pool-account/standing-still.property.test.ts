/** The loop in a world that stands still: whatever is asked for, nothing comes of it. It must end all the same, and ask for the same thing as little as it can. */

import * as fc from 'fast-check';
import type { DesiredAccount } from '../../../core/accounts/account';
import type { PoolAccountObserved as Observed, PoolAccountSituation as Moment } from '../../../core/pool-account/decide-pool-account';
import { poolAccountStage } from '../../../core/pool-account/stage';
import type { PoolAccountPorts, PoolAccountTypes } from '../../../core/pool-account/stage';
import { reconcile } from '../../../core/reconcile/reconcile';
import type { Outcome } from '../../../core/reconcile/reconcile';
import { at } from '../fixtures';
import { moments, wishes, worlds } from '../worlds';

/** What is asked for, and with which token if it has one. */
interface Asked {
  readonly kind: string;
  readonly token?: string;
}

/** Ports that show the world as it is, and take every order without a word. */
function portsOf(world: Observed, asked: (order: Asked) => void, now: () => Date, answer: number): PoolAccountPorts {
  const { account, created, creation, failedProducts, namesakes, parent, tags } = world;
  const { enrolment, gate, line, owner, product } = world;
  const { billing, pool, sandboxRecord, stackSetInstance } = world;
  const accounts = [account, ...created ?? []];
  const records = [world.record, world.successRecord];
  return {
    factory: {
      product: async () => product ?? null,
      record: async id => records.find(record => record?.id === id) ?? null,
      owner: async () => owner ?? null,
      enrolment: async () => enrolment ?? null,
      gate: async () => gate!,
      failedProducts: async () => failedProducts!,
      launch: async () => ({ pathId: 'path', artifactId: 'artifact' }),
      provision: async ({ token }) => {
        asked({ kind: 'provision', token });
        return { recordId: 'rec-9', createdAt: now().toISOString() };
      },
      update: async ({ token }) => asked({ kind: 'update', token }),
      terminate: async (_, token) => asked({ kind: 'terminate', token }),
    },
    directory: {
      accountById: async id => accounts.find(one => one?.id === id) ?? null,
      accountByEmail: async email => accounts.find(one => one?.email === email) ?? null,
      accountsByName: async () => [...namesakes!],
      creation: async () => creation ?? null,
      parent: async id => accounts.some(one => one?.id === id) ? parent! : null,
      organizationalUnitName: async () => 'Holding',
      tags: async id => accounts.some(one => one?.id === id) ? [...tags!] : null,
      tag: async () => asked({ kind: 'tag' }),
      move: async () => asked({ kind: 'move' }),
    },
    line: async () => line!,
    sandbox: {
      record: async () => sandboxRecord ?? null,
      register: async () => {
        asked({ kind: 'register' });
        return { status: answer, text: 'an answer' };
      },
      retryCleanup: async () => {
        asked({ kind: 'clean' });
        return { status: 200, text: '' };
      },
    },
    poolUnits: { configuration: async () => pool ?? null },
    resources: { instance: async () => stackSetInstance ?? null },
    billing: {
      isMember: async () => billing?.kind === 'member',
      join: async () => {
        asked({ kind: 'bill' });
        return 'done';
      },
    },
  };
}

/** One run of the loop: what it decided, what it asked for, how it ended, and when. */
async function run(world: Observed, wanted: DesiredAccount, when: Moment, answer: number) {
  let seconds = 0;
  const asked: Asked[] = [];
  const steps: string[] = [];
  const now = () => new Date(when.now.getTime() + seconds * 1000);
  const clock = {
    now,
    sleep: async (some: number) => {
      seconds += some;
    },
  };
  const stage = poolAccountStage({ ...when, desired: wanted, ports: portsOf(world, order => asked.push(order), now, answer), clock });
  const outcome: Outcome<PoolAccountTypes> = await reconcile(stage, {
    clock,
    deadline: at(60),
    fence: async () => true,
    witness: { decided: ({ decision }) => steps.push(decision.kind), acted: () => undefined },
  });
  return { asked, steps, outcome, seconds };
}

const ANSWERS = fc.constantFrom(0, 201, 400, 409, 429, 500);

test('there is no endless loop of the same two decisions: one run never takes the same two actions twice, and is over in minutes', async () => {
  await fc.assert(fc.asyncProperty(worlds, wishes, moments, ANSWERS, async (world, wanted, when, answer) => {
    const { steps, seconds } = await run(world, wanted, when, answer);
    const actions = steps.filter(kind => !['wait', 'fail', 'done', 'advance'].includes(kind));
    // After a registration that wasn't accepted both systems are read anew, and the account is brought to Entry again.
    expect(actions.filter(kind => kind === 'register').length).toBeLessThanOrEqual(1);
    const pairs = actions.slice(1).map((kind, index) => `${actions[index]} ${kind}`);
    expect(pairs).toEqual([...new Set(pairs)]);
    expect(seconds).toBeLessThanOrEqual(300);
  }), { numRuns: 1500 });
});

test('polls come to an end by the deadline, and requests that are repeated are the same requests', async () => {
  await fc.assert(fc.asyncProperty(worlds, wishes, moments, ANSWERS, async (world, wanted, begin, answer) => {
    const asked: Asked[] = [];
    let last: Outcome<PoolAccountTypes> = { kind: 'acted' };
    for (let minute = 50; minute <= 62; minute += 0.5) {
      const found = await run(world, wanted, { ...begin, now: at(minute), isOver: minute >= 60 }, answer);
      [last] = [found.outcome];
      asked.push(...found.asked);
      minute += found.seconds / 60;
    }
    expect(last).toMatchObject({ kind: 'ended', step: { kind: expect.stringMatching(/^(result|fail|overdue)$/) } });
    const tokensOf = (kind: string) => new Set(asked.filter(order => order.kind === kind).map(({ token }) => token)).size;
    expect(tokensOf('update') + tokensOf('terminate')).toBeLessThanOrEqual(1);
    // One for each ten minutes that it is asked for.
    expect(tokensOf('provision')).toBeLessThanOrEqual(2);
  }), { numRuns: 300 });
});
