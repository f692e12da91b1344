import { decide, failing, looking, waiting } from './rows';
import type { Row } from './rows';
import type { PoolAccountObserved as Observed } from '../../../../core/pool-account/decide-pool-account';
import {
  account,
  ACCOUNT_ID,
  at,
  attempt,
  ELSEWHERE,
  IN_ROOT,
  moment,
  OF_ANOTHER,
  OURS,
  OWNER,
  product,
  record,
  succeeded,
} from '../../fixtures';

const UNREGISTERED = 'The organizational unit Holding (ou-abcd-11112222) is not enrolled in AWS Control Tower.';
const FREE = { holders: ['other-1'] };
const FULL = { holders: ['other-1', 'other-2'] };

describe('an account without a product', () => {
  test.each<Row>([
    { row: 'nothing known: looks at the product', observed: {}, expected: looking({ at: 'product' }) },
    { row: 'looks at the gate before anything else', observed: { product: null }, expected: looking({ at: 'gate' }) },
    { row: 'gate closed: waits and says who holds the slots', observed: { product: null, gate: FULL }, expected: waiting('gate', { holders: ['other-1', 'other-2'] }) },
    { row: 'more in flight than allowed: waits too', observed: { product: null, gate: { holders: ['a', 'b', 'c'] } }, expected: waiting('gate') },
    { row: 'gate open: scans for the address, ten minutes old at most', observed: { product: null, gate: FREE }, expected: looking({ at: 'account', by: 'email', notOlderThan: at(20) }) },
    { row: 'gate open, address unknown: requests it', observed: { product: null, gate: FREE, account: null }, expected: { kind: 'provision' } },
    { row: 'the first leg asks what became of the others', aim: 'begun', observed: { product: null, gate: FREE, account: null }, expected: looking({ at: 'failedProducts' }) },
    {
      row: 'another account of the stack met what every account would: the first leg requests nothing',
      aim: 'begun',
      observed: { product: null, gate: FREE, account: null, failedProducts: [{ owner: 'pool-stack/pool-009', text: UNREGISTERED, createdAt: at(12).toISOString() }] },
      expected: failing('AR-OU-NOT-REGISTERED', { awsText: UNREGISTERED }),
    },
    { row: 'no other account failed: the first leg requests it', aim: 'begun', observed: { product: null, gate: FREE, account: null, failedProducts: [] }, expected: { kind: 'provision' } },
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
  ])('$row', row => expect(decide(row)).toEqual(row.expected));
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
  ])('$row', row => expect(decide(row)).toEqual(row.expected));
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
  ])('$row', row => expect(decide(row)).toEqual(row.expected));
});

test.each(['PLAN_IN_PROGRESS', 'HIBERNATING'])('fails and names the product status %s', status => {
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
  ])('$row', row => expect(decide({ ...row, wanted: { existingAccountId } })).toEqual(row.expected));
});
