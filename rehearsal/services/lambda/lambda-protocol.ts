/** Lambda's REST protocol, as far as invocations and GetFunction need it. */

import { jsonAnswer, toJson } from '../../kernel/protocols';
import { AccessDenied } from '../../kernel/types';
import type { Protocol, WireAnswer } from '../../kernel/wire';

/** What an invocation comes to: the payload is passed on as it is. */
export interface InvocationAnswer {
  readonly payload: unknown;
  readonly functionError?: string;
  /** 202 for an event that was taken, 204 for a call that only asks; 200 unless it is said. */
  readonly statusCode?: number;
}

const FUNCTION_PATH = /^\/2015-03-31\/functions\/([^/?]+)(\/invocations)?(\?.*)?$/;

export const LAMBDA_PROTOCOL: Protocol = {
  decode: request => {
    const fn = FUNCTION_PATH.exec(request.url);
    if (!fn) {
      return undefined;
    }
    const isInvocation = fn[2] !== undefined;
    return {
      action: isInvocation ? 'Invoke' : 'GetFunction',
      input: { FunctionName: decodeURIComponent(fn[1]), Payload: request.body, InvocationType: request.headers['x-amz-invocation-type'] },
      answer: output => (isInvocation ? invocationAnswer(output as InvocationAnswer) : jsonAnswer(200, output)),
      refuse: error => ({
        status: error instanceof AccessDenied ? 403 : error.statusCode,
        headers: { 'content-type': 'application/json', 'x-amzn-errortype': error.code },
        body: toJson({ Type: 'User', Message: error.message }),
      }),
    };
  },
};

function invocationAnswer({ functionError, payload, statusCode = 200 }: InvocationAnswer): WireAnswer {
  if (statusCode !== 200) {
    return { status: statusCode, headers: { 'x-amz-executed-version': '$LATEST' }, body: '' };
  }
  const headers: Record<string, string> = { 'content-type': 'application/json', 'x-amz-executed-version': '$LATEST' };
  if (functionError) {
    headers['x-amz-function-error'] = functionError;
  }
  return { status: 200, headers, body: JSON.stringify(payload ?? null) };
}
