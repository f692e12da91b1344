import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { AwsAccountQuota } from '../../../aws/service-quotas/account-quota';
import { patientlyUntil } from '../../../aws/shared/patience';
import { RefusalError, TransientError } from '../../../core/failures/errors';
import { sleep as systemSleep, systemClock } from '../../../lambda/shared/clock';
import { at } from '../../core/fixtures';
import type { Loopback, Reply } from '../loopback';
import { refusal, withLoopback } from '../loopback';

const NAME = 'Default maximum number of accounts';
const inAMinute = () => new Date(Date.now() + 60_000);

async function answering(replies: Reply[], use: (quota: AwsAccountQuota, loopback: Loopback) => Promise<void>): Promise<void> {
  await withLoopback(replies, async loopback => {
    const clients = {
      serviceQuotas: new ServiceQuotasClient({ ...loopback.config, region: 'us-east-1' }),
      organizations: new OrganizationsClient(loopback.config),
      cloudFormation: new CloudFormationClient(loopback.config),
    };
    await use(new AwsAccountQuota(clients, { now: systemClock, sleep: systemSleep }), loopback);
    Object.values(clients).forEach(client => client.destroy());
  });
}

describe('the quota', () => {
  test('is found by its name on any page', () => answering([
    { Quotas: [{ QuotaName: 'Other', QuotaCode: 'L-E619E033', Value: 1 }], NextToken: 'two' }, { Quotas: [{ QuotaName: NAME, QuotaCode: 'L-NEW', Value: 25 }] },
  ], async (quota, loopback) => {
    await expect(quota.accountQuota(inAMinute())).resolves.toBe(25);
    expect(loopback.received).toEqual([
      { operation: 'ListServiceQuotas', input: { ServiceCode: 'organizations' } },
      { operation: 'ListServiceQuotas', input: { ServiceCode: 'organizations', NextToken: 'two' } },
    ]);
  }));

  test('is found by its code if it was renamed', () => answering([{ Quotas: [{ QuotaName: 'Accounts', QuotaCode: 'L-E619E033', Value: 10 }] }], async quota => {
    await expect(quota.accountQuota(inAMinute())).resolves.toBe(10);
  }));

  test.each<[string, object]>([['not listed', { Quotas: [{ QuotaName: 'Other', Value: 1 }] }], ['without value', { Quotas: [{ QuotaName: NAME }] }], ['no list', {}]])(
    'is unknown if it is %s', (_, reply) => answering([reply], async quota => {
      await expect(quota.accountQuota(inAMinute())).resolves.toBeUndefined();
    }));

  test('is unknown where nobody can be asked', async () => {
    const clients = { serviceQuotas: undefined, organizations: new OrganizationsClient({}), cloudFormation: new CloudFormationClient({}) };
    await expect(new AwsAccountQuota(clients, { now: systemClock, sleep: systemSleep }).accountQuota(inAMinute())).resolves.toBeUndefined();
  });

  test('is asked for again while access spreads', () => answering([
    refusal('AccessDeniedException', 'User is not authorized to perform: servicequotas:ListServiceQuotas'), { Quotas: [{ QuotaName: NAME, Value: 7 }] },
  ], async (quota, loopback) => {
    await expect(quota.accountQuota(inAMinute())).resolves.toBe(7);
    expect(loopback.operations).toHaveLength(2);
  }));

  test('is given up in time if access is denied for good, with the words of AWS', () => answering([refusal('AccessDeniedException', 'with an explicit deny')], async quota => {
    await expect(quota.accountQuota(new Date(Date.now() + 1500))).rejects.toThrow(/^servicequotas:ListServiceQuotas was refused: AccessDeniedException: with an explicit deny/);
  }));

  test('is given up at once for another refusal', () => answering([refusal('NoSuchResourceException', 'x')], async (quota, loopback) => {
    await expect(quota.accountQuota(inAMinute())).rejects.toThrow(RefusalError);
    expect(loopback.operations).toHaveLength(1);
  }));
});

test('lists the addresses of all accounts, closed ones too', () => answering([
  { Accounts: [{ Email: 'a@example.com', Status: 'ACTIVE' }, { Email: 'b@example.com', Status: 'SUSPENDED' }], NextToken: 'two' }, { Accounts: [{ Email: 'C@example.com' }] },
], async (quota, loopback) => {
  await expect(quota.accountEmails(inAMinute())).resolves.toEqual(['a@example.com', 'b@example.com', 'C@example.com']);
  expect(loopback.received).toEqual([{ operation: 'ListAccounts', input: {} }, { operation: 'ListAccounts', input: { NextToken: 'two' } }]);
}));

test.each([['UPDATE_IN_PROGRESS', false], ['UPDATE_ROLLBACK_IN_PROGRESS', true]])('tells of a stack in %s whether it is rolled back', (status, expected) => answering([
  `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member>
    <StackName>Pool</StackName><CreationTime>2026-01-05T08:00:00Z</CreationTime><StackStatus>${status}</StackStatus></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
], async quota => {
  await expect(quota.isRollingBack('arn:stack', inAMinute())).resolves.toBe(expected);
}));

describe('patience with an end', () => {
  /** A clock that only sleeping and calling move. */
  function clock() {
    let minutes = 0;
    return { now: () => at(minutes), sleep: async (seconds: number) => { minutes += seconds / 60; }, pass: (more: number) => { minutes += more; } };
  }

  test('makes no call after it', async () => {
    const { now, sleep, pass } = clock();
    const patience = patientlyUntil(at(4), now, sleep);
    const call = async () => { pass(1.5); return 'page'; };
    await expect(patience(call)).resolves.toBe('page');
    await expect(patience(call)).resolves.toBe('page');
    await expect(patience(call)).resolves.toBe('page');
    await expect(patience(call)).rejects.toThrow("a read of many calls didn't get through: the time for it is up");
  });

  test('does not sleep beyond it, and tells the last error', async () => {
    const { now, sleep } = clock();
    const failing = async () => { throw new TransientError('x:Y', 'busy'); };
    await expect(patientlyUntil(at(0.2), now, sleep)(failing)).rejects.toThrow("x:Y didn't get through: busy");
    expect(now().getTime()).toBeLessThan(at(0.2).getTime());
  });
});
