import * as fc from 'fast-check';
import { FakeTerminal } from './fake-terminal';
import { follow } from '../../cli/progress/follow';
import { frame } from '../../cli/progress/frame';
import { plainLine } from '../../cli/progress/plain';
import type { ProgressView } from '../../cli/progress/steps';
import { advance, firstView } from '../../cli/progress/steps';
import { styleOf } from '../../cli/terminal';
import type { Progress } from '../../rehearsal/rehearse';
import type { OrganizationEventKind } from '../../rehearsal/services/events';

const plain = styleOf(false);

const leg = (at: number, name: string, Leg: string, status: string, reason?: string, more: Record<string, string> = {}): Progress => ({
  at,
  kind: 'stack',
  event: { at, stack: 'Pool', type: 'Custom::PoolAccount', logicalId: `${name}${Leg}`, status, reason, properties: { Leg, AccountName: name, ...more } },
});
const pooled = (at: number, name: string, Leg: string, status: string) => leg(at, name, Leg, status, undefined, { SandboxNamespace: 'myisb' });
const factory = (at: number, account: string, kind: OrganizationEventKind, detail?: string): Progress => ({ at, kind: 'organization', event: { at, kind, account, detail } });
const stack = (at: number, status: string, reason?: string): Progress => ({
  at,
  kind: 'stack',
  event: { at, stack: 'Pool', type: 'AWS::CloudFormation::Stack', logicalId: 'Pool', status, reason },
});

const after = (names: string[], ...events: Progress[]): ProgressView => events.reduce(advance, firstView(names));
const steps = (view: ProgressView) => view.accounts.map(account => account.step);

describe('a nested stack', () => {
  const event = (where: string, logicalId: string, status: string, reason?: string): Progress =>
    ({ at: 60, kind: 'stack', event: { at: 60, stack: where, type: 'AWS::CloudFormation::Stack', logicalId, status, reason } });

  test('is told by where it is, and the resource that stands for it is not taken for the stack around it', () => {
    const events = [stack(1, 'CREATE_IN_PROGRESS'), event('Pool/Accounts', 'Pool/Accounts', 'CREATE_COMPLETE'), event('Pool', 'NestedStackResource', 'CREATE_COMPLETE')];
    expect(after([], ...events).stacks).toEqual({ 'Pool': 'CREATE_IN_PROGRESS', 'Pool/Accounts': 'CREATE_COMPLETE' });
    expect(events.map(entry => plainLine(entry, new Set())?.replace(/ +/g, ' ').trim())).toEqual(['0 min Pool CREATE_IN_PROGRESS', '1 min Pool/Accounts CREATE_COMPLETE', undefined]);
  });

  test('that fails says why', () => {
    expect(plainLine(event('Pool', 'NestedStackResource', 'CREATE_FAILED', 'Parameters: [Token] must have values'), new Set()))
      .toMatch(/NestedStackResource {2}CREATE_FAILED: Parameters: \[Token\] must have values$/);
  });
});

describe('an account', () => {
  test('goes from its turn to AVAILABLE', () => {
    const events = [
      leg(30, 'a', 'Start', 'CREATE_IN_PROGRESS'),
      factory(60, 'a', 'provision-accepted'),
      factory(65, 'a', 'creating'),
      leg(70, 'a', 'Start', 'CREATE_COMPLETE'),
      leg(71, 'a', 'Resource', 'CREATE_IN_PROGRESS'),
      factory(700, 'a', 'account-created', '300000000001'),
      factory(1500, 'a', 'available', '300000000001'),
      leg(1520, 'a', 'Resource', 'CREATE_COMPLETE'),
    ];

    expect(events.map((_, index) => steps(after(['a'], ...events.slice(0, index + 1)))[0])).toEqual([
      'gate', 'requested', 'creating', 'creating', 'creating', 'enrolling', 'available', 'available',
    ]);
  });

  test('goes on to Innovation Sandbox if it is to be registered there', () => {
    const events = [
      pooled(30, 'a', 'Start', 'CREATE_IN_PROGRESS'),
      factory(1500, 'a', 'available', '300000000001'),
      factory(1520, 'a', 'moved', 'Pool to Entry'),
      factory(1600, 'a', 'registration-failed', 'identity-center'),
      factory(1630, 'a', 'moved', 'Entry to CleanUp'),
      factory(1630, 'a', 'registered', '300000000001'),
      factory(1633, 'a', 'cleaning'),
      factory(2000, 'a', 'cleaning-failed'),
      factory(2003, 'a', 'quarantined'),
      factory(2040, 'a', 'cleaning'),
      factory(2500, 'a', 'moved', 'CleanUp to Available'),
      factory(2501, 'a', 'sandbox-available', '300000000001'),
      factory(2502, 'a', 'control-tower-drift'),
      pooled(2520, 'a', 'Resource', 'CREATE_COMPLETE'),
      factory(2600, 'a', 'leased', '300000000001'),
    ];

    expect(events.map((_, index) => steps(after(['a'], ...events.slice(0, index + 1)))[0])).toEqual([
      'gate', 'made', 'entered', 'unregistered', 'unregistered', 'registered', 'cleaning', 'uncleaned', 'quarantined', 'cleaning', 'cleaning', 'pooled', 'pooled', 'pooled', 'leased',
    ]);
    expect(after(['a'], ...events.slice(0, 2)).accounts[0].endedAt).toBeNull();
  });

  test('whose attempt failed is cleared and asked for again', () => {
    const kinds: OrganizationEventKind[] = ['provision-accepted', 'busy', 'terminate-accepted', 'provision-accepted', 'failed', 'terminated', 'tagged'];
    const events = kinds.map((kind, at) => factory(at, 'a', kind));

    expect(events.map((_, index) => steps(after(['a'], ...events.slice(0, index + 1)))[0])).toEqual([
      'requested', 'busy', 'clearing', 'requested', 'failing', 'failing', 'failing',
    ]);
  });

  test('fails when its last leg does, unless that was cancelled', () => {
    expect(steps(after(['a'], leg(9, 'a', 'Resource', 'CREATE_FAILED', 'AR-EMAIL-IN-USE: no')))).toEqual(['failed']);
    expect(steps(after(['a'], leg(9, 'a', 'Resource', 'CREATE_FAILED', 'Resource creation cancelled')))).toEqual(['queued']);
    expect(steps(after(['a'], leg(9, 'a', 'Leg2', 'CREATE_FAILED', 'x')))).toEqual(['queued']);
  });

  test('does not move another, and strangers move none', () => {
    expect(steps(after(['a', 'b'], factory(1, 'b', 'creating'), factory(2, 'stranger', 'available')))).toEqual(['queued', 'creating']);
  });
});

describe('the live view', () => {
  test('shows a line per account with its elapsed virtual time and its step', () => {
    const view = after(['pool-001', 'pool-002', 'pool-003'],
      stack(0, 'CREATE_IN_PROGRESS'),
      leg(60, 'pool-001', 'Start', 'CREATE_IN_PROGRESS'),
      factory(120, 'pool-001', 'creating'),
      leg(120, 'pool-002', 'Start', 'CREATE_IN_PROGRESS'),
      factory(1260, 'pool-001', 'available', '300000000001'),
      { at: 1320, kind: 'clock' },
    );

    expect(frame(view, { rows: 24, columns: 100 }, plain)).toEqual([
      'Rehearsing: 22 min of the deployment  Pool CREATE_IN_PROGRESS',
      '',
      '  pool-001    20 min  AVAILABLE',
      '  pool-002    20 min  waits for a free slot of the factory',
      '  pool-003            waits for its turn',
    ]);
  });

  test('shows those where something is going on when there are too many, in the app\'s order', () => {
    const names = Array.from({ length: 30 }, (_, index) => `pool-${String(index + 1).padStart(3, '0')}`);
    const view = after(names,
      ...names.slice(0, 20).map(name => factory(60, name, 'available')),
      factory(70, 'pool-021', 'failed'),
      leg(75, 'pool-003', 'Resource', 'UPDATE_FAILED', 'AR-X: y'),
      factory(80, 'pool-022', 'creating'),
      factory(81, 'pool-021', 'failed'),
    );
    const lines = frame(view, { rows: 10, columns: 100 }, plain);

    expect(lines).toHaveLength(9);
    expect(lines.join('\n')).toMatch(/pool-003.*FAILED\n.*pool-004.*AVAILABLE\n(?:.*\n)*.*pool-021.*\n.*pool-022.*being created\n {2}and 16 available, 8 waiting for their turn/);
  });

  test('counts one account that isn\'t shown as one', () => {
    const view = after(['a', 'b', 'c', 'd'], ...['a', 'b', 'c'].map(name => factory(60, name, 'creating')));

    expect(frame(view, { rows: 7, columns: 100 }, plain).at(-1)).toBe('  and 1 waiting for its turn');
  });

  test('never overflows the terminal', () => {
    const kinds: OrganizationEventKind[] = ['provision-accepted', 'busy', 'creating', 'available', 'failed'];
    fc.assert(fc.property(
      fc.uniqueArray(fc.stringMatching(/^[a-z]{1,50}$/), { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 8, max: 60 }), fc.integer({ min: 40, max: 200 }), fc.array(fc.tuple(fc.nat(59), fc.constantFrom(...kinds))),
      (names, rows, columns, moves) => {
        const view = after(names, stack(0, 'CREATE_IN_PROGRESS'), ...moves.map(([index, kind], at) => factory(at * 40, names[index % names.length], kind)));
        const lines = frame(view, { rows, columns }, plain);
        expect(lines.length).toBeLessThan(rows);
        expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(columns);
      },
    ));
  });
});

describe('plain lines', () => {
  const names = new Set(['pool-001', 'pool-002']);
  const say = (event: Progress) => plainLine(event, names);

  test('tell what matters', () => {
    expect([
      stack(0, 'CREATE_IN_PROGRESS'),
      factory(31, 'pool-001', 'provision-accepted'),
      factory(51, 'pool-001', 'busy', 'ResourceInUseException  ...'),
      factory(900, 'pool-001', 'failed', 'AWS Control Tower\n  cannot create'),
      factory(1500, 'pool-002', 'available', '300000000002'),
      leg(1600, 'pool-001', 'Resource', 'CREATE_FAILED', 'Received response status [FAILED]. AR-EMAIL-IN-USE: a@example.com\n\nLogs: x'),
      stack(1700, 'ROLLBACK_IN_PROGRESS', 'The following resource(s) failed to create: [x].'),
    ].map(say)).toEqual([
      '    0 min  Pool              CREATE_IN_PROGRESS',
      '    0 min  pool-001          requested from the factory',
      '    0 min  pool-001          the factory was busy, will be asked again',
      '   15 min  pool-001          the attempt failed: AWS Control Tower cannot create',
      '   25 min  pool-002          AVAILABLE as 300000000002',
      '   26 min  pool-001          FAILED: AR-EMAIL-IN-USE',
      '   28 min  Pool              ROLLBACK_IN_PROGRESS: The following resource(s) failed to create: [x].',
    ]);
  });

  test('tell a resource that fails by its code if it has one, and in its own words if not', () => {
    const failed = (reason: string): Progress => ({ at: 30, kind: 'stack', event: { at: 30, stack: 'Pool', type: 'Custom::AccountQuota', logicalId: 'AccountQuota', status: 'CREATE_FAILED', reason } });

    expect(say(failed('Received response status [FAILED]. AR-QUOTA-TOO-SMALL: the stack declares\n\nLogs: x'))).toBe('    0 min  AccountQuota      FAILED: AR-QUOTA-TOO-SMALL');
    expect(say(failed('no answer'))).toBe('    0 min  AccountQuota      CREATE_FAILED: no answer');
  });

  test('tell of the way into Innovation Sandbox', () => {
    expect([
      factory(1520, 'pool-001', 'moved', 'Pool to Entry'),
      factory(1600, 'pool-001', 'moved', 'Entry to CleanUp'),
      factory(1600, 'pool-001', 'registered', '300000000001'),
      factory(1603, 'pool-001', 'cleaning'),
      factory(2000, 'pool-001', 'cleaning-failed', 'arn:x'),
      factory(2003, 'pool-001', 'quarantined', 'its cleaning failed'),
      factory(2500, 'pool-001', 'sandbox-available', '300000000001'),
      factory(2500, 'pool-001', 'control-tower-drift', 'moved'),
    ].map(say)).toEqual([
      '   25 min  pool-001          moved from Pool to Entry',
      undefined,
      '   26 min  pool-001          registered with Innovation Sandbox',
      undefined,
      '   33 min  pool-001          the cleaning failed: arn:x',
      '   33 min  pool-001          in quarantine: its cleaning failed',
      '   41 min  pool-001          Available in Innovation Sandbox',
      undefined,
    ]);
  });

  test('leave out the rest', () => {
    expect([
      { at: 3, kind: 'clock' } as const,
      factory(1, 'stranger', 'available'),
      factory(1, 'pool-001', 'tagged'),
      leg(2, 'pool-001', 'Start', 'CREATE_IN_PROGRESS'),
      leg(2, 'pool-001', 'Resource', 'CREATE_FAILED', 'Resource creation cancelled'),
      leg(2, 'pool-001', 'Leg2', 'CREATE_FAILED', 'x'),
    ].map(say)).toEqual([undefined, undefined, undefined, undefined, undefined, undefined]);
  });

  test('are short and name no e-mail address', () => {
    const line = say(factory(1, 'pool-001', 'failed', `aws+pool-001@example.com is taken ${'x'.repeat(200)}`));

    expect(line).toContain('***@example.com is taken');
    expect(line).toHaveLength(110);
  });

  test('tell of a resource that is no account\'s', () => {
    expect(say({ at: 4, kind: 'stack', event: { at: 4, stack: 'Pool', type: 'AWS::IAM::Role', logicalId: 'Role', status: 'CREATE_FAILED', reason: 'no' } }))
      .toBe('    0 min  Role              CREATE_FAILED: no');
  });
});

describe('while nothing is heard', () => {
  const standing = (interactive: boolean) => {
    const terminal = new FakeTerminal(interactive);
    terminal.pace = 0;
    return terminal;
  };

  test('a log says every ten real seconds that the rehearsal goes on, and at which minute', async () => {
    const terminal = standing(false);
    const { take, end } = await follow(terminal, ['pool-001']);
    take(factory(60, 'pool-001', 'provision-accepted'));
    terminal.wait(9);
    take({ at: 700, kind: 'clock' });
    terminal.wait(14);
    take(factory(1500, 'pool-001', 'available', '300000000001'));
    terminal.wait(9);
    expect(terminal.timers.size).toBe(1);
    end();

    expect(terminal.printed).toEqual([
      '    1 min  pool-001          requested from the factory',
      '   11 min  (rehearsal)       still working after 10 s without news',
      '   11 min  (rehearsal)       still working after 20 s without news',
      '   25 min  pool-001          AVAILABLE as 300000000001',
      '',
    ]);
    expect(terminal.timers.size).toBe(0);
  });

  test('a log says so too where events keep the process from looking at its timers', async () => {
    const terminal = standing(false);
    terminal.pace = 1000;
    const { take } = await follow(terminal, []);
    for (let at = 0; at < 15; at++) {
      take({ at, kind: 'clock' });
    }

    expect(terminal.printed).toEqual(['    0 min  (rehearsal)       still working after 10 s without news']);
  });

  test('a terminal is drawn again each second, and counts from the third on', async () => {
    const terminal = standing(true);
    const { take, end } = await follow(terminal, ['pool-001']);
    take({ at: 60, kind: 'clock' });
    terminal.wait(4);
    take({ at: 120, kind: 'clock' });
    end();
    terminal.wait(4);
    take({ at: 180, kind: 'clock' });

    expect(terminal.frames.map(([heading]) => heading)).toEqual([
      'Rehearsing: 1 min of the deployment',
      'Rehearsing: 1 min of the deployment',
      'Rehearsing: 1 min of the deployment',
      'Rehearsing: 1 min of the deployment, still working after 3 s without news',
      'Rehearsing: 1 min of the deployment, still working after 4 s without news',
      undefined,
    ]);
  });
});
