/** Retirement in a thousand random organizations whose people click meanwhile: what must never happen doesn't, and where they leave it alone it comes to its end. */

import { ClickingOrganization } from './clicking-organization';
import { POLICY } from './fixtures';
import { fractionOf } from '../../../core/hash';
import { isOpen, ordersOf } from '../../../core/retirement/orders';
import { retire } from '../../../core/retirement/retire';
import type { RetireRequest } from '../../../src/contract';

const RUNS = Number(process.env.RETIREMENT_RUNS ?? 1000);
const SEED = process.env.PROPERTY_SEED ?? '1';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

function chanceOf(seed: string): () => number {
  let count = 0;
  return () => fractionOf(`${seed} ${++count}`);
}

async function live(run: number): Promise<ClickingOrganization> {
  const chance = chanceOf(`${SEED} ${run}`);
  const there = new ClickingOrganization(chance, 2 + Math.floor(chance() * 6));
  const policy = { ...POLICY, mayClose: chance() < 0.8 };
  const ask = async (request: RetireRequest) => retire(request, policy, there.ports);
  const someone = () => there.members[Math.floor(chance() * there.members.length)].name;
  for (let tick = 0; tick < 60; tick++) {
    if (tick < 40 && chance() < 0.25) {
      const until = ['ejected', 'unmanaged', 'closed', 'closed'][Math.floor(chance() * 4)];
      await quietly(ask(chance() < 0.8 ? { ask: 'retire', account: someone(), until, by: 'jane', asItIs: chance() < 0.5 } : { ask: 'undo', account: someone(), by: 'joe' }));
    }
    // A tick may be doubled, and both run at once.
    await Promise.all(Array.from({ length: chance() < 0.1 ? 2 : 1 }, async () => quietly(ask({ ask: 'look' }))));
    there.pass(tick < 40 ? 5 * MINUTE : DAY);
  }
  // Nobody clicks any more.
  there.unrest = 0;
  for (let tick = 0; tick < 40; tick++) {
    await quietly(ask({ ask: 'look' }));
    there.pass(tick < 30 ? 10 * MINUTE : 4 * DAY);
  }
  return there;
}

/** What AWS doesn't answer, the next tick asks again. */
async function quietly(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Error && error.name === 'TransientError')) {
      throw error;
    }
  }
}

test(`in ${RUNS} organizations no leased account is touched, none closed that nobody asked for, none with a live product, and one is let go of at a time`, async () => {
  const reached: Record<string, number> = {};
  for (let run = 0; run < RUNS; run++) {
    const there = await live(run);
    expect([run, there.broken]).toEqual([run, []]);
    const orders = ordersOf(there.entries);
    // Of two orders for one account that are open, one would be too many.
    const open = orders.filter(isOpen).map(({ account }) => account.id);
    expect([run, new Set(open).size]).toEqual([run, open.length]);
    expect([run, new Set(there.told).size]).toEqual([run, there.told.length]);
    for (const order of orders) {
      const end = order.lapsed !== undefined ? 'lapsed' : order.reached.returned !== undefined ? 'returned' : order.reached.closed !== undefined ? 'closed' : isOpen(order) ? 'open' : order.until;
      reached[end] = (reached[end] ?? 0) + 1;
      if (end === 'closed') {
        expect([run, there.members.find(({ id }) => id === order.account.id)!.status]).toEqual([run, 'CLOSED']);
      }
    }
  }
  // The draws reach every end, and most orders come to one.
  expect(Object.keys(reached).sort()).toEqual(['closed', 'ejected', 'lapsed', 'open', 'returned', 'unmanaged']);
  const all = Object.values(reached).reduce((sum, count) => sum + count, 0);
  expect(reached.open / all).toBeLessThan(0.25);
}, 300_000);
