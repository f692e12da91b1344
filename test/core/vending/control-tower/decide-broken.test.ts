/** Products that failed: what of them is begun anew, mended or left alone. */

import { decide, failing, looking, waiting } from './rows';
import type { Row } from './rows';
import type { PoolAccountObserved as Observed } from '../../../../core/pool-account/decide-pool-account';
import {
  account,
  ACCOUNT_ID,
  at,
  BUSY,
  DENIED,
  ELSEWHERE,
  failed,
  HOLDING_UNIT,
  IN_HOLDING_UNIT,
  IN_ROOT,
  moment,
  OF_ANOTHER,
  OURS,
  OWNER,
  product,
  RACE,
  record,
  succeeded,
} from '../../fixtures';

const FREE = { holders: ['other-1'] };
/** A creation of ours that came to its end. */
const CREATED = { state: 'SUCCEEDED', accountIds: [ACCOUNT_ID] };
const FULL = { holders: ['other-1', 'other-2'] };

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
    { row: 'the record is not to be read, at first: waits', when: moment('begun', 12), observed: { product: error, record: null }, expected: waiting('transient', { text: 'status text' }) },
    { row: 'the record is not to be read: fails', observed: { product: error, record: null }, expected: failing('AR-UNKNOWN-STATUS', { what: expect.stringContaining('ERROR without a record that can be read, where a record was expected'), awsText: 'status text' }) },
    { row: 'no record at all: fails', observed: { product: product('ERROR', { lastRecordId: undefined, lastProvisioningRecordId: undefined }) }, expected: failing('AR-UNKNOWN-STATUS') },
    { row: 'record IN_PROGRESS_IN_ERROR: waits', observed: { product: error, record: record('IN_PROGRESS_IN_ERROR') }, expected: waiting('creating') },
    { row: 'record IN_PROGRESS: waits', observed: { product: error, record: record('IN_PROGRESS') }, expected: waiting('creating') },
    { row: 'the last record counts, whatever was provisioned before', observed: { product: { ...error, lastRecordId: 'rec-2' } }, expected: looking({ at: 'record', recordId: 'rec-2' }) },
    { row: 'a product that names only the record by which it was made: reads that', observed: { product: { ...error, lastRecordId: undefined } }, expected: looking({ at: 'record', recordId: 'rec-1' }) },
    { row: 'record CREATED: waits', observed: { product: error, record: record('CREATED') }, expected: waiting('creating') },
    { row: 'record SUCCEEDED just now: waits for the product to show it', observed: { product: error, record: record('SUCCEEDED', { updatedAt: at(29).toISOString() }) }, expected: waiting('transient', { text: 'status text' }) },
    { row: 'record SUCCEEDED long ago: fails with the status message', observed: { product: error, record: record('SUCCEEDED'), account: null }, expected: failing('AR-FACTORY-FAILED', { awsText: 'status text' }) },
    { row: 'a record status that is new to us: fails', observed: { product: error, record: record('LOST') }, expected: failing('AR-UNKNOWN-STATUS', { what: expect.stringContaining('LOST') }) },
    { row: 'several texts are told as one', when: moment('confirmed', 12.5), observed: { product: error, record: record('FAILED', { errors: [BUSY, 'and more'] }) }, expected: waiting('busy', { text: `${BUSY}; and more` }) },
    { row: 'no text at all: fails, and makes none up', observed: { product: product('ERROR'), record: failed('', { errors: [], type: 'UPDATE_PROVISIONED_PRODUCT' }), account: null }, expected: { kind: 'fail', failure: expect.not.objectContaining({ awsText: expect.anything() }) } },
    { row: 'an update by another: fails and names the owner', observed: { product: error, record: failed(BUSY, { type: 'UPDATE_PROVISIONED_PRODUCT', tags: OF_ANOTHER }) }, expected: failing('AR-NAME-NOT-OURS', { what: expect.stringContaining('other-stack') }) },
    { row: 'made by another: fails and names the owner', observed: { product: error, record: failed(BUSY, { tags: OF_ANOTHER }) }, expected: failing('AR-NAME-NOT-OURS', { what: expect.stringContaining('other-stack') }) },
    { row: 'made by hand: fails', observed: { product: error, record: failed(BUSY, { tags: [] }) }, expected: failing('AR-NAME-NOT-OURS') },

    { row: 'busy, a moment ago: waits', observed: { product: error, record: failed(BUSY, { updatedAt: at(29.5).toISOString() }) }, expected: waiting('busy', { text: BUSY }) },
    { row: 'busy, back-off over: looks at the gate first', observed: { product: error, record: failed(BUSY) }, expected: looking({ at: 'gate' }) },
    { row: 'busy, gate closed: waits', observed: { product: error, record: failed(BUSY), gate: FULL }, expected: waiting('gate', { holders: FULL.holders, text: BUSY }) },
    { row: 'busy, gate open: asks for creations', observed: seen(BUSY), expected: looking({ at: 'creation', since: at(10), until: at(27) }) },
    { row: 'the same, made long before its last record: asks for creations since it was made', observed: seen(BUSY, { product: { ...error, createdAt: at(5).toISOString() } }), expected: looking({ at: 'creation', since: at(4) }) },
    { row: 'the same, a product that doesn\'t tell when it was made: asks for creations since its record', observed: seen(BUSY, { product: { ...error, createdAt: undefined } }), expected: looking({ at: 'creation', since: at(10) }) },
    { row: 'busy, no creation: scans, because a list may be late', observed: seen(BUSY, { creation: null }), expected: looking({ at: 'account', by: 'email' }) },
    { row: 'busy, no creation and no account: terminates, to provision next', observed: seen(BUSY, { creation: null, account: null }), expected: restart },
    { row: 'the same, a few minutes after it failed: waits for what doesn\'t show yet', when: moment('confirmed', 16.9), observed: seen(BUSY, { creation: null, account: null }), expected: waiting('busy', { text: BUSY }) },
    { row: 'busy, but a creation runs: waits', observed: seen(BUSY, { creation: { state: 'IN_PROGRESS', accountIds: [] } }), expected: waiting('creating') },
    { row: 'busy, but a creation succeeded: looks at its account', observed: seen(BUSY, { creation: CREATED }), expected: looking({ at: 'created', accountIds: [ACCOUNT_ID] }) },
    { row: 'busy, a creation\'s account that doesn\'t show: waits, however long', observed: seen(BUSY, { creation: CREATED, created: [null], account: null }), expected: waiting('creating', { text: BUSY }) },
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
    { row: 'transient, an account of our name that joined a quarter of an hour after it failed: updates', when: moment('confirmed', 29), observed: seen(RACE, { creation: null, account: account({ joinedAt: at(27).toISOString() }), parent: IN_ROOT, tags: [] }), expected: { ...retry, claim: { accountId: ACCOUNT_ID, tags: OURS } } },
    { row: 'transient, an account of our name that joined later than that: fails, and touches nothing', when: moment('confirmed', 29), observed: seen(RACE, { creation: null, account: account({ joinedAt: at(27.1).toISOString() }), parent: IN_ROOT, tags: [] }), expected: failing('AR-EMAIL-IN-USE', { what: expect.stringContaining(ACCOUNT_ID) }) },
    { row: 'the same, a few minutes after it failed: waits for what doesn\'t show yet', when: moment('confirmed', 16.9), observed: seen(RACE, { creation: null, account: null }), expected: waiting('transient', { text: RACE }) },
    { row: 'transient, no account: terminates', observed: seen(RACE, { creation: null, account: null, namesakes: [] }), expected: restart },
    { row: 'transient, an account: looks where it is', observed: seen(RACE, { creation: null, account: account() }), expected: looking({ at: 'parent' }) },
    { row: 'transient, an account: reads its tags', observed: seen(RACE, { creation: null, account: account(), parent: IN_ROOT }), expected: looking({ at: 'tags', accountId: ACCOUNT_ID }) },
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
    { row: 'access denied for the second time, still spreading: waits', when: moment('begun', 14.9), observed: { ...seen(DENIED, { creation: null, account: null }), record: failed(DENIED, { type: 'UPDATE_PROVISIONED_PRODUCT' }) }, expected: waiting('spreading', { text: DENIED, code: 'AR-ACCESS-DENIED' }) },
    { row: 'the same without tags in its record: waits', when: moment('begun', 14.9), observed: { ...seen(DENIED, { creation: null, account: null }), record: failed(DENIED, { type: 'UPDATE_PROVISIONED_PRODUCT', tags: [] }), owner: null }, expected: waiting('spreading', { text: DENIED, code: 'AR-ACCESS-DENIED' }) },
    { row: 'access denied for the second time, later: fails', when: moment('begun', 15), observed: { ...seen(DENIED), record: failed(DENIED, { type: 'UPDATE_PROVISIONED_PRODUCT' }) }, expected: failing('AR-ACCESS-DENIED', { awsText: DENIED }) },
    { row: 'access denied to a request of after the five minutes: fails', when: moment('begun', 30), observed: { product: error, record: failed(DENIED, { createdAt: at(15).toISOString() }) }, expected: failing('AR-ACCESS-DENIED', { awsText: DENIED }) },
    { row: 'permanent: an earlier leg does not look further', aim: 'begun', observed: seen('you have reached the limit on the number of accounts'), expected: failing('AR-ACCOUNT-QUOTA') },
    { row: 'the address is in use, and nobody has looked by whom: says so', aim: 'begun', observed: seen('EMAIL_ALREADY_EXISTS'), expected: failing('AR-EMAIL-IN-USE', { what: expect.stringContaining('(in no place that shows here)') }) },
    { row: 'the address is in use: says by whom', observed: seen('EMAIL_ALREADY_EXISTS', { account: account(), parent: IN_ROOT }), expected: failing('AR-EMAIL-IN-USE', { what: expect.stringContaining(`(${ACCOUNT_ID})`) }) },
    { row: 'the name is in use by what nobody sees: says so', observed: { product: error, record: failed('DuplicateResourceException: x', { createdAt: at(15).toISOString() }) }, expected: failing('AR-NAME-NOT-OURS', { what: expect.stringContaining('somebody whose product is not visible here') }) },
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
    { row: 'unknown, an account: looks where it is', observed: seen('something new', { creation: null, account: account() }), expected: looking({ at: 'parent' }) },
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
    { row: 'passing in a young account that doesn\'t show, for the second time: fails', observed: { ...seen(YOUNG, { account: null }), record: failed(YOUNG, { type: 'UPDATE_PROVISIONED_PRODUCT' }) }, expected: failing('AR-ACCOUNT-NOT-READY') },
    { row: 'passing in a young account whose age is not known: fails', observed: { ...seen(YOUNG, { account: account({ joinedAt: undefined }), parent: IN_ROOT }), record: failed(YOUNG, { type: 'UPDATE_PROVISIONED_PRODUCT' }) }, expected: failing('AR-ACCOUNT-NOT-READY') },
    { row: 'permanent, no account that shows yet: doesn\'t say that there is none', when: moment('confirmed', 16.9), observed: seen(DEPENDENCIES, { account: null }), expected: failing('AR-VPC-DEPENDENCIES', { where: expect.stringContaining('Not known') }) },

    { row: 'leftover: asks for creations, whatever its text', observed: leftover(), expected: looking({ at: 'creation' }) },
    { row: 'leftover: scans', observed: leftover({ creation: null }), expected: looking({ at: 'account', by: 'email' }) },
    { row: 'leftover without account: terminates', observed: leftover({ creation: null, account: null, namesakes: [] }), expected: restart },
    { row: 'leftover without account of the address: looks for one of the name', observed: leftover({ creation: null, account: null }), expected: looking({ at: 'namesakes' }) },
    { row: 'leftover with an account of the name and another address: fails', observed: leftover({ creation: null, account: null, namesakes: [account({ email: 'other@example.com' })] }), expected: failing('AR-NAME-NOT-OURS') },
    { row: 'leftover, and an account of the name that was there before it: terminates', observed: leftover({ creation: null, account: null, namesakes: [account({ email: 'other@example.com', joinedAt: at(-110).toISOString() })] }), expected: restart },
    { row: 'leftover, and an account of the name that was invited: terminates', observed: leftover({ creation: null, account: null, namesakes: [account({ email: 'other@example.com', invited: true })] }), expected: restart },
    { row: 'leftover with an account of the name that was closed: terminates', observed: leftover({ creation: null, account: null, namesakes: [account({ email: 'other@example.com', status: 'CLOSED' })] }), expected: restart },
    { row: 'leftover with an account of the name that doesn\'t tell since when: fails, and names it', observed: leftover({ creation: null, account: null, namesakes: [account({ email: 'other@example.com', joinedAt: undefined })] }), expected: failing('AR-NAME-NOT-OURS', { what: expect.stringContaining(`account ${ACCOUNT_ID}, which has another e-mail address`) }) },
    { row: 'leftover to be adopted, with no owner on its record: asks the history', wanted: { adoptExisting: true }, observed: { ...leftover({ creation: null, account: null }), record: failed(RACE, { ...old, type: 'TERMINATE_PROVISIONED_PRODUCT', tags: [] }) }, expected: looking({ at: 'owner', productId: 'pp-1' }) },
    { row: 'leftover of another, to be adopted, without an account: is not removed', wanted: { adoptExisting: true }, observed: { ...leftover({ creation: null, account: null }), record: failed(RACE, { ...old, type: 'UPDATE_PROVISIONED_PRODUCT', tags: [] }), owner: 'other' }, expected: failing('AR-NAME-NOT-OURS') },
    { row: 'leftover whose removal failed: asks the history for its owner', observed: { ...leftover(), record: failed(BUSY, { ...old, type: 'TERMINATE_PROVISIONED_PRODUCT', tags: [] }) }, expected: looking({ at: 'owner', productId: 'pp-1' }) },
    { row: 'leftover whose removal failed, ours: removes it again', observed: { ...leftover({ creation: null, account: null, namesakes: [] }), record: failed(BUSY, { ...old, type: 'TERMINATE_PROVISIONED_PRODUCT', tags: [] }), owner: OWNER }, expected: restart },
    { row: 'leftover whose account of another address is closed: terminates', observed: leftover({ creation: null, account: null, namesakes: [account({ email: 'other@example.com', status: 'SUSPENDED' })] }), expected: restart },
    { row: 'leftover with account: retries the enrolment', observed: leftover({ creation: null, account: account(), parent: IN_ROOT, tags: OURS }), expected: retry },
    { row: 'leftover with account elsewhere: fails', observed: leftover({ creation: null, account: account(), parent: ELSEWHERE, tags: OURS }), expected: failing('AR-ACCOUNT-MOVED') },
    { row: 'leftover whose account is being created: waits', observed: leftover({ creation: { state: 'IN_PROGRESS', accountIds: [] } }), expected: waiting('creating') },
    { row: 'leftover that was busy: scans all the same', observed: { product: error, record: failed(BUSY, old), creation: null, gate: FREE }, expected: looking({ at: 'account', by: 'email' }) },
    { row: 'TAINTED and never successful: the same', observed: { ...leftover({ creation: null, account: null, namesakes: [], gate: FREE }), product: product('TAINTED', { createdAt: old.createdAt }) }, expected: restart },
  ])('$row', row => expect(decide(row)).toEqual(row.expected));

  test('an update without tags is ours if the account says so', () => {
    const update = failed(RACE, { type: 'UPDATE_PROVISIONED_PRODUCT', tags: [] });
    const observed: Observed = { product: error, record: update, owner: null };
    expect(decide({ row: '', observed: { product: error, record: update }, expected: 0 })).toEqual(looking({ at: 'owner', productId: 'pp-1' }));
    expect(decide({ row: '', observed, expected: 0 })).toEqual(looking({ at: 'account', by: 'email' }));
    expect(decide({ row: '', observed: { ...observed, account: null }, expected: 0 })).toEqual(failing('AR-NAME-NOT-OURS'));
    expect(decide({ row: '', observed: { product: error, record: { ...update, errors: ['something new'] }, owner: null, account: null }, expected: 0 })).toEqual(failing('AR-FACTORY-FAILED'));
    expect(decide({ row: '', observed: { ...observed, account: account() }, expected: 0 })).toEqual(looking({ at: 'tags' }));
    expect(decide({ row: '', observed: { ...observed, account: account(), tags: OF_ANOTHER }, expected: 0 })).toEqual(failing('AR-NAME-NOT-OURS'));
    expect(decide({ row: '', observed: { ...observed, account: account(), tags: [] }, expected: 0 })).toEqual(failing('AR-NAME-NOT-OURS', { what: expect.stringContaining('somebody who left no owner tag') }));
    expect(decide({ row: '', observed: { ...observed, owner: 'other-stack/pool-010' }, expected: 0 })).toEqual(failing('AR-NAME-NOT-OURS', { what: expect.stringContaining('other-stack') }));
    expect(decide({ row: '', observed: { ...observed, account: account(), tags: OURS }, expected: 0 })).toEqual(looking({ at: 'gate' }));
  });
});

describe.each(['ERROR', 'TAINTED'])('a product in %s that once succeeded', status => {
  const broken = product(status, { lastRecordId: 'rec-2', lastSuccessfulProvisioningRecordId: 'rec-0' });
  const seen = (text: string, more: Observed = {}): Observed => ({
    product: broken,
    record: failed(text, { id: 'rec-2', type: 'UPDATE_PROVISIONED_PRODUCT' }),
    successRecord: succeeded({ id: 'rec-0' }),
    gate: FREE,
    ...more,
  });
  const retry = { kind: 'update', productId: 'pp-1', recordId: 'rec-2', claim: { accountId: ACCOUNT_ID, tags: [] } };

  test.each<Row>([
    { row: 'busy: reads where its account is', observed: seen(BUSY), expected: looking({ at: 'account', by: 'id', accountId: ACCOUNT_ID }) },
    { row: 'busy, a moment ago: waits', observed: { ...seen(BUSY), record: failed(BUSY, { id: 'rec-2', type: 'UPDATE_PROVISIONED_PRODUCT', updatedAt: at(29.5).toISOString() }) }, expected: waiting('busy', { text: BUSY }) },
    { row: 'busy, gate closed: waits', observed: seen(BUSY, { gate: FULL }), expected: waiting('gate', { holders: FULL.holders, text: BUSY }) },
    { row: 'busy, the success not read: reads it', observed: seen(BUSY, { successRecord: undefined }), expected: looking({ at: 'successRecord', recordId: 'rec-0' }) },
    { row: 'busy, the success can\'t be read: finds the account by its address', observed: seen(BUSY, { successRecord: null }), expected: looking({ at: 'account', by: 'email' }) },
    { row: 'busy, the success can\'t be read, an account of the address: looks where it is', observed: seen(BUSY, { successRecord: null, account: account() }), expected: looking({ at: 'parent' }) },
    { row: 'busy, the success can\'t be read, no account: fails', observed: seen(BUSY, { successRecord: null, account: null }), expected: failing('AR-ACCOUNT-NOT-FOUND', { what: expect.stringContaining('account that was made for it') }) },
    { row: 'busy, in the holding unit: updates', observed: seen(BUSY, { account: account(), parent: IN_HOLDING_UNIT, tags: OURS }), expected: retry },
    { row: 'transient, in the root: updates', observed: seen(RACE, { account: account(), parent: IN_ROOT, tags: OURS }), expected: retry },
    { row: 'busy, elsewhere: fails', observed: seen(BUSY, { account: account(), parent: ELSEWHERE, tags: OURS }), expected: failing('AR-ACCOUNT-MOVED') },
    { row: 'busy, of another address: fails', observed: { ...seen(BUSY, { account: account({ email: 'x@example.com' }) }), successRecord: succeeded({ outputs: { AccountId: ACCOUNT_ID } }) }, expected: failing('AR-NAME-NOT-OURS', { what: expect.stringContaining(`account ${ACCOUNT_ID}, which has another e-mail address`) }) },
    { row: 'busy, the account is gone: fails', observed: seen(BUSY, { account: null }), expected: failing('AR-ACCOUNT-NOT-FOUND', { what: expect.stringContaining(ACCOUNT_ID) }) },
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
  ])('$row', row => expect(decide(row)).toEqual(row.expected));

  test('the owner is read from the last success if the last record has no tags', () => {
    const record2 = failed(BUSY, { id: 'rec-2', type: 'UPDATE_PROVISIONED_PRODUCT', tags: [] });
    const observed: Observed = { product: broken, record: record2 };
    expect(decide({ row: '', observed, expected: 0 })).toEqual(looking({ at: 'successRecord', recordId: 'rec-0' }));
    expect(decide({ row: '', observed: { ...observed, successRecord: succeeded({ tags: [] }) }, expected: 0 })).toEqual(looking({ at: 'owner' }));
    expect(decide({ row: '', observed: { ...observed, successRecord: null }, expected: 0 })).toEqual(looking({ at: 'owner' }));
    const itself = { ...broken, lastSuccessfulProvisioningRecordId: 'rec-2' };
    expect(decide({ row: '', observed: { product: itself, record: { ...record2, status: 'SUCCEEDED' } }, expected: 0 })).toEqual(looking({ at: 'owner' }));
    expect(decide({ row: '', observed: { ...observed, successRecord: succeeded({ tags: OF_ANOTHER }) }, expected: 0 })).toEqual(failing('AR-NAME-NOT-OURS'));
    expect(decide({ row: '', observed: { ...observed, gate: FREE, successRecord: succeeded() }, expected: 0 })).toEqual(looking({ at: 'account', by: 'id' }));
  });
});
