import { creation, failedWith, made, moment, SETTINGS } from './rows';
import type { DesiredAccount } from '../../../../core/accounts/account';
import type { NextStage } from '../../../../core/vending/control-tower/decide-account';
import { decideCreation } from '../../../../core/vending/organizations/decide-creation';
import type { OrganizationsObserved, OrganizationsSituation } from '../../../../core/vending/organizations/model';
import { CREATION_REASONS, verdictOf } from '../../../../core/vending/organizations/reasons';
import { ACCOUNT_ID, account, at, attempt, desired, ELSEWHERE, IN_HOLDING_UNIT, IN_ROOT, OF_ANOTHER, OURS, OWNER, product, whole } from '../../fixtures';

interface Row {
  readonly row: string;
  readonly observed: OrganizationsObserved;
  readonly expected: unknown;
  readonly wanted?: Partial<DesiredAccount>;
  readonly when?: OrganizationsSituation;
  readonly next?: NextStage<{ readonly kind: string }>;
}

const looking = (look: object) => ({ kind: 'look', look: expect.objectContaining(look) });
const waiting = (reason: string, more: object = {}) => expect.objectContaining({ kind: 'wait', reason, ...more });
const failing = (code: string, more: object = {}) => ({ kind: 'fail', failure: expect.objectContaining({ code, ...more }) });
const next = (kind: string): NextStage<{ readonly kind: string }> => ({ decide: () => ({ kind }), holds: () => false });
const settle = { kind: 'settle', accountId: ACCOUNT_ID, from: IN_ROOT, claim: { accountId: ACCOUNT_ID, tags: [] } };
const free = { creations: [], running: [] };
const there = { creations: [creation('SUCCEEDED')], made: [made()] };
const known = { ...there, account: account(), tags: OURS };
const auto = (aim: 'begun' | 'confirmed' = 'confirmed') => moment(aim, 30, { settings: { ...SETTINGS, enrolment: 'auto' } });
const update = moment('confirmed', 30, { attempt: attempt('confirmed', { mayRequest: false }) });

const TABLE: readonly Row[] = [
  { row: 'nothing known: looks at the requests of the name first', observed: {}, expected: looking({ at: 'creations' }) },
  { row: 'a request in progress: waits, and shows', observed: { creations: [creation('IN_PROGRESS')] }, expected: waiting('creating', { atWork: true }) },
  { row: 'a failed one and one in progress: waits for that', observed: { creations: [failedWith('CONCURRENT_ACCOUNT_MODIFICATION'), creation('IN_PROGRESS')] }, expected: waiting('creating') },
  { row: 'a state that nobody knows: fails', observed: { creations: [creation('PAUSED')] }, expected: failing('AR-UNKNOWN-STATUS') },
  { row: 'none: looks who is being created', observed: { creations: [] }, expected: looking({ at: 'running' }) },
  { row: 'gate closed, address not looked at: one scan of the beginning', observed: { creations: [], running: ['a', 'b'] }, expected: looking({ at: 'addressee', notOlderThan: at(-10) }) },
  { row: 'gate closed: waits, and says for whom', observed: { creations: [], running: ['a', 'b'], addressee: null }, expected: waiting('gate', { holders: ['a', 'b'] }) },
  { row: 'gate closed, and the account is there already: needs no slot', observed: { creations: [], running: ['a', 'b'], addressee: account(), tags: OURS, account: account(), parent: IN_HOLDING_UNIT }, expected: { kind: 'done', account: account(), missing: { accountId: ACCOUNT_ID, tags: [] } } },
  { row: 'gate open: looks at the address, freshly', observed: free, expected: looking({ at: 'addressee', notOlderThan: at(20) }) },
  { row: 'gate open, address unknown: asks for it', observed: { ...free, addressee: null }, expected: { kind: 'create' } },
  { row: 'takes turns: looks for its place', when: moment('confirmed', 30, { attempt: attempt('confirmed', { takesTurns: true }) }), observed: free, expected: looking({ at: 'line' }) },
  { row: 'not its turn: waits', when: moment('confirmed', 30, { attempt: attempt('confirmed', { takesTurns: true }) }), observed: { ...free, line: { index: 1, length: 3 } }, expected: waiting('gate') },
  { row: 'the address has a stranger\'s account: looks whose it is', observed: { ...free, addressee: account({ name: 'finance' }) }, expected: looking({ at: 'tags' }) },
  { row: 'the address has a stranger\'s account of another name: the last leg looks where', observed: { ...free, addressee: account({ name: 'finance' }), tags: [] }, expected: looking({ at: 'parent' }) },
  { row: 'the address has a stranger\'s account of another name: fails', observed: { ...free, addressee: account({ name: 'finance' }), tags: [], parent: ELSEWHERE }, expected: failing('AR-EMAIL-IN-USE') },
  { row: 'the same, closed: fails with that', observed: { ...free, addressee: account({ status: 'CLOSED' }), tags: [] }, expected: failing('AR-ACCOUNT-CLOSED') },
  { row: 'of our name, of another owner: fails, and says whose', observed: { ...free, addressee: account(), tags: OF_ANOTHER }, expected: failing('AR-NAME-NOT-OURS', { what: expect.stringContaining('other-stack/pool-010') }) },
  { row: 'the same, to be adopted: takes it', wanted: { adoptExisting: true }, when: moment('begun'), observed: { ...free, addressee: account(), tags: OF_ANOTHER }, expected: { kind: 'advance' } },
  { row: 'of our name, without an owner: looks for traces of the other road', observed: { ...free, addressee: account(), tags: [], parent: IN_ROOT }, expected: looking({ at: 'trace' }) },
  { row: 'no trace: fails', observed: { ...free, addressee: account(), tags: [], parent: IN_ROOT, trace: null }, expected: failing('AR-EMAIL-IN-USE') },
  { row: 'a trace of somebody else: fails', observed: { ...free, addressee: account(), tags: [], parent: IN_ROOT, trace: { product: product('ERROR'), owner: 'other/pool-010' } }, expected: failing('AR-EMAIL-IN-USE') },
  { row: 'a trace of ours, and an account that was there before it: fails', observed: { ...free, addressee: account({ joinedAt: at(-900).toISOString() }), tags: [], parent: IN_ROOT, trace: { product: product('ERROR'), owner: OWNER } }, expected: failing('AR-EMAIL-IN-USE') },
  { row: 'a trace of ours at work: waits for it', observed: { ...free, addressee: account(), tags: [], parent: IN_ROOT, trace: { product: product('UNDER_CHANGE'), owner: OWNER } }, expected: waiting('busy') },
  { row: 'a trace of ours: it is ours, out of the root with it', observed: { ...free, addressee: account(), account: account(), tags: [], parent: IN_ROOT, trace: { product: product('ERROR'), owner: OWNER } }, expected: { ...settle, claim: { accountId: ACCOUNT_ID, tags: OURS } } },
  { row: 'a request that succeeded: looks at what came of it', observed: { creations: [creation('SUCCEEDED')] }, expected: looking({ at: 'made', accountIds: [ACCOUNT_ID] }) },
  { row: 'it does not show yet: waits', observed: { creations: [creation('SUCCEEDED')], made: [null] }, expected: waiting('creating') },
  { row: 'it shows without its tags, which may be late: waits', when: moment('confirmed', 15), observed: { creations: [creation('SUCCEEDED')], made: [made({ owner: null })] }, expected: waiting('creating') },
  { row: 'a namesake of another address: looks on', observed: { creations: [creation('SUCCEEDED')], made: [made({ email: 'x@example.com', owner: 'other' })] }, expected: looking({ at: 'running' }) },
  { row: 'ours with a changed address: stays ours', when: moment('begun'), observed: { creations: [creation('SUCCEEDED')], made: [made({ email: 'new@example.com' })] }, expected: { kind: 'advance' } },
  { row: 'ours: the first leg is done', when: moment('begun'), observed: there, expected: { kind: 'advance' } },
  { row: 'ours, vended only: looks at it', observed: there, expected: looking({ at: 'account', by: 'id', accountId: ACCOUNT_ID }) },
  { row: 'ours, then at its tags', observed: { ...there, account: account() }, expected: looking({ at: 'tags' }) },
  { row: 'ours, then where it is', observed: known, expected: looking({ at: 'parent' }) },
  { row: 'ours, in the root: out of it', observed: { ...known, parent: IN_ROOT }, expected: settle },
  { row: 'ours, in the holding unit: done', observed: { ...known, parent: IN_HOLDING_UNIT }, expected: { kind: 'done', account: account(), missing: { accountId: ACCOUNT_ID, tags: [] } } },
  { row: 'ours, known and gone: fails', when: moment('confirmed', 50), observed: { ...there, account: null }, expected: failing('AR-ACCOUNT-NOT-FOUND') },
  { row: 'into a pool: as that says', observed: there, next: next('move'), expected: { kind: 'move' } },
  { row: 'into a pool that fails: looks where it is first', observed: there, next: next('fail'), expected: looking({ at: 'parent' }) },
  { row: 'into a pool that fails, in the root: out of it first', observed: { ...known, parent: IN_ROOT }, next: next('fail'), expected: settle },
  { row: 'into a pool that waits, in the root: out of it first', observed: { ...known, parent: IN_ROOT }, next: next('wait'), expected: settle },
  { row: 'into a pool, no more time, in the root: out of it', when: moment('confirmed', 61), observed: { ...known, parent: IN_ROOT }, next: next('move'), expected: settle },
  { row: 'into a pool that waits, elsewhere: waits', observed: { ...known, parent: ELSEWHERE }, next: next('wait'), expected: { kind: 'wait' } },
  { row: 'an update without an account: looks for it', when: update, observed: { creations: [] }, expected: looking({ at: 'addressee' }) },
  { row: 'an update whose account is gone: fails, and asks for none', when: update, observed: { creations: [], addressee: null }, expected: failing('AR-ACCOUNT-NOT-FOUND') },
  { row: 'an update after a failed request of its time: asks for none', when: update, observed: { creations: [failedWith('INTERNAL_FAILURE')], addressee: null }, expected: failing('AR-ACCOUNT-NOT-FOUND') },
  { row: 'failed before this order: a leftover, asked for again', observed: { creations: [failedWith('INVALID_EMAIL', { requestedAt: at(-5).toISOString() })], running: [], addressee: null }, expected: { kind: 'create' } },
  { row: 'failed for what passes, just now: rests', when: moment('confirmed', 14.5), observed: { creations: [failedWith('INTERNAL_FAILURE')] }, expected: waiting('transient', { text: 'INTERNAL_FAILURE' }) },
  { row: 'failed for what passes, rested: asked for again', observed: { creations: [failedWith('INTERNAL_FAILURE')], running: [], addressee: null }, expected: { kind: 'create' } },
  { row: 'another modification in the way: rests', when: moment('confirmed', 14.5), observed: { creations: [failedWith('CONCURRENT_ACCOUNT_MODIFICATION')] }, expected: waiting('busy') },
  { row: 'failed for its address: looks at it, not before the request', when: moment('confirmed', 15), observed: { creations: [failedWith('EMAIL_ALREADY_EXISTS')] }, expected: looking({ at: 'addressee', notOlderThan: at(14) }) },
  { row: 'failed for its address, which doesn\'t show, too soon to say: waits', when: moment('confirmed', 15), observed: { creations: [failedWith('EMAIL_ALREADY_EXISTS')], addressee: null }, expected: waiting('creating') },
  { row: 'failed for its address, which doesn\'t show: it is outside', observed: { creations: [failedWith('EMAIL_ALREADY_EXISTS')], addressee: null }, expected: failing('AR-EMAIL-IN-USE', { awsText: 'EMAIL_ALREADY_EXISTS' }) },
  { row: 'failed for its address, which is ours by another request: goes on', when: moment('begun'), observed: { creations: [failedWith('EMAIL_ALREADY_EXISTS')], addressee: account(), tags: OURS }, expected: { kind: 'advance' } },
  { row: 'a reason that nobody knows: fails with its name', observed: { creations: [failedWith('BAD_WEATHER')] }, expected: failing('AR-CREATION-FAILED', { what: expect.stringContaining('BAD_WEATHER') }) },
  { row: 'enrolment: asks before anything is made', when: auto(), observed: { ...free, addressee: null }, expected: looking({ at: 'autoEnrolment' }) },
  { row: 'enrolment that is off: refused', when: auto(), observed: { ...free, addressee: null, autoEnrolment: 'off' }, expected: failing('AR-AUTO-ENROLMENT-OFF') },
  { row: 'no landing zone: refused', when: auto(), observed: { ...free, addressee: null, autoEnrolment: 'no-landing-zone' }, expected: failing('AR-AUTO-ENROLMENT-OFF') },
  { row: 'a unit that isn\'t registered: refused, and named', when: auto(), observed: { ...free, addressee: null, autoEnrolment: 'unit-not-registered' }, expected: failing('AR-AUTO-ENROLMENT-OFF', { what: expect.stringContaining('ou-abcd-11112222') }) },
  { row: 'enrolment that is on: made', when: auto(), observed: { ...free, addressee: null, autoEnrolment: 'on' }, expected: { kind: 'create' } },
  { row: 'to be enrolled, in the root: through the holding unit', when: auto(), next: next('move'), observed: { ...known, parent: IN_ROOT }, expected: settle },
  { row: 'to be enrolled, in the holding unit: looks how far it is', when: auto(), next: next('move'), observed: { ...known, parent: IN_HOLDING_UNIT }, expected: looking({ at: 'enrolment', accountId: ACCOUNT_ID }) },
  { row: 'being enrolled: waits', when: auto(), next: next('move'), observed: { ...known, parent: IN_HOLDING_UNIT, enrolment: { status: 'UNDER_CHANGE' } }, expected: waiting('enrolling') },
  { row: 'not seen by Control Tower yet: waits', when: auto(), next: next('move'), observed: { ...known, parent: IN_HOLDING_UNIT, enrolment: null }, expected: waiting('enrolling') },
  { row: 'enrolment failed: fails', when: auto(), next: next('move'), observed: { ...known, parent: IN_HOLDING_UNIT, enrolment: { status: 'FAILED' } }, expected: failing('AR-ENROLMENT-FAILED') },
  { row: 'an enrolment that nobody knows: fails', when: auto(), next: next('move'), observed: { ...known, parent: IN_HOLDING_UNIT, enrolment: { status: 'ODD' } }, expected: failing('AR-UNKNOWN-STATUS') },
  { row: 'enrolled: goes on', when: auto(), next: next('move'), observed: { ...known, parent: IN_HOLDING_UNIT, enrolment: { status: 'SUCCEEDED' } }, expected: { kind: 'move' } },
  { row: 'in the pool already: nobody asks for its enrolment', when: auto(), next: next('done'), observed: { ...known, parent: ELSEWHERE }, expected: { kind: 'done' } },
  { row: 'named by its id, the management account: refused', wanted: { existingAccountId: '1' }, when: moment('begun', 30, { managementAccountId: '1' }), observed: {}, expected: failing('AR-BAD-PROPERTY') },
  { row: 'named by its id, in the root: stays there', wanted: { existingAccountId: ACCOUNT_ID, email: '' }, observed: { account: account(), tags: OURS }, expected: { kind: 'done', account: account(), missing: { accountId: ACCOUNT_ID, tags: [] } } },
  { row: 'named by its id, of another address: refused', wanted: { existingAccountId: ACCOUNT_ID, email: 'x@example.com' }, observed: { account: account(), tags: OURS }, expected: failing('AR-BAD-PROPERTY') },
  { row: 'named by its id, and not here: fails', wanted: { existingAccountId: ACCOUNT_ID }, observed: { unseen: true }, expected: failing('AR-ACCOUNT-NOT-FOUND') },
];

test.each(TABLE)('$row', ({ observed, expected, wanted, when, next: following }) => {
  expect(whole(decideCreation<{ readonly kind: string }>(desired(wanted), observed, when ?? moment(), following) as object)).toEqual(expected);
});

test('a reason that isn\'t AWS\'s own is told as one that nobody knows', () => {
  expect(CREATION_REASONS.map(reason => verdictOf(reason)).filter(verdict => verdict.kind === 'permanent' && verdict.code === 'AR-CREATION-FAILED')).toHaveLength(1);
  expect(verdictOf('toString')).toEqual({ kind: 'permanent', code: 'AR-CREATION-FAILED' });
  expect(verdictOf(undefined)).toEqual({ kind: 'permanent', code: 'AR-CREATION-FAILED' });
});
