/** What every account of a stack would meet: told once, and once the cause is gone one deployment brings all accounts. */

import { AccountOutcome } from '../../rehearsal/report';
import type { Rehearsed, Scenario } from '../support/rehearse-app';
import { names, rehearseApp } from '../support/rehearse-app';

const unit = (registered: boolean) => ({ organization: { accountQuota: 100, organizationalUnits: [{ id: 'ou-abcd-11112222', name: 'Pool', registered }] } });
const world = (registered: boolean, concurrency: number) => ({ ...unit(registered), factory: { concurrency } });
const requested = ({ report }: Rehearsed) => report.accounts.filter(({ attempts }) => attempts > 0).length;
const codesOf = ({ codes }: Rehearsed) => [...new Set(codes)];

async function brokenThenMended(size: number, concurrency: number): Promise<{ broken: Rehearsed; mended: Rehearsed }> {
  const scenario: Scenario = { app: names(size), settings: { concurrency }, rollback: false };
  const broken = await rehearseApp({ ...scenario, world: world(false, concurrency) });
  const mended = await rehearseApp({ ...scenario, world: world(true, concurrency), state: broken.state });
  return { broken, mended };
}

test('a unit that is not registered is met by few accounts, and the next deployment brings all of them, one after another', async () => {
  const { broken, mended } = await brokenThenMended(6, 1);
  expect(codesOf(broken)).toEqual(['AR-OU-NOT-REGISTERED']);
  expect(requested(broken)).toBeLessThanOrEqual(2);

  expect(mended.report.accounts.map(({ state }) => state)).toEqual(Array(6).fill(AccountOutcome.AVAILABLE));
  expect(mended.report.factory.peakOperations).toBe(1);
});

test('forty accounts on five slots are all there after the cause is gone and one deployment', async () => {
  const { broken, mended } = await brokenThenMended(40, 5);
  expect(codesOf(broken)).toEqual(['AR-OU-NOT-REGISTERED']);
  expect(requested(broken)).toBeLessThanOrEqual(5);

  expect(mended.report.accounts.filter(({ state }) => state !== AccountOutcome.AVAILABLE)).toEqual([]);
  expect(mended.report.factory.peakOperations).toBeLessThanOrEqual(5);
  expect(mended.report.factory.busyRejections).toBeLessThanOrEqual(10);
});

test('last legs that are made anew all at once keep to the concurrency of the stack', async () => {
  // Strangers hold all slots for longer than the first accounts have; the quota of the factory leaves room for more than the stack may ask for.
  const app = names(5);
  const busy = { ...world(true, 5), operations: [{ startMinute: 0, minutes: 400, count: 5, visible: true }] };
  const first = await rehearseApp({ app, settings: { concurrency: 1 }, rollback: false, world: busy });
  expect(codesOf(first)).toEqual(['AR-STILL-WAITING']);

  const second = await rehearseApp({ app, settings: { concurrency: 1 }, rollback: false, world: world(true, 5), state: first.state });
  expect(second.report.factory.peakOperations).toBe(1);
  expect(second.report.factory.busyRejections).toBe(0);
  expect(second.report.accounts.filter(({ state }) => state === AccountOutcome.AVAILABLE).length).toBeGreaterThanOrEqual(2);
});
