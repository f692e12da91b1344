import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { OrganizationCounts } from '../../../aws/service-quotas/organization-counts';
import { RefusalError, TransientError } from '../../../core/failures/errors';
import type { Loopback, Reply } from '../loopback';
import { refusal, withLoopback } from '../loopback';

const NOON = new Date('2026-01-05T12:00:00Z');
const ONE = { Id: '111122223333', Name: 'pool-010', Email: 'a@example.com', State: 'ACTIVE' };
const TWO = { Id: '444455556666', Name: 'pool-011', Email: 'b@example.com', State: 'CLOSED' };
const QUOTA = { Quotas: [{ QuotaCode: 'L-E619E033', QuotaName: 'Default maximum number of accounts', Value: 10 }] };

type Use = (counts: OrganizationCounts, loopback: Loopback, time: { now: Date }) => Promise<void>;

async function answering(replies: Reply[], use: Use, hasQuotas = true): Promise<void> {
  await withLoopback(replies, async loopback => {
    const time = { now: NOON };
    const [organizations, serviceQuotas] = [new OrganizationsClient(loopback.config), new ServiceQuotasClient(loopback.config)];
    await use(new OrganizationCounts({ organizations, serviceQuotas: hasQuotas ? serviceQuotas : undefined }, () => time.now), loopback, time);
    organizations.destroy();
    serviceQuotas.destroy();
  });
}

test('the accounts of a unit come from all pages, one of which may be empty', () => answering([
  { Accounts: [ONE], NextToken: 'two' }, { Accounts: [], NextToken: 'three' }, { Accounts: [TWO] },
], async (counts, loopback) => {
  await expect(counts.accountsIn('ou-abcd-11112222')).resolves.toMatchObject([{ id: '111122223333', status: 'ACTIVE' }, { id: '444455556666', status: 'CLOSED' }]);
  expect(loopback.operations).toEqual(['ListAccountsForParent', 'ListAccountsForParent', 'ListAccountsForParent']);
  expect(loopback.inputs).toEqual([{ ParentId: 'ou-abcd-11112222' }, { ParentId: 'ou-abcd-11112222', NextToken: 'two' }, { ParentId: 'ou-abcd-11112222', NextToken: 'three' }]);
}));

test('units are asked for each time', () => answering([{ Accounts: [ONE] }, { Accounts: [] }], async counts => {
  await expect(counts.accountsIn('ou-abcd-11112222')).resolves.toHaveLength(1);
  await expect(counts.accountsIn('ou-abcd-11112222')).resolves.toHaveLength(0);
}));

test('a unit that breaks off in the middle is no unit with fewer accounts', () => answering([{ Accounts: [ONE], NextToken: 'two' }, refusal('TooManyRequestsException', 'slow down')], async counts => {
  await expect(counts.accountsIn('ou-abcd-11112222')).rejects.toBeInstanceOf(TransientError);
}));

test('room is the quota, and all accounts, closed ones too', () => answering([QUOTA, { Accounts: [ONE], NextToken: 'two' }, { Accounts: [TWO] }], async (counts, loopback) => {
  await expect(counts.room()).resolves.toEqual({ quota: 10, accounts: 2 });
  expect(loopback.operations).toEqual(['ListServiceQuotas', 'ListAccounts', 'ListAccounts']);
}));

test('is remembered for as long as a tick or two take', () => answering([QUOTA, { Accounts: [ONE] }, QUOTA, { Accounts: [ONE, TWO] }], async (counts, loopback, time) => {
  await counts.room();
  time.now = new Date('2026-01-05T12:13:59Z');
  await expect(counts.room()).resolves.toEqual({ quota: 10, accounts: 1 });
  expect(loopback.operations).toHaveLength(2);
  time.now = new Date('2026-01-05T12:14:00Z');
  await expect(counts.room()).resolves.toEqual({ quota: 10, accounts: 2 });
}));

test('what failed is not remembered', () => answering([refusal('AccessDeniedException', 'no'), QUOTA, { Accounts: [ONE] }], async counts => {
  await expect(counts.room()).rejects.toBeInstanceOf(RefusalError);
  await expect(counts.room()).resolves.toEqual({ quota: 10, accounts: 1 });
}));

test('where AWS has no such quota nobody scans the organization', () => answering([{ Quotas: [] }], async (counts, loopback) => {
  expect((await counts.room()).quota).toBeUndefined();
  expect(loopback.operations).toEqual(['ListServiceQuotas']);
}));

test('where no region tells quotas nothing is asked', () => answering([{}], async (counts, loopback) => {
  expect((await counts.room()).quota).toBeUndefined();
  expect(loopback.operations).toEqual([]);
}, false));
