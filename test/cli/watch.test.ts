/** Looking at a pool again and again: what is shown, how long is waited, and what ends it. */

import { FakeTerminal } from './fake-terminal';
import { interruptionOf } from '../../cli/interruption';
import type { Look } from '../../cli/operator/watch';
import { pauseAfter, watch } from '../../cli/operator/watch';
import type { PoolStatus, StatusAccount, StatusStep } from '../../core/operator/status/model';

const at = (minute: number) => new Date(Date.UTC(2026, 0, 5, 8, minute)).toISOString();

function account(name: string, step: StatusStep): StatusAccount {
  return {
    stack: 'Pool',
    name,
    accountId: null,
    step,
    isDeployed: step === 'pooled',
    startedAt: step === 'queued' ? null : at(1),
    endedAt: step === 'pooled' ? at(30) : null,
    minutes: null,
    unit: null,
    sandbox: 'myisb',
    sandboxStatus: null,
    error: null,
    says: null,
    decay: [],
    steps: [],
  };
}

function lookOf(minute: number, steps: readonly StatusStep[], status = 'CREATE_IN_PROGRESS', more: Partial<Look> = {}): Look {
  const pool: PoolStatus = {
    takenAt: at(minute),
    organizationId: 'o-1',
    accountId: '111122223333',
    region: 'eu-west-1',
    stacks: [{ name: 'Pool', status, reason: null, running: status.endsWith('IN_PROGRESS'), startedAt: at(0), minutes: minute }],
    accounts: steps.map((step, index) => account(`pool-00${index + 1}`, step)),
    slots: { quota: 5, used: 1, holders: [{ kind: 'product', name: 'pool-001', by: 'Pool/Pool/pool-001', ours: true, since: at(3) }], landingZone: null },
  };
  return { status: pool, unseen: [], calls: 20, wasThrottled: false, ...more };
}

class Passing extends Error {
  public readonly passing = true;
}

async function watched(interactive: boolean, looks: readonly (Look | Error)[], before: (terminal: FakeTerminal, index: number) => void = () => {}) {
  const terminal = new FakeTerminal(interactive);
  const [first, ...rest] = looks;
  let index = 0;
  const { signal } = interruptionOf(terminal);
  const result = await watch({
    first: first as Look,
    look: async () => {
      before(terminal, index);
      const next = rest[index++];
      if (next instanceof Error) {
        throw next;
      }
      return next;
    },
    terminal,
    interrupted: signal,
  });
  return { terminal, ...result };
}

test('a log has what was there at first, and then what has changed', async () => {
  const { terminal, last } = await watched(false, [
    lookOf(35, ['cleaning', 'enrolling', 'queued', 'queued']),
    lookOf(36, ['cleaning', 'enrolling', 'gate', 'queued']),
    lookOf(40, ['pooled', 'pooled', 'pooled', 'pooled'], 'CREATE_COMPLETE'),
  ]);

  expect(terminal.printed).toEqual([
    '   35 min  Pool              CREATE_IN_PROGRESS',
    '   35 min  pool-001          is being cleaned',
    '   35 min  pool-002          exists, is being enrolled',
    '   35 min  (status)          2 accounts waiting for their turn',
    '   36 min  pool-003          waits for a free slot of the factory',
    '   40 min  Pool              CREATE_COMPLETE',
    '   40 min  pool-001          Available in the pool',
    '   40 min  pool-002          Available in the pool',
    '   40 min  pool-003          Available in the pool',
    '   40 min  pool-004          Available in the pool',
    '',
  ]);
  expect(last.status.stacks[0].status).toBe('CREATE_COMPLETE');
});

test('on a terminal there is the table of a rehearsal, with the slots, and it is taken away in the end', async () => {
  const { terminal } = await watched(true, [lookOf(35, ['cleaning', 'queued']), lookOf(40, ['pooled', 'pooled'], 'CREATE_COMPLETE')]);
  const [frame] = terminal.frames;

  expect(frame[0]).toMatch(/^35 min of the deployment, looked \d+ s ago, again every 20 s {2}Pool CREATE_IN_PROGRESS$/);
  expect(frame).toContainEqual(expect.stringMatching(/^ {2}pool-001 {4}3\d min {2}is being cleaned$/));
  expect(frame).toContainEqual(expect.stringMatching(/^Slots: 1 of 5 in use: pool-001 \(Pool\/Pool\/pool-001, for 32 min\)$/));
  expect(frame.at(-1)).toBe('2 accounts: 1 on the way, 1 waiting for a turn');
  expect(terminal.frames.at(-1)).toEqual([]);
  expect(terminal.timers.size).toBe(0);
});

test('a large pool fits on the terminal', async () => {
  const { terminal } = await watched(true, [lookOf(35, Array.from({ length: 150 }, () => 'queued' as const)), lookOf(40, [], 'CREATE_COMPLETE')]);

  expect(terminal.frames[0].length).toBeLessThanOrEqual(terminal.rows);
});

test('when AWS throttles, the pauses double, and come back', () => {
  const calm = { calls: 20, wasThrottled: false };
  const throttled = { calls: 20, wasThrottled: true };
  const pauses = [calm, throttled, throttled, throttled, throttled, throttled, calm, calm, calm, calm, calm]
    .reduce<number[]>((all, look) => [...all, pauseAfter(look, all.at(-1))], []);

  expect(pauses).toEqual([20, 40, 80, 160, 300, 300, 150, 75, 37, 20, 20]);
  // A call a second, fifteen seconds at least; what somebody asks for is kept, but for throttling.
  expect([pauseAfter({ calls: 3, wasThrottled: false }, undefined), pauseAfter({ calls: 140, wasThrottled: false }, undefined)]).toEqual([15, 140]);
  expect([pauseAfter(calm, undefined, 5), pauseAfter(throttled, 5, 5)]).toEqual([5, 10]);
  expect([pauseAfter(calm, undefined, 600), pauseAfter(throttled, 600, 600)]).toEqual([600, 600]);
});

test('a look that AWS doesn\'t answer is made again, later', async () => {
  const { terminal, last } = await watched(false, [
    lookOf(35, ['cleaning']),
    new Passing('AWS could not be reached'),
    lookOf(40, ['pooled'], 'CREATE_COMPLETE'),
  ]);

  expect(terminal.printed).toContain('   35 min  (status)          a look failed, and is made again: AWS could not be reached');
  expect(terminal.pauses[1]).toBeGreaterThan(terminal.pauses[0]);
  expect(last.status.accounts[0].step).toBe('pooled');
});

test('so is one in which a stack could not be read, which doesn\'t end the operation', async () => {
  const lost = lookOf(36, ['cleaning']);
  const { last } = await watched(false, [
    lookOf(35, ['cleaning']),
    { ...lost, status: { ...lost.status, stacks: [], accounts: [] }, unseen: [{ call: 'cloudformation:DescribeStacks', part: 'stacks', kind: 'failed', text: '' }] },
    lookOf(40, ['pooled'], 'CREATE_COMPLETE'),
  ]);

  expect(last.status.takenAt).toBe(at(40));
});

test('fails when the credentials expire, and the screen is clean then', async () => {
  await expect(watched(true, [lookOf(35, ['cleaning']), new Error('the AWS credentials have expired')])).rejects.toThrow('expired');
});

test('Ctrl-C ends it with what was seen last', async () => {
  const looks = [lookOf(35, ['cleaning']), lookOf(36, ['cleaning']), lookOf(37, ['pooled'])];
  const { terminal, signal, last } = await watched(true, looks, (outside, index) => {
    if (index === 1) {
      outside.kill('SIGINT');
    }
  });

  expect(signal).toBe('SIGINT');
  expect(last.status.takenAt).toBe(at(36));
  expect(terminal.frames.at(-1)).toEqual([]);
});
