/** Cleaning: how long, in which order, and how it goes wrong. */

import type { Fault } from '../../../../rehearsal/world/world';
import type { TestSandboxOptions } from '../../support/test-sandbox';
import { ACCOUNT, TestSandbox, UNITS } from '../../support/test-sandbox';

const GENERATIONS = ['1.3.3', '1.2.14'];

const accounts = (count: number) => Array.from({ length: count }, (_, index) => ({
  id: String(444455556666 + index),
  name: `pool-${index}`,
  email: `pool-${index}@example.com`,
  parentId: UNITS.entry,
  status: 'ACTIVE' as const,
  tags: {},
}));

function cleaned(faults: readonly Fault[], options: TestSandboxOptions = {}): TestSandbox {
  const sandbox = new TestSandbox({ ...options, faults });
  expect(sandbox.register().status).toBe(201);
  return sandbox;
}

describe.each(GENERATIONS)('with version %s', version => {
  const options = { sandbox: { version } };

  test('a cleaning takes 9 minutes more or less 1.5, each its own time', () => {
    const sandbox = new TestSandbox({ ...options, organization: { accounts: accounts(20) } });
    accounts(20).forEach(({ id }) => expect(sandbox.register(id).status).toBe(201));
    sandbox.minutes(30);
    const minutes = sandbox.services.sandboxAccounts().map(({ cleaningAt, availableAt }) => (availableAt! - cleaningAt!) / 60);
    expect(Math.min(...minutes)).toBeGreaterThan(7.5);
    expect(Math.max(...minutes)).toBeLessThan(12);
    expect(new Set(minutes).size).toBeGreaterThan(15);
  });

  test('accounts that are clean at the same time become Available one after the other', () => {
    const sandbox = new TestSandbox({ sandbox: { version, cleaningMinutes: { median: 9, spread: 0 } }, organization: { accounts: accounts(5) } });
    accounts(5).forEach(({ id }) => sandbox.register(id));
    sandbox.minutes(11);
    const times = sandbox.services.sandboxAccounts().map(({ availableAt }) => availableAt!).sort((a, b) => a - b);
    expect(times.map(time => time - times[0])).toEqual([0, 3, 6, 9, 12]);
  });

  test('the account moves before its record says so', () => {
    const sandbox = cleaned([{ kind: 'cleaning-takes', minutes: 9 }], options);
    sandbox.clock.advance(3 + 9 * 60 + 3);
    expect([sandbox.unit(), sandbox.status()]).toEqual(['available', 'CleanUp']);
    sandbox.clock.advance(1);
    expect([sandbox.unit(), sandbox.status()]).toEqual(['available', 'Available']);
  });

  test('a failure ends in Quarantine, and the next cleaning may succeed', () => {
    const sandbox = cleaned([{ kind: 'cleaning-fails', times: 1 }], options);
    sandbox.minutes(15);
    expect([sandbox.unit(), sandbox.status()]).toEqual(['quarantine', 'Quarantine']);
    expect(sandbox.kinds()).toEqual(['registered', 'cleaning', 'cleaning-failed', 'quarantined']);
    sandbox.api('POST', `/accounts/${ACCOUNT}/retryCleanup`);
    sandbox.minutes(15);
    expect(sandbox.status()).toBe('Available');
  });

  test('a cleaning that times out says nothing, and leaves the account in CleanUp after twelve hours', () => {
    const sandbox = cleaned([{ kind: 'cleaning-times-out', times: 1 }], options);
    const retry = () => sandbox.api('POST', `/accounts/${ACCOUNT}/retryCleanup`).status;
    sandbox.minutes(11 * 60);
    retry();
    sandbox.minutes(70);
    expect([sandbox.unit(), sandbox.status()]).toEqual(['cleanUp', 'CleanUp']);
    expect(sandbox.kinds()).toEqual(['registered', 'cleaning']);
    expect(retry()).toBe(200);
    sandbox.minutes(15);
    expect(sandbox.status()).toBe('Available');
  });

  test('a lost event leaves the account in CleanUp, where nobody cleans it until somebody asks', () => {
    const sandbox = cleaned([{ kind: 'cleanup-event-lost', times: 1 }], options);
    sandbox.minutes(60);
    expect([sandbox.unit(), sandbox.status()]).toEqual(['cleanUp', 'CleanUp']);
    expect(sandbox.api('POST', `/accounts/${ACCOUNT}/retryCleanup`).status).toBe(200);
    sandbox.minutes(15);
    expect(sandbox.status()).toBe('Available');
  });

  test('so many run at a time as the world says, five times as many wait, and who finds no place among them is quarantined at once', () => {
    const limits = { version, cleaningsAtATime: 2, cleaningMinutes: { median: 10, spread: 0 } };
    const sandbox = new TestSandbox({ sandbox: limits, organization: { accounts: accounts(15) } });
    accounts(15).forEach(({ id }) => expect(sandbox.register(id).status).toBe(201));
    sandbox.minutes(2);
    expect(accounts(15).filter(({ id }) => sandbox.status(id) === 'Quarantine')).toHaveLength(3);
    sandbox.minutes(70);
    const waited = sandbox.services.sandboxAccounts().filter(({ status }) => status === 'Available').map(({ availableAt }) => Math.floor(availableAt! / 600)).sort();
    expect(waited).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6]);
    const [{ id: away }] = accounts(15).filter(({ id }) => sandbox.status(id) === 'Quarantine');
    sandbox.api('POST', `/accounts/${away}/retryCleanup`);
    sandbox.minutes(12);
    expect(sandbox.status(away)).toBe('Available');
  });

  test('one that waits for its turn is under way, and hangs if its turn doesn\'t come in twelve hours', () => {
    const slow: Fault = { kind: 'cleaning-takes', minutes: 719 };
    const sandbox = new TestSandbox({ sandbox: { version, cleaningsAtATime: 1 }, organization: { accounts: accounts(2) }, faults: [slow] });
    accounts(2).forEach(({ id }) => sandbox.register(id));
    sandbox.minutes(700);
    const records = accounts(2).map(({ id }) => sandbox.api('GET', `/accounts/${id}`).body.data);
    expect(records.map(({ status }) => status)).toEqual(['CleanUp', 'CleanUp']);
    expect(records.map(({ activeCleanup }) => activeCleanup?.status)).toContain(version === '1.3.3' ? 'INITIALIZING' : undefined);
    sandbox.minutes(60);
    expect(accounts(2).map(({ id }) => sandbox.status(id)).sort()).toEqual(['Available', 'CleanUp']);
  });

  test('an account that was taken out of CleanUp is left alone', () => {
    const sandbox = cleaned([], options);
    sandbox.minutes(5);
    sandbox.moveTo('entry');
    sandbox.minutes(30);
    expect([sandbox.unit(), sandbox.status()]).toEqual(['entry', 'CleanUp']);
  });

});

describe('an account whose role has not arrived', () => {
  const early = (version: string) => {
    const sandbox = new TestSandbox({ account: { parentId: 'r-abcd' }, sandbox: { version }, faults: [{ kind: 'stack-set-takes', minutes: 60 }] });
    sandbox.moveTo('entry');
    expect(sandbox.register().status).toBe(201);
    return sandbox;
  };

  test('is quarantined at once, before anything is written to its record', () => {
    const sandbox = early('1.2.14');
    sandbox.minutes(1);
    expect([sandbox.unit(), sandbox.status()]).toEqual(['quarantine', 'Quarantine']);
    expect(sandbox.record().cleanupExecutionContext).toBeUndefined();
    expect(sandbox.kinds()).toEqual(['registered', 'cleaning-failed', 'quarantined']);
  });

  test('was quarantined only after its cleaning before 1.2', () => {
    const sandbox = early('1.1.8');
    sandbox.minutes(1);
    expect(sandbox.status()).toBe('CleanUp');
    sandbox.minutes(15);
    expect(sandbox.status()).toBe('Quarantine');
  });
});

describe('the record', () => {
  test('names the execution of the state machine up to 1.2', () => {
    const sandbox = cleaned([], { sandbox: { version: '1.2.14' } });
    expect(sandbox.record().cleanupExecutionContext).toBeUndefined();
    sandbox.minutes(1);
    expect(sandbox.record().cleanupExecutionContext).toEqual({
      stateMachineExecutionArn: expect.stringMatching(/^arn:aws:states:us-west-2:222233334444:execution:AccountCleaner/),
      stateMachineExecutionStartTime: '2026-01-05T08:00:03.000Z',
    });
    expect(sandbox.record().activeCleanup).toBeUndefined();
  });

  test('tells how far the cleaning is from 1.3 on', () => {
    const sandbox = cleaned([{ kind: 'cleaning-takes', minutes: 10 }], { sandbox: { cooldownMinutes: 5 } });
    const phases = Array.from({ length: 36 }, () => {
      sandbox.clock.advance(30);
      return sandbox.record().activeCleanup?.status;
    });
    expect([...new Set(phases)]).toEqual(['REVOKING_ACCESS', 'NUKE_PHASE_1', 'NUKE_PHASE_2', 'VALIDATING', 'COOLING_DOWN', 'COMPLETED']);
    expect(sandbox.record()).toMatchObject({ status: 'Available', lastCleanupCompletedAt: '2026-01-05T08:15:03.000Z' });
    expect(sandbox.record().cleanupExecutionContext).toBeUndefined();
  });

  test('tells that a cleaning failed', () => {
    const sandbox = cleaned([{ kind: 'cleaning-fails' }]);
    sandbox.minutes(15);
    expect(sandbox.record()).toMatchObject({ status: 'Quarantine', activeCleanup: { status: 'FAILED' } });
  });
});

test('there is no cooldown before 1.3', () => {
  const sandbox = cleaned([], { sandbox: { version: '1.2.14', cooldownMinutes: 60 } });
  sandbox.minutes(15);
  expect(sandbox.status()).toBe('Available');
});
