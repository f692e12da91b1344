/** The rows of Innovation Sandbox's half-done states, by the names of the reference: each account is Available after at most one redeployment. */

import { AccountOutcome } from '../../rehearsal/report';
import type { Rehearsed, Scenario } from '../support/rehearse-app';
import type { Access, Existing } from '../support/sandbox-app';
import { EXISTING_ID, eventsOf, GENERATIONS, rehearseSandbox, worldWith } from '../support/sandbox-app';

const fails = (reason: string, times = 1): Scenario => ({ world: { faults: [{ kind: 'registration-fails', reason, times }] } });
const existing = (state: Existing): Scenario => ({ app: ['pool-001'], props: { existingAccountId: EXISTING_ID }, world: worldWith(state) });

/** More often than a registration is tried. */
const OFTEN = 999;

/** Deploys, and deploys once more without the cause if the account isn't in the pool after that. */
async function deployUntilReady(scenario: Scenario, access: Access): Promise<{ first: Rehearsed; last: Rehearsed }> {
  const first = await rehearseSandbox(scenario, { access });
  if (first.report.accounts[0].state === AccountOutcome.AVAILABLE) {
    return { first, last: first };
  }
  const { faults: _, ...world } = scenario.world ?? {};
  return { first, last: await rehearseSandbox({ ...scenario, world, state: first.state }, { access }) };
}

describe.each(GENERATIONS)('on Innovation Sandbox %s', (_, access) => {
  const reach = async (scenario: Scenario, status = 'Available') => {
    const rehearsed = await deployUntilReady(scenario, access);
    expect(rehearsed.last.report.stacks[0].status).toMatch(/^(CREATE|UPDATE)_COMPLETE$/);
    const [account] = rehearsed.last.report.accounts;
    expect(account).toMatchObject({ state: AccountOutcome.AVAILABLE, sandboxStatus: status, organizationalUnit: status, error: null });
    return rehearsed;
  };

  describe('Identity Center assignment', () => {
    test('that fails once is tried again', async () => {
      const { first, last } = await reach(fails('identity-center'));
      expect(last).toBe(first);
      expect(eventsOf(last, 'pool-001').filter(event => /^(registration-failed|registered)$/.test(event))).toEqual(['registration-failed', 'registered']);
    });

    test('that fails until the time is up leaves the account in Entry, and the next deployment registers it', async () => {
      const { first } = await reach({ ...fails('identity-center', OFTEN), settings: { timeoutMinutes: 50 } });
      expect(first.codes).toEqual(['AR-SANDBOX-IDENTITY-CENTER']);
      expect(first.report.accounts[0]).toMatchObject({ organizationalUnit: 'Entry', sandboxStatus: 'CleanUp' });
    });
  });

  test('PutEvents', async () => {
    const { first, last } = await reach(fails('event'));
    expect(last).toBe(first);
    expect(eventsOf(last, 'pool-001').filter(event => event === 'cleaning')).toHaveLength(1);
  });

  describe('record put, or schema of name or e-mail', () => {
    test.each(['record-throttled', 'record-unavailable'])('that fails once (%s) is tried again from Entry', async reason => {
      const { first, last } = await reach(fails(reason));
      expect(last).toBe(first);
      expect(eventsOf(last, 'pool-001')).toEqual(expect.arrayContaining(['moved CleanUp to Entry', 'registered']));
    });

    test('that is refused is moved back to Entry, and the next deployment registers it when name or e-mail are right', async () => {
      const { first } = await reach(fails('record-refused', OFTEN));
      expect(first.codes).toEqual(['AR-SANDBOX-EMAIL-REFUSED']);
      expect(first.report.accounts[0]).toMatchObject({ organizationalUnit: 'Entry', sandboxStatus: null });
    });
  });

  describe('a registration that is under way', () => {
    const undone = (rehearsal: Rehearsed) => eventsOf(rehearsal, 'pool-001').filter(event => event === 'moved CleanUp to Entry');

    test.each([5, 35, 60])('for %s seconds is waited for, and not undone', async registrationSeconds => {
      const { first, last } = await reach({ world: { sandbox: { registrationSeconds } } });
      expect(last).toBe(first);
      expect(undone(last)).toEqual([]);
      expect(eventsOf(last, 'pool-001').filter(event => event === 'registered')).toHaveLength(1);
    });

    test.each([0, 0.5, 2])('and was begun in the page of Innovation Sandbox %s minutes after the account came to Entry is left to whoever began it', async afterMinutes => {
      const faults = [{ kind: 'administrator-acts', when: 'in-entry', afterMinutes, action: 'register' }];
      // The role is there at once: a cleaning that begins without it fails, and that is another story.
      const { first, last } = await reach({ world: { faults, sandbox: { registrationSeconds: 50, stackSetMinutes: 0 } } });
      expect(last).toBe(first);
      expect(undone(last)).toEqual([]);
      expect(eventsOf(last, 'pool-001').filter(event => event === 'registered')).toHaveLength(1);
    });

    test('and broke off after a minute is taken up from Entry', async () => {
      const { first, last } = await reach({ world: { faults: [{ kind: 'registration-fails', reason: 'record-unavailable', times: 1 }], sandbox: { registrationSeconds: 45 } } });
      expect(last).toBe(first);
      expect(undone(last)).toHaveLength(1);
    });
  });

  test('already registered, cleaning', async () => {
    const { first, last } = await reach(existing({ status: 'CleanUp' }));
    expect(last).toBe(first);
    expect(eventsOf(last, 'old-hand')).not.toContain('registered');
  });

  test.each(['Available', 'Active', 'Frozen'] as const)('already Available, Active or Frozen: %s', async status => {
    const { last } = await reach(existing({ status }), status);
    expect(eventsOf(last, 'old-hand')).toEqual([]);
  });

  test('Quarantine', async () => {
    const { first, last } = await reach(existing({ status: 'Quarantine' }));
    expect(last).toBe(first);
    expect(eventsOf(last, 'old-hand')).toEqual(expect.arrayContaining(['moved Quarantine to CleanUp', 'cleaning', 'sandbox-available']));
  });

  test('record Available, account moved back to Entry, POST', async () => {
    const { first, last } = await reach(existing({ status: 'Available', unit: 'entry' }));
    expect(last).toBe(first);
    expect(eventsOf(last, 'old-hand')).toEqual(expect.arrayContaining(['registered', 'sandbox-available']));
  });

  test.each(['access-denied', 'concurrent-modification', 'too-many-requests'])('a registration that fails before anything is done (%s) is tried again', async reason => {
    const { first, last } = await reach(fails(reason, 2));
    expect(last).toBe(first);
  });

  test('a registration whose answer is lost is found done', async () => {
    const action = access.kind === 'machine-client' ? 'execute-api:Invoke' : 'lambda:Invoke';
    const { last } = await reach({ world: { faults: [{ kind: 'lost-response', action, times: 3 }] } });
    expect(eventsOf(last, 'pool-001').filter(event => event === 'registered')).toHaveLength(1);
  });
});

test('a cleaning that succeeded unheard is asked for again, where the record tells that it ended', async () => {
  const rehearsal = await rehearseSandbox({ world: { faults: [{ kind: 'cleanup-event-lost', times: 1 }] } });
  expect(eventsOf(rehearsal, 'pool-001').filter(event => /^(cleaning|sandbox-available)$/.test(event))).toEqual(['cleaning', 'cleaning', 'sandbox-available']);
});
