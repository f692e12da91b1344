/** An order that stands no more in the middle of an action that tries several times: nothing more is written. */

import type { Rehearsed } from '../support/rehearse-app';
import { rehearseSandbox } from '../support/sandbox-app';

const BILLING_VIEW = 'arn:aws:billing::111122223333:billingview/custom-pool';
const OWNER = '111122223333';

/** The account is there after two minutes and 54 seconds, and Billing takes no write before three and a quarter. */
const throttled = (deployment: Record<string, unknown>) => rehearseSandbox({
  world: {
    factory: { associationDelaySeconds: 0 },
    faults: [
      { kind: 'creation-takes', minutes: 0.5 },
      { kind: 'call-fails', action: 'billing:UpdateBillingView', toMinute: 3.25 },
    ],
    sandbox: { billingViews: [{ arn: BILLING_VIEW, accounts: [OWNER] }] },
    deployment,
  },
}, { billingViewArn: BILLING_VIEW, billingViewRequired: true });

const membersOf = ({ state }: Rehearsed) => state.services.billing.views[0].filter.dimensions!.values;
const writesOf = ({ report }: Rehearsed) => report.apiCalls['is-complete']['billing:UpdateBillingView'];

test('the billing view\'s loop asks before every write: a deployment that is cancelled meanwhile writes no more', async () => {
  const cancelled = await throttled({ cancelAfterMinutes: 3.1 });
  expect(cancelled.report.stacks[0].status).toBe('ROLLBACK_COMPLETE');
  // It was at it when the deployment was cancelled.
  expect(writesOf(cancelled)).toBeGreaterThan(1);
  expect(membersOf(cancelled)).toEqual([OWNER]);
});

test('one that goes on writes as soon as it may', async () => {
  const rehearsal = await throttled({});
  expect(rehearsal.report.stacks[0].status).toBe('CREATE_COMPLETE');
  expect(membersOf(rehearsal)).toEqual([OWNER, rehearsal.account('pool-001').accountId]);
});
