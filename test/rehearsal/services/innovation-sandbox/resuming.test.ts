/** An Innovation Sandbox that goes on from one rehearsal to the next. */

import type { ServicesState } from '../../../../rehearsal/services/registry';
import { TestOrganization } from '../../support/test-organization';
import type { TestSandboxOptions } from '../../support/test-sandbox';
import { ACCOUNT, TestSandbox } from '../../support/test-sandbox';

/** The next rehearsal: the state went through the file, and time went by. */
function resumed(from: TestOrganization, pauseMinutes: number, options: TestSandboxOptions = {}): TestSandbox {
  const state: ServicesState = JSON.parse(JSON.stringify(from.services.state()));
  return new TestSandbox({ ...options, state, start: new Date(from.clock.date.getTime() + pauseMinutes * 60_000) });
}

test('a cleaning ends when it would have ended, in the pause or after it', () => {
  const whole = new TestSandbox();
  whole.register();
  whole.minutes(15);
  const [{ availableAt }] = whole.services.sandboxAccounts();

  for (const pause of [1, 60]) {
    const first = new TestSandbox();
    first.register();
    first.minutes(2);
    const second = resumed(first, pause);
    second.minutes(15);
    expect(second.status()).toBe('Available');
    const expected = pause === 60 ? null : availableAt! - (2 + pause) * 60;
    expect(second.services.sandboxAccounts()).toMatchObject([{ accountId: ACCOUNT, status: 'Available', registrations: 0, registeredAt: null, availableAt: expected }]);
    expect(second.kinds()).toEqual(pause === 60 ? [] : ['sandbox-available']);
  }
});

test('the drift monitor goes on with its rhythm', () => {
  const monitor = { driftMonitor: true, firstDriftScanMinute: 10 };
  const first = new TestSandbox({ account: { status: 'Available', unit: 'entry' }, sandbox: monitor });
  first.minutes(11);
  const second = resumed(first, 7 * 60, { sandbox: monitor });
  expect(second.status()).toBe('Quarantine');
});

test('accounts of the world are there once, and not again in the next rehearsal', () => {
  const options: TestSandboxOptions = { account: { status: 'Available', unit: 'available' } };
  const first = new TestSandbox(options);
  first.api('POST', `/accounts/${ACCOUNT}/eject`);
  const second = resumed(first, 10, options);
  expect([second.unit(), second.status()]).toEqual(['exit', 404]);
});

test('an API that was replaced stays so, until the world names another', () => {
  const first = new TestSandbox({ faults: [{ kind: 'api-replaced', afterMinutes: 0, machineClientUpdated: true }] });
  first.minutes(1);
  const published = first.services.state().innovationSandbox!.api.id;
  expect(resumed(first, 10).rest('GET', '/accounts').status).toBe(403);
  expect(resumed(first, 10).rest('GET', '/accounts', undefined, { apiId: published }).status).toBe(200);
  const third = resumed(first, 10, { sandbox: { apiId: 'newisbapi9' } });
  expect(third.rest('GET', '/accounts', undefined, { apiId: 'newisbapi9' }).status).toBe(200);
});

test('an organization without one can get one', () => {
  const first = new TestOrganization();
  expect(first.services.state().innovationSandbox).toBeUndefined();
  const second = resumed(first, 10);
  expect(second.organizations('ListOrganizationalUnitsForParent', { ParentId: 'r-abcd' }).OrganizationalUnits.map(({ Name }: any) => Name))
    .toContain('myisb_InnovationSandboxAccountPool');
});

test('the state is plain JSON', () => {
  const sandbox = new TestSandbox({ sandbox: { driftMonitor: true } });
  sandbox.register();
  sandbox.minutes(2);
  const state = sandbox.services.state();
  expect(JSON.parse(JSON.stringify(state))).toEqual(state);
});
