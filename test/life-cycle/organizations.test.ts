import { AccountOutcome } from '../../rehearsal/report';
import { HOLDING, names } from '../support/rehearse-app';
import { membersOf, rehearseRoad, rehearseSandboxRoad } from '../support/road-app';
import { eventsOf, writesOf } from '../support/sandbox-app';

describe('accounts through AWS Organizations', () => {
  test('go into the pool end to end: created with their tags, out of the root, registered and cleaned', async () => {
    const run = await rehearseSandboxRoad({ accounts: names(3) });
    expect(run.report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE' }]);
    expect(run.report.accounts.map(({ state, sandboxStatus }) => [state, sandboxStatus])).toEqual(Array(3).fill([AccountOutcome.AVAILABLE, 'Available']));
    expect(membersOf(run, 'pool-001')).toMatchObject([{ name: 'pool-001', tags: { 'account-robot:owner': 'Pool/pool-001', 'account-robot:stack': 'Pool' } }]);
    expect(eventsOf(run, 'pool-001').slice(0, 5)).toEqual(['create-accepted', 'account-made', 'moved Root to Entry', 'moved Entry to CleanUp', 'registered']);
    expect(run.report.iam.denied).toEqual([]);
    // Tagged at creation: no call for it later.
    expect(writesOf(run)).toEqual({ 'execute-api:Invoke': expect.any(Number), 'organizations:CreateAccount': 3, 'organizations:MoveAccount': 3 });
  });

  test('that go into no pool are put into the holding unit', async () => {
    const { account, report } = await rehearseRoad();
    expect(report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE' }]);
    expect(account('pool-001')).toMatchObject({ state: AccountOutcome.AVAILABLE, organizationalUnit: 'Pool', attempts: 1 });
  });
});

describe('what goes wrong on the way', () => {
  const call = 'organizations:CreateAccount';
  test.each<[string, Record<string, unknown>]>([
    ['a request whose answer is lost', { kind: 'lost-response', action: call, times: 1 }],
    ['a kick that is delivered twice', { kind: 'kick-delivered-twice' }],
    ['polls that are delivered twice', { kind: 'poll-delivered-twice' }],
    ['concurrent modifications', { kind: 'call-fails', action: call, code: 'ConcurrentModificationException', message: 'The target is being modified.', times: 9 }],
    ['throttling', { kind: 'call-fails', action: call, code: 'TooManyRequestsException', message: 'You have sent too many requests.', times: 9 }],
    ['a rate limit', { kind: 'call-fails', action: call, code: 'ConstraintViolationException', message: 'ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED', times: 3 }],
    ['a creation that fails once inside AWS', { kind: 'create-account-fails', reason: 'INTERNAL_FAILURE', times: 2 }],
    ['a creation that another modification was in the way of', { kind: 'create-account-fails', reason: 'CONCURRENT_ACCOUNT_MODIFICATION', times: 2 }],
  ])('%s: the account is there all the same, and created once', async (_, fault) => {
    const run = await rehearseRoad({ world: { faults: [fault] } });
    expect(run.report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE' }]);
    expect(membersOf(run, 'pool-001')).toHaveLength(1);
    expect(run.account('pool-001').organizationalUnit).toBe('Pool');
  });

  test('a function that dies after its request was accepted fails the deployment; the next one finds the account', async () => {
    const failed = await rehearseRoad({ world: { faults: [{ kind: 'function-dies', after: call, times: 1 }] } });
    expect(failed.report.stacks[0].status).toBe('ROLLBACK_COMPLETE');
    const run = await rehearseRoad({ state: failed.state });
    expect(run.report.stacks[0].status).toBe('CREATE_COMPLETE');
    expect(run.account('pool-001').attempts).toBe(0);
    expect(membersOf(run, 'pool-001')).toHaveLength(1);
  });

  test('lists that lag by a minute and a half make no account twice, and leave none', async () => {
    const lag = { creations: 90, listAccounts: 90, describeAccount: 90, tags: 90, parents: 90 };
    const run = await rehearseSandboxRoad({ accounts: names(4), source: { concurrency: 2 }, world: { lag } });
    expect(run.report.stacks).toMatchObject([{ status: 'CREATE_COMPLETE' }]);
    for (const name of names(4)) {
      expect(membersOf(run, name)).toHaveLength(1);
    }
  });

  test.each([
    ['ACCOUNT_LIMIT_EXCEEDED', 'AR-ACCOUNT-QUOTA'],
    ['EMAIL_ALREADY_EXISTS', 'AR-EMAIL-IN-USE'],
    ['GOVCLOUD_ACCOUNT_ALREADY_EXISTS', 'AR-EMAIL-IN-USE'],
    ['INVALID_ADDRESS', 'AR-PAYMENT'],
    ['INVALID_EMAIL', 'AR-EMAIL-INVALID'],
    ['MISSING_BUSINESS_VALIDATION', 'AR-BUSINESS-VALIDATION'],
    ['FAILED_BUSINESS_VALIDATION', 'AR-BUSINESS-VALIDATION'],
    ['PENDING_BUSINESS_VALIDATION', 'AR-BUSINESS-VALIDATION'],
    ['INVALID_IDENTITY_FOR_BUSINESS_VALIDATION', 'AR-BUSINESS-VALIDATION'],
    ['UNKNOWN_BUSINESS_VALIDATION', 'AR-BUSINESS-VALIDATION'],
    ['MISSING_PAYMENT_INSTRUMENT', 'AR-PAYMENT'],
    ['INVALID_PAYMENT_INSTRUMENT', 'AR-PAYMENT'],
    ['UPDATE_EXISTING_RESOURCE_POLICY_WITH_TAGS_NOT_SUPPORTED', 'AR-CREATION-FAILED'],
  ])('fails with %s as %s, in AWS\'s words, and asks once', async (reason, code) => {
    const { account, codes, report } = await rehearseRoad({ world: { faults: [{ kind: 'create-account-fails', reason }] } });
    expect(codes).toEqual([code]);
    expect(account('pool-001').error).toMatchObject({ code, awsSays: reason });
    expect(report.apiCalls['is-complete'][call]).toBe(1);
  });

  test('an address that belongs to an account outside the organization fails, and says so', async () => {
    const { account } = await rehearseRoad({ world: { faults: [{ kind: 'create-account-fails', reason: 'EMAIL_ALREADY_EXISTS' }] } });
    expect(account('pool-001').error!.what).toContain('already belongs to an AWS account (in no place that shows here)');
  });

  test('an address that a stranger\'s account of the organization has fails before anything is asked for', async () => {
    const accounts = [{ id: '444455556666', name: 'stranger', email: 'aws+pool-001@example.com', parentId: HOLDING, status: 'ACTIVE', tags: {} }];
    const { account, report } = await rehearseRoad({ world: { organization: { accounts } } });
    expect(account('pool-001').error).toMatchObject({ code: 'AR-EMAIL-IN-USE' });
    expect(report.apiCalls['is-complete'][call]).toBeUndefined();
  });

  test('one account that fails for good stops none of the others; deploying again goes on', async () => {
    const failed = await rehearseSandboxRoad({
      accounts: names(6),
      rollback: false,
      world: { faults: [{ kind: 'create-account-fails', account: 'pool-003', reason: 'INVALID_EMAIL' }] },
    });
    expect(failed.report.accounts.filter(({ state }) => state === AccountOutcome.AVAILABLE)).toHaveLength(5);
    const run = await rehearseSandboxRoad({ accounts: names(6), rollback: false, state: failed.state });
    expect(run.report.accounts.every(({ state }) => state === AccountOutcome.AVAILABLE)).toBe(true);
  });

  test('what can\'t go on into Innovation Sandbox leaves the root all the same', async () => {
    const run = await rehearseSandboxRoad({ world: { faults: [{ kind: 'parameter-unusable', problem: 'missing' }] } });
    expect(run.codes).toEqual(['AR-SANDBOX-NOT-FOUND']);
    expect(membersOf(run, 'pool-001')).toMatchObject([{ parentId: HOLDING }]);
  });

  test('no more accounts are in creation than concurrency says', async () => {
    const { progress, report } = await rehearseRoad({ accounts: names(7), source: { concurrency: 2 } });
    expect(report.stacks[0].status).toBe('CREATE_COMPLETE');
    let [running, most] = [0, 0];
    for (const entry of progress) {
      const kind = entry.kind === 'organization' ? entry.event.kind : undefined;
      running += kind === 'create-accepted' ? 1 : kind === 'account-made' ? -1 : 0;
      most = Math.max(most, running);
    }
    expect(most).toBe(2);
  });
});
