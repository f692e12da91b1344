/** CreateAccount and CloseAccount, asked for by the real SDK's client through the rehearsal's wire. */

import { Organizations } from '@aws-sdk/client-organizations';
import { closingQuota } from '../../../../rehearsal/services/organizations/account-requests';
import type { TestOrganizationOptions } from '../../support/test-organization';
import { callerOf, MANAGEMENT, TestOrganization } from '../../support/test-organization';
import { clientOf } from '../../support/wire';

const DAY = 24 * 60;
const member = { id: '444455556666', name: 'old-hand', email: 'old-hand@example.com', parentId: 'r-abcd', status: 'ACTIVE' as const, tags: {} };

function rehearsed(options: TestOrganizationOptions = {}) {
  const organization = new TestOrganization({ ...options, organization: { accounts: [member], ...options.organization } });
  return { organization, aws: new Organizations(clientOf(organization)) };
}

const request = (name: string, more: object = {}) => ({ AccountName: name, Email: `aws+${name}@example.com`, ...more });
const statusOf = async (aws: Organizations, CreateAccountRequestId?: string) =>
  (await aws.describeCreateAccountStatus({ CreateAccountRequestId })).CreateAccountStatus!;
const stateOf = async (aws: Organizations, AccountId = member.id) => {
  const { Status, State } = (await aws.describeAccount({ AccountId })).Account!;
  expect(Status).toBeUndefined();
  return State;
};
const refusal = (call: Promise<unknown>) => call.then(() => 'no refusal', ({ name, Reason }) => (Reason === undefined ? name : `${name} ${Reason}`));

describe('CreateAccount', () => {
  test('answers at once; minutes later the account is in the root, with the tags of the request', async () => {
    const { organization, aws } = rehearsed();
    const asked = (await aws.createAccount(request('pool-001', { Tags: [{ Key: 'team', Value: 'x' }] }))).CreateAccountStatus!;
    expect(asked).toMatchObject({ Id: expect.stringMatching(/^car-[a-z0-9]{32}$/), AccountName: 'pool-001', State: 'IN_PROGRESS', RequestedTimestamp: new Date('2026-01-05T08:00:00Z') });
    expect(asked.AccountId).toBeUndefined();

    organization.minutes(1);
    expect((await statusOf(aws, asked.Id)).State).toBe('IN_PROGRESS');
    organization.minutes(4);
    const done = await statusOf(aws, asked.Id);
    expect(done).toMatchObject({ State: 'SUCCEEDED', AccountId: expect.stringMatching(/^\d{12}$/), CompletedTimestamp: expect.any(Date) });
    expect((await aws.describeAccount({ AccountId: done.AccountId })).Account).toMatchObject({ Name: 'pool-001', Email: 'aws+pool-001@example.com', State: 'ACTIVE', JoinedMethod: 'CREATED' });
    expect((await aws.listParents({ ChildId: done.AccountId })).Parents).toEqual([{ Id: 'r-abcd', Type: 'ROOT' }]);
    expect((await aws.listTagsForResource({ ResourceId: done.AccountId })).Tags).toEqual([{ Key: 'team', Value: 'x' }]);
    expect((await aws.listCreateAccountStatus({ States: ['SUCCEEDED'] })).CreateAccountStatuses).toMatchObject([{ Id: asked.Id }]);
  });

  test('takes half to one and a half of the world\'s time', async () => {
    const { organization, aws } = rehearsed({ organization: { createAccountMinutes: 20 } });
    const { Id } = (await aws.createAccount(request('pool-001'))).CreateAccountStatus!;
    organization.minutes(9.9);
    expect((await statusOf(aws, Id)).State).toBe('IN_PROGRESS');
    organization.minutes(20.2);
    expect((await statusOf(aws, Id)).State).toBe('SUCCEEDED');
  });

  test.each([
    ['an address that an account has', { Email: 'OLD-HAND@example.com' }, {}, 'EMAIL_ALREADY_EXISTS'],
    ['an address that is none', { Email: 'a(b)@example.com' }, {}, 'INVALID_EMAIL'],
    ['an address that begins with a dot', { Email: '.ab@example.com' }, {}, 'INVALID_EMAIL'],
    ['a domain that begins with a hyphen', { Email: 'ab@-example.com' }, {}, 'INVALID_EMAIL'],
    ['a label that begins with a hyphen', { Email: 'ab@mail.-example.com' }, {}, 'INVALID_EMAIL'],
    ['a label that ends with a hyphen', { Email: 'ab@example-.com' }, {}, 'INVALID_EMAIL'],
    ['a full organization', {}, { accountQuota: 2 }, 'ACCOUNT_LIMIT_EXCEEDED'],
  ])('fails in its status with %s, and makes no account', async (_, input, world, reason) => {
    const { organization, aws } = rehearsed({ organization: world });
    const { Id } = (await aws.createAccount(request('pool-001', input))).CreateAccountStatus!;
    organization.minutes(60);
    expect(await statusOf(aws, Id)).toMatchObject({ State: 'FAILED', FailureReason: reason });
    expect(organization.services.accounts()).toHaveLength(2);
  });

  test('of two requests with one address the second one fails', async () => {
    const { organization, aws } = rehearsed();
    const [first, second] = [await aws.createAccount(request('pool-001')), await aws.createAccount(request('pool-001'))];
    organization.minutes(60);
    expect((await statusOf(aws, first.CreateAccountStatus!.Id)).State).toBe('SUCCEEDED');
    expect(await statusOf(aws, second.CreateAccountStatus!.Id)).toMatchObject({ State: 'FAILED', FailureReason: 'CONCURRENT_ACCOUNT_MODIFICATION' });
  });

  test('five can be in progress at a time', async () => {
    const { organization, aws } = rehearsed();
    for (const number of [1, 2, 3, 4, 5]) {
      await aws.createAccount(request(`pool-${number}`));
    }
    expect(await refusal(aws.createAccount(request('pool-6')))).toBe('ConstraintViolationException ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED');
    organization.minutes(60);
    await aws.createAccount(request('pool-6'));
    organization.minutes(60);
    expect(organization.services.accounts()).toHaveLength(8);
  });

  test.each([
    ['a name of 51 characters', { AccountName: 'x'.repeat(51) }],
    ['a name with an umlaut', { AccountName: 'Präsidium' }],
    ['an address of 65 characters', { Email: `${'x'.repeat(53)}@example.com` }],
    ['no address', { Email: 'example.com' }],
  ])('is refused with %s', async (_, input) => {
    expect(await refusal(rehearsed().aws.createAccount(request('pool-001', input)))).toBe('InvalidInputException INVALID_PATTERN');
  });

  test('needs a permission for the tags too', async () => {
    const { aws } = rehearsed({ lacking: ['organizations:TagResource'] });
    expect(await refusal(aws.createAccount(request('pool-001', { Tags: [{ Key: 'team', Value: 'x' }] })))).toBe('AccessDeniedException');
    expect(await refusal(aws.createAccount(request('pool-001')))).toBe('no refusal');
  });
});

describe('CloseAccount', () => {
  test('goes from ACTIVE to PENDING_CLOSURE to CLOSED, and there is no status any more', async () => {
    const { organization, aws } = rehearsed();
    await aws.closeAccount({ AccountId: member.id });
    expect(await stateOf(aws)).toBe('PENDING_CLOSURE');
    organization.minutes(60);
    expect(await stateOf(aws)).toBe('CLOSED');
  });

  test('after ninety days the account is gone, and its address is taken for ever', async () => {
    const { organization, aws } = rehearsed();
    await aws.closeAccount({ AccountId: member.id });
    organization.minutes(89 * DAY);
    expect(organization.services.accounts()).toHaveLength(2);
    organization.minutes(2 * DAY);
    expect(organization.services.accounts()).toHaveLength(1);
    const { Id } = (await aws.createAccount(request('new-hand', { Email: member.email }))).CreateAccountStatus!;
    organization.minutes(60);
    expect(await statusOf(aws, Id)).toMatchObject({ FailureReason: 'EMAIL_ALREADY_EXISTS' });
  });

  test('counts against the organization\'s quota until then', async () => {
    const { organization, aws } = rehearsed({ organization: { accountQuota: 2 } });
    await aws.closeAccount({ AccountId: member.id });
    organization.minutes(60);
    const creation = async () => {
      const { Id } = (await aws.createAccount(request('pool-001'))).CreateAccountStatus!;
      organization.minutes(60);
      return (await statusOf(aws, Id)).State;
    };
    expect(await creation()).toBe('FAILED');
    organization.minutes(91 * DAY);
    expect(await creation()).toBe('SUCCEEDED');
  });

  test('is refused for an account that is being closed or was, for one that isn\'t there, and for the management account', async () => {
    const { organization, aws } = rehearsed();
    const close = (AccountId: string) => refusal(aws.closeAccount({ AccountId }));
    expect(await close('999988887777')).toBe('AccountNotFoundException');
    expect(await close(MANAGEMENT)).toBe('ConstraintViolationException CANNOT_CLOSE_MANAGEMENT_ACCOUNT');
    expect(await close(member.id)).toBe('no refusal');
    expect(await close(member.id)).toBe('ConflictException');
    organization.minutes(60);
    expect(await close(member.id)).toBe('AccountAlreadyClosedException');
  });

  test('three can be in progress at a time', async () => {
    const { organization, aws } = rehearsed({ organization: { foreignAccounts: 4 } });
    const [, , ...others] = organization.services.accounts();
    for (const { id } of others.slice(0, 3)) {
      await aws.closeAccount({ AccountId: id });
    }
    expect(await refusal(aws.closeAccount({ AccountId: others[3].id }))).toBe('ConstraintViolationException CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED');
    organization.minutes(60);
    expect(await refusal(aws.closeAccount({ AccountId: others[3].id }))).toBe('no refusal');
  });

  test.each([
    [2, 250],
    [1249, 250],
    [1250, 250],
    [1255, 251],
    [4999, 999],
    [5000, 1000],
    [9000, 1000],
  ])('in an organization of %i members %i can be closed in thirty days', (members, most) => {
    expect(closingQuota(members)).toBe(most);
  });

  test('the quota rolls: what was closed more than thirty days ago counts no more', async () => {
    const { organization, aws } = rehearsed({ organization: { recentClosures: 249, foreignAccounts: 2 } });
    const [, , first, second] = organization.services.accounts();
    const close = (AccountId: string) => refusal(aws.closeAccount({ AccountId }));
    expect(await close(member.id)).toBe('no refusal');
    organization.minutes(DAY);
    expect(await close(first.id)).toBe('ConstraintViolationException CLOSE_ACCOUNT_QUOTA_EXCEEDED');
    // The 249 were closed fifteen days before the rehearsal began.
    organization.minutes(13.9 * DAY);
    expect(await close(first.id)).toBe('ConstraintViolationException CLOSE_ACCOUNT_QUOTA_EXCEEDED');
    organization.minutes(0.2 * DAY);
    expect(await close(first.id)).toBe('no refusal');
    expect(await close(second.id)).toBe('no refusal');
  });
});

test('both are the management account\'s alone, and need their permissions', async () => {
  const { organization } = rehearsed();
  const other = new Organizations(clientOf(organization, callerOf('kick', 'Robot', '999988887777')));
  expect(await refusal(other.createAccount(request('pool-001')))).toBe('AccessDeniedException');
  expect(await refusal(other.closeAccount({ AccountId: member.id }))).toBe('AccessDeniedException');
  for (const action of ['organizations:CreateAccount', 'organizations:CloseAccount']) {
    const { aws } = rehearsed({ lacking: [action] });
    const call = action.endsWith('CreateAccount') ? aws.createAccount(request('pool-001')) : aws.closeAccount({ AccountId: member.id });
    expect(await refusal(call)).toBe('AccessDeniedException');
  }
});

test('what is in progress when a rehearsal ends goes on in the next one', async () => {
  const { organization, aws } = rehearsed();
  const { Id } = (await aws.createAccount(request('pool-001'))).CreateAccountStatus!;
  await aws.closeAccount({ AccountId: member.id });
  const state = JSON.parse(JSON.stringify(organization.services.state()));
  const next = rehearsed({ state, start: new Date(organization.clock.date.getTime() + 60 * 60_000) });
  expect((await statusOf(next.aws, Id)).State).toBe('SUCCEEDED');
  expect(await stateOf(next.aws)).toBe('CLOSED');
  next.organization.minutes(91 * DAY);
  expect(next.organization.services.accounts().map(({ name }) => name)).toEqual(['Management', 'pool-001']);
});
