/** Advice that leads somewhere: whoever follows it comes to the end. */

import { AccountFactory, PoolAccount } from 'account-robot';
import type { App } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import type { Scenario } from '../support/rehearse-app';
import { HOLDING, rehearseApp } from '../support/rehearse-app';
import { EXISTING_ID, rehearseSandbox, worldWith } from '../support/sandbox-app';

const ADDRESS = 'aws+pool-001@example.com';
const withAccount = (status: string, changes: Record<string, unknown> = {}) => ({
  organization: { accounts: [{ id: EXISTING_ID, name: 'pool-001', email: ADDRESS, parentId: HOLDING, status, tags: {}, ...changes }] },
});

describe('an account that is out of use', () => {
  test.each([
    ['CLOSED', 'AR-ACCOUNT-CLOSED'],
    ['PENDING_CLOSURE', 'AR-ACCOUNT-CLOSED'],
    ['SUSPENDED', 'AR-ACCOUNT-SUSPENDED'],
  ])('%s is %s, by its id and by its address, and is not offered for existingAccountId', async (status, code) => {
    const byAddress = await rehearseApp({ app: ['pool-001'], world: withAccount(status) });
    const byId = await rehearseApp({ app: ['pool-001'], props: { existingAccountId: EXISTING_ID }, world: withAccount(status) });
    for (const { codes, account } of [byAddress, byId]) {
      expect(codes).toEqual([code]);
      expect(account('pool-001').error).toMatchObject({ what: expect.stringContaining(EXISTING_ID), fix: expect.not.stringContaining('existingAccountId') });
    }
    expect(byAddress.account('pool-001').attempts).toBe(0);
  });

  test('closed by somebody is told apart from suspended by AWS', async () => {
    const [closed, suspended] = await Promise.all(['CLOSED', 'SUSPENDED'].map(status => rehearseApp({ app: ['pool-001'], world: withAccount(status) })));
    expect(closed.account('pool-001').error!.fix).toMatch(/within 90 days.*another name and address/);
    expect(suspended.account('pool-001').error!.what).toContain('AWS has suspended');
  });

  test('that is not fully activated is waited for, and named if it stays so', async () => {
    const { account, codes, progress } = await rehearseApp({
      app: ['pool-001'],
      props: { existingAccountId: EXISTING_ID },
      settings: { timeoutMinutes: 50 },
      world: withAccount('PENDING_ACTIVATION'),
    });
    expect(codes).toEqual(['AR-ACCOUNT-NOT-READY']);
    expect(account('pool-001').error!.where).toContain(`${EXISTING_ID}, PENDING_ACTIVATION`);
    expect(progress.find(({ kind, event }: any) => kind === 'stack' && event.status === 'CREATE_FAILED')!.at).toBeGreaterThan(50 * 60);
  });
});

const withFactory = (id: string, names = ['pool-001']) => (app: App) => {
  const stack = new Stack(app, 'Pool', { env: { account: '111122223333', region: 'eu-west-1' } });
  const source = new AccountFactory(stack, id);
  names.forEach(name => new PoolAccount(stack, name, { source }));
};

describe('what CloudFormation and Lambda say', () => {
  test.each([
    ['TooManyRequestsException', 'Rate Exceeded.'],
    ['ThrottlingException', 'Rate exceeded'],
  ])('an invocation that Lambda throttles (%s) has a code, a fix and no stack trace', async (code, message) => {
    const { report } = await rehearseApp({ app: ['pool-001'], world: { faults: [{ kind: 'call-fails', action: 'lambda:Invoke', code, message, times: 999 }] } });
    const [{ error }] = report.stacks[0].failures;
    expect(error).toMatchObject({ code: 'AR-INVOKE-THROTTLED', fix: expect.stringContaining('Concurrent executions'), awsSays: `${code}: ${message}`, safeToDeployAgain: true });
    expect(JSON.stringify(report)).not.toMatch(/ at \w+.*\.js:\d+/);
  });

  test('a function that Lambda ends has a code, and deploying again goes on', async () => {
    const ended = await rehearseApp({ rollback: false, world: { faults: [{ kind: 'function-dies', after: 'servicecatalog:DescribeRecord', times: 1 }] } });
    expect(ended.codes).toEqual(['AR-FUNCTION-ENDED']);
    const again = await rehearseApp({ rollback: false, state: ended.state });
    expect(again.report.stacks[0].status).toMatch(/_COMPLETE$/);
    expect(again.state.services.organizations.creations).toHaveLength(1);
  });

  test.each([['lambda:Invoke', 'ServiceException'], ['states:StartExecution', 'InternalFailure']])('a call of the framework that keeps failing (%s, %s) has a code', async (action, code) => {
    const { codes, report } = await rehearseApp({ world: { faults: [{ kind: 'call-fails', action, code, message: 'An error occurred.', times: 999 }] } });
    const failures = report.stacks[0].failures.map(({ error }) => error.code);
    expect([...codes, ...failures]).toContain('AR-SERVICE-UNAVAILABLE');
    expect([...codes, ...failures]).not.toContain('UNEXPECTED');
  });

  test('another source is refused by CloudFormation; the way out that is named leads there', async () => {
    const first = await rehearseApp({ app: withFactory('One') });
    const refused = await rehearseApp({ app: withFactory('Two'), state: first.state });
    expect(refused.account('pool-001').error).toMatchObject({ code: 'AR-SERVICE-TOKEN', awsSays: 'Modifying service token is not allowed.', safeToDeployAgain: true });
    expect(refused.account('pool-001').error!.fix).toMatch(/former.*declare it again/);

    const removed = await rehearseApp({ app: withFactory('Two', ['pool-002']), state: refused.state });
    expect(removed.report.stacks[0].status).toBe('UPDATE_COMPLETE');
    const again = await rehearseApp({ app: withFactory('Two', ['pool-001', 'pool-002']), state: removed.state });
    expect(again.report.stacks[0].status).toBe('UPDATE_COMPLETE');
    expect(again.account('pool-001')).toMatchObject({ accountId: first.account('pool-001').accountId, attempts: 0 });
  });
});

describe('a cleaning that never ends', () => {
  const hangs = (times: number): Scenario => ({ settings: { timeoutMinutes: 50 }, world: { faults: [{ kind: 'cleaning-times-out', times }], deployment: { pauseMinutes: 13 * 60 } } });

  test('after twelve hours the next deployment begins a new one', async () => {
    const first = await rehearseSandbox({ ...hangs(1) });
    expect(first.codes).toEqual(['AR-STILL-CLEANING']);
    const second = await rehearseSandbox({ ...hangs(1), world: { ...hangs(1).world, faults: [] }, state: first.state });
    expect(second.report.stacks[0].status).toBe('CREATE_COMPLETE');
  });

  test('the failure names both, and where to look if it hangs each time', async () => {
    const { account } = await rehearseSandbox({ ...hangs(1) });
    expect(account('pool-001').error!.fix).toMatch(/twelve hours.*new one.*ISB-AccountCleaner/);
  });
});

test('an account of a name with spaces is taken by its id, as synthesis says', async () => {
  await expect(async () => rehearseApp({ app: ['Team account'] })).rejects.toThrow(/existingAccountId/);
  const world = worldWith({ parentId: HOLDING, account: { name: 'Team account' } });
  const { report } = await rehearseApp({ app: ['pool-001'], props: { existingAccountId: EXISTING_ID }, world });
  expect(report.stacks[0].status).toBe('CREATE_COMPLETE');
});
