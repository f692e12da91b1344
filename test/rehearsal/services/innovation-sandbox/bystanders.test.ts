/** Leases, a separator, people who move accounts, and the drift monitor. */

import type { TestSandboxOptions } from '../../support/test-sandbox';
import { ACCOUNT, TestSandbox, UNITS } from '../../support/test-sandbox';

const HOURS = 60;
const watched = (options: TestSandboxOptions) =>
  new TestSandbox({ ...options, sandbox: { driftMonitor: true, firstDriftScanMinute: 10, ...options.sandbox } });
const state = (sandbox: TestSandbox) => [sandbox.unit(), sandbox.status()];

describe('the drift monitor', () => {
  test.each(['cleanUp', 'available', 'active', 'quarantine', 'frozen'] as const)('quarantines an account without record in %s at its first scan', unit => {
    const sandbox = watched({ account: { unit } });
    sandbox.minutes(11);
    expect(state(sandbox)).toEqual(['quarantine', 'Quarantine']);
    expect(sandbox.kinds()).toContain('quarantined');
  });

  test.each(['entry', 'exit'] as const)('leaves an account without record in %s alone', unit => {
    const sandbox = watched({ account: { unit } });
    sandbox.minutes(24 * HOURS);
    expect(state(sandbox)).toEqual([unit, 404]);
  });

  test('notes an account that is not where its record says, and quarantines it when it still isn\'t at the next scan', () => {
    const sandbox = watched({ account: { status: 'Available', unit: 'entry' } });
    sandbox.minutes(11);
    expect(sandbox.record()).toMatchObject({ status: 'Available', driftAtLastScan: true });
    sandbox.minutes(7 * HOURS);
    expect(state(sandbox)).toEqual(['quarantine', 'Quarantine']);
    expect(sandbox.kinds()).toEqual(['drift', 'quarantined']);
  });

  test('forgets the drift of an account that is back', () => {
    const sandbox = watched({ account: { status: 'Available', unit: 'entry' } });
    sandbox.minutes(11);
    sandbox.moveTo('available');
    sandbox.minutes(14 * HOURS);
    expect(sandbox.record()).toMatchObject({ status: 'Available', driftAtLastScan: false });
  });

  test.each(['ou-abcd-33334444', 'pool'])('deletes the record of an account that has left the seven units for %s, at the second scan that misses it', place => {
    const sandbox = watched({ account: { status: 'Active', unit: 'active' } });
    sandbox.moveTo(place);
    sandbox.minutes(11);
    expect(sandbox.record()).toMatchObject({ status: 'Active', driftAtLastScan: true });
    sandbox.minutes(5 * HOURS);
    expect(sandbox.status()).toBe('Active');
    sandbox.minutes(2 * HOURS);
    expect(state(sandbox)).toEqual([place, 404]);
  });

  test('has no eye on an account without record in the parent of the seven units', () => {
    const sandbox = watched({ account: { unit: 'pool' } });
    sandbox.minutes(24 * HOURS);
    expect(state(sandbox)).toEqual(['pool', 404]);
  });

  test('looks every six hours, more or less a quarter', () => {
    const sandbox = watched({ account: { status: 'Available', unit: 'entry' } });
    sandbox.minutes(5 * HOURS);
    expect(sandbox.status()).toBe('Available');
    sandbox.minutes(1.5 * HOURS);
    expect(sandbox.status()).toBe('Quarantine');
  });

  test('sleeps if the world says so', () => {
    const sandbox = new TestSandbox({ account: { unit: 'cleanUp' } });
    sandbox.minutes(48 * HOURS);
    expect(state(sandbox)).toEqual(['cleanUp', 404]);
  });
});

describe('an account that has become Available', () => {
  const registered = (options: TestSandboxOptions) => {
    const sandbox = new TestSandbox(options);
    sandbox.register();
    sandbox.minutes(12);
    return sandbox;
  };

  test('may be leased', () => {
    const sandbox = registered({ faults: [{ kind: 'account-leased', afterMinutes: 5, times: 1 }] });
    expect(state(sandbox)).toEqual(['available', 'Available']);
    sandbox.minutes(5);
    expect(state(sandbox)).toEqual(['active', 'Active']);
    expect(sandbox.kinds()).toContain('leased');
  });

  test('is quarantined by a separator unless it has the tag, which is used up', () => {
    expect(state(registered({ sandbox: { separatorTag: 'do-not-separate' } }))).toEqual(['quarantine', 'Quarantine']);
    const tagged = registered({ account: { tags: { 'do-not-separate': '', 'team': 'x' } }, sandbox: { separatorTag: 'do-not-separate' } });
    expect(state(tagged)).toEqual(['available', 'Available']);
    expect(tagged.services.accounts().find(({ id }) => id === ACCOUNT)!.tags).toEqual({ team: 'x' });
  });
});

test.each([
  ['in-entry', 'Exit', 'exit'],
  ['registered', 'Entry', 'entry'],
  ['available', 'Quarantine', 'quarantine'],
  ['available', 'ou-abcd-33334444', 'ou-abcd-33334444'],
] as const)('someone may move an account after it is %s, to %s', (when, to, unit) => {
  const sandbox = new TestSandbox({ account: { parentId: 'r-abcd' }, faults: [{ kind: 'account-moved', when, afterMinutes: 1, to, times: 1 }] });
  sandbox.moveTo('entry');
  if (when !== 'in-entry') {
    sandbox.register();
  }
  sandbox.minutes(15);
  expect(sandbox.unit()).toBe(unit);
});

describe('Control Tower', () => {
  const enrolled = (autoEnrollment: boolean) => {
    const sandbox = new TestSandbox({
      account: { parentId: 'ou-abcd-11112222' },
      organization: { autoEnrollment },
    });
    sandbox.provision('pool-002');
    sandbox.minutes(120);
    return { sandbox, id: sandbox.services.products()[0].accountId! };
  };
  const seen = (sandbox: TestSandbox, id: string) => sandbox.services.accounts().find(account => account.id === id)!.controlTower;

  test('sees drift when an account leaves its unit, until it is back', () => {
    const { sandbox, id } = enrolled(false);
    sandbox.moveTo('entry', id);
    sandbox.moveTo('exit', id);
    expect(seen(sandbox, id)).toBe('moved');
    expect(sandbox.kinds().filter(kind => kind === 'control-tower-drift')).toHaveLength(1);
    sandbox.moveTo('ou-abcd-11112222', id);
    expect(seen(sandbox, id)).toBeUndefined();
    expect(sandbox.product('pool-002').Status).toBe('AVAILABLE');
  });

  test('un-enrolls it where auto-enrollment is on, and enrolls it again when it comes back', () => {
    const { sandbox, id } = enrolled(true);
    sandbox.moveTo('entry', id);
    expect(seen(sandbox, id)).toBe('unenrolled');
    expect(sandbox.kinds()).toContain('unenrolled');
    sandbox.moveTo('ou-abcd-11112222', id);
    expect(seen(sandbox, id)).toBeUndefined();
  });

  test('has no eye on accounts that it never enrolled', () => {
    const { sandbox } = enrolled(false);
    sandbox.moveTo('entry', ACCOUNT);
    expect(seen(sandbox, ACCOUNT)).toBeUndefined();
  });
});

test('the pool\'s units stand below one of their own, and none is registered', () => {
  const sandbox = new TestSandbox();
  const units = sandbox.organizations('ListOrganizationalUnitsForParent', { ParentId: UNITS.pool }).OrganizationalUnits;
  expect(units.map(({ Name }: any) => Name)).toEqual(['Available', 'Active', 'CleanUp', 'Quarantine', 'Entry', 'Exit', 'Frozen']);
  expect(sandbox.organizations('DescribeOrganizationalUnit', { OrganizationalUnitId: UNITS.pool }).OrganizationalUnit.Name).toBe('myisb_InnovationSandboxAccountPool');
});
