/** The factory's quota: who holds it, and what the others hear. */

import fc from 'fast-check';
import { TestOrganization } from '../../support/test-organization';

const LONG = 24 * 60;

describe('the quota of concurrent operations', () => {
  test('is found exceeded only after the request was accepted', () => {
    const organization = new TestOrganization({ factory: { concurrency: 1, busyAfterSeconds: 20 } });
    organization.provision('pool-001');
    const { RecordId, Status } = organization.provision('pool-002');
    expect(Status).toBe('CREATED');
    organization.clock.advance(19);
    expect(organization.product('pool-002').Status).toBe('UNDER_CHANGE');

    organization.clock.advance(1);
    expect(organization.product('pool-002').Status).toBe('ERROR');
    expect(organization.product('pool-002').StatusMessage).toMatch(/^ResourceInUseException {2}Account Factory cannot .*Try again later\.$/);
    expect(organization.record(RecordId).RecordDetail).toMatchObject({ Status: 'FAILED', RecordErrors: [{ Code: 'ResourceInUseException' }] });
    expect(organization.services.factoryReport()).toMatchObject({ peakOperations: 1, busyRejections: 1 });
    expect(organization.events.filter(({ kind }) => kind === 'busy')).toMatchObject([{ at: 20, account: 'pool-002' }]);
    organization.minutes(LONG);
    expect(organization.services.accounts()).toHaveLength(2);
  });

  test('names the quota where it is above one', () => {
    const messages = new Set<string>();
    for (let seed = 0; seed < 20; seed++) {
      const organization = new TestOrganization({ seed: String(seed), factory: { concurrency: 2 } });
      ['pool-001', 'pool-002', 'pool-003'].forEach(name => organization.provision(name));
      organization.minutes(1);
      messages.add(organization.product('pool-003').StatusMessage);
    }
    expect([...messages].sort()).toEqual([
      'ResourceInUseException  Account Factory cannot complete an operation on this account, because another AWS Control Tower operation is in progress. Try again later.',
      'ResourceInUseException: Account Factory cannot complete an operation on this account, because the allowed maximum of 2 concurrent account operations is exceeded. Try again later.',
    ]);
  });

  test('lets a request in that finds a slot when the factory gets to it', () => {
    const organization = new TestOrganization({
      factory: { concurrency: 1, busyAfterSeconds: 60 },
      faults: [{ kind: 'creation-takes', account: 'pool-001', minutes: 10 }],
    });
    organization.provision('pool-001');
    organization.minutes(9.5);
    organization.provision('pool-002');
    organization.minutes(LONG);
    expect(organization.services.products().map(({ status }) => status)).toEqual(['AVAILABLE', 'AVAILABLE']);
    expect(organization.services.factoryReport().peakOperations).toBe(1);
  });

  test('a fault makes the factory busy though it is idle', () => {
    const organization = new TestOrganization({ faults: [{ kind: 'busy', message: 'busy at {quota} operations', times: 1 }] });
    organization.provision('pool-001');
    organization.provision('pool-002');
    organization.minutes(LONG);
    expect(organization.product('pool-001')).toMatchObject({ Status: 'ERROR', StatusMessage: 'busy at 5 operations' });
    expect(organization.product('pool-002').Status).toBe('AVAILABLE');
    expect(organization.services.factoryReport()).toMatchObject({ peakOperations: 1, busyRejections: 1 });
  });

  test('is never exceeded, whatever is asked for and whoever else asks', () => {
    const operation = fc.record({
      startMinute: fc.integer({ min: 0, max: 60 }),
      minutes: fc.integer({ min: 1, max: 60 }),
      count: fc.integer({ min: 1, max: 4 }),
      visible: fc.boolean(),
    });
    fc.assert(fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.array(operation, { maxLength: 4 }),
      fc.array(fc.integer({ min: 0, max: 600 }), { minLength: 1, maxLength: 12 }),
      (concurrency, operations, pauses) => {
        const organization = new TestOrganization({ factory: { concurrency }, operations });
        pauses.forEach((pause, index) => {
          organization.clock.advance(pause);
          organization.provision(`pool-${index}`);
        });
        organization.minutes(LONG);
        const { peakOperations, utilisation, busyRejections } = organization.services.factoryReport();
        const statuses = organization.services.products().filter(({ name }) => name.startsWith('pool-')).map(({ status }) => status);
        expect(peakOperations).toBeLessThanOrEqual(concurrency);
        expect(utilisation).toBeLessThanOrEqual(1);
        expect(statuses.filter(status => status === 'ERROR')).toHaveLength(busyRejections);
        expect(statuses.filter(status => status === 'AVAILABLE')).toHaveLength(pauses.length - busyRejections);
        expect(organization.services.state().controlTower.operations).toEqual([]);
      },
    ), { numRuns: 60 });
  });
});

describe('operations of other people', () => {
  test('hold slots for their time and show up as products UNDER_CHANGE', () => {
    const organization = new TestOrganization({ operations: [{ startMinute: 0, minutes: 70, count: 5, visible: true }] });
    organization.clock.advance(1);
    const busy = () => organization.catalog('SearchProvisionedProducts', {
      Filters: { SearchQuery: ['status:UNDER_CHANGE'] },
      AccessLevelFilter: { Key: 'Account', Value: 'self' },
    }).ProvisionedProducts;
    expect(busy()).toHaveLength(5);
    expect(busy()[0]).toMatchObject({ Type: 'CONTROL_TOWER_ACCOUNT', Status: 'UNDER_CHANGE' });

    organization.provision('pool-001');
    organization.minutes(1);
    expect(organization.product('pool-001').Status).toBe('ERROR');

    organization.minutes(70);
    expect(busy()).toEqual([]);
    organization.update('pool-001');
    organization.minutes(LONG);
    expect(organization.product('pool-001').Status).toBe('AVAILABLE');
    expect(organization.services.factoryReport().peakOperations).toBe(5);
  });

  test('hold slots unseen when they are made in the console', () => {
    const organization = new TestOrganization({ operations: [{ startMinute: 0, minutes: 70, count: 5, visible: false }] });
    organization.clock.advance(1);
    expect(organization.catalog('SearchProvisionedProducts', { AccessLevelFilter: { Key: 'Account', Value: 'self' } }).ProvisionedProducts).toEqual([]);
    organization.provision('pool-001');
    organization.minutes(1);
    expect(organization.product('pool-001').StatusMessage).toMatch(/ResourceInUseException/);
  });

  test('take what falls free first', () => {
    const organization = new TestOrganization({
      factory: { concurrency: 1 },
      operations: [{ startMinute: 5, minutes: 120, count: 1, visible: true }],
      faults: [{ kind: 'creation-takes', minutes: 20 }],
    });
    organization.provision('pool-001');
    organization.minutes(21);
    organization.provision('pool-002');
    organization.minutes(1);
    expect(organization.product('pool-001').Status).toBe('AVAILABLE');
    expect(organization.product('pool-002').Status).toBe('ERROR');
  });
});

describe('the report of the factory', () => {
  test('weighs the slots in use from the first request to the last account', () => {
    const organization = new TestOrganization({
      factory: { concurrency: 2 },
      faults: [{ kind: 'creation-takes', account: 'pool-001', minutes: 20 }, { kind: 'creation-takes', account: 'pool-002', minutes: 40 }],
    });
    organization.minutes(10);
    organization.provision('pool-001');
    organization.provision('pool-002');
    organization.minutes(LONG);
    expect(organization.services.factoryReport()).toEqual({
      peakOperations: 2,
      busyRejections: 0,
      utilisation: 0.75,
      slots: 2,
      slotsInUse: [{ at: 0, used: 0 }, { at: 600, used: 2 }, { at: 600 + 20 * 60, used: 1 }, { at: 600 + 40 * 60, used: 0 }],
    });
    expect(organization.services.products()).toMatchObject([
      { name: 'pool-001', requestedAt: 600, availableAt: 600 + 20 * 60 },
      { name: 'pool-002', requestedAt: 600, availableAt: 600 + 40 * 60 },
    ]);
  });

  test('is empty where nothing was asked for', () => {
    expect(new TestOrganization().services.factoryReport())
      .toEqual({ peakOperations: 0, busyRejections: 0, utilisation: 0, slots: 5, slotsInUse: [{ at: 0, used: 0 }] });
  });
});
