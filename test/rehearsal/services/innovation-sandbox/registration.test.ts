/** POST /accounts: what it answers, and what it leaves behind when a step fails. */

import type { RegistrationFailure } from '../../../../rehearsal/world/world';
import { MANAGEMENT, refusalOf } from '../../support/test-organization';
import type { TestSandboxOptions } from '../../support/test-sandbox';
import { ACCOUNT, HUB, TestSandbox, UNITS } from '../../support/test-sandbox';

const GENERATIONS = ['1.3.3', '1.2.14'];
const fail = (message: string, field?: string) => ({ status: 'fail', data: { errors: [field === undefined ? { message } : { field, message }] } });
const UNEXPECTED = { status: 'error', message: 'An unexpected error occurred.' };
const NOT_THERE = 'The account could not be found where it was expected to be located. Someone else may have recently moved it.';

describe.each(GENERATIONS)('with version %s', version => {
  const sandboxWith = (options: TestSandboxOptions = {}) => new TestSandbox({ ...options, sandbox: { version, ...options.sandbox } });

  test('an account in Entry is registered, cleaned, and Available', () => {
    const sandbox = sandboxWith();
    const { status, body } = sandbox.register();
    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: 'success',
      data: { awsAccountId: ACCOUNT, email: 'aws+pool-001@example.com', name: 'pool-001', driftAtLastScan: false, status: 'CleanUp' },
    });
    expect(body.data.meta).toEqual({
      schemaVersion: version === '1.3.3' ? 2 : 1,
      createdTime: '2026-01-05T08:00:00.000Z',
      lastEditTime: '2026-01-05T08:00:00.000Z',
    });
    expect([sandbox.unit(), sandbox.status()]).toEqual(['cleanUp', 'CleanUp']);
    sandbox.minutes(11);
    expect([sandbox.unit(), sandbox.status()]).toEqual(['available', 'Available']);
    expect(sandbox.kinds()).toEqual(['registered', 'cleaning', 'sandbox-available']);
    expect(sandbox.services.sandboxAccounts()).toMatchObject([{ accountId: ACCOUNT, status: 'Available', registrations: 1, cleanings: 1, registeredAt: 0, cleaningAt: 3 }]);
  });

  test.each<[RegistrationFailure, number, object, string, string | number]>([
    ['validation', 400, fail('Unrecognized key(s) in object: \'awsAccountId\'', 'input'), 'entry', 404],
    ['access-denied', 500, UNEXPECTED, 'entry', 404],
    ['concurrent-modification', 409, fail('Could not move account due to concurrent modification of the organization. Please try again.'), 'entry', 404],
    ['too-many-requests', 429, fail('Could not move account due to too many requests. Please try again momentarily.'), 'entry', 404],
    ['record-throttled', 429, fail('Request rate limit exceeded. Please try again later.'), 'cleanUp', 404],
    ['record-refused', 400, fail('Invalid Request.'), 'cleanUp', 404],
    ['record-unavailable', 500, UNEXPECTED, 'cleanUp', 404],
    ['identity-center', 500, UNEXPECTED, 'entry', 'CleanUp'],
    ['event', 500, UNEXPECTED, 'cleanUp', 'CleanUp'],
  ])('%s: %d, and the account is left where it got to', (reason, status, body, unit, record) => {
    const sandbox = sandboxWith({ faults: [{ kind: 'registration-fails', reason, times: 1 }] });
    expect(sandbox.register()).toEqual({ status, body });
    sandbox.minutes(60);
    expect([sandbox.unit(), sandbox.status()]).toEqual([unit, record]);
    expect(sandbox.events).toContainEqual({ at: 0, kind: 'registration-failed', account: 'pool-001', detail: reason });
  });

  describe('recovers', () => {
    const ready = (sandbox: TestSandbox) => {
      sandbox.minutes(30);
      return [sandbox.unit(), sandbox.status()];
    };
    const failing = (reason: RegistrationFailure) => {
      const sandbox = sandboxWith({ faults: [{ kind: 'registration-fails', reason, times: 1 }] });
      sandbox.register();
      return sandbox;
    };

    test('from a failure of Identity Center by another registration', () => {
      const sandbox = failing('identity-center');
      expect(sandbox.register().status).toBe(201);
      expect(ready(sandbox)).toEqual(['available', 'Available']);
    });

    test('from a lost event by retryCleanup', () => {
      const sandbox = failing('event');
      expect(sandbox.api('POST', `/accounts/${ACCOUNT}/retryCleanup`)).toEqual({ status: 200, body: { status: 'success' } });
      expect(ready(sandbox)).toEqual(['available', 'Available']);
    });

    test.each(['record-throttled', 'record-refused', 'record-unavailable'] as const)('from %s by a move back to Entry and another registration', reason => {
      const sandbox = failing(reason);
      expect(sandbox.register()).toEqual({ status: 500, body: UNEXPECTED });
      sandbox.moveTo('entry');
      expect(sandbox.register().status).toBe(201);
      expect(ready(sandbox)).toEqual(['available', 'Available']);
    });

    test('from a move of an Available account back to Entry by another registration', () => {
      const sandbox = sandboxWith({ account: { status: 'Available', unit: 'entry' } });
      expect(sandbox.register().status).toBe(201);
      expect(ready(sandbox)).toEqual(['available', 'Available']);
    });

    test('from Quarantine by retryCleanup', () => {
      const sandbox = sandboxWith({ account: { status: 'Quarantine', unit: 'quarantine' } });
      expect(sandbox.api('POST', `/accounts/${ACCOUNT}/retryCleanup`).status).toBe(200);
      expect([sandbox.unit(), sandbox.status()]).toEqual(['cleanUp', 'CleanUp']);
      expect(ready(sandbox)).toEqual(['available', 'Available']);
    });
  });

  test('an account that is in CleanUp already stays: AWS Organizations says so in a way that Innovation Sandbox has no words for', () => {
    const sandbox = sandboxWith({ account: { status: 'CleanUp', unit: 'cleanUp' } });
    expect(sandbox.register()).toEqual({ status: 500, body: UNEXPECTED });
    expect([sandbox.unit(), sandbox.status()]).toEqual(['cleanUp', 'CleanUp']);
  });

  test.each(['entry', 'available', 'exit', 'pool', 'root'])('of an account in %s that is moved from elsewhere it says what AWS Organizations says', unit => {
    const sandbox = sandboxWith({ account: { parentId: UNITS[unit as keyof typeof UNITS] ?? 'r-abcd' } });
    const refusal = refusalOf(() => sandbox.organizations('MoveAccount', { AccountId: ACCOUNT, SourceParentId: UNITS.quarantine, DestinationParentId: UNITS.cleanUp }));
    expect(refusal.code).toBe('AccountNotFoundException');
    expect(sandbox.register().status).toBe(unit === 'entry' ? 201 : 409);
  });

  test.each(['Available', 'Active', 'Frozen', 'Quarantine'] as const)('an account that is %s already is a conflict, and stays', status => {
    const unit = status.toLowerCase();
    const sandbox = sandboxWith({ account: { status, unit: unit as never } });
    expect(sandbox.register()).toEqual({ status: 409, body: fail(NOT_THERE) });
    expect([sandbox.unit(), sandbox.status()]).toEqual([unit, status]);
  });

  test.each([
    ['outside the pool', ACCOUNT, 'ou-abcd-33334444'],
    ['outside the organization', '999988887777', UNITS.entry],
  ])('an account %s is a conflict', (_, id, parentId) => {
    expect(sandboxWith({ account: { parentId } }).register(id)).toEqual({ status: 409, body: fail(NOT_THERE) });
  });

  test.each([
    ['too few digits', { awsAccountId: '123' }, 400, fail('AWS Account ID must be exactly 12 digits', 'awsAccountId')],
    ['another key', { awsAccountId: ACCOUNT, foo: 1 }, 400, fail('Unrecognized key(s) in object: \'foo\'', 'input')],
    ['the hub account', { awsAccountId: HUB }, 400, fail('Account is an ISB administration account. Aborting registration.')],
    ['the management account', { awsAccountId: MANAGEMENT }, 400, fail('Account is an ISB administration account. Aborting registration.')],
  ])('%s is refused', (_, body, status, answer) => {
    const sandbox = sandboxWith();
    expect(sandbox.api('POST', '/accounts', body)).toEqual({ status, body: answer });
    expect(sandbox.unit()).toBe('entry');
  });

  test('e-mail and name in the request are ignored', () => {
    const { body } = sandboxWith().api('POST', '/accounts', { awsAccountId: ACCOUNT, email: 'other@example.com', name: 'other' });
    expect(body.data).toMatchObject({ email: 'aws+pool-001@example.com', name: 'pool-001' });
  });

  test.each([
    ['a slash', 'aws/pool-001@example.com', 400],
    ['two dots', 'aws..pool@example.com', 400],
    ['a dot at the end', 'pool.@example.com', 400],
    ['a plus', 'aws+pool-001@example.com', 201],
    ['an apostrophe', 'o\'pool@example.com', 201],
  ])('an address with %s is answered with %3$d', (_, email, status) => {
    const sandbox = sandboxWith({ account: { email } });
    expect(sandbox.register().status).toBe(status);
    expect(sandbox.unit()).toBe('cleanUp');
  });

  test('a name of more than 50 characters is refused when the account has been moved already', () => {
    const sandbox = sandboxWith({ account: { name: 'x'.repeat(51) } });
    expect(sandbox.register()).toEqual({ status: 400, body: fail('Invalid Request.') });
    expect([sandbox.unit(), sandbox.status()]).toEqual(['cleanUp', 404]);
  });
});
