/**
 * Growth through random weeks: leases, failures, counts that lag, doubled ticks, functions that die, people who deploy, answer late and clear halts. `npm run bench`
 * lets pools live through five hundred; here are some, and some that are new with each seed.
 */

import * as fc from 'fast-check';
import type { Week } from '../../../bench/weeks/run-week';
import { runWeek } from '../../../bench/weeks/run-week';

/** Creation and cleaning apart. */
const OVERHEAD_MINUTES = 10;

describe('weeks', () => {
  let weeks: readonly Week[] = [];
  beforeAll(async () => {
    weeks = await Promise.all(Array.from({ length: 40 }, async (_, index) => runWeek(index + 1)));
  });

  test('nothing happens that may never happen', () => {
    expect(weeks.flatMap(({ plan: { number }, broken }) => broken.map(what => `week ${number}, ${what}`))).toEqual([]);
  });

  test('what is to be seen in them happens: growths, halts, questions that hold growth back, leases that find nothing', () => {
    const sum = (of: (week: Week) => number) => weeks.reduce((total, week) => total + of(week), 0);
    expect(sum(week => week.growths)).toBeGreaterThan(100);
    expect(sum(week => week.halts)).toBeGreaterThan(5);
    expect(sum(week => week.heldBack)).toBeGreaterThan(0);
    expect(sum(week => week.overheads.length)).toBeGreaterThan(50);
  });

  test('accounts are there ten minutes after the low water, a creation and a cleaning', () => {
    expect(Math.max(...weeks.flatMap(({ overheads }) => overheads))).toBeLessThanOrEqual(OVERHEAD_MINUTES);
  });

  test('of a hundred leases 99 find an account, where policy, quota and people allow it', () => {
    const [asked, found, heldBack] = [0, 1, 2].map(index => weeks.reduce((sum, week) => sum + [week.asked, week.found, week.heldBack][index], 0));
    expect(found / (asked - heldBack)).toBeGreaterThanOrEqual(0.99);
  });
});

test('nothing happens that may never happen, in any week', async () => {
  await fc.assert(fc.asyncProperty(fc.integer({ min: 501, max: 1_000_000 }), async number => {
    expect((await runWeek(number)).broken).toEqual([]);
  }), { numRuns: 15 });
});
