import type { DesiredAccount } from '../../../../core/accounts/account';
import type { Aim } from '../../../../core/accounts/attempt';
import { decidePoolAccount } from '../../../../core/pool-account/decide-pool-account';
import type { PoolAccountDecision as Decision, PoolAccountObserved as Observed, PoolAccountSituation as Moment } from '../../../../core/pool-account/decide-pool-account';
import {
  account, ACCOUNT_ID, at, attempt, BUSY, DENIED, desired, ELSEWHERE, failed, HOLDING_UNIT, IN_HOLDING_UNIT, IN_ROOT, moment,
  OF_ANOTHER, OURS, OWNER, product, RACE, record, succeeded,
} from '../../fixtures';

const FREE = { holders: ['other-1'] };
/** A creation of ours that came to its end. */
const CREATED = { state: 'SUCCEEDED', accountIds: [ACCOUNT_ID] };
const FULL = { holders: ['other-1', 'other-2'] };

interface Row {
  readonly row: string;
  readonly observed: Observed;
  readonly wanted?: Partial<DesiredAccount>;
  readonly aim?: Aim;
  readonly when?: Moment;
  readonly expected: unknown;
}

function decide({ observed, wanted, aim = 'confirmed', when }: Row): Decision {
  return decidePoolAccount(desired(wanted), observed, when ?? moment(aim));
}

const failing = (code: string, more: object = {}) => expect.objectContaining({ kind: 'fail', failure: expect.objectContaining({ code, ...more }) });
const waiting = (reason: string, more: object = {}) => expect.objectContaining({ kind: 'wait', reason, ...more });
const looking = (more: object) => ({ kind: 'look', look: expect.objectContaining(more) });

describe('an account without a product', () => {
  test.each<Row>([
    { row: 'nothing known: looks at the product', observed: {}, expected: looking({ at: 'product' }) },
    { row: 'looks at the gate before anything else', observed: { product: null }, expected: looking({ at: 'gate' }) },
    { row: 'gate closed: waits and says who holds the slots', observed: { product: null, gate: FULL }, expected: waiting('gate', { holders: ['other-1', 'other-2'] }) },
    { row: 'more in flight than allowed: waits too', observed: { product: null, gate: { holders: ['a', 'b', 'c'] } }, expected: waiting('gate') },
    { row: 'gate open: scans for the address, ten minutes old at most', observed: { product: null, gate: FREE }, expected: looking({ at: 'account', by: 'email', notOlderThan: at(20) }) },
    { row: 'gate open, address unknown: requests it', observed: { product: null, gate: FREE, account: null }, expected: { kind: 'provision' } },
    { row: 'an update: looks for the account, whatever the gate', when: moment('confirmed', 30, { attempt: attempt('confirmed', { mayRequest: false }) }), observed: { product: null }, expected: looking({ at: 'account', by: 'email', notOlderThan: at(-10) }) },
    {
      row: 'an update, and the account is gone: fails, and never requests another',
      when: moment('confirmed', 30, { attempt: attempt('confirmed', { mayRequest: false }) }),
      observed: { product: null, gate: FREE, account: null },
      expected: failing('AR-ACCOUNT-NOT-FOUND', { fix: expect.stringContaining('another construct id') }),
    },
    { row: 'an update, and only the product is gone: fails', when: moment('confirmed', 30, { attempt: attempt('confirmed', { mayRequest: false }) }), observed: { product: null, account: account(), parent: IN_ROOT }, expected: failing('AR-EMAIL-IN-USE') },
    { row: 'address in use: the last leg looks where', observed: { product: null, gate: FREE, account: account() }, expected: looking({ at: 'parent', accountId: ACCOUNT_ID }) },
    { row: 'address in use: an earlier leg has no need to', aim: 'begun', observed: { product: null, gate: FREE, account: account() }, expected: failing('AR-EMAIL-IN-USE') },
    {
      row: 'address in use: fails with id and unit',
      observed: { product: null, gate: FREE, account: account(), parent: ELSEWHERE },
      expected: failing('AR-EMAIL-IN-USE', { what: expect.stringContaining(ACCOUNT_ID), where: `${ACCOUNT_ID}, ACTIVE, in Active (ou-abcd-99999999).`, fix: expect.stringMatching(/existingAccountId.*adoptExisting/) }),
    },
    {
      row: 'address in use, to be adopted, of the same name: looks whether it is enrolled',
      wanted: { adoptExisting: true },
      observed: { product: null, gate: FREE, account: account(), tags: OF_ANOTHER },
      expected: looking({ at: 'enrolment', accountId: ACCOUNT_ID }),
    },
    {
      row: 'address in use, to be adopted, of the same name, enrolled by a product of any name: takes it over',
      wanted: { adoptExisting: true },
      observed: { product: null, gate: FREE, account: account(), enrolment: product('AVAILABLE', { name: 'Enroll-Account-111122223333' }), tags: OF_ANOTHER },
      expected: { kind: 'done', account: account(), missing: { accountId: ACCOUNT_ID, tags: OURS } },
    },
    {
      row: 'the same, being enrolled: waits',
      wanted: { adoptExisting: true },
      observed: { product: null, gate: FREE, account: account(), enrolment: product('UNDER_CHANGE') },
      expected: waiting('creating'),
    },
    {
      row: 'the same, whose enrolment failed: fails with the two ways on',
      wanted: { adoptExisting: true },
      observed: { product: null, gate: FREE, account: account(), enrolment: product('TAINTED', { name: 'Enroll-Account-111122223333', statusMessage: 'text' }) },
      expected: failing('AR-NOT-ENROLLED', { what: expect.stringContaining('its product Enroll-Account-111122223333 is TAINTED'), fix: expect.stringMatching(/Enroll.*existingAccountId: '111122223333'/), awsText: 'text' }),
    },
    {
      row: 'the same, not enrolled at all: fails',
      wanted: { adoptExisting: true },
      observed: { product: null, gate: FREE, account: account(), enrolment: null },
      expected: failing('AR-NOT-ENROLLED', { what: expect.stringContaining('no product stands for it') }),
    },
    {
      row: 'the same, closed: fails, and is not looked at further',
      wanted: { adoptExisting: true },
      observed: { product: null, gate: FREE, account: account({ status: 'SUSPENDED' }) },
      expected: failing('AR-ACCOUNT-SUSPENDED'),
    },
    {
      row: 'address in use, to be adopted, of another name: fails',
      wanted: { adoptExisting: true },
      observed: { product: null, gate: FREE, account: account({ name: 'finance' }), parent: ELSEWHERE },
      expected: failing('AR-EMAIL-IN-USE'),
    },
  ])('$row', (row) => expect(decide(row)).toEqual(row.expected));
});

describe('an account that the factory is at work on', () => {
  const changing = product('UNDER_CHANGE');
  test.each<Row>([
    { row: 'a later leg reads no more than the product', aim: 'reached', observed: { product: changing }, expected: waiting('creating') },
    { row: 'the last leg reads no more than the product', observed: { product: changing }, expected: waiting('creating') },
    { row: 'a later leg that has just begun reads the record', when: moment('reached', 10.9), observed: { product: changing }, expected: looking({ at: 'record', recordId: 'rec-1' }) },
    { row: 'a later leg that has just begun, ours: waits', when: moment('confirmed', 10.9), observed: { product: changing, record: record('IN_PROGRESS') }, expected: waiting('creating') },
    { row: 'a later leg that has just begun, an update without tags: waits', when: moment('confirmed', 10.9), observed: { product: changing, record: record('IN_PROGRESS', { type: 'UPDATE_PROVISIONED_PRODUCT', tags: [] }) }, expected: waiting('creating') },
    { row: 'a later leg that has just begun, made by another: fails at once', when: moment('confirmed', 10.9), observed: { product: changing, record: record('IN_PROGRESS', { tags: OF_ANOTHER }) }, expected: failing('AR-NAME-NOT-OURS') },
    { row: 'the first leg reads the record', aim: 'begun', observed: { product: changing }, expected: looking({ at: 'record', recordId: 'rec-1' }) },
    { row: 'a record that is not to be read yet: waits', aim: 'begun', observed: { product: changing, record: null }, expected: { kind: 'wait', reason: 'creating' } },
    { row: 'CREATED: waits', aim: 'begun', observed: { product: changing, record: record('CREATED') }, expected: { kind: 'wait', reason: 'creating' } },
    { row: 'IN_PROGRESS: looks whether the gate shows it', aim: 'begun', observed: { product: changing, record: record('IN_PROGRESS') }, expected: looking({ at: 'gate' }) },
    { row: 'shown at the gate: at work', aim: 'begun', observed: { product: changing, record: record('IN_PROGRESS'), gate: { holders: ['pool-010'] } }, expected: waiting('creating', { atWork: true }) },
    { row: 'not shown yet: not at work', aim: 'begun', observed: { product: changing, record: record('IN_PROGRESS'), gate: FREE }, expected: waiting('creating', { atWork: false }) },
    {
      row: 'IN_PROGRESS_IN_ERROR: waits',
      aim: 'begun',
      observed: { product: changing, record: record('IN_PROGRESS_IN_ERROR'), gate: FREE },
      expected: waiting('creating'),
    },
    {
      row: 'the removal of a leftover: waits',
      aim: 'begun',
      observed: { product: changing, record: record('IN_PROGRESS', { type: 'TERMINATE_PROVISIONED_PRODUCT' }) },
      expected: waiting('busy'),
    },
    { row: 'made by another: fails and names the owner', aim: 'begun', observed: { product: changing, record: record('IN_PROGRESS', { tags: OF_ANOTHER }) }, expected: failing('AR-NAME-NOT-OURS', { what: expect.stringContaining('other-stack/pool-010') }) },
    { row: 'made by hand: fails', aim: 'begun', observed: { product: changing, record: record('IN_PROGRESS', { tags: [] }) }, expected: failing('AR-NAME-NOT-OURS') },
    {
      row: 'made by another, to be adopted: waits',
      aim: 'begun',
      wanted: { adoptExisting: true },
      observed: { product: changing, record: record('IN_PROGRESS', { tags: OF_ANOTHER }), gate: FREE },
      expected: waiting('creating'),
    },
    { row: 'a record status that is new to us: fails and names it', aim: 'begun', observed: { product: changing, record: record('PAUSED') }, expected: failing('AR-UNKNOWN-STATUS', { what: expect.stringContaining('PAUSED') }) },
    { row: 'a record type that is new to us: fails and names it', aim: 'begun', observed: { product: changing, record: record('IN_PROGRESS', { type: 'CLONE' }) }, expected: failing('AR-UNKNOWN-STATUS', { what: expect.stringContaining('CLONE') }) },
  ])('$row', (row) => expect(decide(row)).toEqual(row.expected));
});

describe('an account whose product is AVAILABLE', () => {
  const available = product('AVAILABLE');
  const seen: Observed = { product: available, successRecord: succeeded(), account: account() };
  test.each<Row>([
    { row: 'an earlier leg leaves the rest to the last', aim: 'reached', observed: { product: available }, expected: { kind: 'advance' } },
    { row: 'reads the last record that succeeded', observed: { product: available }, expected: looking({ at: 'successRecord', recordId: 'rec-1' }) },
    { row: 'reads the account of the record', observed: { product: available, successRecord: succeeded() }, expected: looking({ at: 'account', by: 'id', accountId: ACCOUNT_ID }) },
    { row: 'a record without account id: finds the account by its address', observed: { product: available, successRecord: succeeded({ outputs: {} }) }, expected: looking({ at: 'account', by: 'email' }) },
    { row: 'reads the tags', observed: seen, expected: looking({ at: 'tags' }) },
    { row: 'ACTIVE and tagged: done', observed: { ...seen, tags: OURS }, expected: { kind: 'done', account: account(), missing: { accountId: ACCOUNT_ID, tags: [] } } },
    { row: 'a tag is missing: done, with the tag to write', observed: { ...seen, tags: [OURS[0]] }, expected: { kind: 'done', account: account(), missing: { accountId: ACCOUNT_ID, tags: [OURS[1]] } } },
    {
      row: 'a tag differs: done, with the tag to write, and those of others left alone',
      observed: { ...seen, tags: [OURS[0], { key: 'team', value: 'x' }, { key: 'cost', value: 'y' }] },
      expected: { kind: 'done', account: account(), missing: { accountId: ACCOUNT_ID, tags: [OURS[1]] } },
    },
    { row: 'the account carries no owner, the record ours: done', observed: { ...seen, tags: [] }, expected: expect.objectContaining({ kind: 'done' }) },
    { row: 'SUSPENDED: fails with the date', observed: { ...seen, account: account({ status: 'SUSPENDED' }) }, expected: failing('AR-ACCOUNT-SUSPENDED', { what: expect.stringContaining('2026-01-05') }) },
    { row: 'being closed: fails', observed: { ...seen, account: account({ status: 'PENDING_CLOSURE' }) }, expected: failing('AR-ACCOUNT-CLOSED') },
    { row: 'CLOSED: fails', observed: { ...seen, account: account({ status: 'CLOSED' }) }, expected: failing('AR-ACCOUNT-CLOSED', { what: expect.stringContaining('is CLOSED, seen on 2026-01-05') }) },
    { row: 'being activated: waits, and knows what it is called if that stays', observed: { ...seen, account: account({ status: 'PENDING_ACTIVATION' }) }, expected: waiting('creating', { failure: expect.objectContaining({ code: 'AR-ACCOUNT-NOT-READY' }) }) },
    { row: 'an account status that is new to us: fails and names it', observed: { ...seen, account: account({ status: 'FROZEN' }) }, expected: failing('AR-UNKNOWN-STATUS', { what: expect.stringContaining('FROZEN') }) },
    { row: 'the account is gone: fails', when: moment('confirmed', 56), observed: { ...seen, account: null }, expected: failing('AR-ACCOUNT-NOT-FOUND', { what: expect.stringContaining(ACCOUNT_ID) }) },
    { row: 'the account doesn\'t show yet: waits', observed: { ...seen, account: null }, expected: waiting('creating') },
    { row: 'its parent or its tags don\'t show yet: waits', observed: { ...seen, unseen: true }, expected: waiting('creating') },
    { row: 'the success names no account, and none shows: waits', observed: { product: product('AVAILABLE'), successRecord: succeeded({ outputs: {} }), account: null }, expected: waiting('creating') },
    { row: 'the record of an update has no owner: asks the history', observed: { ...seen, successRecord: succeeded({ tags: [] }) }, expected: looking({ at: 'owner', productId: 'pp-1' }) },
    { row: 'the same, and the history says ours: done', observed: { ...seen, successRecord: succeeded({ tags: [] }), owner: OWNER, tags: [] }, expected: expect.objectContaining({ kind: 'done' }) },
    { row: 'the account was there before the product, without our tag: fails, the factory has enrolled a stranger\'s', observed: { ...seen, account: account({ joinedAt: at(9).toISOString() }), tags: [] }, expected: failing('AR-EMAIL-IN-USE') },
    { row: 'the account has another name, without our tag: fails', observed: { ...seen, account: account({ name: 'payroll' }), tags: [] }, expected: failing('AR-EMAIL-IN-USE') },
    { row: 'the account was invited: fails', observed: { ...seen, account: account({ invited: true }), tags: [] }, expected: failing('AR-EMAIL-IN-USE') },
    { row: 'the account was renamed, and carries our tag: done', observed: { ...seen, account: account({ name: 'renamed', joinedAt: at(-9).toISOString() }), tags: OURS }, expected: expect.objectContaining({ kind: 'done' }) },
    { row: 'to be adopted, with another name: fails', wanted: { adoptExisting: true }, observed: { ...seen, account: account({ name: 'payroll' }), tags: OF_ANOTHER }, expected: failing('AR-EMAIL-IN-USE') },
    { row: 'made by another: fails and names the owner', observed: { ...seen, successRecord: succeeded({ tags: OF_ANOTHER }), tags: [] }, expected: failing('AR-NAME-NOT-OURS', { what: expect.stringContaining('other-stack/pool-010') }) },
    { row: 'taken over by another since: fails', observed: { ...seen, tags: OF_ANOTHER }, expected: failing('AR-NAME-NOT-OURS') },
    { row: 'taken over by us before: done without being told again', observed: { ...seen, successRecord: succeeded({ tags: OF_ANOTHER }), tags: OURS }, expected: expect.objectContaining({ kind: 'done' }) },
    {
      row: 'made by another, to be adopted: done, with our tags to write',
      wanted: { adoptExisting: true },
      observed: { ...seen, tags: OF_ANOTHER },
      expected: { kind: 'done', account: account(), missing: { accountId: ACCOUNT_ID, tags: OURS } },
    },
    {
      row: 'to be adopted, with another address: fails',
      wanted: { adoptExisting: true },
      observed: { ...seen, successRecord: succeeded({ outputs: { AccountId: ACCOUNT_ID, AccountEmail: 'x@example.com' } }), account: account({ email: 'x@example.com' }), tags: OF_ANOTHER },
      expected: failing('AR-NAME-NOT-OURS'),
    },
    { row: 'the address was changed in the account later: done', observed: { ...seen, account: account({ email: 'new@example.com' }), tags: OURS }, expected: expect.objectContaining({ kind: 'done' }) },
    { row: 'the name belongs to a product of another kind: fails', observed: { product: product('AVAILABLE', { type: 'CFN_STACK' }) }, expected: failing('AR-NAME-NOT-OURS', { what: expect.stringContaining('CFN_STACK') }) },
  ])('$row', (row) => expect(decide(row)).toEqual(row.expected));
});

describe('a product in ERROR that never succeeded', () => {
  const error = product('ERROR', { statusMessage: 'status text' });
  const seen = (text: string, more: Observed = {}): Observed => ({ product: error, record: failed(text), gate: FREE, ...more });
  const old = { createdAt: at(-100).toISOString(), updatedAt: at(-90).toISOString() };
  const leftover = (more: Observed = {}): Observed => ({ product: { ...error, createdAt: old.createdAt }, record: failed('AWS Control Tower could not baseline VPC in the managed account', old), gate: FREE, ...more });
  const restart = { kind: 'terminate', productId: 'pp-1', recordId: 'rec-1' };
  const DEPENDENCIES = 'AWS Control Tower could not baseline VPC in the managed account because of existing resource dependencies.';
  const YOUNG = 'The AWS Access Key Id needs a subscription for the service';
  /** Requested at 11 minutes, failed half an hour later. */
  const LATE = { updatedAt: at(41).toISOString() };
  const retry = { kind: 'update', productId: 'pp-1', recordId: 'rec-1', claim: { accountId: ACCOUNT_ID, tags: [] } };

  test.each<Row>([
    { row: 'reads the record', observed: { product: error }, expected: looking({ at: 'record' }) },
    { row: 'the record is not to be read, at first: waits', when: moment('begun', 12), observed: { product: error, record: null }, expected: waiting('transient') },
    { row: 'the record is not to be read: fails', observed: { product: error, record: null }, expected: failing('AR-UNKNOWN-STATUS', { awsText: 'status text' }) },
    { row: 'no record at all: fails', observed: { product: product('ERROR', { lastRecordId: undefined, lastProvisioningRecordId: undefined }) }, expected: failing('AR-UNKNOWN-STATUS') },
    { row: 'record IN_PROGRESS_IN_ERROR: waits', observed: { product: error, record: record('IN_PROGRESS_IN_ERROR') }, expected: waiting('creating') },
    { row: 'record CREATED: waits', observed: { product: error, record: record('CREATED') }, expected: waiting('creating') },
    { row: 'record SUCCEEDED just now: waits for the product to show it', observed: { product: error, record: record('SUCCEEDED', { updatedAt: at(29).toISOString() }) }, expected: waiting('transient') },
    { row: 'record SUCCEEDED long ago: fails with the status message', observed: { product: error, record: record('SUCCEEDED'), account: null }, expected: failing('AR-FACTORY-FAILED', { awsText: 'status text' }) },
    { row: 'a record status that is new to us: fails', observed: { product: error, record: record('LOST') }, expected: failing('AR-UNKNOWN-STATUS', { what: expect.stringContaining('LOST') }) },
    { row: 'made by another: fails and names the owner', observed: { product: error, record: failed(BUSY, { tags: OF_ANOTHER }) }, expected: failing('AR-NAME-NOT-OURS', { what: expect.stringContaining('other-stack') }) },
    { row: 'made by hand: fails', observed: { product: error, record: failed(BUSY, { tags: [] }) }, expected: failing('AR-NAME-NOT-OURS') },

    { row: 'busy, a moment ago: waits', observed: { product: error, record: failed(BUSY, { updatedAt: at(29.5).toISOString() }) }, expected: waiting('busy', { text: BUSY }) },
    { row: 'busy, back-off over: looks at the gate first', observed: { product: error, record: failed(BUSY) }, expected: looking({ at: 'gate' }) },
    { row: 'busy, gate closed: waits', observed: { product: error, record: failed(BUSY), gate: FULL }, expected: waiting('gate') },
    { row: 'busy, gate open: asks for creations', observed: seen(BUSY), expected: looking({ at: 'creation', since: at(10) }) },
    { row: 'busy, no creation: scans, because a list may be late', observed: seen(BUSY, { creation: null }), expected: looking({ at: 'account', by: 'email' }) },
    { row: 'busy, no creation and no account: terminates, to provision next', observed: seen(BUSY, { creation: null, account: null }), expected: restart },
    { row: 'the same, a few minutes after it failed: waits for what doesn\'t show yet', when: moment('confirmed', 16.9), observed: seen(BUSY, { creation: null, account: null }), expected: waiting('busy', { text: BUSY }) },
    { row: 'busy, but a creation runs: waits', observed: seen(BUSY, { creation: { state: 'IN_PROGRESS', accountIds: [] } }), expected: waiting('creating') },
    { row: 'busy, but a creation succeeded: looks at its account', observed: seen(BUSY, { creation: CREATED }), expected: looking({ at: 'created', accountIds: [ACCOUNT_ID] }) },
    { row: 'busy, a creation\'s account that doesn\'t show: waits, however long', observed: seen(BUSY, { creation: CREATED, created: [null], account: null }), expected: waiting('creating') },
    { row: 'busy, a creation\'s account: updates, whatever its tags and its name', observed: seen(BUSY, { creation: CREATED, created: [account({ name: 'renamed' })], parent: IN_ROOT, tags: [] }), expected: { ...retry, claim: { accountId: ACCOUNT_ID, tags: OURS } } },
    { row: 'busy, a creation\'s account has another address: scans', observed: seen(BUSY, { creation: CREATED, created: [account({ email: 'other@example.com' })] }), expected: looking({ at: 'account', by: 'email' }) },
    { row: 'the same, and no account: terminates, because what this deployment requested has our address', observed: seen(BUSY, { creation: CREATED, created: [account({ email: 'other@example.com' })], account: null }), expected: restart },
    {
      row: 'an update was busy: scans, because an account exists',
      observed: { product: error, record: failed(BUSY, { type: 'UPDATE_PROVISIONED_PRODUCT' }), creation: null, gate: FREE },
      expected: looking({ at: 'account', by: 'email' }),
    },
    { row: 'transient: scans, four minutes old at most', observed: seen(RACE, { creation: null }), expected: looking({ at: 'account', by: 'email', notOlderThan: at(26) }) },
    { row: 'transient, a moment after it failed: scans, not older than the record', when: moment('confirmed', 14), observed: seen(RACE, { creation: null }), expected: looking({ at: 'account', by: 'email', notOlderThan: at(12) }) },
    { row: 'transient, an account of another name that was there before: fails, and touches nothing', observed: seen(RACE, { creation: null, account: account({ name: 'payroll', joinedAt: at(-99).toISOString() }), parent: IN_ROOT, tags: [] }), expected: failing('AR-EMAIL-IN-USE', { where: expect.stringContaining('root'), what: expect.stringContaining(ACCOUNT_ID) }) },
    { row: 'transient, a moment ago: waits', observed: { product: error, record: failed(RACE, { updatedAt: at(29.5).toISOString() }) }, expected: waiting('transient') },
    { row: 'transient, no account: terminates', observed: seen(RACE, { creation: null, account: null, namesakes: [] }), expected: restart },
    { row: 'transient, an account: looks where it is', observed: seen(RACE, { creation: null, account: account() }), expected: looking({ at: 'parent' }) },
    { row: 'transient, an account in the holding unit: updates', observed: seen(RACE, { creation: null, account: account(), parent: IN_HOLDING_UNIT, tags: OURS }), expected: retry },
    { row: 'transient, an account in the root: updates', observed: seen(RACE, { creation: null, account: account(), parent: IN_ROOT, tags: OURS }), expected: retry },
    {
      row: 'transient, an account without our tag: updates, and claims it before',
      observed: seen(RACE, { creation: null, account: account(), parent: IN_ROOT, tags: [], gate: FREE }),
      expected: { ...retry, claim: { accountId: ACCOUNT_ID, tags: OURS } },
    },
    { row: 'transient, an account, gate closed: waits', observed: seen(RACE, { creation: null, account: account(), parent: IN_ROOT, tags: OURS, gate: FULL }), expected: waiting('gate') },
    {
      row: 'transient, an account elsewhere: fails',
      observed: seen(RACE, { creation: null, account: account(), parent: ELSEWHERE, tags: OURS }),
      expected: failing('AR-ACCOUNT-MOVED', { where: expect.stringContaining('Active (ou-abcd-99999999)'), awsText: RACE }),
    },
    { row: 'transient, an account of another owner: fails', observed: seen(RACE, { creation: null, account: account(), parent: IN_ROOT, tags: OF_ANOTHER }), expected: failing('AR-NAME-NOT-OURS') },
    { row: 'transient, a suspended account: fails', observed: seen(RACE, { creation: null, account: account({ status: 'SUSPENDED' }) }), expected: failing('AR-ACCOUNT-SUSPENDED') },

    { row: 'access denied within five minutes, a moment ago: waits', when: moment('begun', 12.9), observed: seen(DENIED, { creation: null, account: null }), expected: { kind: 'wait', reason: 'spreading', code: 'AR-ACCESS-DENIED', text: DENIED } },
    { row: 'access denied within five minutes, back-off over: looks for an account', when: moment('begun', 14.9), observed: seen(DENIED, { creation: null }), expected: looking({ at: 'account', by: 'email' }) },
    { row: 'access denied within five minutes, gate closed: waits', when: moment('begun', 14.9), observed: { product: error, record: failed(DENIED), gate: FULL }, expected: waiting('gate') },
    {
      row: 'access denied within five minutes, no account: tries once more, by an update, however late it comes to that',
      when: moment('begun', 40),
      observed: seen(DENIED, { creation: null, account: null }),
      expected: { kind: 'update', productId: 'pp-1', recordId: 'rec-1', unless: expect.objectContaining({ code: 'AR-ACCESS-DENIED', awsText: DENIED }) },
    },
    {
      row: 'access denied within five minutes, an account: retries the enrolment',
      when: moment('begun', 14.9),
      observed: seen(DENIED, { creation: null, account: account(), parent: IN_ROOT, tags: OURS }),
      expected: retry,
    },
    { row: 'access denied for the second time, still spreading: waits', when: moment('begun', 14.9), observed: { ...seen(DENIED, { creation: null, account: null }), record: failed(DENIED, { type: 'UPDATE_PROVISIONED_PRODUCT' }) }, expected: waiting('spreading') },
    { row: 'the same without tags in its record: waits', when: moment('begun', 14.9), observed: { ...seen(DENIED, { creation: null, account: null }), record: failed(DENIED, { type: 'UPDATE_PROVISIONED_PRODUCT', tags: [] }), owner: null }, expected: waiting('spreading') },
    { row: 'access denied for the second time, later: fails', when: moment('begun', 15), observed: { ...seen(DENIED), record: failed(DENIED, { type: 'UPDATE_PROVISIONED_PRODUCT' }) }, expected: failing('AR-ACCESS-DENIED', { awsText: DENIED }) },
    { row: 'access denied to a request of after the five minutes: fails', when: moment('begun', 30), observed: { product: error, record: failed(DENIED, { createdAt: at(15).toISOString() }) }, expected: failing('AR-ACCESS-DENIED', { awsText: DENIED }) },
    { row: 'permanent: an earlier leg does not look further', aim: 'begun', observed: seen('you have reached the limit on the number of accounts'), expected: failing('AR-ACCOUNT-QUOTA') },
    { row: 'permanent, surely no account: fails', observed: seen("The parent organizational unit 'X' is not enrolled in AWS Control Tower."), expected: failing('AR-OU-NOT-REGISTERED', { what: expect.stringContaining(HOLDING_UNIT) }) },
    { row: 'permanent, perhaps an account: the last leg looks for it', observed: seen(DEPENDENCIES), expected: looking({ at: 'account', by: 'email', notOlderThan: at(26) }) },
    { row: 'permanent, an account: the last leg looks where', observed: seen(DEPENDENCIES, { account: account() }), expected: looking({ at: 'parent' }) },
    { row: 'permanent, an account: fails and says where', observed: seen(DEPENDENCIES, { account: account(), parent: IN_ROOT }), expected: failing('AR-VPC-DEPENDENCIES', { awsText: DEPENDENCIES, where: expect.stringContaining('root') }) },
    { row: 'permanent, no account: fails and says so', observed: seen(DEPENDENCIES, { account: null }), expected: failing('AR-VPC-DEPENDENCIES', { where: 'No account was created.' }) },

    { row: 'unknown, a moment ago: waits', observed: { product: error, record: failed('something new', { updatedAt: at(29.5).toISOString() }) }, expected: waiting('transient', { text: 'something new', failure: expect.objectContaining({ code: 'AR-FACTORY-FAILED' }) }) },
    { row: 'unknown, back-off over: looks at the gate', observed: { product: error, record: failed('something new') }, expected: looking({ at: 'gate' }) },
    { row: 'unknown: looks for an account', observed: seen('something new', { creation: null }), expected: looking({ at: 'account', by: 'email' }) },
    { row: 'unknown, no account that shows: tries once more, by an update', observed: seen('something new', { creation: null, account: null }), expected: { kind: 'update', productId: 'pp-1', recordId: 'rec-1', unless: expect.objectContaining({ code: 'AR-FACTORY-FAILED', awsText: 'something new' }) } },
    { row: 'unknown, an account: retries the enrolment', observed: seen('something new', { creation: null, account: account(), parent: IN_ROOT, tags: OURS }), expected: { ...retry, unless: expect.objectContaining({ code: 'AR-FACTORY-FAILED' }) } },
    { row: 'unknown, an account elsewhere: fails', observed: seen('something new', { creation: null, account: account(), parent: ELSEWHERE, tags: OURS }), expected: failing('AR-ACCOUNT-MOVED') },
    { row: 'unknown for the second time: fails', observed: { ...seen('something new', { account: null }), record: failed('something new', { type: 'UPDATE_PROVISIONED_PRODUCT' }) }, expected: failing('AR-FACTORY-FAILED', { awsText: 'something new' }) },
    { row: 'unknown, requested by another, to be adopted: fails', wanted: { adoptExisting: true }, observed: { ...seen('something new', { account: null }), record: failed('something new', { tags: OF_ANOTHER }) }, expected: failing('AR-FACTORY-FAILED') },
    { row: 'unknown, half an hour after the request: looks how old its account is', when: moment('reached', 50), observed: { product: error, record: failed('something new', LATE) }, expected: looking({ at: 'account', by: 'email', notOlderThan: at(41) }) },
    { row: 'unknown, an account of half an hour: fails', when: moment('reached', 50), observed: { product: error, record: failed('something new', LATE), account: account({ joinedAt: at(11).toISOString() }) }, expected: failing('AR-FACTORY-FAILED') },
    { row: 'unknown, an account of less than half an hour: goes to the gate', when: moment('reached', 50), observed: { product: error, record: failed('something new', LATE), account: account({ joinedAt: at(11.1).toISOString() }) }, expected: looking({ at: 'gate' }) },
    { row: 'passing in a young account, no account that shows: tries by an update, never by a removal', observed: seen(YOUNG, { creation: null, account: null }), expected: { kind: 'update', productId: 'pp-1', recordId: 'rec-1', unless: expect.objectContaining({ code: 'AR-ACCOUNT-NOT-READY' }) } },
    { row: 'passing in a young account, for the second time: looks how old it is', observed: { ...seen(YOUNG), record: failed(YOUNG, { type: 'UPDATE_PROVISIONED_PRODUCT' }) }, expected: looking({ at: 'account', by: 'email' }) },
    { row: 'passing in a young account, for the second time, still young: retries', observed: { ...seen(YOUNG, { creation: null, account: account({ joinedAt: at(8).toISOString() }), parent: IN_ROOT, tags: OURS }), record: failed(YOUNG, { type: 'UPDATE_PROVISIONED_PRODUCT' }) }, expected: { ...retry, unless: expect.anything() } },
    { row: 'passing in a young account that is not young: fails', observed: { ...seen(YOUNG, { account: account({ joinedAt: at(-30).toISOString() }), parent: IN_ROOT }), record: failed(YOUNG, { type: 'UPDATE_PROVISIONED_PRODUCT' }) }, expected: failing('AR-ACCOUNT-NOT-READY', { awsText: YOUNG }) },
    { row: 'passing in a young account whose age is not known: fails', observed: { ...seen(YOUNG, { account: account({ joinedAt: undefined }), parent: IN_ROOT }), record: failed(YOUNG, { type: 'UPDATE_PROVISIONED_PRODUCT' }) }, expected: failing('AR-ACCOUNT-NOT-READY') },
    { row: 'permanent, no account that shows yet: doesn\'t say that there is none', when: moment('confirmed', 16.9), observed: seen(DEPENDENCIES, { account: null }), expected: failing('AR-VPC-DEPENDENCIES', { where: expect.stringContaining('Not known') }) },

    { row: 'leftover: asks for creations, whatever its text', observed: leftover(), expected: looking({ at: 'creation' }) },
    { row: 'leftover: scans', observed: leftover({ creation: null }), expected: looking({ at: 'account', by: 'email' }) },
    { row: 'leftover without account: terminates', observed: leftover({ creation: null, account: null, namesakes: [] }), expected: restart },
    { row: 'leftover without account of the address: looks for one of the name', observed: leftover({ creation: null, account: null }), expected: looking({ at: 'namesakes' }) },
    { row: 'leftover with an account of the name and another address: fails', observed: leftover({ creation: null, account: null, namesakes: [account({ email: 'other@example.com' })] }), expected: failing('AR-NAME-NOT-OURS') },
    { row: 'leftover, and an account of the name that was there before it: terminates', observed: leftover({ creation: null, account: null, namesakes: [account({ email: 'other@example.com', joinedAt: at(-110).toISOString() })] }), expected: restart },
    { row: 'leftover, and an account of the name that was invited: terminates', observed: leftover({ creation: null, account: null, namesakes: [account({ email: 'other@example.com', invited: true })] }), expected: restart },
    { row: 'leftover of another, to be adopted, without an account: is not removed', wanted: { adoptExisting: true }, observed: { ...leftover({ creation: null, account: null }), record: failed(RACE, { ...old, type: 'UPDATE_PROVISIONED_PRODUCT', tags: [] }), owner: 'other' }, expected: failing('AR-NAME-NOT-OURS') },
    { row: 'leftover whose removal failed: asks the history for its owner', observed: { ...leftover(), record: failed(BUSY, { ...old, type: 'TERMINATE_PROVISIONED_PRODUCT', tags: [] }) }, expected: looking({ at: 'owner', productId: 'pp-1' }) },
    { row: 'leftover whose removal failed, ours: removes it again', observed: { ...leftover({ creation: null, account: null, namesakes: [] }), record: failed(BUSY, { ...old, type: 'TERMINATE_PROVISIONED_PRODUCT', tags: [] }), owner: OWNER }, expected: restart },
    { row: 'leftover whose account of another address is closed: terminates', observed: leftover({ creation: null, account: null, namesakes: [account({ email: 'other@example.com', status: 'SUSPENDED' })] }), expected: restart },
    { row: 'leftover with account: retries the enrolment', observed: leftover({ creation: null, account: account(), parent: IN_ROOT, tags: OURS }), expected: retry },
    { row: 'leftover with account elsewhere: fails', observed: leftover({ creation: null, account: account(), parent: ELSEWHERE, tags: OURS }), expected: failing('AR-ACCOUNT-MOVED') },
    { row: 'leftover whose account is being created: waits', observed: leftover({ creation: { state: 'IN_PROGRESS', accountIds: [] } }), expected: waiting('creating') },
    { row: 'leftover that was busy: scans all the same', observed: { product: error, record: failed(BUSY, old), creation: null, gate: FREE }, expected: looking({ at: 'account', by: 'email' }) },
    { row: 'TAINTED and never successful: the same', observed: { ...leftover({ creation: null, account: null, namesakes: [], gate: FREE }), product: product('TAINTED', { createdAt: old.createdAt }) }, expected: restart },
  ])('$row', (row) => expect(decide(row)).toEqual(row.expected));

  test('an update without tags is ours if the account says so', () => {
    const update = failed(RACE, { type: 'UPDATE_PROVISIONED_PRODUCT', tags: [] });
    const observed: Observed = { product: error, record: update, owner: null };
    expect(decide({ row: '', observed: { product: error, record: update }, expected: 0 })).toEqual(looking({ at: 'owner', productId: 'pp-1' }));
    expect(decide({ row: '', observed, expected: 0 })).toEqual(looking({ at: 'account', by: 'email' }));
    expect(decide({ row: '', observed: { ...observed, account: null }, expected: 0 })).toEqual(failing('AR-NAME-NOT-OURS'));
    expect(decide({ row: '', observed: { product: error, record: { ...update, errors: ['something new'] }, owner: null, account: null }, expected: 0 })).toEqual(failing('AR-FACTORY-FAILED'));
    expect(decide({ row: '', observed: { ...observed, account: account() }, expected: 0 })).toEqual(looking({ at: 'tags' }));
    expect(decide({ row: '', observed: { ...observed, account: account(), tags: OF_ANOTHER }, expected: 0 })).toEqual(failing('AR-NAME-NOT-OURS'));
    expect(decide({ row: '', observed: { ...observed, account: account(), tags: OURS }, expected: 0 })).toEqual(looking({ at: 'gate' }));
  });
});

describe.each(['ERROR', 'TAINTED'])('a product in %s that once succeeded', (status) => {
  const broken = product(status, { lastRecordId: 'rec-2', lastSuccessfulProvisioningRecordId: 'rec-0' });
  const seen = (text: string, more: Observed = {}): Observed => ({
    product: broken, record: failed(text, { id: 'rec-2', type: 'UPDATE_PROVISIONED_PRODUCT' }), successRecord: succeeded({ id: 'rec-0' }), gate: FREE, ...more,
  });
  const retry = { kind: 'update', productId: 'pp-1', recordId: 'rec-2', claim: { accountId: ACCOUNT_ID, tags: [] } };

  test.each<Row>([
    { row: 'busy: reads where its account is', observed: seen(BUSY), expected: looking({ at: 'account', by: 'id', accountId: ACCOUNT_ID }) },
    { row: 'busy, in the holding unit: updates', observed: seen(BUSY, { account: account(), parent: IN_HOLDING_UNIT, tags: OURS }), expected: retry },
    { row: 'transient, in the root: updates', observed: seen(RACE, { account: account(), parent: IN_ROOT, tags: OURS }), expected: retry },
    { row: 'busy, elsewhere: fails', observed: seen(BUSY, { account: account(), parent: ELSEWHERE, tags: OURS }), expected: failing('AR-ACCOUNT-MOVED') },
    { row: 'busy, of another address: fails', observed: { ...seen(BUSY, { account: account({ email: 'x@example.com' }) }), successRecord: succeeded({ outputs: { AccountId: ACCOUNT_ID } }) }, expected: failing('AR-NAME-NOT-OURS') },
    { row: 'busy, the account is gone: fails', observed: seen(BUSY, { account: null }), expected: failing('AR-ACCOUNT-NOT-FOUND') },
    { row: 'permanent: fails', observed: seen('AWS Control Tower detects that your enrolled account has been moved to a new organizational unit.', { account: account(), parent: ELSEWHERE }), expected: failing('AR-ACCOUNT-MOVED') },
    {
      row: 'a permanent leftover: is enrolled once more, and never terminated',
      observed: { ...seen('', { account: account(), parent: IN_ROOT, tags: OURS }), record: failed('something new', { createdAt: at(-100).toISOString() }) },
      expected: { kind: 'update', productId: 'pp-1', recordId: 'rec-1', claim: { accountId: ACCOUNT_ID, tags: [] } },
    },
    {
      row: 'a permanent leftover elsewhere: fails',
      observed: { ...seen('', { account: account(), parent: ELSEWHERE, tags: OURS }), record: failed('something new', { createdAt: at(-100).toISOString() }) },
      expected: failing('AR-ACCOUNT-MOVED', { awsText: 'something new' }),
    },
    {
      row: 'a permanent leftover of another owner: fails',
      observed: { ...seen('', { account: account(), parent: IN_ROOT, tags: OF_ANOTHER }), record: failed('something new', { createdAt: at(-100).toISOString() }) },
      expected: failing('AR-NAME-NOT-OURS'),
    },
    { row: 'permanent in this deployment: fails at once', observed: seen('something new', { account: account(), parent: IN_ROOT, tags: OURS }), expected: failing('AR-FACTORY-FAILED') },
  ])('$row', (row) => expect(decide(row)).toEqual(row.expected));

  test('the owner is read from the last success if the last record has no tags', () => {
    const record2 = failed(BUSY, { id: 'rec-2', type: 'UPDATE_PROVISIONED_PRODUCT', tags: [] });
    const observed: Observed = { product: broken, record: record2 };
    expect(decide({ row: '', observed, expected: 0 })).toEqual(looking({ at: 'successRecord', recordId: 'rec-0' }));
    expect(decide({ row: '', observed: { ...observed, successRecord: succeeded({ tags: OF_ANOTHER }) }, expected: 0 })).toEqual(failing('AR-NAME-NOT-OURS'));
    expect(decide({ row: '', observed: { ...observed, gate: FREE, successRecord: succeeded() }, expected: 0 })).toEqual(looking({ at: 'account', by: 'id' }));
  });
});

test.each(['PLAN_IN_PROGRESS', 'HIBERNATING'])('fails and names the product status %s', (status) => {
  expect(decide({ row: '', observed: { product: product(status) }, expected: 0 })).toEqual(failing('AR-UNKNOWN-STATUS', { what: expect.stringContaining(status) }));
});

describe('an account that is named by its id', () => {
  const existingAccountId = ACCOUNT_ID;
  test.each<Row>([
    { row: 'is read by its id, without a look at products', observed: {}, expected: looking({ at: 'account', by: 'id', accountId: ACCOUNT_ID }) },
    { row: 'not in the organization: fails', observed: { account: null }, expected: failing('AR-ACCOUNT-NOT-FOUND') },
    {
      row: 'the management account: fails without a look',
      when: moment('confirmed', 30, { managementAccountId: ACCOUNT_ID }),
      observed: {},
      expected: failing('AR-BAD-PROPERTY', { what: expect.stringMatching(/'ExistingAccountId' is '111122223333', the management account, where a member account/) }),
    },
    { row: 'suspended: fails', observed: { account: account({ status: 'SUSPENDED' }) }, expected: failing('AR-ACCOUNT-SUSPENDED') },
    { row: 'ACTIVE: nothing more for an earlier leg', aim: 'begun', observed: { account: account() }, expected: { kind: 'advance' } },
    { row: 'ACTIVE: done, with our tags to write', observed: { account: account(), tags: [] }, expected: { kind: 'done', account: account(), missing: { accountId: ACCOUNT_ID, tags: OURS } } },
    { row: 'of another stack: fails', observed: { account: account(), tags: OF_ANOTHER }, expected: failing('AR-NAME-NOT-OURS', { what: expect.stringContaining('other-stack') }) },
    { row: 'another address than the app says: fails', observed: { account: account({ email: 'other@example.com' }), tags: [] }, expected: failing('AR-BAD-PROPERTY', { what: expect.stringContaining("property 'AccountEmail' is another address, where the address of account 111122223333, or none, was expected") }) },
  ])('$row', (row) => expect(decide({ ...row, wanted: { existingAccountId } })).toEqual(row.expected));
});

