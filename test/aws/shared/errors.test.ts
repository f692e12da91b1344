import { calling, isTransient } from '../../../aws/shared/errors';
import { RefusalError, TransientError } from '../../../core/failures/errors';

test.each<[string, unknown, boolean]>([
  ['throttling', { name: 'ThrottlingException' }, true],
  ['too many requests', { name: 'X', $metadata: { httpStatusCode: 429 } }, true],
  ['a failure of the server', { name: 'X', $metadata: { httpStatusCode: 502 } }, true],
  ['a fault of the server', { name: 'X', $fault: 'server' }, true],
  ['what the SDK calls retryable', { name: 'X', $retryable: {} }, true],
  ['a connection that was reset', { name: 'Error', code: 'ECONNRESET' }, true],
  ['a connection that hung up', { name: 'Error', message: 'socket hang up' }, true],
  ['no time left', { name: 'TimeoutError' }, true],
  ['an answer that is none', { name: 'SyntaxError' }, true],
  ['access denied', { name: 'AccessDeniedException', $fault: 'client', $metadata: { httpStatusCode: 400 } }, false],
  ['a resource that does not exist', { name: 'ResourceNotFoundException', $metadata: { httpStatusCode: 400 } }, false],
  ['something that is no exception', 'oops', false],
  ['nothing', undefined, false],
])('%s', (_, exception, expected) => expect(isTransient(exception)).toBe(expected));

describe('the error that a call becomes', () => {
  const thrownBy = async (exception: unknown) => calling('x:Y', async () => Promise.reject(exception as Error)).catch((error: unknown) => error as Error);
  test.each<[string, string, typeof TransientError | typeof RefusalError]>([
    ['is asked again', 'ThrottlingException', TransientError], ['is a refusal', 'AccessDeniedException', RefusalError],
  ])('%s: %s', async (_, name, kind) => {
    const error = await thrownBy(Object.assign(new Error('said AWS'), { name }));
    expect(error).toBeInstanceOf(kind);
    expect(error).toMatchObject({ operation: 'x:Y', text: `${name}: said AWS` });
  });


  test.each<[string, Error]>([
    ['passes', Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' })], ['is a refusal', Object.assign(new Error('no'), { name: 'ValidationException' })],
  ])('keeps the exception that it came of: one that %s', async (_, exception) => {
    const error = await thrownBy(exception);
    expect(error).not.toBe(exception);
    expect(error.cause).toBe(exception);
  });

  test('shows it to who looks, and to no log: AWS quotes addresses', async () => {
    const error = await thrownBy(Object.assign(new Error('taken by canary@example.com'), { name: 'ValidationException' }));
    expect(Object.keys(error)).not.toContain('cause');
  });
});
