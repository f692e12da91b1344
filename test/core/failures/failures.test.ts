import * as fs from 'node:fs';
import * as fc from 'fast-check';
import { AccountFailure } from '../../../core/failures/errors';
import { FAILURE_CODES } from '../../../core/failures/failure-table';
import { failureOf, kindOf } from '../../../core/failures/failures';
import { ERRORS_DOC, errorsDoc } from '../../../scripts/errors-doc';
import { FAILURE_TEXT_MAX, parseFailure, renderFailure } from '../../../src/contract';

const KNOWN = ['name', 'accountId', 'owner', 'status', 'value', 'expected', 'organizationalUnit', 'minutes', 'sandbox', 'region', 'coming', 'present', 'quota', 'room', 'needed', 'most'];

test('docs/errors.md is up to date', () => expect(fs.readFileSync(ERRORS_DOC, 'utf8')).toBe(errorsDoc()));

test.each(FAILURE_CODES)('%s is complete, and its values are known', code => {
  const { what, fix, where } = kindOf(code);
  expect(code).toMatch(/^AR-[A-Z]+(-[A-Z]+)*$/);
  for (const part of [what, fix, where]) {
    expect(part).toMatch(/\.$/);
    expect(part).not.toMatch(/ (Fix|Account|Safe to deploy again|AWS says): /);
    expect([...part.matchAll(/\{(\w+)\}/g)].map(([, value]) => value).filter(value => !KNOWN.includes(value))).toEqual([]);
  }
});

test.each(FAILURE_CODES)('%s can be read back from its text', code => {
  const failure = failureOf(code, { name: 'pool-010', value: 'v' }, 'Two  spaces, and: a colon. Fix: nothing.');
  expect(parseFailure(renderFailure(failure))).toEqual(failure);
  expect(parseFailure(renderFailure(failureOf(code, {})))).toEqual(failureOf(code, {}));
});

test('shows no e-mail address and no web address when it is thrown, wherever they come from: Lambda logs it with all its fields', () => {
  fc.assert(fc.property(fc.constantFrom(...FAILURE_CODES), code => {
    const leak = 'see aws+canary@example.com or https://example.com/?canary';
    const thrown = new AccountFailure(failureOf(code, { name: leak, value: leak, expected: leak, owner: leak, place: leak, status: leak }, `AWS: ${leak}.`));
    const logged = JSON.stringify({ ...thrown, message: thrown.message, stack: thrown.stack });
    expect(logged).toContain('<e-mail>');
    expect(logged).not.toMatch(/canary|@example/);
  }));
});

test('is read back from the midst of what CloudFormation shows', () => {
  const failure = failureOf('AR-ACCOUNT-QUOTA', { name: 'pool-010' }, 'limit reached');
  const shown = `Received response status [FAILED] from custom resource. Message returned: ${renderFailure(failure)}\n\nLogs: /aws/lambda/x\n\nat y (z.js:1)`;
  expect(parseFailure(shown)).toEqual(failure);
});

test('a text that is no failure is not read as one', () => expect(parseFailure('Resource creation cancelled')).toBeUndefined());

test('never exceeds what CloudFormation takes, and keeps all of our own words whatever AWS says', () => {
  fc.assert(fc.property(fc.constantFrom(...FAILURE_CODES), fc.string({ maxLength: 5000 }), fc.string({ maxLength: 3000, unit: 'grapheme' }), (code, value, text) => {
    const rendered = renderFailure(failureOf(code, { name: value, value, owner: value, place: value }, text));
    expect(rendered.length).toBeLessThanOrEqual(FAILURE_TEXT_MAX);
    expect(rendered).toContain('Safe to deploy again: ');
  }));
});

test('says which place was found instead of the general one', () => {
  expect(failureOf('AR-FACTORY-FAILED', { name: 'a', place: '111122223333, in the root.' }).where).toBe('111122223333, in the root.');
});

test.each([[undefined], [''], ['  ']])('blank words of AWS (%j) are none', text => {
  expect(failureOf('AR-RENAMED', { name: 'a' }, text)).not.toHaveProperty('awsText');
});

test('a value that is not known is said to be unknown', () => expect(failureOf('AR-ACCOUNT-NOT-FOUND', { name: 'a' }).what).toContain('account unknown is not'));

test('the error has the text as its message and no stack to fill the reason with', () => {
  const error = new AccountFailure(failureOf('AR-RENAMED', { name: 'a' }));
  expect(error.message).toMatch(/^AR-RENAMED: /);
  expect(error.stack!.split('\n')).toHaveLength(1);
});
