/** The other routes, and bodies that are none. */

import { ACCOUNT, TestSandbox } from '../../support/test-sandbox';

const fail = (message: string, field?: string) => ({ status: 'fail', data: { errors: [field === undefined ? { message } : { field, message }] } });

test.each([
  ['GET', `/accounts/${ACCOUNT}/nothing`],
  ['DELETE', `/accounts/${ACCOUNT}`],
  ['POST', '/accounts/unregistered'],
])('%s %s is no route', (method, path) => {
  expect(new TestSandbox().api(method, path)).toEqual({ status: 404, body: 'Route does not exist' });
});

test('a slash at the end makes no difference', () => {
  expect(new TestSandbox().api('GET', '/accounts/').status).toBe(200);
});

test.each([
  ['text', { headers: { 'user-agent': 'x', 'content-type': 'text/plain' } }, 'Unsupported Media Type.'],
  ['nothing', { body: '' }, 'Body not provided.'],
  ['half an object', { body: '{"awsAccountId":' }, 'Invalid JSON in request body. Please check your JSON syntax.'],
])('a body of %s is refused', (_, changes, message) => {
  expect(new TestSandbox().rest('POST', '/accounts', {}, changes)).toEqual({ status: 415, body: fail(message) });
});

test('accounts are listed with their records, and those in Entry without', () => {
  const sandbox = new TestSandbox();
  expect(sandbox.api('GET', '/accounts/unregistered').body.data).toEqual({ result: [{ Id: ACCOUNT, Email: 'aws+pool-001@example.com', Name: 'pool-001' }] });
  expect(sandbox.api('GET', '/accounts').body.data).toEqual({ result: [], nextPageIdentifier: null });
  sandbox.register();
  expect(sandbox.api('GET', '/accounts/unregistered').body.data).toEqual({ result: [] });
  expect(sandbox.api('GET', '/accounts').body.data.result).toMatchObject([{ awsAccountId: ACCOUNT, status: 'CleanUp' }]);
});

test('a page is as large as asked for, up to a limit', () => {
  const sandbox = new TestSandbox({ sandbox: { version: '1.2.14' } });
  const list = (query: object) => sandbox.invoke({
    ...sandbox.event('GET', '/accounts'),
    queryStringParameters: query,
    headers: { Authorization: `Bearer ${sandbox.token()}` },
  });
  expect(list({ pageSize: '2001' })).toEqual({ status: 400, body: fail('Number must be less than or equal to 2000', 'pageSize') });
  expect(list({ pageSize: '1' }).status).toBe(200);
});

test.each([['123', 400], [ACCOUNT, 404]])('the record of %s is not to be had', (id, status) => {
  expect(new TestSandbox().api('GET', `/accounts/${id}`).status).toBe(status);
});

describe('retryCleanup', () => {
  const retry = (sandbox: TestSandbox) => sandbox.api('POST', `/accounts/${ACCOUNT}/retryCleanup`);

  test.each(['Available', 'Active', 'Frozen'] as const)('is refused for an account that is %s', status => {
    expect(retry(new TestSandbox({ account: { status, unit: status.toLowerCase() as never } })))
      .toEqual({ status: 409, body: fail('Can only retry cleanup on quarantined accounts and those already in Cleanup.') });
  });

  test('is refused for an account without a record', () => {
    expect(retry(new TestSandbox())).toEqual({ status: 404, body: fail('Account not found.') });
  });

  test('is harmless while a cleaning runs, and a conflict from 1.3 on', () => {
    const [older, newer] = ['1.2.14', '1.3.3'].map(version => new TestSandbox({ sandbox: { version } }));
    for (const sandbox of [older, newer]) {
      sandbox.register();
      sandbox.minutes(2);
    }
    const began = older.record().cleanupExecutionContext;
    expect(retry(older).status).toBe(200);
    expect(retry(newer).status).toBe(409);
    older.minutes(1);
    expect(older.record().cleanupExecutionContext).toEqual(began);
    older.minutes(10);
    expect(older.services.sandboxAccounts()).toMatchObject([{ status: 'Available', cleanings: 1 }]);
  });

  test('of an account in Quarantine that was moved out of it is a conflict', () => {
    expect(retry(new TestSandbox({ account: { status: 'Quarantine', unit: 'entry' } })).status).toBe(409);
  });
});

describe('eject', () => {
  const eject = (sandbox: TestSandbox) => sandbox.api('POST', `/accounts/${ACCOUNT}/eject`);

  test('moves the account to Exit and forgets it', () => {
    const sandbox = new TestSandbox({ account: { status: 'Available', unit: 'available' } });
    expect(eject(sandbox)).toEqual({ status: 200, body: { status: 'success' } });
    expect([sandbox.unit(), sandbox.status()]).toEqual(['exit', 404]);
  });

  test.each(['entry', 'pool', 'quarantine'] as const)('of an account that isn\'t where its record says but in %s is a conflict', unit => {
    const sandbox = new TestSandbox({ account: { status: 'Available', unit } });
    expect(eject(sandbox).status).toBe(409);
    expect([sandbox.unit(), sandbox.status()]).toEqual([unit, 'Available']);
  });

  test('is refused while the account is cleaned', () => {
    expect(eject(new TestSandbox({ account: { status: 'CleanUp', unit: 'cleanUp' } })))
      .toEqual({ status: 409, body: fail('Accounts cannot be ejected while in the CleanUp state.') });
  });
});

describe('from 1.3 on', () => {
  test('an administrator can quarantine an account, once', () => {
    const sandbox = new TestSandbox({ account: { status: 'Available', unit: 'available' } });
    const quarantine = () => sandbox.api('POST', `/accounts/${ACCOUNT}/quarantine`);
    expect(quarantine().status).toBe(200);
    expect([sandbox.unit(), sandbox.status()]).toEqual(['quarantine', 'Quarantine']);
    expect(quarantine()).toEqual({ status: 409, body: fail('Account is already quarantined.') });
    const cleaned = new TestSandbox({ account: { status: 'CleanUp', unit: 'cleanUp' } });
    expect(cleaned.api('POST', `/accounts/${ACCOUNT}/quarantine`))
      .toEqual({ status: 409, body: fail('Account cannot be quarantined while cleanup is in progress.') });
  });

  test('a cooldown can be skipped', () => {
    const sandbox = new TestSandbox({ sandbox: { cooldownMinutes: 60 } });
    sandbox.register();
    const skip = () => sandbox.api('POST', `/accounts/${ACCOUNT}/skipCooldown`).status;
    sandbox.minutes(1);
    expect(skip()).toBe(409);
    sandbox.minutes(11);
    expect(sandbox.record()).toMatchObject({ status: 'CleanUp', activeCleanup: { status: 'COOLING_DOWN' } });
    expect(skip()).toBe(200);
    sandbox.minutes(1);
    expect(sandbox.status()).toBe('Available');
  });

  test.each(['quarantine', 'skipCooldown'])('%s is no route before', name => {
    expect(new TestSandbox({ sandbox: { version: '1.2.14' } }).api('POST', `/accounts/${ACCOUNT}/${name}`).status).toBe(404);
  });
});
