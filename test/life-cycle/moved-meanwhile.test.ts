/** Accounts that other people move between a look and what comes of it: Organizations and Innovation Sandbox refuse in the same words, and nobody is moved twice. */

import { AccountOutcome } from '../../rehearsal/report';
import { HOLDING } from '../support/rehearse-app';
import { eventsOf, GENERATIONS, rehearseSandbox } from '../support/sandbox-app';

const WORKLOADS = 'ou-abcd-77778888';
const organizationalUnits = [{ id: HOLDING, name: 'Pool', registered: true }, { id: WORKLOADS, name: 'Workloads', registered: true }];

test('an account that was moved before a stale look is not where it is moved from: it is looked at again, and the failure says where it stands', async () => {
  const rehearsal = await rehearseSandbox({
    world: {
      organization: { organizationalUnits },
      lag: { parents: 150 },
      faults: [{ kind: 'account-changes', account: 'pool-001', change: 'moved', to: WORKLOADS, after: 'available', of: 'pool-001' }],
    },
  });
  expect(rehearsal.codes).toEqual(['AR-SANDBOX-FOREIGN-UNIT']);
  expect(rehearsal.account('pool-001')).toMatchObject({ organizationalUnit: 'Workloads', sandboxStatus: null });
  expect(rehearsal.account('pool-001').error!.what).toContain('Workloads');
});

test('listings of parents that lag by two minutes keep no account from the pool, and none is registered twice', async () => {
  const rehearsal = await rehearseSandbox({ world: { lag: { parents: 120 } } });
  expect(rehearsal.account('pool-001')).toMatchObject({ state: AccountOutcome.AVAILABLE, sandboxStatus: 'Available' });
  expect(eventsOf(rehearsal, 'pool-001').filter(event => event === 'registered')).toHaveLength(1);
});

test('an account that an administrator registers before us gets there all the same, registered once', async () => {
  const rehearsal = await rehearseSandbox({
    world: { sandbox: { stackSetMinutes: 0 }, faults: [{ kind: 'administrator-acts', account: 'pool-001', when: 'in-entry', afterMinutes: 0, action: 'register' }] },
  });
  expect(rehearsal.account('pool-001')).toMatchObject({ state: AccountOutcome.AVAILABLE, sandboxStatus: 'Available' });
  expect(eventsOf(rehearsal, 'pool-001').filter(event => event === 'registered')).toHaveLength(1);
});

const LAGS = [80, 120, 200, 290];

test.each(GENERATIONS.flatMap(([version, access]) => LAGS.map(seconds => [seconds, version, access] as const)))(
  'a registration that was accepted counts though its record doesn\'t show for %s seconds on %s: it is not undone', async (sandboxRecords, _, access) => {
    const rehearsal = await rehearseSandbox({ world: { lag: { sandboxRecords } } }, { access });
    expect(rehearsal.account('pool-001')).toMatchObject({ state: AccountOutcome.AVAILABLE, sandboxStatus: 'Available' });
    expect(eventsOf(rehearsal, 'pool-001').filter(event => /^(registered|cleaning|moved CleanUp to Entry)$/.test(event))).toEqual(['registered', 'cleaning']);
  },
);

test.each(GENERATIONS)('records of Innovation Sandbox that lag by three quarters of a minute keep no account from the pool on %s, and none is registered twice', async (_, access) => {
  const rehearsal = await rehearseSandbox({ world: { lag: { sandboxRecords: 45 } } }, { access });
  expect(rehearsal.account('pool-001')).toMatchObject({ state: AccountOutcome.AVAILABLE, sandboxStatus: 'Available' });
  expect(eventsOf(rehearsal, 'pool-001').filter(event => event === 'registered')).toHaveLength(1);
});

describe('the drift monitor', () => {
  // Its first scan comes while the account is in the pool's own unit, and its second six hours later.
  const drifted = (to: string) => rehearseSandbox({ world: {
    sandbox: { firstDriftScanMinute: 60 },
    faults: [{ kind: 'account-moved', account: 'pool-001', when: 'available', afterMinutes: 1, to }],
  } });

  test('has only taken note of an account that left its unit by the time that the next deployment comes', async () => {
    const first = await drifted('ou-abcd-isbpool0');
    expect(first.report.stacks[0].status).toBe('CREATE_COMPLETE');
    const { state } = await rehearseSandbox({ state: first.state, props: { verify: 'now' }, world: { deployment: { pauseMinutes: 60 }, sandbox: { firstDriftScanMinute: 60 } } });
    expect(state.services.innovationSandbox!.records).toMatchObject([{ status: 'Available', driftAtLastScan: true }]);
  });

  test('has forgotten it after two scans, and the deployment after them says where it stands', async () => {
    const first = await drifted('ou-abcd-isbpool0');
    const second = await rehearseSandbox({ state: first.state, props: { verify: 'now' }, world: { deployment: { pauseMinutes: 14 * 60 } } });
    expect(second.state.services.innovationSandbox!.records).toEqual([]);
    expect(second.codes).toEqual(['AR-SANDBOX-MISMATCH']);
    expect(second.account('pool-001').error!.what).toContain('AccountPool');
  });
});
