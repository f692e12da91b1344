/** The secret that tokens are signed with, and the moments at which it changes. */

import { MANAGEMENT, refusalOf } from '../../support/test-organization';
import type { TestSandboxOptions } from '../../support/test-sandbox';
import { ACCOUNT, HUB, hubCaller, SANDBOX_REGION, SIGNER, TestSandbox } from '../../support/test-sandbox';

const OLD = '1.2.14';
const NAME = '/InnovationSandbox/myisb/Auth/JwtSecret';
const sandboxWith = (options: TestSandboxOptions = {}) => new TestSandbox({ ...options, sandbox: { version: OLD, ...options.sandbox } });
const statusWith = (sandbox: TestSandbox, token: string) =>
  sandbox.invoke({ ...sandbox.event('GET', '/accounts'), headers: { Authorization: `Bearer ${token}` } }).status;

test('has a value of 32 characters, and is found by name and by ARN', () => {
  const sandbox = sandboxWith();
  const read = (SecretId: string) => sandbox.call('secretsmanager', 'GetSecretValue', { SecretId }, SIGNER, SANDBOX_REGION);
  const secret = read(NAME);
  expect(secret).toMatchObject({ Name: NAME, SecretString: expect.stringMatching(/^.{32}$/), VersionStages: ['AWSCURRENT'] });
  expect(secret.ARN).toMatch(`arn:aws:secretsmanager:${SANDBOX_REGION}:${HUB}:secret:${NAME}-`);
  expect(read(secret.ARN)).toEqual(secret);
});

test.each([
  ['in another region', NAME, SIGNER, 'eu-west-1', OLD],
  ['by name from another account', NAME, { ...SIGNER, accountId: MANAGEMENT }, SANDBOX_REGION, OLD],
  ['by another name', '/InnovationSandbox/other/Auth/JwtSecret', SIGNER, SANDBOX_REGION, OLD],
  ['from 1.3 on', NAME, SIGNER, SANDBOX_REGION, '1.3.0'],
])('is not found %s', (_, SecretId, caller, region, version) => {
  expect(refusalOf(() => sandboxWith({ sandbox: { version } }).call('secretsmanager', 'GetSecretValue', { SecretId }, caller, region)))
    .toEqual({ code: 'ResourceNotFoundException', message: 'Secrets Manager can\'t find the specified secret.' });
});

test('can\'t be read without its key', () => {
  const sandbox = sandboxWith({ lacking: ['kms:Decrypt'] });
  expect(refusalOf(() => sandbox.secret())).toEqual({ code: 'AccessDeniedException', message: 'Access to KMS is not allowed' });
  expect(sandbox.asked).toContain('kms:Decrypt');
});

test('that is rotated right after it was read makes a token that works as long as the function remembers the old one', () => {
  const sandbox = sandboxWith({ faults: [{ kind: 'secret-rotated', moment: 'after-read', times: 1 }] });
  const stale = sandbox.secret();
  expect(statusWith(sandbox, sandbox.token(stale))).toBe(401);
  expect(statusWith(sandbox, sandbox.token())).toBe(200);

  const remembering = sandboxWith({ faults: [{ kind: 'secret-rotated', moment: 'after-read', times: 2 }] });
  expect(statusWith(remembering, remembering.token())).toBe(401);
  const second = remembering.token();
  expect(statusWith(remembering, second)).toBe(200);
});

test('that is rotated right before it is read makes a token that works when the function reads it anew, within a minute', () => {
  const sandbox = sandboxWith({ faults: [{ kind: 'secret-rotated', moment: 'before-read', times: 2 }] });
  expect(statusWith(sandbox, sandbox.token())).toBe(200);
  const early = sandbox.token();
  expect(statusWith(sandbox, early)).toBe(401);
  sandbox.minutes(1);
  expect(statusWith(sandbox, early)).toBe(200);
});

test('is rotated as often as the world says', () => {
  const sandbox = sandboxWith({ sandbox: { secretRotationMinutes: 10 } });
  const values = [0, 1, 2].map(() => {
    const value = sandbox.secret();
    sandbox.minutes(10);
    return value;
  });
  expect(new Set(values).size).toBe(3);
});

test('is the same in every run of a seed', () => {
  expect(sandboxWith().secret()).toBe(sandboxWith().secret());
  expect(sandboxWith({ seed: 'other' }).secret()).not.toBe(sandboxWith().secret());
});

test('reading it changes nothing about the account', () => {
  const sandbox = sandboxWith();
  sandbox.call('secretsmanager', 'GetSecretValue', { SecretId: NAME }, hubCaller('Other'), SANDBOX_REGION);
  expect(sandbox.unit(ACCOUNT)).toBe('entry');
});
