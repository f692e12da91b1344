import { creationTime } from '../../bench/draws';
import type { Job } from '../../bench/growth';
import { grownOf, growthRows, jobsOf, THIS_LIBRARY, utilisationOf, workOf } from '../../bench/growth';
import { SEEDS, SIZES } from '../../bench/scenarios';
import { rehearseApp } from '../support/rehearse-app';

describe('the draws', () => {
  test('of the models are those of the rehearsal', async () => {
    const { report } = await rehearseApp({ app: ['pool-001', 'pool-002'], seed: '7' });
    for (const { name, requestedAt, availableAt } of report.accounts) {
      // The report is in whole seconds.
      expect(Math.abs((availableAt! - requestedAt!) / 60 - creationTime('7', name, 1))).toBeLessThan(2 / 60);
    }
  });

  test('are the same for a scenario and a seed in every pool', () => {
    const [small, large] = [10, 150].map(size => workOf({ scenario: '5 % transient', size, seed: '1' }));
    for (const account of small.accounts) {
      expect(small.weather.failures.get(account)).toBe(large.weather.failures.get(account));
    }
  });

  test('let about five of a hundred attempts fail', () => {
    const failures = SEEDS.flatMap(seed => [...workOf({ scenario: '5 % transient', size: 150, seed }).weather.failures.values()]);
    const total = failures.reduce((sum, times) => sum + times, 0);
    expect(total / (SEEDS.length * 150)).toBeGreaterThan(0.04);
    expect(total / (SEEDS.length * 150)).toBeLessThan(0.065);
  });
});

describe('the jobs', () => {
  test('are all there, the first seed of every size first, and small pools ahead', () => {
    const jobs = jobsOf(SIZES, SEEDS);
    expect(jobs).toHaveLength(SIZES.length * SEEDS.length * 4);
    expect(jobs.slice(0, SIZES.length * 4).every(({ seed }) => seed === '1')).toBe(true);
    const place = (size: number) => jobs.findIndex(job => job.size === size && job.seed === '2');
    expect(place(10)).toBeLessThan(place(50));
    expect(place(50)).toBeLessThan(place(150));
  });
});

describe('a row', () => {
  test('compares with the bound of the same seeds', () => {
    const job: Job = { scenario: 'no faults', size: 10, seed: '1' };
    const grown = { ...job, minutes: 100, accounts: 10, utilisation: 0.9, callsPerAccount: 90 };
    const [row] = growthRows([grown], [10]);
    const [bound, ours] = row.contenders;
    expect(row).toMatchObject({ seeds: 1, utilisation: 0.9, callsPerAccount: 90 });
    expect(ours).toMatchObject({ name: THIS_LIBRARY, minutes: 100, ratio: 100 / bound.minutes });
  });

  test('counts the accounts that are there', async () => {
    const { report } = await rehearseApp({ app: ['pool-001', 'pool-002'], rollback: false, world: { faults: [{ kind: 'creation-fails', account: 'pool-001', reason: 'scp-requires-tags' }] } });
    expect(grownOf({ scenario: 'one permanent', size: 2, seed: '1' }, report)).toMatchObject({ accounts: 1, minutes: report.virtualSeconds / 60 });
  });
});

test('slots count as used until the last request', () => {
  const account = (requestedAt: number | null, availableAt: number | null) => ({ requestedAt, availableAt }) as any;
  expect(utilisationOf({ accounts: [account(0, 100), account(0, 50), account(50, 500), account(null, null)] })).toBeCloseTo((50 + 50) / (5 * 50));
});
