import { AccountOutcome } from '../../rehearsal/report';
import { HOLDING, names, SETTINGS } from '../support/rehearse-app';
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
