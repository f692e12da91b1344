/** Tells what an exception of the SDK means: asked again later, or refused. */

import { RefusalError, TransientError } from '../../core/failures/errors';

/** What SDK exceptions look like, from the outside. */
interface SdkException {
  readonly name?: string;
  readonly message?: string;
  /** What AWS Organizations adds: its messages are the same for many reasons. */
  readonly Reason?: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $fault?: string;
  readonly $retryable?: unknown;
}

const TRANSIENT_NAMES = new Set([
  'Throttling', 'ThrottlingException', 'ThrottledException', 'RequestThrottled', 'RequestThrottledException', 'RequestLimitExceeded', 'TooManyRequestsException',
  'SlowDown', 'PriorRequestNotComplete', 'ConcurrentModificationException', 'ServiceException', 'ServiceUnavailable', 'ServiceUnavailableException',
  'InternalFailure', 'InternalServerException', 'InternalServerError', 'TimeoutError', 'RequestTimeout', 'RequestTimeoutException', 'CredentialsProviderError',
]);

/** Signs of a connection that failed: the call may or may not have arrived. */
const NETWORK_CODES = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH']);

/** Whether an exception says nothing about the request itself. */
export function isTransient(exception: unknown): boolean {
  const { name = '', code = '', $metadata, $fault, $retryable } = asSdkException(exception);
  const status = $metadata?.httpStatusCode;
  return TRANSIENT_NAMES.has(name) || NETWORK_CODES.has(code) || NETWORK_CODES.has(name) || $fault === 'server' || $retryable !== undefined
    || (status !== undefined && (status >= 500 || status === 429))
    // An answer that isn't one, for example a connection cut in the middle of it.
    || name === 'SyntaxError' || (status === undefined && /socket hang up|aborted/i.test(asSdkException(exception).message ?? ''));
}

/** Whether the exception has one of these names. */
export function isNamed(exception: unknown, ...names: string[]): boolean {
  return names.includes(asSdkException(exception).name ?? '');
}

/** Makes the call. An exception of the SDK becomes a TransientError or a RefusalError with AWS's own text, and stays its cause. */
export async function calling<T>(operation: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (exception) {
    if (exception instanceof TransientError || exception instanceof RefusalError) {
      throw exception;
    }
    const { name = 'Error', message = '', Reason: reason } = asSdkException(exception);
    const text = `${name}: ${message}${reason === undefined ? '' : ` (${reason})`}`;
    const options = { cause: exception };
    throw isTransient(exception) ? new TransientError(operation, text, options) : new RefusalError(operation, text, options);
  }
}

/** Makes the call; one of the named exceptions means that there is no such thing. */
export async function callingOrNull<T>(operation: string, names: readonly string[], call: () => Promise<T>): Promise<T | null> {
  return calling(operation, async () => {
    try {
      return await call();
    } catch (exception) {
      if (isNamed(exception, ...names)) {
        return null;
      }
      throw exception;
    }
  });
}

function asSdkException(exception: unknown): SdkException {
  return typeof exception === 'object' && exception !== null ? exception : { message: String(exception) };
}
