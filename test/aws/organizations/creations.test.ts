import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { OrganizationsCreations } from '../../../aws/organizations/creations';
import { RefusalError, TransientError } from '../../../core/failures/errors';
import type { Loopback, Reply } from '../loopback';
import { refusal, withLoopback } from '../loopback';

async function answering(replies: Reply[], use: (creations: OrganizationsCreations, loopback: Loopback) => Promise<void>): Promise<void> {
  await withLoopback(replies, async loopback => {
    const client = new OrganizationsClient(loopback.config);
    await use(new OrganizationsCreations(client), loopback);
    client.destroy();
  });
}

const second = (count: number) => 1_767_600_000 + count;
const status = (State: string, more: object = {}) => ({ Id: 'car-1', AccountName: 'pool-010', State, RequestedTimestamp: second(0), ...more });
const succeeded = status('SUCCEEDED', { CompletedTimestamp: second(180), AccountId: '444455556666' });
const iso = (count: number) => new Date(second(count) * 1000).toISOString();

test('asks for an account by its name, address, role and tags', () => answering([{ CreateAccountStatus: status('IN_PROGRESS') }], async (creations, loopback) => {
  await creations.create({ name: 'pool-010', email: 'aws+pool-010@example.com', roleName: 'Access', tags: [{ key: 'team', value: 'pool' }] });
  expect(loopback.received).toEqual([{
    operation: 'CreateAccount',
    input: { AccountName: 'pool-010', Email: 'aws+pool-010@example.com', RoleName: 'Access', Tags: [{ Key: 'team', Value: 'pool' }] },
  }]);
}));

test.each<[string, Reply, new (...args: any[]) => Error]>([
  ['a rate limit', refusal('ConstraintViolationException', 'You attempted to exceed a limit.'), RefusalError],
  ['a concurrent modification', refusal('ConcurrentModificationException', 'The target is being modified.'), TransientError],
  ['too many requests', refusal('TooManyRequestsException', 'Slow down.'), TransientError],
])('%s is told from the others', (_, reply, error) => answering([reply, reply, reply], async creations => {
  await expect(creations.create({ name: 'a', email: 'a@example.com', roleName: 'Access', tags: [] })).rejects.toThrow(error);
}));

test('of a name that is in progress it reads nothing more', () => answering([
  { CreateAccountStatuses: [status('IN_PROGRESS'), status('IN_PROGRESS', { AccountName: 'other' })] },
], async (creations, loopback) => {
  await expect(creations.ofName('pool-010')).resolves.toEqual({ creations: [{ id: 'car-1', state: 'IN_PROGRESS', requestedAt: iso(0) }], running: ['pool-010', 'other'] });
  expect(loopback.received).toEqual([{ operation: 'ListCreateAccountStatus', input: { States: ['IN_PROGRESS'] } }]);
}));

test('of a name that isn\'t it reads all that ended, page by page, the newest first', () => answering([
  { CreateAccountStatuses: [] },
  { CreateAccountStatuses: [status('FAILED', { FailureReason: 'INTERNAL_FAILURE', CompletedTimestamp: second(10) })], NextToken: 'more' },
  { CreateAccountStatuses: [status('FAILED', { Id: 'car-2', RequestedTimestamp: second(60), FailureReason: 'INVALID_EMAIL' }), status('FAILED', { AccountName: 'other' })] },
], async (creations, loopback) => {
  await expect(creations.ofName('pool-010')).resolves.toEqual({
    creations: [
      { id: 'car-2', state: 'FAILED', requestedAt: iso(60), failureReason: 'INVALID_EMAIL' },
      { id: 'car-1', state: 'FAILED', requestedAt: iso(0), completedAt: iso(10), failureReason: 'INTERNAL_FAILURE' },
    ],
    running: [],
  });
  expect(loopback.operations).toEqual(['ListCreateAccountStatus', 'ListCreateAccountStatus', 'ListCreateAccountStatus']);
}));

const described = { Account: { Id: '444455556666', Name: 'pool-010', Email: 'aws+pool-010@example.com', State: 'ACTIVE' } };
const owned = { Tags: [{ Key: 'account-robot:owner', Value: 'Pool/pool-010' }] };

test('what succeeded and has an owner is remembered; without one it is looked at again', () => answering([
  { CreateAccountStatuses: [] }, { CreateAccountStatuses: [succeeded] }, described, { Tags: [] }, described, owned,
], async (creations, loopback) => {
  const found = { id: 'car-1', state: 'SUCCEEDED', requestedAt: iso(0), completedAt: iso(180), accountId: '444455556666' };
  await expect(creations.ofName('pool-010')).resolves.toMatchObject({ creations: [found] });
  await expect(creations.made('444455556666')).resolves.toMatchObject({ owner: null });
  await expect(creations.made('444455556666')).resolves.toMatchObject({ owner: 'Pool/pool-010', email: 'aws+pool-010@example.com' });
  await expect(creations.made('444455556666')).resolves.toMatchObject({ owner: 'Pool/pool-010' });
  await expect(creations.ofName('pool-010')).resolves.toEqual({ creations: [found] });
  expect(loopback.operations).toHaveLength(6);
}));

test('of two that succeeded under one name none is remembered', () => answering([
  { CreateAccountStatuses: [] }, { CreateAccountStatuses: [succeeded, { ...succeeded, Id: 'car-2', AccountId: '555566667777' }] }, described, owned,
  { CreateAccountStatuses: [] }, { CreateAccountStatuses: [] },
], async (creations, loopback) => {
  expect((await creations.ofName('pool-010')).creations).toHaveLength(2);
  await creations.made('444455556666');
  await creations.ofName('pool-010');
  expect(loopback.operations).toHaveLength(6);
}));

test('what doesn\'t show is none', () => answering([refusal('AccountNotFoundException', 'none')], async creations => {
  await expect(creations.made('444455556666')).resolves.toBeNull();
}));
