/** An organization that survives from one rehearsal to the next, and the same run for the same seed. */

import type { ServicesState } from '../../../rehearsal/services/registry';
import { TEST_START } from '../support/test-clock';
import type { WorldParts } from '../support/test-organization';
import { HOLDING_UNIT, TestOrganization } from '../support/test-organization';

const LONG = 24 * 60;

/** The next rehearsal: the state went through the file, and time went by. */
function resumed(from: TestOrganization, pauseMinutes: number, parts: WorldParts = {}): TestOrganization {
  const state: ServicesState = JSON.parse(JSON.stringify(from.services.state()));
  return new TestOrganization({ ...parts, state, start: new Date(from.clock.date.getTime() + pauseMinutes * 60_000) });
}

test('an operation goes on where it was, and ends when it would have ended', () => {
  const whole = new TestOrganization();
  const record = whole.provision('pool-001');
  whole.minutes(LONG);
  const expected = whole.record(record.RecordId).RecordDetail.UpdatedTime;

  const first = new TestOrganization();
  first.provision('pool-001');
  first.clock.advance(60);
  const second = resumed(first, 1);
  expect(second.product('pool-001').Status).toBe('UNDER_CHANGE');
  second.minutes(LONG);
  const { RecordDetail } = second.record(record.RecordId);
  expect(RecordDetail).toMatchObject({ Status: 'SUCCEEDED', UpdatedTime: expected });
  expect(second.services.products()).toMatchObject([
    { name: 'pool-001', status: 'AVAILABLE', attempts: 0, requestedAt: null, availableAt: expected - TEST_START.getTime() / 1000 - 120 },
  ]);
  expect(second.events.map(({ kind }) => kind)).toEqual(['account-created', 'available']);
});

test('what came due in between has happened, at its own time and without an event', () => {
  const first = new TestOrganization({ factory: { concurrency: 1 } });
  first.provision('pool-001');
  first.clock.advance(1);
  first.provision('pool-002');
  const second = resumed(first, 120, { factory: { concurrency: 1 } });
  expect(second.product('pool-001').Status).toBe('AVAILABLE');
  expect(second.product('pool-002').Status).toBe('ERROR');
  expect(second.record(second.product('pool-002').LastRecordId).RecordDetail.UpdatedTime).toBe(TEST_START.getTime() / 1000 + 21);
  expect(second.events).toEqual([]);
  expect(second.services.products()).toMatchObject([{ availableAt: null }, { availableAt: null }]);
  expect(second.services.factoryReport())
    .toEqual({ peakOperations: 0, busyRejections: 0, utilisation: 0, slots: 1, slotsInUse: [{ at: 0, used: 0 }] });
  second.update('pool-002');
  second.minutes(LONG);
  expect(second.product('pool-002').Status).toBe('AVAILABLE');
});

test('accounts and products are those of the state, units are those of the world', () => {
  const first = new TestOrganization();
  first.provision('pool-001', {}, { ManagedOrganizationalUnit: 'Unregistered (ou-abcd-33334444)' });
  first.minutes(10);
  const second = resumed(first, 5, {
    organization: {
      accounts: [{ id: '444455556666', name: 'new', email: 'new@example.com', parentId: 'r-abcd', status: 'ACTIVE', tags: {} }],
      organizationalUnits: [{ id: 'ou-abcd-33334444', name: 'Unregistered', parentId: 'r-abcd', registered: true }],
    },
  });
  expect(second.services.accounts()).toHaveLength(1);
  second.update('pool-001');
  second.minutes(LONG);
  expect(second.services.accounts()[1].organizationalUnitName).toBe('Unregistered');
  expect(second.organizations('DescribeOrganizationalUnit', { OrganizationalUnitId: HOLDING_UNIT }).OrganizationalUnit.Name).toBe('Pool');
});

test('the role stays in the portfolio, and the ids stay, under another seed too', () => {
  const first = new TestOrganization();
  const state = first.services.state();
  const second = new TestOrganization({ state, seed: 'another', unassociated: true });
  expect(second.productId()).toBe(first.productId());
  expect(second.provision('pool-001').Status).toBe('CREATED');
  expect(first.services.state()).toEqual(state);
});

test('other people\'s operations end with the run', () => {
  const first = new TestOrganization({ operations: [{ startMinute: 0, minutes: 70, count: 5, visible: true }] });
  first.minutes(10);
  const second = resumed(first, 1);
  expect(second.services.products().map(({ status }) => status)).toEqual(Array(5).fill('AVAILABLE'));
  expect(second.catalog('SearchProvisionedProducts', { Filters: { SearchQuery: ['status:UNDER_CHANGE'] }, AccessLevelFilter: { Key: 'Account', Value: 'self' } }).ProvisionedProducts)
    .toEqual([]);
  second.provision('pool-001');
  second.minutes(LONG);
  expect(second.product('pool-001').Status).toBe('AVAILABLE');
});

test('an attempt is drawn anew after a resumption, not like the first one', () => {
  const first = new TestOrganization();
  first.provision('pool-001');
  first.minutes(LONG);
  first.terminate('pool-001');
  first.minutes(20);
  const second = resumed(first, 5);
  second.provision('pool-001', {}, { AccountEmail: 'aws+second@example.com' });
  second.minutes(LONG);
  expect(second.services.products()[0].availableAt).not.toBe(first.services.products()[0].availableAt);
});

test('the same seed gives the same organization byte for byte, another seed gives another', () => {
  const run = (seed: string) => {
    const organization = new TestOrganization({
      seed,
      organization: { foreignAccounts: 3 },
      factory: { concurrency: 2, listingDelaySeconds: 30 },
      operations: [{ startMinute: 3, minutes: 30, count: 1, visible: true }],
    });
    ['pool-001', 'pool-002', 'pool-003'].forEach(name => organization.provision(name));
    organization.minutes(LONG);
    const { services, events } = organization;
    return JSON.stringify([services.state(), events, services.products(), services.factoryReport()]);
  };
  const first = run('a');
  expect(run('a')).toBe(first);
  expect(run('b')).not.toBe(first);
});
