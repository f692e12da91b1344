import { decide, failing, looking, waiting } from './rows';
import type { Row } from './rows';
import type { DesiredAccount } from '../../../../core/accounts/account';
import type { Aim, Attempt } from '../../../../core/accounts/attempt';
import type { Candidate } from '../../../../core/accounts/claim';
import type { PoolAccountObserved as Observed } from '../../../../core/pool-account/decide-pool-account';
import { decideAccount } from '../../../../core/vending/control-tower/decide-account';
import type { NextStage } from '../../../../core/vending/control-tower/decide-account';
import {
  account,
  ACCOUNT_ID,
  at,
  attempt,
  desired,
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
    { row: 'a slot that a search still shows under its own name is free', observed: { product: null, gate: { holders: ['other-1', 'pool-010'] } }, expected: looking({ at: 'account', by: 'email' }) },
    { row: 'gate open, several at it: looks for its place in line', when: moment('confirmed', 30, { attempt: attempt('confirmed', { takesTurns: true }) }), observed: { product: null, gate: FREE, account: null }, expected: looking({ at: 'line' }) },
    { row: 'gate closed, to be adopted: looks for the account, for which it needs no slot', wanted: { adoptExisting: true }, observed: { product: null, gate: FULL }, expected: looking({ at: 'account', by: 'email', notOlderThan: at(-10) }) },
    { row: 'gate closed, to be adopted, an account of the name: looks whether it is enrolled', wanted: { adoptExisting: true }, observed: { product: null, gate: FULL, account: account() }, expected: looking({ at: 'enrolment' }) },
    { row: 'gate closed, to be adopted, no account: waits', wanted: { adoptExisting: true }, observed: { product: null, gate: FULL, account: null }, expected: waiting('gate') },
    { row: 'gate closed, to be adopted, an account of another name: waits', wanted: { adoptExisting: true }, observed: { product: null, gate: FULL, account: account({ name: 'finance' }) }, expected: waiting('gate') },
    { row: 'gate closed, not to be adopted, an account of the name: waits', observed: { product: null, gate: FULL, account: account() }, expected: waiting('gate') },
    { row: 'address in use by an account that is closed: fails, and is not looked at further', observed: { product: null, gate: FREE, account: account({ status: 'SUSPENDED' }) }, expected: failing('AR-ACCOUNT-SUSPENDED') },
    { row: 'address in use by an account that is being activated: fails', observed: { product: null, gate: FREE, account: account({ status: 'PENDING_ACTIVATION' }), parent: IN_ROOT, tags: [] }, expected: failing('AR-EMAIL-IN-USE') },
    { row: 'to be adopted, being activated: waits', wanted: { adoptExisting: true }, observed: { product: null, gate: FREE, account: account({ status: 'PENDING_ACTIVATION' }) }, expected: waiting('creating', { failure: expect.objectContaining({ code: 'AR-ACCOUNT-NOT-READY' }) }) },
    { row: 'to be adopted, enrolled: nothing more for an earlier leg', wanted: { adoptExisting: true }, aim: 'begun', observed: { product: null, gate: FREE, account: account(), enrolment: product('AVAILABLE') }, expected: { kind: 'advance' } },
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
      expected: failing('AR-ACCOUNT-NOT-FOUND', { what: expect.stringContaining('account that was made for it'), fix: expect.stringContaining('another construct id') }),
    },
    { row: 'an update, and only the product is gone: fails', when: moment('confirmed', 30, { attempt: attempt('confirmed', { mayRequest: false }) }), observed: { product: null, account: account(), parent: IN_ROOT, tags: [] }, expected: failing('AR-EMAIL-IN-USE') },
    { row: 'address in use by an account of the name: it may have come the other road', observed: { product: null, gate: FREE, account: account() }, expected: looking({ at: 'tags', accountId: ACCOUNT_ID }) },
    { row: 'address in use by one of ours that came the other road, vended only: looks whether it is enrolled', observed: { product: null, gate: FREE, account: account(), tags: OURS }, expected: looking({ at: 'enrolment', accountId: ACCOUNT_ID }) },
    { row: 'address in use: the last leg looks where', observed: { product: null, gate: FREE, account: account(), tags: OF_ANOTHER }, expected: looking({ at: 'parent', accountId: ACCOUNT_ID }) },
    { row: 'address in use: an earlier leg has no need to', aim: 'begun', observed: { product: null, gate: FREE, account: account() }, expected: failing('AR-EMAIL-IN-USE') },
    {
      row: 'address in use: fails with id and unit',
      observed: { product: null, gate: FREE, account: account(), parent: ELSEWHERE, tags: OF_ANOTHER },
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
      observed: { product: null, gate: FREE, account: account(), enrolment: product('UNDER_CHANGE', { statusMessage: 'words' }) },
      expected: waiting('creating', { text: 'words' }),
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
  const changing = product('UNDER_CHANGE', { statusMessage: 'words' });
  const without = { lastRecordId: undefined, lastProvisioningRecordId: undefined };
  test.each<Row>([
    { row: 'a later leg reads no more than the product', aim: 'reached', observed: { product: changing }, expected: waiting('creating', { text: 'words' }) },
    { row: 'the last leg reads no more than the product', observed: { product: changing }, expected: waiting('creating') },
    { row: 'a later leg that has just begun reads the record', when: moment('reached', 10.9), observed: { product: changing }, expected: looking({ at: 'record', recordId: 'rec-1' }) },
    { row: 'a later leg that has just begun, ours: waits', when: moment('confirmed', 10.9), observed: { product: changing, record: record('IN_PROGRESS') }, expected: waiting('creating', { text: 'words' }) },
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
      expected: waiting('busy', { text: 'the remains of the last attempt are being removed' }),
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
    { row: 'the last record counts, whatever was provisioned before', aim: 'begun', observed: { product: { ...changing, lastRecordId: 'rec-2' } }, expected: looking({ at: 'record', recordId: 'rec-2' }) },
    { row: 'a product that names only the record by which it was made: reads that', aim: 'begun', observed: { product: { ...changing, lastRecordId: undefined } }, expected: looking({ at: 'record', recordId: 'rec-1' }) },
    { row: 'a product that names no record: waits', aim: 'begun', observed: { product: { ...changing, ...without } }, expected: { kind: 'wait', reason: 'creating' } },
    { row: 'an update: looks whether the gate shows it', aim: 'begun', observed: { product: changing, record: record('IN_PROGRESS', { type: 'UPDATE_PROVISIONED_PRODUCT' }) }, expected: looking({ at: 'gate' }) },
    { row: 'an update by another: fails and names the owner', aim: 'begun', observed: { product: changing, record: record('IN_PROGRESS', { type: 'UPDATE_PROVISIONED_PRODUCT', tags: OF_ANOTHER }) }, expected: failing('AR-NAME-NOT-OURS', { what: expect.stringContaining('other-stack/pool-010') }) },
    { row: 'SUCCEEDED, and the product is late: waits', aim: 'begun', observed: { product: changing, record: record('SUCCEEDED') }, expected: { kind: 'wait', reason: 'creating' } },
    { row: 'FAILED, and the product is late: waits', aim: 'begun', observed: { product: changing, record: record('FAILED') }, expected: { kind: 'wait', reason: 'creating' } },
    { row: 'a record status that is new to us: fails and names it', aim: 'begun', observed: { product: changing, record: record('PAUSED') }, expected: failing('AR-UNKNOWN-STATUS', { what: expect.stringContaining('PAUSED') }) },
    { row: 'a record type that is new to us: fails and names it', aim: 'begun', observed: { product: changing, record: record('IN_PROGRESS', { type: 'CLONE' }) }, expected: failing('AR-UNKNOWN-STATUS', { what: expect.stringContaining('CLONE') }) },
  ])('$row', row => expect(decide(row)).toEqual(row.expected));
});

describe('an account whose product is AVAILABLE', () => {
  const available = product('AVAILABLE');
  const seen: Observed = { product: available, successRecord: succeeded(), account: account() };
  test.each<Row>([
    { row: 'an earlier leg leaves the rest to the last', aim: 'reached', observed: { product: available }, expected: { kind: 'advance' } },
    { row: 'the first leg leaves the rest to the last', aim: 'begun', observed: { product: available }, expected: { kind: 'advance' } },
    { row: 'a product whose type is not told counts as one of the factory', aim: 'begun', observed: { product: { ...available, type: undefined } }, expected: { kind: 'advance' } },
    { row: 'reads the last record that succeeded', observed: { product: available }, expected: looking({ at: 'successRecord', recordId: 'rec-1' }) },
    { row: 'reads the last record that succeeded, not one of after', observed: { product: { ...available, lastSuccessfulProvisioningRecordId: 'rec-0', lastRecordId: 'rec-2' } }, expected: looking({ at: 'successRecord', recordId: 'rec-0' }) },
    { row: 'a product that names no success: reads the record by which it was made', observed: { product: { ...available, lastSuccessfulProvisioningRecordId: undefined, lastRecordId: 'rec-2' } }, expected: looking({ at: 'successRecord', recordId: 'rec-1' }) },
    { row: 'a product that names its last record alone: reads that', observed: { product: { ...available, lastSuccessfulProvisioningRecordId: undefined, lastProvisioningRecordId: undefined, lastRecordId: 'rec-2' } }, expected: looking({ at: 'successRecord', recordId: 'rec-2' }) },
    { row: 'a product that names no record: finds the account by its address', observed: { product: { ...available, lastSuccessfulProvisioningRecordId: undefined, lastProvisioningRecordId: undefined, lastRecordId: undefined } }, expected: looking({ at: 'account', by: 'email', notOlderThan: at(0) }) },
    { row: 'the success can\'t be read, and no account shows: fails', observed: { product: available, successRecord: null, account: null }, expected: failing('AR-ACCOUNT-NOT-FOUND', { what: expect.stringContaining('account that was made for it') }) },
    { row: 'the success can\'t be read, and an account carries our tag: done', observed: { product: available, successRecord: null, account: account(), tags: OURS }, expected: expect.objectContaining({ kind: 'done' }) },
    { row: 'the success can\'t be read, and an account carries no tag: fails', observed: { product: available, successRecord: null, account: account(), tags: [] }, expected: failing('AR-NAME-NOT-OURS') },
    { row: 'the success names no address, and the account has ours: done', observed: { ...seen, successRecord: succeeded({ outputs: { AccountId: ACCOUNT_ID } }), tags: OURS }, expected: expect.objectContaining({ kind: 'done' }) },
    { row: 'neither product nor account tell when they came to be: the record names it, and it is ours', observed: { ...seen, product: { ...available, createdAt: undefined }, account: account({ joinedAt: undefined }), tags: [] }, expected: expect.objectContaining({ kind: 'done' }) },
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
    { row: 'not in the organization: fails', observed: { account: null }, expected: failing('AR-ACCOUNT-NOT-FOUND', { what: expect.stringContaining(ACCOUNT_ID) }) },
    { row: 'its unit or its tags don\'t show: fails', observed: { account: account(), unseen: true }, expected: failing('AR-ACCOUNT-NOT-FOUND', { what: expect.stringContaining(ACCOUNT_ID) }) },
    { row: 'is looked at by an earlier leg as well', aim: 'begun', observed: {}, expected: looking({ at: 'account', by: 'id' }) },
    { row: 'is looked at by a middle leg as well', aim: 'reached', observed: {}, expected: looking({ at: 'account', by: 'id' }) },
    { row: 'ACTIVE: nothing more for a middle leg', aim: 'reached', observed: { account: account() }, expected: { kind: 'advance' } },
    { row: 'ours already: done', observed: { account: account(), tags: OURS }, expected: expect.objectContaining({ kind: 'done' }) },
    { row: 'named without its address: done, whatever that is', wanted: { email: '' }, observed: { account: account(), tags: OURS }, expected: expect.objectContaining({ kind: 'done' }) },
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
  ])('$row', row => expect(decide({ ...row, wanted: { ...row.wanted, existingAccountId } })).toEqual(row.expected));
});

describe('a stage that the account goes on to', () => {
  const candidates: Candidate[] = [];
  const next = (holds: boolean | 'looks' = false): NextStage<'its decision' | 'its look'> => ({
    decide: candidate => {
      candidates.push(candidate);
      return 'its decision';
    },
    holds: () => holds === 'looks' ? 'its look' : holds,
  });
  const decided = (observed: Observed, stage = next(), aim: Aim = 'confirmed', changes: Partial<DesiredAccount> = {}, more: Partial<Attempt> = {}) =>
    decideAccount(desired(changes), observed, moment(aim, 30, { attempt: attempt(aim, more) }), stage);
  const made: Observed = { product: product('AVAILABLE'), successRecord: succeeded() };

  test('has the say from a middle leg on, and knows whose the account is', () => {
    candidates.length = 0;
    expect(decided(made, next(), 'begun')).toEqual({ kind: 'advance' });
    expect(decided({ product: product('AVAILABLE') }, next(), 'reached')).toEqual(looking({ at: 'successRecord' }));
    expect(decided(made, next(), 'reached')).toBe('its decision');
    expect(decided({ ...made, account: account(), tags: OF_ANOTHER })).toBe('its decision');
    expect(candidates.map(({ accountId, desired: { name } }) => [accountId, name])).toEqual([[ACCOUNT_ID, 'pool-010'], [ACCOUNT_ID, 'pool-010']]);
    expect(candidates[0].claim()).toEqual(looking({ at: 'account', by: 'id' }));
    expect(candidates[1].claim()).toEqual(failing('AR-NAME-NOT-OURS'));
  });

  describe.each(['ERROR', 'TAINTED'])('when the product stands in %s', status => {
    const broken: Observed = { product: product(status, { lastSuccessfulProvisioningRecordId: 'rec-0' }) };
    const looksAtRecord = looking({ at: 'record' });

    test('is asked whether it has the account, which the last success names', () => {
      expect(decided(broken)).toEqual(looking({ at: 'successRecord', recordId: 'rec-0' }));
      expect(decided({ ...broken, successRecord: succeeded() }, next('looks'))).toBe('its look');
      expect(decided({ ...broken, successRecord: succeeded() }, next(true))).toBe('its decision');
      expect(decided({ ...broken, successRecord: succeeded() }, next(false))).toEqual(looksAtRecord);
    });

    test.each<[string, Observed, Aim]>([
      ['has only just been begun', { ...broken, successRecord: succeeded() }, 'begun'],
      ['never succeeded', { product: product(status, { lastSuccessfulProvisioningRecordId: undefined }), successRecord: succeeded() }, 'confirmed'],
      ['had a success that can\'t be read', { ...broken, successRecord: null }, 'confirmed'],
      ['had a success that names no account', { ...broken, successRecord: succeeded({ outputs: {} }) }, 'confirmed'],
    ])('isn\'t asked about one that %s', (_, observed, aim) => expect(decided(observed, next(true), aim)).toEqual(looksAtRecord));
  });

  describe('when an account is to be taken over that has no product', () => {
    const adopted: Observed = { product: null, gate: FREE, account: account() };
    const takesOver = { adoptExisting: true };

    test('is asked at an update, where the account may have been there before', () => {
      const update = { mayRequest: false };
      expect(decided(adopted, next('looks'), 'confirmed', takesOver, update)).toBe('its look');
      expect(decided(adopted, next(true), 'confirmed', takesOver, update)).toBe('its decision');
      expect(candidates.at(-1)).toMatchObject({ accountId: ACCOUNT_ID });
      expect(decided({ ...adopted, account: account({ status: 'PENDING_ACTIVATION' }) }, next(true), 'begun', takesOver, update)).toEqual({ kind: 'advance' });
      expect(decided(adopted, next(false), 'confirmed', takesOver, update)).toEqual(looking({ at: 'enrolment', accountId: ACCOUNT_ID }));
      expect(decide({ row: '', observed: adopted, wanted: takesOver, when: moment('confirmed', 30, { attempt: attempt('confirmed', update) }), expected: 0 })).toEqual(looking({ at: 'enrolment' }));
    });

    test('isn\'t asked when it may still be requested', () => {
      expect(decided(adopted, next(true), 'confirmed', takesOver)).toEqual(looking({ at: 'enrolment', accountId: ACCOUNT_ID }));
    });
  });
});
