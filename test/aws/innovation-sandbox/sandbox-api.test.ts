import type { HubReply, Received } from './hub';
import { ACCOUNT, fail, Hub, invoked, isSigned, readToken, refused, refusedInXml, ROTATED, SECRET, SESSION_SECRET } from './hub';
import { signToken, TOKEN_SECONDS } from '../../../aws/innovation-sandbox/json-web-token';
import { AccessError, RefusalError, TransientError } from '../../../core/failures/errors';
import { UnansweredError } from '../../../core/registration/innovation-sandbox/errors';
import type { Sandbox } from '../../../core/registration/innovation-sandbox/model';
import { ACCOUNT_ID, at, EXTERNAL_ID, SANDBOX, SANDBOX_1_2 } from '../../core/fixtures';

const READING_ID: Sandbox = {
  ...SANDBOX,
  access: { kind: 'machine-client', roleArn: 'arn:aws:iam::444455556666:role/client', externalId: EXTERNAL_ID, apiIdRoleArn: 'arn:aws:iam::444455556666:role/hub' },
};
const usual = () => undefined;
const stands = async () => true;
/** An answer for one operation; the usual one for all others. */
const when = (operation: RegExp, ...replies: HubReply[]) => (request: Received) =>
  operation.test(request.operation) ? (replies.length > 1 ? replies.shift() : replies[0]) : undefined;
const reasonOf = async (promise: Promise<unknown>): Promise<any> => promise.then(() => 'no error', (error: unknown) => error);

describe('a machine client', () => {
  test('signs its request so that anybody who knows the secret can check it', () => Hub.use(usual, async hub => {
    await expect(hub.api.record(SANDBOX, ACCOUNT_ID)).resolves.toMatchObject({ status: 'CleanUp' });
    await hub.api.register(SANDBOX, ACCOUNT_ID, stands);
    await hub.api.retryCleanup(SANDBOX, ACCOUNT_ID, stands);
    const sent = hub.received.filter(({ operation }) => operation.includes('/prod/'));
    expect(sent.map(({ operation }) => operation)).toEqual([
      'GET /prod/accounts/111122223333', 'POST /prod/accounts', 'POST /prod/accounts/111122223333/retryCleanup',
    ]);
    for (const { operation, headers, body, host, region } of sent) {
      const [method, path] = operation.split(' ');
      expect(isSigned(method, path, headers, body, SESSION_SECRET, 'execute-api')).toBe(true);
      expect(isSigned(method, path, headers, `${body} `, SESSION_SECRET, 'execute-api')).toBe(false);
      expect(isSigned(method, path, headers, body, 'another secret', 'execute-api')).toBe(false);
      expect([host, region]).toEqual(['abc123.execute-api.us-west-2.amazonaws.com', 'us-west-2']);
      expect(headers).toMatchObject({ 'user-agent': 'account-robot', 'x-amz-security-token': 'session-token' });
    }
    expect(sent.map(({ body }) => body)).toEqual(['', '{"awsAccountId":"111122223333"}', '']);
  }));

  test('assumes its role with the external id, once for many calls, and again before the session ends', () => Hub.use(usual, async hub => {
    const { api } = hub;
    for (const minute of [0, 30, 54, 56]) {
      hub.minute = minute;
      await api.record(SANDBOX, ACCOUNT_ID);
    }
    const assumed = hub.received.filter(({ operation }) => operation === 'AssumeRole').map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
    expect(assumed).toHaveLength(2);
    expect(assumed[0]).toMatchObject({ RoleArn: SANDBOX.access.kind === 'machine-client' && SANDBOX.access.roleArn, ExternalId: EXTERNAL_ID, RoleSessionName: 'account-robot' });
  }));

  test('reads the id of the API as the role that may, in the region of Innovation Sandbox, and keeps it', () => Hub.use(usual, async hub => {
    const { api } = hub;
    await api.record(READING_ID, ACCOUNT_ID);
    await api.record(READING_ID, ACCOUNT_ID);
    const [read, ...more] = hub.received.filter(({ operation }) => operation === 'GetParameter');
    expect(JSON.parse(read.body)).toEqual({ Name: 'InnovationSandbox_myisb_Compute_RestApiId' });
    expect(read).toMatchObject({ region: 'us-west-2', accessKeyId: expect.stringMatching(/^AKIDROLE/) });
    expect(more).toEqual([]);
  }));

  test('reads the id again when the API was replaced', () => Hub.use(usual, async hub => {
    const { api } = hub;
    await api.record(READING_ID, ACCOUNT_ID);
    hub.apiId = 'new456';
    await expect(api.record(READING_ID, ACCOUNT_ID)).resolves.toMatchObject({ status: 'CleanUp' });
    expect(hub.received.at(-1)!.host).toMatch(/^new456\./);
  }));

  test('sends nothing to the new API once the deployment is over that it was for', () => Hub.use(usual, async hub => {
    const { api } = hub;
    await api.record(READING_ID, ACCOUNT_ID);
    hub.apiId = 'new456';
    await expect(api.register(READING_ID, ACCOUNT_ID, async () => false)).resolves.toMatchObject({ status: 0 });
    expect(hub.received.filter(({ host }) => host.startsWith('new456.'))).toEqual([]);
  }));

  test.each<[string, Sandbox, (request: Received) => HubReply | undefined, string, boolean]>([
    ['the role can\'t be assumed', SANDBOX, when(/AssumeRole/, refusedInXml('AccessDenied', 'User: arn is not authorized to perform: sts:AssumeRole')), 'AR-SANDBOX-ROLE', true],
    ['the external id is none of AWS\'s template', { ...SANDBOX, access: { ...SANDBOX.access, externalId: 'pool' } }, when(/AssumeRole/, refusedInXml('AccessDenied', 'no')), 'AR-SANDBOX-EXTERNAL-ID', true],
    ['the external id is malformed', SANDBOX, when(/AssumeRole/, refusedInXml('ValidationError', "Value at 'externalId' failed", 400)), 'AR-SANDBOX-EXTERNAL-ID', true],
    ['the API is stale', SANDBOX, when(/prod/, { status: 403, body: { message: 'Forbidden' } }), 'AR-SANDBOX-API-STALE', true],
    ['the role names another API', SANDBOX, when(/prod/, { status: 403, body: { Message: 'User: arn is not authorized to perform: execute-api:Invoke' } }), 'AR-SANDBOX-API-STALE', true],
    ['the client has no role', SANDBOX, when(/prod/, { status: 403, body: fail('No valid ISB role on M2M caller.') }), 'AR-SANDBOX-CLIENT-ROLE', false],
    ['the id can\'t be read', READING_ID, when(/GetParameter/, refused('AccessDeniedException', 'no')), 'AR-SANDBOX-HUB-DENIED', true],
    ['the id is not there', READING_ID, when(/GetParameter/, refused('ParameterNotFound', '')), 'AR-SANDBOX-CONFIGURATION', false],
  ])('tells when %s', (_, sandbox, answer, code, passing) => Hub.use(answer, async hub => {
    for (const call of [hub.api.record(sandbox, ACCOUNT_ID), hub.api.register(sandbox, ACCOUNT_ID, stands)]) {
      const reason = await reasonOf(call);
      expect(reason).toBeInstanceOf(AccessError);
      expect(reason).toMatchObject({ code, passing, values: { sandbox: 'myisb' } });
      expect(`${reason.message} ${JSON.stringify(reason)}`).not.toMatch(new RegExp(`${SESSION_SECRET}|session-token|${EXTERNAL_ID}`));
    }
  }));

  test.each<[string, (request: Received) => HubReply | undefined]>([
    ['the API is cut off', when(/prod/, 'cut')],
    ['the API is throttled', when(/prod/, { status: 429, body: { message: 'Too Many Requests' } })],
    ['the API fails', when(/prod/, { status: 500, body: { status: 'error', message: 'An unexpected error occurred.' } })],
    ['the answer is no account', when(/prod/, { body: 'gateway says hello' })],
    ['STS is throttled', when(/AssumeRole/, refusedInXml('Throttling', 'Rate exceeded', 400))],
    ['SSM fails', when(/GetParameter/, refused('InternalServerError', '', 500))],
  ])('asks again later when %s', (what, answer) => Hub.use(answer, async hub => {
    const reason = await hub.api.record(READING_ID, ACCOUNT_ID).catch((error: unknown) => error);
    expect(reason).toBeInstanceOf(TransientError);
    // Whose silence it is decides what it is called in the end.
    expect(reason instanceof UnansweredError).toBe(!/STS|SSM/.test(what));
  }));
});

describe('a record', () => {
  const record = (body: object) => {
    let result: unknown;
    return Hub.use(when(/prod/, { body }), async hub => {
      result = await hub.api.record(SANDBOX, ACCOUNT_ID);
    }).then(() => result);
  };

  test('of 1.2 names the execution and its start', async () => {
    const cleanupExecutionContext = { stateMachineExecutionArn: 'arn:execution', stateMachineExecutionStartTime: '2026-01-05T08:02:00Z' };
    await expect(record({ data: { status: 'CleanUp', cleanupExecutionContext, meta: { createdTime: '2026-01-05T08:00:00Z', lastEditTime: '2026-01-05T08:02:01Z' } } })).resolves.toEqual({
      status: 'CleanUp',
      lastEditedAt: '2026-01-05T08:02:01.000Z',
      cleaning: { execution: 'arn:execution', startedAt: '2026-01-05T08:02:00.000Z' },
    });
  });

  test('of 1.3 names the phase', async () => {
    const activeCleanup = { status: 'COOLING_DOWN', executionArn: 'arn:durable', startedAt: 1767600120 };
    await expect(record({ data: { status: 'CleanUp', activeCleanup, lastCleanupCompletedAt: 1767600180000 } })).resolves.toEqual({
      status: 'CleanUp',
      cleaning: { phase: 'COOLING_DOWN', execution: 'arn:durable', startedAt: '2026-01-05T08:02:00.000Z' },
      cleanedAt: '2026-01-05T08:03:00.000Z',
    });
  });

  test('may hold nothing but a status', async () => {
    await expect(record({ data: { status: 'Available', meta: { lastEditTime: 'yesterday' }, cleanupExecutionContext: null } })).resolves.toEqual({ status: 'Available' });
  });

  test('is absent by its own words only, and not because a route is', () => {
    const answers = [{ status: 404, body: fail('Account not found.') }, { status: 404, body: 'Route does not exist' }, { status: 400, body: fail('bad id') }];
    return Hub.use(when(/prod/, ...answers), async hub => {
      await expect(hub.api.record(SANDBOX, ACCOUNT_ID)).resolves.toBeNull();
      await expect(hub.api.record(SANDBOX, ACCOUNT_ID)).rejects.toThrow(RefusalError);
      await expect(hub.api.record(SANDBOX, ACCOUNT_ID)).rejects.toThrow(/400: bad id/);
    });
  });
});

describe('a record that our registration wrote', () => {
  const absent = { status: 404, body: fail('Account not found.') };
  const hidden = (request: Received) => (request.operation.startsWith('POST') ? { status: 201, body: ACCOUNT } : request.operation.includes('/prod/') ? absent : undefined);

  test('is there though it doesn\'t show, for a quarter of an hour', () => Hub.use(hidden, async hub => {
    const { api } = hub;
    await expect(api.record(SANDBOX, ACCOUNT_ID)).resolves.toBeNull();
    await api.register(SANDBOX, ACCOUNT_ID, stands);
    await expect(api.record(SANDBOX, ACCOUNT_ID)).resolves.toEqual({ status: 'CleanUp', lastEditedAt: at(3).toISOString() });
    await expect(api.record(SANDBOX, '999999999999')).resolves.toBeNull();
    hub.minute = 16;
    await expect(api.record(SANDBOX, ACCOUNT_ID)).resolves.toBeNull();
  }));

  test('is what the API says of it as soon as it shows', () => {
    const shown = { status: 200, body: { ...ACCOUNT, data: { ...ACCOUNT.data, status: 'Available' } } };
    return Hub.use(when(/prod/, { status: 201, body: ACCOUNT }, shown, absent), async hub => {
      const { api } = hub;
      await api.register(SANDBOX, ACCOUNT_ID, stands);
      await expect(api.record(SANDBOX, ACCOUNT_ID)).resolves.toMatchObject({ status: 'Available' });
      await expect(api.record(SANDBOX, ACCOUNT_ID)).resolves.toBeNull();
    });
  });

  test('is not there after any other answer', () => Hub.use(when(/prod/, { status: 409, body: fail('Someone was faster') }, absent), async hub => {
    const { api } = hub;
    await api.register(SANDBOX, ACCOUNT_ID, stands);
    await expect(api.record(SANDBOX, ACCOUNT_ID)).resolves.toBeNull();
  }));
});

describe('an answer to a registration', () => {
  test.each<[HubReply, number, string]>([
    [{ status: 201, body: ACCOUNT }, 201, ''],
    [{ status: 400, body: fail('Invalid Request.') }, 400, 'Invalid Request.'],
    [{ status: 400, body: { status: 'fail', data: { errors: [{ field: 'input', message: 'Unrecognized key(s)' }] } } }, 400, 'input: Unrecognized key(s)'],
    [{ status: 409, body: fail('Someone else may have recently moved it.') }, 409, 'Someone else may have recently moved it.'],
    [{ status: 500, body: { status: 'error', message: 'An unexpected error occurred.' } }, 500, 'An unexpected error occurred.'],
    [{ status: 504, body: { message: 'Endpoint request timed out' } }, 0, 'Endpoint request timed out'],
    ['cut', 0, 'socket hang up'],
  ])('%j', (reply, status, words) => Hub.use(when(/prod/, reply), async hub => {
    const answer = await hub.api.register(SANDBOX, ACCOUNT_ID, stands);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(words);
  }));
});

describe('a signed invocation', () => {
  const event = (received: Received) => JSON.parse(received.body);

  test('carries a token that was made a moment ago, and the least that the function wants', () => Hub.use(usual, async hub => {
    hub.minute = 7;
    await expect(hub.api.record(SANDBOX_1_2, ACCOUNT_ID)).resolves.toMatchObject({ status: 'CleanUp', lastEditedAt: at(3).toISOString() });
    expect(hub.operations).toEqual(['AssumeRole', 'GetSecretValue', 'Invoke']);
    const { headers, ...rest } = event(hub.received[2]);
    expect(rest).toEqual({ httpMethod: 'GET', path: '/accounts/111122223333', queryStringParameters: null, pathParameters: null, body: null, requestContext: {} });
    const token = headers.Authorization.replace('Bearer ', '');
    expect(readToken(token, SECRET, hub.now)).toMatchObject({ user: { email: expect.stringMatching(/@.*\.invalid$/), roles: ['Admin'] } });
    expect(readToken(token, SECRET, at(7 + TOKEN_SECONDS / 60))).toBeUndefined();
    expect(hub.received[2]).toMatchObject({ region: 'us-west-2', accessKeyId: expect.stringMatching(/^AKIDROLE/) });
  }));

  test('registers with the id and nothing else', () => Hub.use(when(/Invoke/, invoked(201, ACCOUNT)), async hub => {
    await expect(hub.api.register(SANDBOX_1_2, ACCOUNT_ID, stands)).resolves.toMatchObject({ status: 201 });
    await hub.api.retryCleanup(SANDBOX_1_2, ACCOUNT_ID, stands);
    const [register, retry] = hub.received.filter(({ operation }) => operation === 'Invoke').map(event);
    expect(register).toMatchObject({ httpMethod: 'POST', path: '/accounts', body: '{"awsAccountId":"111122223333"}', headers: { 'Content-Type': 'application/json' } });
    expect(retry).toMatchObject({ httpMethod: 'POST', path: '/accounts/111122223333/retryCleanup', body: null });
    expect(retry.headers).not.toHaveProperty('Content-Type');
  }));

  test('keeps the secret for a while, and makes a new token each time', () => Hub.use(usual, async hub => {
    const { api } = hub;
    for (const minute of [0, 5, 14, 16]) {
      hub.minute = minute;
      await api.record(SANDBOX_1_2, ACCOUNT_ID);
    }
    expect(hub.operations.filter(operation => operation === 'GetSecretValue')).toHaveLength(2);
    const tokens = hub.received.filter(({ operation }) => operation === 'Invoke').map(received => event(received).headers.Authorization);
    expect(new Set(tokens).size).toBe(4);
  }));

  test('reads the secret again when it was rotated', () => Hub.use(usual, async hub => {
    const { api } = hub;
    await api.record(SANDBOX_1_2, ACCOUNT_ID);
    hub.minute = 1;
    hub.secret = { value: ROTATED, madeAt: at(0.5) };
    hub.functionSecret = ROTATED;
    await expect(api.register(SANDBOX_1_2, ACCOUNT_ID, stands)).resolves.toMatchObject({ status: 200 });
    expect(hub.operations.slice(-3)).toEqual(['Invoke', 'GetSecretValue', 'Invoke']);
  }));

  test('sends nothing again once the deployment is over that it was for', () => Hub.use(usual, async hub => {
    const { api } = hub;
    await api.record(SANDBOX_1_2, ACCOUNT_ID);
    hub.minute = 1;
    hub.secret = { value: ROTATED, madeAt: at(0.5) };
    hub.functionSecret = ROTATED;
    await expect(api.register(SANDBOX_1_2, ACCOUNT_ID, async () => false)).resolves.toMatchObject({ status: 0 });
    expect(hub.operations.slice(-2)).toEqual(['Invoke', 'GetSecretValue']);
  }));

  test('waits for a function that doesn\'t know a new secret yet', () => Hub.use(usual, async hub => {
    hub.secret = { value: ROTATED, madeAt: at(0) };
    hub.minute = 1;
    await expect(hub.api.record(SANDBOX_1_2, ACCOUNT_ID)).rejects.toThrow(UnansweredError);
    await expect(hub.api.register(SANDBOX_1_2, ACCOUNT_ID, stands)).resolves.toMatchObject({ status: 0 });
    hub.secret = { value: ROTATED, madeAt: undefined };
    await expect(hub.api.record(SANDBOX_1_2, ACCOUNT_ID)).rejects.toThrow(UnansweredError);
  }));

  test.each<[string, (request: Received) => HubReply | undefined, string, boolean]>([
    ['an old secret is refused', when(/Invoke/, invoked(401, fail('Invalid bearer token.'))), 'AR-SANDBOX-TOKEN', true],
    ['the secret can\'t be read', when(/GetSecretValue/, refused('AccessDeniedException', 'no')), 'AR-SANDBOX-SECRET', true],
    ['its key can\'t be used', when(/GetSecretValue/, refused('AccessDeniedException', 'Access to KMS is not allowed')), 'AR-SANDBOX-SECRET', true],
    ['there is no secret', when(/GetSecretValue/, refused('ResourceNotFoundException', 'no')), 'AR-SANDBOX-SECRET', true],
    ['the function can\'t be called', when(/Invoke/, refused('AccessDeniedException', 'no', 403)), 'AR-SANDBOX-HUB-DENIED', true],
    ['there is no function', when(/Invoke/, refused('ResourceNotFoundException', 'no', 404)), 'AR-SANDBOX-CONFIGURATION', false],
    ['the role can\'t be assumed', when(/AssumeRole/, refusedInXml('AccessDenied', 'no')), 'AR-SANDBOX-ROLE', true],
  ])('tells when %s', (_, answer, code, passing) => Hub.use(answer, async hub => {
    const reason = await reasonOf(hub.api.record(SANDBOX_1_2, ACCOUNT_ID));
    expect(reason).toBeInstanceOf(AccessError);
    expect(reason).toMatchObject({ code, passing });
    expect(`${reason.message} ${JSON.stringify(reason)}`).not.toContain(SECRET);
  }));

  test('tells that an external id is missing', () => Hub.use(when(/AssumeRole/, refusedInXml('AccessDenied', 'no')), async hub => {
    const sandbox: Sandbox = { ...SANDBOX_1_2, access: { kind: 'signed-invoke', hubRoleArn: 'arn:aws:iam::444455556666:role/hub' } };
    await expect(reasonOf(hub.api.record(sandbox, ACCOUNT_ID))).resolves.toMatchObject({ code: 'AR-SANDBOX-EXTERNAL-ID' });
  }));

  test.each<[string, HubReply]>([
    ['dies', { body: { errorMessage: 'Task timed out' }, headers: { 'x-amz-function-error': 'Unhandled' } }],
    ['is busy', refused('TooManyRequestsException', 'Rate Exceeded', 429)],
    ['answers nonsense', { body: 'null' }],
  ])('asks again later when the function %s', (_, reply) => Hub.use(when(/Invoke/, reply), async hub => {
    await expect(hub.api.record(SANDBOX_1_2, ACCOUNT_ID)).rejects.toThrow(UnansweredError);
    await expect(hub.api.register(SANDBOX_1_2, ACCOUNT_ID, stands)).resolves.toMatchObject({ status: 0 });
  }));
});

test('a token of another secret, of another algorithm or of yesterday is not taken', () => {
  const token = signToken(SECRET, at(0));
  expect(readToken(token, SECRET, at(1))).toBeDefined();
  expect(readToken(token, ROTATED, at(1))).toBeUndefined();
  expect(readToken(token, SECRET, at(60))).toBeUndefined();
  expect(token.split('.')).toHaveLength(3);
});
