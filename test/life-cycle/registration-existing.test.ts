/** Accounts that exist already, and what `existingAccountId` may do to them. */

import { AccountOutcome } from '../../rehearsal/report';
import type { SandboxStatus, SandboxUnit } from '../../rehearsal/world/world';
import type { Scenario } from '../support/rehearse-app';
import { HOLDING } from '../support/rehearse-app';
import type { Existing } from '../support/sandbox-app';
import { EXISTING_ID, eventsOf, MACHINE_CLIENT, rehearseSandbox, worldWith, writesOf } from '../support/sandbox-app';

const WORKLOADS = 'ou-abcd-77778888';
const UNITS = [{ id: HOLDING, name: 'Pool', registered: true }, { id: WORKLOADS, name: 'Workloads', registered: true }];

const take = (state: Existing, scenario: Scenario = {}) => rehearseSandbox({
  app: ['pool-001'],
  ...scenario,
  props: { existingAccountId: EXISTING_ID, ...scenario.props },
  world: worldWith(state, { ...scenario.world, organization: { organizationalUnits: UNITS, ...scenario.world?.organization } }),
});

describe('an account that exists', () => {
  test.each<[string, Existing]>([
    ['the root', {}],
    ['the holding OU', { parentId: HOLDING }],
    ['Entry', { unit: 'entry' }],
    ['CleanUp', { status: 'CleanUp' }],
    ['CleanUp, without a record', { unit: 'cleanUp' }],
    ['Quarantine', { status: 'Quarantine' }],
    ['Exit', { unit: 'exit' }],
  ])('is taken into the pool from %s, by no request to the factory', async (_, state) => {
    const { report, account } = await take(state);
    expect(report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE' }]);
    expect(account('pool-001')).toMatchObject({
      state: AccountOutcome.AVAILABLE,
      accountId: EXISTING_ID,
      sandboxStatus: 'Available',
      organizationalUnit: 'Available',
      attempts: 0,
      requestedAt: null,
      readyAt: expect.any(Number),
    });
  });

  test.each<[SandboxStatus]>([['Available'], ['Active'], ['Frozen']])('that is %s is adopted without a single write', async status => {
    const rehearsal = await take({ status });
    expect(rehearsal.account('pool-001')).toMatchObject({ state: AccountOutcome.AVAILABLE, sandboxStatus: status, organizationalUnit: status });
    expect(eventsOf(rehearsal, 'old-hand')).toEqual([]);
    const { 'execute-api:Invoke': _, ...writes } = writesOf(rehearsal);
    expect(writes).toEqual({});
  });

  test('in a workload OU is refused with an empty journal of writes', async () => {
    const rehearsal = await take({ parentId: WORKLOADS });
    expect(rehearsal.codes).toEqual(['AR-SANDBOX-FOREIGN-UNIT']);
    expect(writesOf(rehearsal)).toEqual({});
    expect(eventsOf(rehearsal, 'old-hand')).toEqual([]);
    expect(rehearsal.account('pool-001')).toMatchObject({ state: AccountOutcome.FAILED, accountId: EXISTING_ID, organizationalUnit: 'Workloads', sandboxStatus: null });
  });

  test('in a workload OU is taken when exactly that OU is named', async () => {
    const { account } = await take({ parentId: WORKLOADS }, { props: { existingAccountParentId: WORKLOADS } });
    expect(account('pool-001')).toMatchObject({ state: AccountOutcome.AVAILABLE, organizationalUnit: 'Available' });
  });

  test('in a workload OU stays there when another OU is named', async () => {
    const rehearsal = await take({ parentId: WORKLOADS }, { props: { existingAccountParentId: 'ou-abcd-99990000' } });
    expect(rehearsal.codes).toEqual(['AR-SANDBOX-FOREIGN-UNIT']);
    expect(writesOf(rehearsal)).toEqual({});
  });

  test.each<[SandboxStatus, SandboxUnit]>([['Active', 'entry'], ['Active', 'quarantine'], ['Frozen', 'available'], ['Active', 'cleanUp'], ['Frozen', 'exit']])(
    'that is leased (%s) and stands in %s is left alone', async (status, unit) => {
      const rehearsal = await take({ status, unit });
      expect(rehearsal.codes).toEqual(['AR-SANDBOX-LEASED']);
      const { 'execute-api:Invoke': _, ...writes } = writesOf(rehearsal);
      expect([writes, eventsOf(rehearsal, 'old-hand')]).toEqual([{}, []]);
    });

  test('that is suspended is not moved', async () => {
    const rehearsal = await take({ account: { status: 'SUSPENDED' } });
    expect(rehearsal.codes).toEqual(['AR-ACCOUNT-SUSPENDED']);
    expect(eventsOf(rehearsal, 'old-hand')).toEqual([]);
  });
});

describe('verify', () => {
  test('heals an account from Quarantine', async () => {
    const failed = await rehearseSandbox({ rollback: false, world: { faults: [{ kind: 'cleaning-fails' }] } });
    expect(failed.codes).toEqual(['AR-SANDBOX-CLEANING-FAILED']);
    expect(failed.account('pool-001')).toMatchObject({ organizationalUnit: 'Quarantine', sandboxStatus: 'Quarantine' });

    const healed = await rehearseSandbox({ rollback: false, state: failed.state, props: { verify: '2026-12' } });
    expect(healed.account('pool-001')).toMatchObject({ state: AccountOutcome.AVAILABLE, sandboxStatus: 'Available', attempts: 0, registeredAt: null, cleaningAt: expect.any(Number) });
  });

  test('heals an account that was quarantined after it had been Available', async () => {
    const first = await rehearseSandbox({ world: { faults: [{ kind: 'account-moved', when: 'available', afterMinutes: 1, to: 'CleanUp' }], sandbox: { firstDriftScanMinute: 60 } } });
    expect(first.account('pool-001').state).toBe(AccountOutcome.AVAILABLE);
    const later = await rehearseSandbox({ state: first.state, props: { verify: '2026-12' }, world: { deployment: { pauseMinutes: 1000 } } });
    expect(eventsOf(later, 'pool-001')).toEqual(['moved Quarantine to CleanUp', 'cleaning', 'moved CleanUp to Available', 'sandbox-available']);
    expect(later.account('pool-001')).toMatchObject({ state: AccountOutcome.AVAILABLE, sandboxStatus: 'Available' });
  });

  test('is what it takes to clean an account that an administrator quarantined: another change leaves it there and says so', async () => {
    const world = { faults: [{ kind: 'administrator-acts', when: 'available', afterMinutes: 1, action: 'quarantine' }] };
    const first = await rehearseSandbox({ world }, { access: MACHINE_CLIENT });
    const later = { state: first.state, world: { deployment: { pauseMinutes: 100 } } };
    const changed = await rehearseSandbox({ ...later, props: { adoptExisting: true } }, { access: MACHINE_CLIENT });
    expect(changed.account('pool-001')).toMatchObject({ sandboxStatus: 'Quarantine', organizationalUnit: 'Quarantine' });
    expect(changed.log.some(({ line }) => line.includes('"account-warning"') && line.includes('another value of verify'))).toBe(true);
    expect(eventsOf(changed, 'pool-001')).toEqual([]);

    const verified = await rehearseSandbox({ ...later, state: changed.state, props: { adoptExisting: true, verify: '2026-12' } }, { access: MACHINE_CLIENT });
    expect(verified.account('pool-001')).toMatchObject({ state: AccountOutcome.AVAILABLE, sandboxStatus: 'Available' });
  });

  test('leaves a leased account as it is', async () => {
    const first = await rehearseSandbox({ world: { faults: [{ kind: 'account-leased', afterMinutes: 2 }] } });
    const rehearsal = await rehearseSandbox({ state: first.state, props: { verify: '2026-12' } });
    expect(rehearsal.account('pool-001')).toMatchObject({ state: AccountOutcome.AVAILABLE, sandboxStatus: 'Active', organizationalUnit: 'Active' });
    const { 'execute-api:Invoke': _, ...writes } = writesOf(rehearsal);
    expect(writes).toEqual({});
  });

  test('of an account that somebody moved to a workload OU fails, and nothing is written', async () => {
    const world = { organization: { organizationalUnits: UNITS } };
    const first = await rehearseSandbox({ world: { ...world, faults: [{ kind: 'account-moved', when: 'available', afterMinutes: 2, to: WORKLOADS }] } });
    const rehearsal = await rehearseSandbox({ state: first.state, props: { verify: '2026-12' }, world }, { access: MACHINE_CLIENT });
    expect(rehearsal.account('pool-001').organizationalUnit).toBe('Workloads');
    expect(rehearsal.codes).toEqual(['AR-SANDBOX-FOREIGN-UNIT']);
    expect(writesOf(rehearsal)).toEqual({});
  });
});
