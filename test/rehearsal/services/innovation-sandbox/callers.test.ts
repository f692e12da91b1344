/** Who is let in, before and after version 1.3. */

import { callerOf, refusalOf } from '../../support/test-organization';
import { ACCOUNT, hubCaller, MACHINE, SANDBOX_REGION, SIGNER, TestSandbox } from '../../support/test-sandbox';

const fail = (message: string) => ({ status: 'fail', data: { errors: [{ message }] } });
const FORBIDDEN = { status: 403, body: { message: 'Forbidden' } };
const BODY = { awsAccountId: ACCOUNT };

describe('up to 1.2, the function', () => {
  const invoke = (headers: (sandbox: TestSandbox) => object, version = '1.2.14') => {
    const sandbox = new TestSandbox({ sandbox: { version } });
    const answer = sandbox.invoke({ ...sandbox.event('POST', '/accounts', BODY), headers: headers(sandbox) });
    return { ...answer, registered: sandbox.unit() !== 'entry' };
  };
  const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

  test.each<[string, (sandbox: TestSandbox) => object, number, string]>([
    ['no header', () => ({}), 400, 'Authorization header is missing from the request.'],
    ['a bare token', sandbox => ({ Authorization: sandbox.token() }), 400, 'Authorization header must be in format: Bearer <token>'],
    ['another secret', sandbox => bearer(sandbox.token('x'.repeat(32))), 401, 'Invalid bearer token.'],
    ['no algorithm', sandbox => bearer(sandbox.token(undefined, undefined, { alg: 'none' })), 401, 'Invalid bearer token.'],
    ['nonsense', () => bearer('a.b.c'), 401, 'Invalid bearer token.'],
    ['a part too few', () => bearer('a.b'), 401, 'Invalid bearer token.'],
    ['a token that is over', sandbox => bearer(sandbox.token(undefined, { user: { email: 'a@example.com', roles: ['Admin'] }, exp: 1 })), 401, 'Invalid bearer token.'],
    ['nobody', sandbox => bearer(sandbox.token(undefined, {})), 400, 'Token payload has invalid user object.'],
    ['a role that there isn\'t', sandbox => bearer(sandbox.token(undefined, { user: { email: 'a@example.com', roles: ['Root'] } })), 400, 'Token payload has invalid user object.'],
  ])('turns away %s', (_, headers, status, message) => {
    expect(invoke(headers)).toEqual({ status, body: fail(message), registered: false });
  });

  test.each([
    ['an Admin', { user: { email: 'a@example.com', roles: ['Admin'] } }],
    ['a User, whose role it doesn\'t look at', { user: { email: 'a@example.com', roles: ['User'] } }],
    ['a token that is not over yet', { user: { email: 'a@example.com', roles: ['Admin'] }, exp: Date.parse('2026-01-05T08:05:00Z') / 1000 }],
  ])('lets in %s', (_, claims) => {
    expect(invoke(sandbox => bearer(sandbox.token(undefined, claims)))).toMatchObject({ status: 201, registered: true });
  });

  test.each([['1.1.8', 201], ['1.2.0', 401]])('of version %s answers a forged token with %d', (version, status) => {
    expect(invoke(sandbox => bearer(sandbox.token('forged')), version).status).toBe(status);
  });

  test.each(['headers', 'requestContext'])('needs %s in its event', member => {
    const sandbox = new TestSandbox({ sandbox: { version: '1.2.14' } });
    expect(sandbox.invoke({ ...sandbox.event('GET', '/accounts'), [member]: undefined }))
      .toEqual({ status: 500, body: { status: 'error', message: 'An unexpected error occurred.' } });
  });

  test('takes a body that is an object already', () => {
    const sandbox = new TestSandbox({ sandbox: { version: '1.2.14' } });
    expect(sandbox.invoke({ ...sandbox.event('POST', '/accounts'), body: BODY, headers: bearer(sandbox.token()) }).status).toBe(201);
  });

  test('can\'t be invoked from another account, in which nobody allows it', () => {
    const sandbox = new TestSandbox({ sandbox: { version: '1.2.14' } });
    expect(refusalOf(() => sandbox.invoke({}, callerOf('is-complete')))).toEqual({
      code: 'AccessDeniedException',
      message: expect.stringContaining('because no resource-based policy allows the lambda:InvokeFunction action'),
    });
  });

  test('is found by its name in its own account and region only', () => {
    const { services } = new TestSandbox();
    const name = 'ISB-AccountsLambdaFunction-myisb';
    expect(services.functionAt(name, SIGNER, SANDBOX_REGION)).toBeDefined();
    expect(services.functionAt(name, SIGNER, 'eu-west-1')).toBeUndefined();
    expect(services.functionAt(name, callerOf('kick'), SANDBOX_REGION)).toBeUndefined();
  });

  test('has an API whose authorizer doesn\'t take signatures for tokens', () => {
    const sandbox = new TestSandbox({ sandbox: { version: '1.2.14' } });
    expect(sandbox.rest('POST', '/accounts', BODY)).toMatchObject({ status: 403, body: { message: expect.stringMatching(/^User is not authorized/) } });
  });
});

describe('from 1.3 on, the API', () => {
  const sandbox = new TestSandbox();

  test.each([
    ['another API', { apiId: 'another001' }],
    ['another stage', { path: '/dev/accounts' }],
    ['nobody\'s request', { headers: {} }],
  ])('turns away %s', (_, changes) => {
    expect(sandbox.rest('POST', '/accounts', BODY, changes)).toEqual(FORBIDDEN);
  });

  test('is not in another region', () => {
    expect(sandbox.rest('POST', '/accounts', BODY, {}, MACHINE, 'eu-west-1')).toEqual(FORBIDDEN);
  });

  test('has no other resources', () => {
    expect(sandbox.rest('GET', '/nothing')).toEqual({ status: 403, body: { message: 'Missing Authentication Token' } });
  });

  test('lets nobody in from another account', () => {
    expect(sandbox.rest('POST', '/accounts', BODY, {}, callerOf('is-complete'))).toMatchObject({
      status: 403,
      body: { Message: expect.stringContaining('no resource-based policy allows the execute-api:Invoke action') },
    });
  });

  test.each([
    ['a role that is no machine client\'s', hubCaller('AccountRobot-myisb-hub'), {}, 401, 'x-isb-identity header is missing from the request.'],
    ['the machine client of another sandbox', hubCaller('other-isb-m2m-admin-robot'), {}, 401, 'x-isb-identity header is missing from the request.'],
    ['a machine client that is no administrator', hubCaller('myisb-isb-m2m-user-robot'), {}, 403, 'No valid ISB role on M2M caller.'],
    ['a machine that says it is a user', MACHINE, { 'x-isb-identity': 'x' }, 400, 'x-isb-identity header is not permitted on M2M requests.'],
  ])('turns away %s', (_, caller, headers, status, message) => {
    expect(sandbox.rest('POST', '/accounts', BODY, { headers: { 'user-agent': 'x', ...headers } }, caller)).toEqual({ status, body: fail(message) });
  });

  test('is the only way: whoever invokes the function directly is nobody', () => {
    const token = sandbox.token('x');
    const event = { ...sandbox.event('POST', '/accounts', BODY), requestContext: { identity: { userArn: MACHINE.sessionArn } } };
    expect(sandbox.invoke({ ...event, headers: { Authorization: `Bearer ${token}` } }, MACHINE).status).toBe(401);
    expect(sandbox.unit()).toBe('entry');
  });

  test('is another one after an upgrade, which the parameter tells', () => {
    const upgraded = new TestSandbox({ faults: [{ kind: 'api-replaced', afterMinutes: 5, machineClientUpdated: true }] });
    const published = () => upgraded.call('ssm', 'GetParameter', { Name: 'InnovationSandbox_myisb_Compute_RestApiId' }, MACHINE, SANDBOX_REGION).Parameter.Value;
    const before = published();
    expect(upgraded.rest('GET', '/accounts').status).toBe(200);
    upgraded.minutes(6);
    expect(upgraded.rest('GET', '/accounts')).toEqual(FORBIDDEN);
    expect(published()).not.toBe(before);
    expect(upgraded.rest('GET', '/accounts', undefined, { apiId: published() }).status).toBe(200);
  });
});
