/** What people do to accounts of ours in Innovation Sandbox and in the portfolio, and how the deployment goes on. */

import { names, rehearseApp } from '../support/rehearse-app';
import { rehearseSandbox } from '../support/sandbox-app';

test('an account that an administrator ejects as soon as it is there is left in Exit, and the next deployment says so', async () => {
  const ejected = { faults: [{ kind: 'administrator-acts', account: 'pool-001', when: 'available', afterMinutes: 0, action: 'eject' }] };
  const first = await rehearseSandbox({ rollback: false, world: ejected });
  const second = await rehearseSandbox({ rollback: false, state: first.state, props: { verify: 'now' } });
  expect(second.codes).toEqual(['AR-SANDBOX-EXITED']);
  expect(second.account('pool-001')).toMatchObject({ organizationalUnit: 'Exit', sandboxStatus: null });
});

test.each(['creation', 'all'])('whether records of updates carry tags (%s) makes no difference to whose a product is', async recordTags => {
  const { report, codes } = await rehearseApp({
    app: names(2),
    world: { factory: { recordTags }, faults: [{ kind: 'creation-fails', account: 'pool-001', reason: 'activation-incomplete', times: 1 }, { kind: 'update-fails', account: 'pool-001', times: 1 }] },
  });
  expect([report.stacks[0].status, codes]).toEqual(['CREATE_COMPLETE', []]);
});
