/** Functions whose clock is not AWS's: requests are signed anew with AWS's time, and what is older or newer is told by AWS's clock. */

import { AccountOutcome } from '../../rehearsal/report';
import type { Rehearsed } from '../support/rehearse-app';
import { names, rehearseApp } from '../support/rehearse-app';
import { eventsOf, GENERATIONS, rehearseSandbox } from '../support/sandbox-app';

const MINUTES = 60;
const OURS = { 'account-robot:owner': 'Pool/pool-003' };
const BILLING_VIEW = 'arn:aws:billing::111122223333:billingview/custom-pool';
const skewed = (functionClockSeconds: number) => ({ deployment: { functionClockSeconds } });

const requestsOf = ({ state }: Rehearsed) => state.services.serviceCatalog.products.map(({ name }) => name).sort();

describe.each([-20 * MINUTES, -6 * MINUTES, 6 * MINUTES, 3 * 60 * MINUTES])('a clock that is off by %d seconds', seconds => {
  test.each(GENERATIONS)('keeps no account from the pool on %s, and none is registered twice', async (_, access) => {
    const rehearsal = await rehearseSandbox({
      app: names(2),
      world: { ...skewed(seconds), sandbox: { billingViews: [{ arn: BILLING_VIEW, accounts: ['111122223333'] }] } },
    }, { access, billingViewArn: BILLING_VIEW, billingViewRequired: true });
    expect(rehearsal.codes).toEqual([]);
    expect(rehearsal.report.accounts.map(({ state, sandboxStatus }) => [state, sandboxStatus])).toEqual(Array(2).fill([AccountOutcome.AVAILABLE, 'Available']));
    for (const name of names(2)) {
      expect(eventsOf(rehearsal, name).filter(event => event === 'registered')).toHaveLength(1);
    }
  });

  test('proves no absence: a product of which an account came that shows late is not removed', async () => {
    const fails = { kind: 'creation-fails', account: 'pool-001', message: 'Internal failure. Please try again in a few minutes.', afterMinutes: 3, accountCreated: true, times: 1 };
    const world = { ...skewed(seconds), faults: [fails], lag: { listAccounts: 200, creations: 200 } };
    const rehearsal = await rehearseApp({ app: names(1), world });
    expect(rehearsal.report.apiCalls['is-complete']).not.toHaveProperty('servicecatalog:TerminateProvisionedProduct');
    expect(rehearsal.codes).toEqual([]);
    expect(rehearsal.account('pool-001')).toMatchObject({ state: AccountOutcome.AVAILABLE, attempts: 2 });
  });

  test('lets every leg have its time, and no more', async () => {
    const { report } = await rehearseApp({ app: names(1), world: { ...skewed(seconds), faults: [{ kind: 'creation-takes', minutes: 500 }] } });
    expect(report.stacks[0].status).toBe('ROLLBACK_COMPLETE');
    expect(report.accounts[0].error?.code).toBe('AR-STILL-RUNNING');
  });

  test('takes no product of this deployment for a leftover, and a leftover for one', async () => {
    const rehearsal = await rehearseApp({
      app: names(3),
      world: {
        ...skewed(seconds),
        faults: [
          { kind: 'busy', account: 'pool-001', times: 2 },
          { kind: 'creation-fails', account: 'pool-002', reason: 'activation-incomplete', times: 1 },
        ],
        organization: { products: [{ name: 'pool-003', status: 'ERROR', statusMessage: 'AWS Control Tower could not create the account.', tags: OURS }] },
      },
    });
    expect(rehearsal.codes).toEqual([]);
    expect(rehearsal.report.accounts.map(({ state }) => state)).toEqual(Array(3).fill(AccountOutcome.AVAILABLE));
    expect(requestsOf(rehearsal)).toEqual(names(3));
    expect(rehearsal.state.services.organizations.accounts.filter(({ email }) => /^aws\+pool/.test(email))).toHaveLength(3);
  });
});

test('a session of the hub\'s role that is over by AWS\'s clock is not used, however far behind ours is', async () => {
  const rehearsal = await rehearseSandbox({
    app: names(2),
    world: { ...skewed(-50 * MINUTES), faults: [{ kind: 'cleaning-takes', account: 'pool-001', minutes: 80 }] },
  });
  expect(rehearsal.codes).toEqual([]);
  expect(rehearsal.report.accounts.map(({ sandboxStatus }) => sandboxStatus)).toEqual(['Available', 'Available']);
});
