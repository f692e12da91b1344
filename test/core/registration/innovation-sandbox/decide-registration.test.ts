import type { DesiredAccount } from '../../../../core/accounts/account';
import { claimAccount } from '../../../../core/accounts/claim';
import type { PoolAccountDecision as Decision, PoolAccountObserved as Observed, PoolAccountSituation as Moment } from '../../../../core/pool-account/decide-pool-account';
import { decideRegistration } from '../../../../core/registration/innovation-sandbox/decide-registration';
import type { RegistrationObserved, Sandbox, SandboxRecord } from '../../../../core/registration/innovation-sandbox/model';
import { account, ACCOUNT_ID, at, OF_ANOTHER, OURS, SANDBOX_1_2, SETTINGS, stepFor, UNITS, whole } from '../../fixtures';
import { isWrite, momentOf, NAMED_UNIT, PARENTS, POOL, settingsWith, standing, TAGGED, wish } from '../../registration-fixtures';
import type { PlaceName } from '../../registration-fixtures';

const EXISTING = { existingAccountId: ACCOUNT_ID };
const VIEW = 'arn:aws:billing::111122223333:billingview/custom-1';

/** The decision, with the claim that an existing account has: nobody else's tag on it. */
function decide(observed: Observed, wanted: DesiredAccount = wish(), when: Moment = momentOf()): Decision {
  const claim = () => claimAccount(wanted, observed.account!, observed, when.now, owner => owner === undefined || owner === wanted.owner);
  return whole(decideRegistration({ desired: wanted, accountId: ACCOUNT_ID, claim }, observed, when));
}

/** What the decision is called when the time is up. */
function codeAtDeadline(decision: Decision, wanted = wish()): string | undefined {
  const step = stepFor(decision, wanted, momentOf('confirmed', 61));
  return step.kind === 'fail' || step.kind === 'overdue' ? step.failure.code : step.kind;
}

const cleaning = (startedAt: number, phase = 'NUKE_PHASE_1'): SandboxRecord => ({
  status: 'CleanUp',
  lastEditedAt: at(startedAt).toISOString(),
  cleaning: { phase, execution: 'arn:execution', startedAt: at(startedAt).toISOString() },
});
const quarantined = (startedAt: number, minutes = 8): SandboxRecord =>
  ({ ...cleaning(startedAt, 'FAILED'), status: 'Quarantine', lastEditedAt: at(startedAt + minutes).toISOString() });

describe('the table', () => {
  test.each<[PlaceName, SandboxRecord | string | null, object, Partial<DesiredAccount>?]>([
    ['root', null, { kind: 'move', from: PARENTS.root, to: { id: UNITS.entry, name: 'Entry', isRoot: false }, retreat: false }],
    ['holding', null, { kind: 'move', from: PARENTS.holding, to: { id: UNITS.entry }, retreat: false }],
    ['named', null, { kind: 'move', from: PARENTS.named, to: { id: UNITS.entry } }, { ...EXISTING, existingAccountParentId: NAMED_UNIT }],
    ['named', null, { kind: 'fail', failure: { code: 'AR-SANDBOX-FOREIGN-UNIT' } }, EXISTING],
    ['named', null, { kind: 'fail', failure: { code: 'AR-SANDBOX-FOREIGN-UNIT' } }, { ...EXISTING, existingAccountParentId: 'ou-abcd-another0' }],
    ['named', null, { kind: 'fail', failure: { code: 'AR-SANDBOX-FOREIGN-UNIT' } }, { existingAccountParentId: NAMED_UNIT }],
    ['foreign', null, { kind: 'fail', failure: { code: 'AR-SANDBOX-FOREIGN-UNIT' } }, EXISTING],
    ['foreign', 'CleanUp', { kind: 'fail', failure: { code: 'AR-SANDBOX-FOREIGN-UNIT' } }, EXISTING],
    ['foreign', 'Active', { kind: 'fail', failure: { code: 'AR-SANDBOX-FOREIGN-UNIT' } }, EXISTING],
    ['root', 'CleanUp', { kind: 'move', to: { id: UNITS.entry } }],
    ['root', 'Available', { kind: 'move', to: { id: UNITS.entry } }],
    ['holding', 'Quarantine', { kind: 'move', to: { id: UNITS.entry } }],
    ['entry', null, { kind: 'register', accountId: ACCOUNT_ID }],
    ['entry', 'CleanUp', { kind: 'register' }],
    ['entry', 'Available', { kind: 'register' }],
    ['entry', 'Quarantine', { kind: 'register' }],
    ['cleanUp', cleaning(29), { kind: 'wait', reason: 'cleaning' }],
    ['cleanUp', null, { kind: 'wait', reason: 'registering' }],
    ['available', 'Available', { kind: 'done', sandboxStatus: 'Available' }],
    ['available', 'CleanUp', { kind: 'wait', reason: 'settling' }],
    ['active', 'Active', { kind: 'done', sandboxStatus: 'Active' }],
    ['frozen', 'Frozen', { kind: 'done', sandboxStatus: 'Frozen' }],
    ['root', 'Active', { kind: 'fail', failure: { code: 'AR-SANDBOX-LEASED' } }],
    ['holding', 'Frozen', { kind: 'fail', failure: { code: 'AR-SANDBOX-LEASED' } }],
    ['entry', 'Active', { kind: 'fail', failure: { code: 'AR-SANDBOX-LEASED' } }],
    ['cleanUp', 'Active', { kind: 'fail', failure: { code: 'AR-SANDBOX-LEASED' } }],
    ['available', 'Frozen', { kind: 'fail', failure: { code: 'AR-SANDBOX-LEASED' } }],
    ['quarantine', 'Active', { kind: 'fail', failure: { code: 'AR-SANDBOX-LEASED' } }],
    ['exit', 'Active', { kind: 'fail', failure: { code: 'AR-SANDBOX-LEASED' } }],
    ['quarantine', quarantined(-60), { kind: 'clean', accountId: ACCOUNT_ID }],
    ['quarantine', quarantined(12), { kind: 'fail', failure: { code: 'AR-SANDBOX-CLEANING-FAILED' } }],
    ['exit', null, { kind: 'move', to: { id: UNITS.entry }, retreat: false }, EXISTING],
    ['exit', null, { kind: 'fail', failure: { code: 'AR-SANDBOX-EXITED' } }],
    // The rest: two systems that don't agree, or that say something new.
    ['active', 'Frozen', { kind: 'wait', reason: 'settling' }],
    ['active', 'Available', { kind: 'wait', reason: 'settling' }],
    ['active', null, { kind: 'wait', reason: 'settling' }],
    ['available', null, { kind: 'wait', reason: 'settling' }],
    ['frozen', null, { kind: 'wait', reason: 'settling' }],
    ['cleanUp', null, { kind: 'wait', failure: { code: 'AR-SANDBOX-MISMATCH' } }],
    ['cleanUp', 'Available', { kind: 'wait', reason: 'settling' }],
    ['quarantine', null, { kind: 'wait', reason: 'settling' }],
    ['quarantine', 'Available', { kind: 'wait', reason: 'settling' }],
    ['exit', 'Available', { kind: 'wait', reason: 'settling' }],
    ['pool', null, { kind: 'wait', reason: 'settling' }],
    ['entry', 'Ejecting', { kind: 'wait', reason: 'settling' }],
    ['holding', 'Ejecting', { kind: 'wait', reason: 'settling' }],
  ])('%s, %j', (place, record, expected, changes = {}) => {
    expect(decide(standing(place, record), wish(changes))).toMatchObject(expected);
  });

  test('a unit of the pool counts as such even if the app calls it the holding unit', () => {
    const settings = { ...settingsWith(), holdingOrganizationalUnitId: UNITS.available };
    expect(decide(standing('available', 'Available'), wish(), { ...momentOf(), settings })).toMatchObject({ kind: 'done' });
  });

  test('what disagrees to the end is called by both names', () => {
    const decision = decide(standing('quarantine', 'Available'));
    expect(codeAtDeadline(decision)).toBe('AR-SANDBOX-MISMATCH');
    expect(decision).toMatchObject({ failure: { what: expect.stringMatching(/Quarantine \(ou-abcd-quarant0\).*Available/) } });
    expect(codeAtDeadline(decide(standing('active', 'Frozen')))).toBe('AR-SANDBOX-LEASED');
  });
});

describe('before an account is moved or registered', () => {
  test('it is tagged with what the user wants, the owner, the stack and the version of this package', () => {
    expect(decide(standing('holding', null, { tags: [] }))).toEqual({
      kind: 'tag',
      missing: {
        accountId: ACCOUNT_ID,
        tags: [...OURS, { key: 'account-robot:stack', value: 'pool-stack' }, { key: 'account-robot:version', value: '1.0.0' }],
      },
    });
  });

  test('the stack and the version of this package are left out where nobody tells them', () => {
    const untold = { ...momentOf(), stackName: undefined, settings: { ...settingsWith(), packageVersion: undefined } };
    expect(decide(standing('holding', null, { tags: [] }), wish(), untold)).toEqual({ kind: 'tag', missing: { accountId: ACCOUNT_ID, tags: OURS } });
  });

  test('it is told the version even if it carries other tags', () => {
    const tags = [...OURS, { key: 'account-robot:stack', value: 'pool-stack' }];
    expect(decide(standing('holding', null, { tags }))).toEqual({ kind: 'tag', missing: { accountId: ACCOUNT_ID, tags: [{ key: 'account-robot:version', value: '1.0.0' }] } });
  });

  test('it keeps the version that took it in', () => expect(decide(standing('holding', null, { tags: TAGGED }))).toMatchObject({ kind: 'move' }));

  test.each<PlaceName>(['holding', 'entry'])('it is looked up in the billing view, and added (%s)', place => {
    const when = momentOf('confirmed', 30, { billingViewArn: VIEW });
    expect(decide(standing(place, null), wish(), when)).toEqual({ kind: 'look', look: { at: 'billing', viewArn: VIEW, accountId: ACCOUNT_ID } });
    expect(decide(standing(place, null, { billing: { kind: 'absent' } }), wish(), when)).toEqual({ kind: 'bill', viewArn: VIEW, accountId: ACCOUNT_ID });
    expect(decide(standing(place, null, { billing: { kind: 'member' } }), wish(), when).kind).toBe(place === 'entry' ? 'register' : 'move');
  });

  test('a billing view that fails is passed by, unless it is required', () => {
    const failed = standing('holding', null, { billing: { kind: 'failed', text: 'AccessDeniedException: no', passing: false } });
    const passing = standing('holding', null, { billing: { kind: 'failed', text: 'ThrottlingException: slow', passing: true } });
    const when = (billingViewRequired: boolean) => momentOf('confirmed', 30, { billingViewArn: VIEW, billingViewRequired });
    expect(decide(failed, wish(), when(false))).toMatchObject({ kind: 'move' });
    expect(decide(failed, wish(), when(true))).toMatchObject({ kind: 'fail', failure: { code: 'AR-SANDBOX-BILLING-VIEW', awsText: 'AccessDeniedException: no' } });
    expect(decide(passing, wish(), when(true))).toMatchObject({ kind: 'wait', reason: 'billing' });
    expect(codeAtDeadline(decide(passing, wish(), when(true)))).toBe('AR-SANDBOX-BILLING-VIEW');
  });

  test('a billing view that is full is passed by, unless it is required', () => {
    const full = standing('holding', null, { billing: { kind: 'full' } });
    const when = (billingViewRequired: boolean) => momentOf('confirmed', 30, { billingViewArn: VIEW, billingViewRequired });
    expect(decide(full, wish(), when(false))).toMatchObject({ kind: 'move' });
    expect(decide(full, wish(), when(true))).toMatchObject({ kind: 'fail', failure: { code: 'AR-SANDBOX-BILLING-VIEW-FULL' } });
  });

  test.each<[PlaceName, SandboxRecord | string | null]>([
    ['holding', null], ['entry', null], ['cleanUp', null], ['quarantine', quarantined(-60)], ['available', 'Available'],
  ])('it must not belong to somebody else (%s, %j)', (place, record) => {
    const standingLong = (more: Partial<RegistrationObserved>) => standing(place, record, { unrecordedSince: at(0).toISOString(), ...more });
    expect(decide(standingLong({ tags: OF_ANOTHER }))).toMatchObject({ kind: 'fail', failure: { code: 'AR-NAME-NOT-OURS' } });
    expect(decide(standingLong({ tags: undefined }))).toMatchObject({ kind: 'look', look: { at: 'tags' } });
    expect(decide(standingLong({ account: { ...standing('root', null).account!, status: 'SUSPENDED' } }))).toMatchObject({ kind: 'fail', failure: { code: 'AR-ACCOUNT-SUSPENDED' } });
  });
});

describe('in Entry', () => {
  test.each([[null, 'it has not begun'], [{ status: 'OUTDATED', reason: 'queued' }, 'OUTDATED, queued'], [{ status: 'INOPERABLE' }, 'INOPERABLE']] as const)(
    'it waits for the role of the StackSet (%j)', (stackSetInstance, words) => {
      const decision = decide(standing('entry', null, { stackSetInstance }));
      expect(decision).toMatchObject({ kind: 'wait', reason: 'stackset', text: words, failure: { code: 'AR-SANDBOX-STACKSET', what: expect.stringContaining(`(${words})`) } });
      expect(codeAtDeadline(decision)).toBe('AR-SANDBOX-STACKSET');
    });

  test('while it waits, Innovation Sandbox is not asked', () => {
    const observed = { ...standing('entry', null), sandboxRecord: undefined };
    expect(decide({ ...observed, stackSetInstance: undefined })).toMatchObject({ kind: 'look', look: { at: 'stackSetInstance' } });
    expect(decide({ ...observed, stackSetInstance: null })).toMatchObject({ kind: 'wait', reason: 'stackset' });
    expect(decide(observed)).toMatchObject({ kind: 'look', look: { at: 'sandboxRecord' } });
  });

  test('a registration that was rolled back is repeated after a minute, and called by its cause in the end', () => {
    const edited = (minutes: number) => standing('entry', { status: 'CleanUp', lastEditedAt: at(minutes).toISOString() });
    expect(decide(edited(29.5))).toMatchObject({ kind: 'wait', reason: 'sandbox', failure: { code: 'AR-SANDBOX-IDENTITY-CENTER' } });
    expect(decide(edited(29))).toMatchObject({ kind: 'register' });
    expect(codeAtDeadline(decide(edited(29)))).toBe('AR-SANDBOX-IDENTITY-CENTER');
    expect(codeAtDeadline(decide(standing('entry', null)))).toBe('AR-STILL-UNREGISTERED');
  });
});

describe('an answer other than "created"', () => {
  test.each([
    [400, 'Invalid Request.', 'AR-SANDBOX-EMAIL-REFUSED'],
    [400, 'Account is an ISB administration account. Aborting registration.', 'AR-SANDBOX-ADMINISTRATION-ACCOUNT'],
    [400, 'input: Unrecognized key(s) in object', 'AR-SANDBOX-REFUSED'],
    [415, 'Unsupported Media Type.', 'AR-SANDBOX-REFUSED'],
    [404, 'Route does not exist', 'AR-SANDBOX-REFUSED'],
  ])('%s "%s" fails with its text, from Entry', (status, text, code) => {
    const answer = { status, text };
    expect(decide(standing('cleanUp', null, { answer }))).toMatchObject({ kind: 'move', retreat: true });
    expect(decide(standing('entry', null, { answer }))).toMatchObject({ kind: 'fail', failure: { code, awsText: text } });
  });

  test('that nobody knows is told with its status', () => {
    const answer = { status: 415, text: 'Unsupported Media Type.' };
    expect(decide(standing('entry', null, { answer }))).toMatchObject({ failure: { what: expect.stringContaining('(status 415)') } });
  });

  test.each([[408, 'timeout'], [409, 'concurrent'], [429, 'too many'], [500, 'An unexpected error occurred.'], [0, 'socket hang up']])('%s means look again later', (status, text) => {
    expect(decide(standing('entry', null, { answer: { status, text } }))).toMatchObject({ kind: 'wait', reason: 'sandbox', text });
    expect(decide(standing('cleanUp', cleaning(30), { answer: { status, text } }))).toMatchObject({ kind: 'wait', reason: 'cleaning' });
    expect(decide(standing('available', 'Available', { answer: { status, text } }))).toMatchObject({ kind: 'done' });
  });

  test.each([409, 429, 500, 0])('after a %s an account without a record may be in the middle of a registration, and stays in CleanUp for as long as one may take', status => {
    const answer = { status, text: '' };
    expect(decide(standing('cleanUp', null, { answer }))).toMatchObject({ kind: 'wait', reason: 'registering' });
    expect(decide(standing('cleanUp', null, { answer, unrecordedSince: at(29).toISOString() }))).toMatchObject({ kind: 'wait', reason: 'registering' });
    expect(decide(standing('cleanUp', null, { answer, unrecordedSince: at(28.75).toISOString() }))).toMatchObject({
      kind: 'move',
      from: PARENTS.cleanUp,
      to: { id: UNITS.entry },
      retreat: true,
    });
  });

  test('an account without a record leaves CleanUp even at the deadline, and is not registered again then', () => {
    const over = momentOf('confirmed', 61);
    const retreat = decide(standing('cleanUp', null, { unrecordedSince: at(59).toISOString() }), wish(), over);
    expect(stepFor(retreat, wish(), over)).toMatchObject({ kind: 'act', action: { kind: 'move' } });
    expect(codeAtDeadline(decide(standing('entry', null), wish(), over))).toBe('AR-STILL-UNREGISTERED');
    expect(codeAtDeadline(decide(standing('holding', null), wish(), over))).toBe('AR-STILL-UNREGISTERED');
  });
});

describe('in quarantine', () => {
  const quarantinedLongAgo: SandboxRecord = { status: 'Quarantine', lastEditedAt: at(-60).toISOString(), cleaning: { startedAt: at(-70).toISOString(), phase: 'COMPLETED' } };

  test('an account that comes into the pool is cleaned once more', () => {
    expect(decide(standing('quarantine', quarantinedLongAgo))).toMatchObject({ kind: 'clean' });
  });

  test('an account that was in the pool stays where an administrator may have put it, and says so', () => {
    const base = momentOf('confirmed');
    const when = { ...base, attempt: { ...base.attempt, mayLeaveQuarantine: false } };
    expect(decide(standing('quarantine', quarantinedLongAgo), wish(), when)).toMatchObject({
      kind: 'done',
      sandboxStatus: 'Quarantine',
      warning: expect.stringMatching(/quarantine.*another value of verify/),
    });
  });
});

describe('in CleanUp', () => {
  const edited = (minutes: number, more: Partial<SandboxRecord> = {}): SandboxRecord => ({ status: 'CleanUp', lastEditedAt: at(minutes).toISOString(), ...more });

  test.each<[string, SandboxRecord, string]>([
    ['registered just now', edited(26), 'wait'],
    ['registered five minutes ago, and nothing has begun', edited(25), 'clean'],
    ['cleaned by 1.3', cleaning(10), 'wait'],
    ['cooling down', cleaning(-300, 'COOLING_DOWN'), 'wait'],
    ['cleaned by 1.2', edited(12, { cleaning: { execution: 'arn:execution', startedAt: at(12).toISOString() } }), 'wait'],
    ['left from a cleaning of before', edited(20, { cleaning: { execution: 'arn:execution', startedAt: at(-90).toISOString() } }), 'clean'],
    ['cleaned for twelve hours, of which nobody is told', edited(-695, { cleaning: { execution: 'arn:execution', startedAt: at(-695).toISOString() } }), 'clean'],
    ['cleaned a moment ago, and not moved yet', cleaning(10, 'COMPLETED'), 'clean'],
  ])('%s', (_, record, kind) => expect(decide(standing('cleanUp', record))).toMatchObject({ kind }));

  test('a cleaning that takes too long is named by its execution', () => {
    const decision = decide(standing('cleanUp', cleaning(29)));
    expect(codeAtDeadline(decision)).toBe('AR-STILL-CLEANING');
    expect(decision).toMatchObject({ failure: { fix: expect.stringContaining('arn:execution') } });
  });

  test('waiting needs no look at account or tags', () => {
    const observed = { ...standing('cleanUp', cleaning(29)), account: undefined, tags: undefined, stackSetInstance: undefined };
    expect(decide(observed)).toMatchObject({ kind: 'wait', reason: 'cleaning' });
  });
});

describe('in Quarantine', () => {
  const restless = { ...quarantined(-60), lastEditedAt: at(27).toISOString() };

  test('a cleaning that failed in this deployment is told with its execution', () => {
    expect(decide(standing('quarantine', quarantined(12)))).toMatchObject({ failure: { what: expect.stringContaining('arn:execution') } });
  });

  test.each([
    [0.5, 20, 'clean'], [1.4, 20, 'clean'], [1.5, 20, 'fail'], [8, 20, 'fail'], [0.5, 28, 'wait'],
  ])('a cleaning of this deployment that was over in %d minutes, begun in minute %d: %s', (minutes, startedAt, kind) => {
    expect(decide(standing('quarantine', quarantined(startedAt, minutes)))).toMatchObject({ kind });
  });

  test('what was turned away to the end is told as a cleaning that failed', () => {
    expect(codeAtDeadline(decide(standing('quarantine', quarantined(20, 0.5))))).toBe('AR-SANDBOX-CLEANING-FAILED');
  });

  test('one that is not on record is known by when the record was written', () => {
    expect(decide(standing('quarantine', { status: 'Quarantine', lastEditedAt: at(12).toISOString() }))).toMatchObject({ kind: 'fail' });
    expect(decide(standing('quarantine', { status: 'Quarantine', lastEditedAt: at(-12).toISOString() }))).toMatchObject({ kind: 'clean' });
    expect(decide(standing('quarantine', { status: 'Quarantine' }))).toMatchObject({ kind: 'clean' });
  });

  test('an account that has just come is left alone for some minutes', () => {
    expect(decide(standing('quarantine', restless))).toMatchObject({ kind: 'wait', reason: 'settling', failure: { code: 'AR-SANDBOX-CLEANING-FAILED' } });
    expect(decide(standing('quarantine', { ...restless, lastEditedAt: at(25).toISOString() }))).toMatchObject({ kind: 'clean' });
  });

  test('one that came before this deployment began isn\'t left alone', () => {
    const came = (minutes: number) => decide(standing('quarantine', { ...restless, lastEditedAt: at(minutes).toISOString() }), wish(), momentOf('confirmed', 2));
    expect(came(-1)).toMatchObject({ kind: 'clean' });
    expect(came(0)).toMatchObject({ kind: 'wait' });
  });

  test('there is no time for another cleaning at the deadline', () => {
    expect(codeAtDeadline(decide(standing('quarantine', quarantined(-60))))).toBe('AR-SANDBOX-CLEANING-FAILED');
  });
});

describe('the goal', () => {
  test('an account that was adopted where it is gets nothing written', () => {
    for (const tags of [[], [{ key: 'team', value: 'other' }]]) {
      expect(decide(standing('available', 'Available', { tags }), wish(EXISTING), momentOf('confirmed', 30, { billingViewArn: VIEW }))).toEqual({
        kind: 'done',
        account: expect.anything(),
        missing: { accountId: ACCOUNT_ID, tags: [] },
        sandboxStatus: 'Available',
      });
    }
  });

  test('an account of ours gets the tags that it lacks by now', () => {
    const decision = decide(standing('active', 'Active', { tags: TAGGED }), wish({ tags: [{ key: 'team', value: 'new' }] }));
    expect(decision).toMatchObject({ kind: 'done', missing: { tags: [{ key: 'team', value: 'new' }] } });
  });

  test('an account of ours that another writer pushed out of the billing view comes back to it', () => {
    const when = momentOf('confirmed', 30, { billingViewArn: VIEW });
    expect(decide(standing('available', 'Available', { billing: { kind: 'absent' } }), wish(), when)).toMatchObject({ kind: 'bill' });
    expect(decide(standing('available', 'Available', { billing: { kind: 'failed', text: 'no', passing: false } }), wish(), when)).toMatchObject({
      kind: 'done',
      warning: expect.stringContaining(VIEW),
    });
  });

  test('an account that nothing went wrong with has no warning', () => {
    expect(decide(standing('available', 'Available'))).toStrictEqual({ kind: 'done', account: account(), missing: { accountId: ACCOUNT_ID, tags: [] }, sandboxStatus: 'Available' });
  });

  test('a middle leg leaves it to the last one', () => expect(decide(standing('available', 'Available'), wish(), momentOf('reached'))).toEqual({ kind: 'advance' }));
});

describe('an Innovation Sandbox that can\'t be used', () => {
  const other = (changes: Partial<Sandbox>) => momentOf('confirmed', 30, changes);

  test.each<[string, Partial<Observed>, Moment, string, RegExp]>([
    ['isn\'t in this region', { pool: null }, momentOf(), 'AR-SANDBOX-NOT-FOUND', /region us-west-2 .*InnovationSandbox_myisb_AccountPool_Configuration/],
    ['is too old', { pool: { version: 'v1.1.8' } }, momentOf(), 'AR-SANDBOX-TOO-OLD', /version v1\.1\.8/],
    ['is much too old', { pool: { version: '0.9.0', units: UNITS } }, momentOf(), 'AR-SANDBOX-TOO-OLD', /0\.9\.0/],
    ['is 1.2, where the app says 1.3', { pool: { version: 'v1.2.14', units: UNITS } }, momentOf(), 'AR-SANDBOX-ACCESS', /signedInvoke.*machineClient/],
    ['is 1.3, where the app says 1.2', {}, other(SANDBOX_1_2), 'AR-SANDBOX-ACCESS', /machineClient.*signedInvoke/],
    ['has no version', { pool: { version: '' } }, momentOf(), 'AR-SANDBOX-CONFIGURATION', /version ''/],
    ['has no units', { pool: { version: 'v1.4.0' } }, momentOf(), 'AR-SANDBOX-CONFIGURATION', /no organizational units/],
  ])('%s', (_, changes, when, code, words) => {
    expect(decide(standing('holding', null, changes), wish(), when)).toMatchObject({ kind: 'fail', failure: { code, what: expect.stringMatching(words) } });
  });

  test('isn\'t known to the function', () => {
    expect(decide(standing('holding', null), wish(), momentOf('confirmed', 30))).toMatchObject({ kind: 'move' });
    expect(decide(standing('holding', null), wish({ sandbox: 'other1' }))).toMatchObject({ kind: 'fail', failure: { code: 'AR-BAD-PROPERTY', what: expect.stringContaining('SANDBOXES.other1') } });
    expect(decide(standing('holding', null), wish(), { ...momentOf(), settings: SETTINGS })).toMatchObject({ kind: 'fail' });
    expect(decide(standing('holding', null), wish({ sandbox: 'constructor' }))).toMatchObject({ kind: 'fail' });
  });

  test('is one of 1.2 and is reached the way that fits it', () => {
    const pool = { ...POOL, version: 'v1.2.14' };
    expect(decide(standing('entry', null, { pool }), wish(), other(SANDBOX_1_2))).toMatchObject({ kind: 'register', sandbox: SANDBOX_1_2 });
  });
});

describe('looks', () => {
  const current = { pool: POOL, stackSetInstance: { status: 'CURRENT' } };

  test('begin with what Innovation Sandbox publishes, and ask it for nothing that stands elsewhere', () => {
    expect(decide({})).toMatchObject({ look: { at: 'pool' } });
    expect(decide({ pool: POOL })).toMatchObject({ look: { at: 'stackSetInstance', accountId: ACCOUNT_ID } });
    expect(decide({ pool: POOL, stackSetInstance: null })).toMatchObject({ look: { at: 'parent' } });
    expect(decide({ pool: POOL, stackSetInstance: null, parent: PARENTS.foreign })).toMatchObject({ kind: 'fail' });
    expect(decide({ pool: POOL, stackSetInstance: null, parent: PARENTS.holding })).toMatchObject({ look: { at: 'sandboxRecord' } });
  });

  test('need no place while a cleaning runs', () => {
    expect(decide(current)).toMatchObject({ look: { at: 'sandboxRecord' } });
    expect(decide({ ...current, sandboxRecord: cleaning(29) })).toEqual({ kind: 'wait', reason: 'cleaning', text: 'NUKE_PHASE_1' });
    expect(decide({ ...current, sandboxRecord: cleaning(29) }, wish(), momentOf('confirmed', 61))).toMatchObject({ look: { at: 'parent' } });
    expect(decide({ ...current, sandboxRecord: { status: 'Available' } })).toMatchObject({ look: { at: 'parent' } });
    expect(decide({ ...current, sandboxRecord: null })).toMatchObject({ look: { at: 'parent' } });
  });
});

test('a failure says where the account is', () => {
  expect(decide(standing('foreign', null))).toMatchObject({ failure: { where: `${ACCOUNT_ID}, in Finance (ou-abcd-finance0).` } });
  expect(decide(standing('root', 'Active'))).toMatchObject({ failure: { where: `${ACCOUNT_ID}, in the root of the organization.` } });
});

test('nothing is written to an account in a unit of others, whatever the app says besides its name', () => {
  expect(isWrite(decide(standing('foreign', null), wish({ ...EXISTING, adoptExisting: true, existingAccountParentId: NAMED_UNIT })))).toBe(false);
});
