/** What the two ways of reaching Innovation Sandbox have in common. */

import { TransientError } from '../../core/failures/errors';
import type { Fence } from '../../core/reconcile/fence';
import type { Sandbox } from '../../core/registration/innovation-sandbox/model';
import type { RawAnswer } from '../shared/signed-request';

/** One call of the API of Innovation Sandbox. */
export interface SandboxCall {
  readonly method: 'GET' | 'POST';
  /** '/accounts' */
  readonly path: string;
  /** A JSON object. */
  readonly body?: string;
  /** Of a call that changes something. */
  readonly fence?: Fence;
}

/** A way to the API. It keeps an answer that refuses the caller to itself: that is an AccessError. */
export interface SandboxTransport {
  call(sandbox: Sandbox, call: SandboxCall): Promise<RawAnswer>;
}

/** The name of a call in errors. */
export function operationOf(call: SandboxCall): string {
  return `innovation-sandbox:${call.method} ${call.path}`;
}

/** Throws if the call must not be sent once more, because the order that it was for stands no more. */
export async function requireStanding(call: SandboxCall): Promise<void> {
  if (call.fence !== undefined && !await call.fence()) {
    throw new TransientError(operationOf(call), 'not sent again: the deployment that it was for is over');
  }
}

/** Whether the API refuses who calls. */
export function isUnauthorized(answer: RawAnswer): boolean {
  return answer.status === 401 || answer.status === 403;
}

const WORDS_MAX = 500;

/** What an answer says: the message of one of the forms that Innovation Sandbox and API Gateway use, or the answer as it is. */
export function wordsOf(body: string): string {
  const errors = parsed(body);
  const words = [errors?.message, errors?.Message, ...(errors?.data?.errors ?? []).map(({ field, message }) => field === undefined ? message : `${field}: ${message}`)]
    .filter((text): text is string => typeof text === 'string');
  return (words.length === 0 ? body : words.join('; ')).slice(0, WORDS_MAX);
}

interface ErrorBody {
  readonly message?: string;
  readonly Message?: string;
  readonly data?: { readonly errors?: readonly { readonly field?: string; readonly message?: string }[] };
}

function parsed(body: string): ErrorBody | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
