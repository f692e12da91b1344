/** What the organization around an account forbids or lacks. */

import type { Scenario } from '../support/rehearse-app';
import { rehearseApp } from '../support/rehearse-app';

const inside = (organization: Record<string, unknown>, more: Scenario = {}) => rehearseApp({ app: ['pool-001'], world: { organization }, ...more });

test('a service control policy never reaches the management account, in which our functions run', async () => {
  const { report } = await inside({ deniedActions: ['organizations:*', 'servicecatalog:*'] });
  expect(report.stacks[0].status).toBe('CREATE_COMPLETE');
});

test('what it denies in the new account is named, with the role and the action; when it is mended, the next deployment goes on', async () => {
  const failed = await inside({ deniedActions: ['config:Put*'] });
  expect(failed.account('pool-001').error).toMatchObject({ code: 'AR-SCP-DENIES', awsSays: expect.stringMatching(/AWSControlTowerExecution.*config:Put\*/) });
  const { report, state } = await inside({ deniedActions: [] }, { state: failed.state });
  expect(report.stacks[0].status).toBe('CREATE_COMPLETE');
  expect(state.services.organizations.accounts.filter(({ email }) => email === 'aws+pool-001@example.com')).toHaveLength(1);
});

test('users of an external identity provider that are there can be given accounts', async () => {
  const { report } = await inside({ identitySource: 'external', identityCenterUsers: ['POOL@example.com'] });
  expect(report.stacks[0].status).toBe('CREATE_COMPLETE');
});

test('IAM Identity Center in another region is noticed before the first account is asked for', async () => {
  const { codes, account } = await inside({ identityCenterRegion: 'us-east-1' });
  expect(codes).toEqual(['AR-IDENTITY-CENTER-OFF']);
  expect(account('pool-001').attempts).toBe(0);
});
