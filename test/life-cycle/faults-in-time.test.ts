/** Faults that come and go, or come by chance: accounts get there all the same, and none is made twice. */

import type { Scenario } from '../support/rehearse-app';
import { names, rehearseApp } from '../support/rehearse-app';
import { rehearseSandbox } from '../support/sandbox-app';

const SEARCH = 'servicecatalog:SearchProvisionedProducts';
const fiveOf = (world: Record<string, unknown>, more: Scenario = {}) => rehearseApp({ app: names(5), world, ...more });
const accountsOf = (state: Awaited<ReturnType<typeof fiveOf>>['state']) => state.services.organizations.accounts.filter(({ email }) => /^aws\+pool/.test(email));

test.each<[string, Record<string, unknown>]>([
  ['an outage of AWS Organizations', { kind: 'outage', service: 'organizations', fromMinute: 4, toMinute: 34 }],
  ['an outage of Service Catalog', { kind: 'outage', service: 'servicecatalog', fromMinute: 10, toMinute: 40 }],
  ['throttling from minute 5 to 40', { kind: 'call-fails', action: 'servicecatalog:DescribeProvisionedProduct', fromMinute: 5, toMinute: 40 }],
  ['one answer of four that is lost', { kind: 'lost-response', action: 'servicecatalog:ProvisionProduct', chance: 0.25 }],
  ['one call of three that fails', { kind: 'call-fails', action: 'servicecatalog:DescribeRecord', code: 'InternalFailure', message: 'An internal error has occurred', chance: 0.33 }],
  ['a search that is answered twice a minute', { kind: 'rate-limited', action: SEARCH, perMinute: 2 }],
  ['a factory that is busy for twenty minutes', { kind: 'busy', fromMinute: 0, toMinute: 20 }],
])('%s', async (_, fault) => {
  const { report, state } = await fiveOf({ faults: [fault] });
  expect(report.stacks[0].status).toBe('CREATE_COMPLETE');
  expect(accountsOf(state)).toHaveLength(5);
});

test('an outage of the API of Innovation Sandbox holds a registration up, and no longer than it lasts', async () => {
  const outage = { kind: 'outage', service: 'execute-api', fromMinute: 15, toMinute: 60 };
  const { report, account } = await rehearseSandbox({ app: ['pool-001'], world: { faults: [outage] } });
  expect(report.stacks[0].status).toBe('CREATE_COMPLETE');
  expect(account('pool-001').registeredAt).toBeGreaterThanOrEqual(60 * 60);
});

test('a landing zone that is updated for a while is busy, and then ready', async () => {
  const { report, account, codes } = await rehearseApp({ world: { organization: { landingZone: 'updating', landingZoneMinutes: 40 } } });
  expect(report.stacks[0].status).toBe('CREATE_COMPLETE');
  expect(codes).toEqual([]);
  expect(account('pool-001').availableAt).toBeGreaterThan(40 * 60);
});

test('a landing zone that is being set up for a while fails the deployment once, and the next one goes through', async () => {
  const world = { organization: { landingZone: 'setting-up', landingZoneMinutes: 40 } };
  const failed = await rehearseApp({ world });
  expect(failed.codes).toEqual(['AR-LANDING-ZONE-NOT-READY']);
  const { report } = await rehearseApp({ world: { organization: { landingZone: 'ready' } }, state: failed.state });
  expect(report.stacks[0].status).toBe('CREATE_COMPLETE');
});
