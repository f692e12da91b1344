import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { OrganizationsDirectory } from '../../../aws/organizations/directory';
import { RefusalError, TransientError } from '../../../core/failures/errors';
import type { Loopback, Reply } from '../loopback';
import { refusal, withLoopback } from '../loopback';

const NOON = new Date('2026-01-05T12:00:00Z');
const minutes = (count: number) => new Date(NOON.getTime() + count * 60_000);

type Use = (directory: OrganizationsDirectory, loopback: Loopback, time: { now: Date }) => Promise<void>;

async function answering(replies: Reply[], use: Use): Promise<void> {
  await withLoopback(replies, async loopback => {
    const time = { now: NOON };
    const client = new OrganizationsClient(loopback.config);
    await use(new OrganizationsDirectory(client, () => time.now), loopback, time);
    client.destroy();
  });
}

const ACCOUNT = { Id: '111122223333', Name: 'pool-010', Email: 'Aws+Pool-010@example.com', Status: 'ACTIVE' };

test('asks for the name of a unit once, and for the parent each time', () => answering([
  { Parents: [{ Id: 'ou-abcd-11112222', Type: 'ORGANIZATIONAL_UNIT' }] },
  { OrganizationalUnit: { Id: 'ou-abcd-11112222', Name: 'Holding' } },
  { Parents: [{ Id: 'ou-abcd-11112222', Type: 'ORGANIZATIONAL_UNIT' }] },
], async (directory, loopback) => {
  const holding = { id: 'ou-abcd-11112222', name: 'Holding', isRoot: false };
  await expect(directory.parent('111122223333')).resolves.toEqual(holding);
  await expect(directory.parent('111122223333')).resolves.toEqual(holding);
  expect(loopback.operations).toEqual(['ListParents', 'DescribeOrganizationalUnit', 'ListParents']);
}));

test('reads an account by its id, and its state before its status', () => answering([{ Account: { ...ACCOUNT, State: 'PENDING_CLOSURE' } }], async (directory, loopback) => {
  await expect(directory.accountById('111122223333')).resolves.toEqual({ id: '111122223333', name: 'pool-010', email: 'Aws+Pool-010@example.com', status: 'PENDING_CLOSURE' });
  expect(loopback.received).toEqual([{ operation: 'DescribeAccount', input: { AccountId: '111122223333' } }]);
}));

test('an account of another organization is none', () => answering([refusal('AccountNotFoundException', 'no such account')], async directory => {
  await expect(directory.accountById('111122223333')).resolves.toBeNull();
}));

test('finds an account by its address on any page, whatever its case', () => answering([
  { Accounts: [{ Id: '1', Email: 'a@example.com', Status: 'ACTIVE' }], NextToken: 'two' }, { Accounts: [ACCOUNT] },
], async (directory, loopback) => {
  await expect(directory.accountByEmail('aws+pool-010@example.com', minutes(-10))).resolves.toMatchObject({ id: '111122223333' });
  expect(loopback.operations).toEqual(['ListAccounts', 'ListAccounts']);
  expect(loopback.inputs).toEqual([{}, { NextToken: 'two' }]);
}));

test('remembers a scan as long as it is young enough for who asks', () => answering([{ Accounts: [ACCOUNT] }], async (directory, loopback, time) => {
  await directory.accountByEmail('a@example.com', minutes(-10));
  time.now = minutes(9);
  await expect(directory.accountByEmail('b@example.com', minutes(-1))).resolves.toBeNull();
  expect(loopback.operations).toHaveLength(1);
  await directory.accountByEmail('b@example.com', minutes(0));
  expect(loopback.operations).toHaveLength(2);
}));

test('forgets a scan that broke off', () => answering([
  { Accounts: [], NextToken: 'two' }, refusal('TooManyRequestsException', 'slow down'), { Accounts: [ACCOUNT] },
], async (directory, loopback) => {
  await expect(directory.accountByEmail('aws+pool-010@example.com', minutes(-10))).rejects.toThrow(TransientError);
  await expect(directory.accountByEmail('aws+pool-010@example.com', minutes(-10))).resolves.toMatchObject({ id: '111122223333' });
  expect(loopback.operations).toHaveLength(3);
}));

const creation = (AccountName: string, State: string, at: Date) => ({
  Id: 'car-1',
  AccountName,
  State,
  RequestedTimestamp: at.getTime() / 1000,
  ...(State === 'SUCCEEDED' ? { AccountId: '111122223333' } : {}),
});

test.each<[string, object[], object | null]>([
  ['one that runs, since whenever', [creation('pool-010', 'IN_PROGRESS', minutes(-500))], { state: 'IN_PROGRESS', accountIds: [] }],
  ['one that succeeded lately, with its account', [creation('pool-010', 'SUCCEEDED', minutes(0))], { state: 'SUCCEEDED', accountIds: ['111122223333'] }],
  ['none that succeeded earlier', [creation('pool-010', 'SUCCEEDED', minutes(-2))], null],
  ['none that was asked for later', [creation('pool-010', 'SUCCEEDED', minutes(2))], null],
  ['none of another name', [creation('pool-011', 'IN_PROGRESS', minutes(0))], null],
  ['the one that runs before the one that succeeded', [creation('pool-010', 'IN_PROGRESS', minutes(0)), creation('pool-010', 'SUCCEEDED', minutes(0))], { state: 'IN_PROGRESS', accountIds: ['111122223333'] }],
  ['none', [], null],
])('among creations finds %s', (_, CreateAccountStatuses, expected) => answering([{ CreateAccountStatuses: [], NextToken: 'two' }, { CreateAccountStatuses }], async (directory, loopback) => {
  await expect(directory.creation('pool-010', minutes(-1), minutes(1))).resolves.toEqual(expected);
  expect(loopback.operations).toEqual(['ListCreateAccountStatus', 'ListCreateAccountStatus']);
  expect(loopback.inputs[0]).toEqual({ States: ['IN_PROGRESS', 'SUCCEEDED'] });
}));

test('names the root without asking', () => answering([{ Parents: [{ Id: 'r-abcd', Type: 'ROOT' }] }], async (directory, loopback) => {
  await expect(directory.parent('111122223333')).resolves.toEqual({ id: 'r-abcd', name: 'Root', isRoot: true });
  expect(loopback.received).toEqual([{ operation: 'ListParents', input: { ChildId: '111122223333' } }]);
}));

test('reads the name of another parent', () => answering([
  { Parents: [{ Id: 'ou-abcd-11112222', Type: 'ORGANIZATIONAL_UNIT' }] }, { OrganizationalUnit: { Id: 'ou-abcd-11112222', Name: 'Holding' } },
], async (directory, loopback) => {
  await expect(directory.parent('111122223333')).resolves.toEqual({ id: 'ou-abcd-11112222', name: 'Holding', isRoot: false });
  expect(loopback.received[1]).toEqual({ operation: 'DescribeOrganizationalUnit', input: { OrganizationalUnitId: 'ou-abcd-11112222' } });
}));

test.each<[string, Reply]>([
  ['has no parent', { Parents: [] }],
  ['doesn\'t show', refusal('ChildNotFoundException', 'no such child')],
])('an account that %s has none', (_, reply) => answering([reply], async directory => {
  await expect(directory.parent('111122223333')).resolves.toBeNull();
}));

test('an account that doesn\'t show has no tags to tell of', () => answering([refusal('TargetNotFoundException', 'no such target')], async directory => {
  await expect(directory.tags('111122223333')).resolves.toBeNull();
}));

test('reads when and how an account joined', () => answering([
  { Account: { ...ACCOUNT, JoinedTimestamp: 1767600000, JoinedMethod: 'INVITED' } }, { Account: { ...ACCOUNT, JoinedTimestamp: 1767600000, JoinedMethod: 'CREATED' } },
], async directory => {
  await expect(directory.accountById('111122223333')).resolves.toMatchObject({ joinedAt: '2026-01-05T08:00:00.000Z', invited: true });
  const created = await directory.accountById('111122223333');
  expect(created).toMatchObject({ joinedAt: '2026-01-05T08:00:00.000Z' });
  expect(created).not.toHaveProperty('invited');
}));

test('reads the tags on all pages', () => answering([{ Tags: [{ Key: 'a', Value: '1' }], NextToken: 'two' }, { Tags: [{ Key: 'b', Value: '' }] }], async (directory, loopback) => {
  await expect(directory.tags('111122223333')).resolves.toEqual([{ key: 'a', value: '1' }, { key: 'b', value: '' }]);
  expect(loopback.received).toEqual([
    { operation: 'ListTagsForResource', input: { ResourceId: '111122223333' } }, { operation: 'ListTagsForResource', input: { ResourceId: '111122223333', NextToken: 'two' } },
  ]);
}));

test('writes tags', () => answering([{}], async (directory, loopback) => {
  await directory.tag('111122223333', [{ key: 'a', value: '1' }]);
  expect(loopback.received).toEqual([{ operation: 'TagResource', input: { ResourceId: '111122223333', Tags: [{ Key: 'a', Value: '1' }] } }]);
}));

test.each(['TooManyRequestsException', 'ConcurrentModificationException', 'ServiceException'])('%s passes', name => answering([refusal(name, 'x')], async directory => {
  await expect(directory.tags('111122223333')).rejects.toThrow(TransientError);
}));

test.each(['AccessDeniedException', 'InvalidInputException'])('%s is a refusal', name => answering([refusal(name, 'x')], async directory => {
  await expect(directory.tags('111122223333')).rejects.toThrow(RefusalError);
}));

test('moves an account from where it was seen', () => answering([{}], async (directory, loopback) => {
  await directory.move('111122223333', 'r-abcd', 'ou-abcd-11112222');
  expect(loopback.received).toEqual([{
    operation: 'MoveAccount',
    input: { AccountId: '111122223333', SourceParentId: 'r-abcd', DestinationParentId: 'ou-abcd-11112222' },
  }]);
}));

test.each([
  ['AccountNotFoundException', TransientError], ['SourceParentNotFoundException', TransientError], ['DuplicateAccountException', TransientError], ['ConcurrentModificationException', TransientError],
  ['TooManyRequestsException', TransientError], ['AccessDeniedException', RefusalError], ['DestinationParentNotFoundException', RefusalError],
])('a move that fails by %s', (name, kind) => answering([refusal(name, 'no')], async directory => {
  await expect(directory.move('111122223333', 'r-abcd', 'ou-abcd-11112222')).rejects.toThrow(kind);
}));
