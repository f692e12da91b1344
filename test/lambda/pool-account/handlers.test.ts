/** The entry points as AWS calls them: real SDK clients, a real environment, and what they write. */

import { CANARY, event, legWindow, STACK_ID } from './relay';
import type { AccountFailure } from '../../../core/failures/errors';
import type { PollEvent } from '../../../lambda/pool-account/leg-events';
import { Loopback } from '../../aws/loopback';
import type { Reply } from '../../aws/loopback';
import { at } from '../../core/fixtures';

const ENVIRONMENT = {
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'example',
  PRODUCT_ID: 'prod-1',
  HOLDING_ORGANIZATIONAL_UNIT_ID: 'ou-abcd-11112222',
  CONCURRENCY: '2',
  SSO_USER_EMAIL: 'canary@example.com',
  SSO_USER_FIRST_NAME: 'Pool',
  SSO_USER_LAST_NAME: 'Account',
};
const STACK = `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member>
  <StackName>pool-stack</StackName><CreationTime>${at(0).toISOString()}</CreationTime><StackStatus>CREATE_IN_PROGRESS</StackStatus>
  </member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;
const IDENTITY = '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>';

/** Loads an entry point as a fresh function would, hands it an event, and returns what it answered and wrote. */
async function invoke(entry: string, payload: object, replies: Reply[]) {
  const loopback = await Loopback.start(...replies);
  const before = { ...process.env };
  const written: string[] = [];
  const stdout = jest.spyOn(process.stdout, 'write').mockImplementation(chunk => written.push(String(chunk)) > 0);
  Object.assign(process.env, ENVIRONMENT, { AWS_ENDPOINT_URL: loopback.config.endpoint });
  try {
    let entryPoint: { handler(received: object): Promise<unknown> };
    jest.isolateModules(() => { entryPoint = jest.requireActual(`../../../lambda/${entry}`); });
    const answer = await entryPoint!.handler(payload).catch((error: unknown) => error);
    return { answer, written, operations: loopback.operations };
  } finally {
    stdout.mockRestore();
    process.env = before;
    await loopback.stop();
  }
}

function expectDiscreet(written: string[], leastLines = 1): void {
  expect(written.length).toBeGreaterThanOrEqual(leastLines);
  expect(written.filter(line => /@example|canary|X-Amz/.test(line))).toEqual([]);
}

/** The runtime of Lambda logs what a handler throws: its message and its own fields. */
function loggedByLambda(thrown: unknown): string {
  const error = thrown as Error;
  return JSON.stringify({ ...error, errorType: error.name, errorMessage: error.message, stack: error.stack });
}

test('kick answers with id and leg, and shows no secret', async () => {
  const { answer, operations, written } = await invoke('pool-account/kick', event('Start'), [STACK]);
  expect(answer).toEqual({
    PhysicalResourceId: expect.stringMatching(/^pool-010\//),
    Leg: expect.objectContaining({ deploymentStartedAt: at(0).toISOString(), epoch: 'CREATE_IN_PROGRESS/never' }),
  });
  expect(operations).toEqual(['DescribeStacks']);
  expectDiscreet(written);
});

test('kick gives up well within its own time limit, however patient it is', async () => {
  jest.doMock('../../../lambda/shared/clock', () => ({ systemClock: () => new Date(), sleep: async () => undefined }));
  const throttled = { status: 503, body: '' };
  const { answer, operations } = await invoke('pool-account/kick', event('Start'), Array<Reply>(60).fill(throttled));
  jest.dontMock('../../../lambda/shared/clock');
  expect((answer as AccountFailure).message).toMatch(/^AR-STACK-UNREADABLE: /);
  expect(operations).toHaveLength(18);
}, 120_000);

test('kick throws a typed failure for bad input', async () => {
  const payload = { ...event('Start'), ResourceProperties: { Leg: 'Start', AccountName: 'pool-010', AccountEmail: 'CANARY@example.com' } };
  const { answer, written } = await invoke('pool-account/kick', payload, [STACK]);
  expect((answer as AccountFailure).message).toMatch(/^AR-BAD-PROPERTY: property 'AccountEmail' is '<e-mail>', where lower case/);
  expect(JSON.parse(written[0])).toMatchObject({ notice: 'leg-refused', code: 'AR-BAD-PROPERTY' });
  expectDiscreet([...written, loggedByLambda(answer)]);
});

test('is-complete answers with the attributes of an account, and shows no secret', async () => {
  const payload: PollEvent = { ...event('Resource', { properties: { ExistingAccountId: '111122223333', AccountEmail: 'canary@example.com' } }), Leg: legWindow({ deadline: '2999-01-01T00:00:00.000Z' }) };
  const account = { Account: { Id: '111122223333', Name: 'finance', Email: 'canary@example.com', Status: 'ACTIVE' } };
  const { answer, operations, written } = await invoke('pool-account/is-complete', payload, [account, { Tags: [] }, STACK, { status: 400, body: { __type: 'ParameterNotFound' } }, {}]);
  expect(answer).toEqual({
    IsComplete: true,
    Data: { AccountId: '111122223333', AccountName: 'finance', AccountEmail: 'canary@example.com', SandboxStatus: '', Warning: '' },
  });
  expect(operations).toEqual(['DescribeAccount', 'ListTagsForResource', 'DescribeStacks', 'GetParameter', 'TagResource']);
  expectDiscreet(written);
});

test('is-complete throws what CloudFormation is to be told, with a reason that fits', async () => {
  const payload: PollEvent = { ...event('Resource', { properties: { ExistingAccountId: '111122223333' } }), Leg: legWindow() };
  const unknown = { status: 400, body: { __type: 'AccountNotFoundException', message: `see ${CANARY}` } };
  const { answer, written } = await invoke('pool-account/is-complete', payload, [unknown]);
  expect((answer as AccountFailure).message).toMatch(/^AR-ACCOUNT-NOT-FOUND: /);
  expect((answer as AccountFailure).stack!.length + (answer as AccountFailure).message.length).toBeLessThan(2000);
  expectDiscreet([...written, loggedByLambda(answer)], 4);
});

const PORTFOLIO = 'Custom::AccountFactoryPortfolio';
const QUOTA = 'Custom::AccountQuota';

test('the look-up answers with portfolio and product', async () => {
  const payload = { RequestType: 'Create', ResourceType: PORTFOLIO, StackId: STACK_ID, LogicalResourceId: 'Portfolio', ResourceProperties: { PackageVersion: '1.0.0' }, ResponseURL: CANARY };
  const { answer, operations, written } = await invoke('checks/look-up', payload, [
    IDENTITY,
    { Organization: { MasterAccountId: '111122223333' } },
    { ProductViewDetail: { ProductViewSummary: { ProductId: 'prod-1' } } },
    { PortfolioDetails: [{ Id: 'port-1' }] },
    { Instances: [{}] },
  ]);
  expect(answer).toEqual({ PhysicalResourceId: 'account-factory-portfolio', Data: { PortfolioId: 'port-1', ProductId: 'prod-1' } });
  expect(operations).toEqual(['GetCallerIdentity', 'DescribeOrganization', 'DescribeProductAsAdmin', 'ListPortfoliosForProduct', 'ListInstances']);
  expectDiscreet(written);
});

test('the look-up says in one sentence that the account is the wrong one', async () => {
  const payload = { RequestType: 'Create', ResourceType: PORTFOLIO, StackId: STACK_ID, LogicalResourceId: 'Portfolio', ResourceProperties: {}, ResponseURL: CANARY };
  const { answer } = await invoke('checks/look-up', payload, [IDENTITY, { Organization: { MasterAccountId: '444455556666' } }]);
  expect((answer as AccountFailure).message).toMatch(/^AR-NOT-MANAGEMENT-ACCOUNT: /);
});

describe('the check of the account quota', () => {
  const payload = (changes: object = {}) => ({
    RequestType: 'Create',
    ResourceType: QUOTA,
    StackId: STACK_ID,
    LogicalResourceId: 'AccountQuota',
    ResponseURL: CANARY,
    ResourceProperties: { AccountEmails: ['canary@example.com', 'canary2@example.com'], PackageVersion: '1.0.0' },
    ...changes,
  });
  const quotas = (Value: number) => ({ Quotas: [{ QuotaName: 'Default maximum number of accounts', Value }] });
  const ACCOUNTS = { Accounts: [{ Email: 'canary-root@example.com' }] };

  test('lets accounts pass that fit, and shows no address', async () => {
    const { answer, operations, written } = await invoke('checks/look-up', payload(), [quotas(3), ACCOUNTS]);
    expect(answer).toEqual({ PhysicalResourceId: 'account-quota' });
    expect(operations).toEqual(['ListServiceQuotas', 'ListAccounts']);
    expect(JSON.parse(written[0])).toMatchObject({ notice: 'quota-fits', coming: 2, present: 1, quota: 3 });
    expectDiscreet(written);
  });

  test('refuses those that do not, with the numbers and no address', async () => {
    const { answer, written } = await invoke('checks/look-up', payload(), [quotas(2), ACCOUNTS]);
    expect((answer as AccountFailure).message).toMatch(/^AR-QUOTA-TOO-SMALL: the stack declares 2 accounts that don't exist yet, .* has 1 of at most 2, has room for 1\./);
    expectDiscreet([...written, loggedByLambda(answer)], 2);
  });

  test('goes on with a notice where the quota can not be read', async () => {
    const { answer, operations, written } = await invoke('checks/look-up', payload(), [{ status: 400, body: { __type: 'NoSuchResourceException', message: CANARY } }]);
    expect(answer).toEqual({ PhysicalResourceId: 'account-quota' });
    expect(operations).toEqual(['ListServiceQuotas']);
    expect(JSON.parse(written[0])).toMatchObject({ notice: 'quota-unknown', why: expect.stringContaining('NoSuchResourceException') });
    expectDiscreet(written);
  });

  test('asks nobody when it is rolled back', async () => {
    const before = { AccountEmails: ['canary@example.com', 'canary2@example.com', 'canary3@example.com'] };
    const { answer, operations } = await invoke('checks/look-up', payload({ RequestType: 'Update', PhysicalResourceId: 'account-quota', OldResourceProperties: before }), [{}]);
    expect(answer).toEqual({ PhysicalResourceId: 'account-quota' });
    expect(operations).toEqual([]);
  });
});

test('the look-up does not take a resource for what it is not', async () => {
  const { answer } = await invoke('checks/look-up', { RequestType: 'Create', ResourceType: 'Custom::Other', StackId: STACK_ID, LogicalResourceId: 'X', ResourceProperties: {} }, [{}]);
  expect((answer as Error).message).toMatch(/^the resource X is of type Custom::Other, where one of Custom::AccountFactoryPortfolio, Custom::AccountQuota was expected; /);
});

test.each(['pool-account/kick', 'pool-account/is-complete', 'checks/look-up'])('%s lets a deletion pass without a call', async entry => {
  const payload = { ...event('Start'), RequestType: 'Delete', PhysicalResourceId: 'whatever', ResourceProperties: {} };
  const { answer, operations } = await invoke(entry, payload, [{}]);
  expect(answer).toEqual(entry.endsWith('is-complete') ? { IsComplete: true } : { PhysicalResourceId: 'whatever' });
  expect(operations).toEqual([]);
});
