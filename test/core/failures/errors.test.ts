import { AccessError, AccountFailure, assertNever, codeOf, RefusalError, TransientError } from '../../../core/failures/errors';
import { failureOf } from '../../../core/failures/failures';

test('an error says what it is, of which call, and in AWS\'s words', () => {
  expect(String(new TransientError('x:Y', 'slow'))).toBe("TransientError: x:Y didn't get through: slow");
  expect(String(new RefusalError('x:Y', 'no'))).toBe('RefusalError: x:Y was refused: no');
  expect(String(new AccessError('x:Y', 'AR-SANDBOX-ROLE', {}, 'no', true))).toBe('AccessError: x:Y was refused: no');
});

test('what an error came of stays attached', () => {
  const cause = new Error('socket');
  expect(new TransientError('x:Y', 'slow', { cause }).cause).toBe(cause);
  expect(new RefusalError('x:Y', 'no', { cause }).cause).toBe(cause);
  expect(new AccessError('x:Y', 'AR-SANDBOX-ROLE', {}, 'no', true, { cause }).cause).toBe(cause);
});

test('a failure has its code where others have a stack', () => {
  const thrown = new AccountFailure(failureOf('AR-RENAMED', { name: 'a' }));
  expect([thrown.name, thrown.stack]).toEqual(['AccountFailure', 'AccountFailure: AR-RENAMED']);
  expect(codeOf(thrown)).toBe('AR-RENAMED');
  expect([new Error('AR-RENAMED'), 'AR-RENAMED', undefined].map(codeOf)).toEqual([undefined, undefined, undefined]);
});

test('a case that is missing is named', () => expect(() => assertNever('more' as never)).toThrow('unexpected value "more": a case is missing'));
