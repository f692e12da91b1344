/** Innovation Sandbox cleans a few accounts at a time: others wait for their turn, and what was turned away is asked for again. */

import { AccountOutcome } from '../../rehearsal/report';
import { names } from '../support/rehearse-app';
import { eventsOf, GENERATIONS, rehearseSandbox } from '../support/sandbox-app';

/** Accounts that are all there at about the same time. */
const AT_ONCE = { concurrency: 10, creationMinutes: { median: 12, sigma: 0, minimum: 12, maximum: 12 } };

describe.each(GENERATIONS)('on %s', (_, access) => {
  test('accounts that wait for their turn get there, one after the other', async () => {
    const { report } = await rehearseSandbox({ app: names(5), world: { factory: AT_ONCE, sandbox: { cleaningsAtATime: 1 } } }, { access });
    expect(report.accounts.map(({ state }) => state)).toEqual(Array(5).fill(AccountOutcome.AVAILABLE));
    const ready = report.accounts.map(({ readyAt }) => readyAt!).sort((one, other) => one - other);
    ready.slice(1).forEach((at, index) => expect(at - ready[index]).toBeGreaterThan(7 * 60));
  });

  test('accounts that were turned away, because too many waited, are cleaned in the same deployment', async () => {
    const rehearsal = await rehearseSandbox({
      app: names(10),
      settings: { concurrency: 10 },
      world: { factory: AT_ONCE, sandbox: { cleaningsAtATime: 1 } },
    }, { access });
    expect(names(10).filter(name => eventsOf(rehearsal, name).includes('quarantined')).length).toBeGreaterThan(0);
    expect(rehearsal.codes).toEqual([]);
    expect(rehearsal.report.accounts.map(({ sandboxStatus }) => sandboxStatus)).toEqual(Array(10).fill('Available'));
  });
});

test('a cleaning that had its three attempts and failed is not asked for again, however few run at a time', async () => {
  const rehearsal = await rehearseSandbox({ world: { sandbox: { cleaningsAtATime: 1 }, faults: [{ kind: 'cleaning-fails', account: 'pool-001' }] } });
  expect(rehearsal.codes).toEqual(['AR-SANDBOX-CLEANING-FAILED']);
  expect(eventsOf(rehearsal, 'pool-001').filter(event => event === 'cleaning')).toHaveLength(1);
});
