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

describe('a landing zone that leaves access to the organization', () => {
  const selfManaged = (more: Record<string, unknown>) => inside({ accessManagement: 'self-managed', ...more });

  test.each([
    ['without IAM Identity Center', { identityCenter: false }],
    ['with IAM Identity Center in another region', { identityCenterRegion: 'us-east-1' }],
    ['with users of an external identity provider, none of which is the SSO user', { identitySource: 'external' }],
  ])('gives accounts to nobody, and makes them %s', async (_, organization) => {
    const { report, codes, account } = await selfManaged(organization);
    expect([report.stacks[0].status, codes]).toEqual(['CREATE_COMPLETE', []]);
    expect(account('pool-001').accountId).toMatch(/^[0-9]{12}$/);
  });

  test('is asked for only where IAM Identity Center isn\'t found', async () => {
    const calls = async (organization: Record<string, unknown>) => Object.keys((await inside(organization)).report.apiCalls['look-up']).filter(call => call.startsWith('controltower:'));
    expect(await calls({})).toEqual([]);
    expect((await calls({ identityCenter: false })).sort()).toEqual(['controltower:GetLandingZone', 'controltower:ListLandingZones']);
  });
});

test('Identity Center that isn\'t there is noticed before the first account is asked for, as long as the landing zone needs it', async () => {
  const { codes, account } = await inside({ identityCenter: false });
  expect(codes).toEqual(['AR-IDENTITY-CENTER-OFF']);
  expect(account('pool-001').attempts).toBe(0);
});
