/** Requests to REST APIs of API Gateway: any method, path and body. No SDK client makes them. */

import type { ApiError } from '../../kernel/types';
import type { Protocol, WireRequest } from '../../kernel/wire';

/** A request to a REST API. */
export interface RestInput {
  /** What the host name begins with. */
  readonly apiId: string | undefined;
  readonly method: string;
  /** With the stage, without the query. */
  readonly path: string;
  readonly query: Record<string, string>;
  readonly headers: WireRequest['headers'];
  readonly body: string;
}

/** A REST API answers as its function says. */
export interface RestAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export const EXECUTE_API_PROTOCOL: Protocol = {
  handSigned: true,
  decode: ({ method, url, headers, body }) => {
    const [path, query = ''] = url.split('?');
    const input: RestInput = {
      apiId: /^([a-z0-9]+)\.execute-api\./.exec(headers.host ?? '')?.[1],
      method,
      path: decodeURI(path),
      query: Object.fromEntries(new URLSearchParams(query)),
      headers,
      body,
    };
    return {
      action: 'Invoke',
      input,
      answer: output => {
        const { statusCode, headers: answered, body: text } = output as RestAnswer;
        return { status: statusCode, headers: { ...answered, 'x-amzn-requestid': 'rehearsal' }, body: text };
      },
      // API Gateway writes the name of the member with a capital where IAM has refused, and nowhere else.
      refuse: error => ({
        status: statusOf(error),
        headers: { 'content-type': 'application/json', 'x-amzn-errortype': error.code },
        body: JSON.stringify({ [error.code === 'AccessDeniedException' ? 'Message' : 'message']: error.message }),
      }),
    };
  },
};

/** An error that a world file names comes without a status. */
function statusOf({ code, statusCode }: ApiError): number {
  if (statusCode !== 400) {
    return statusCode;
  }
  if (/^(internal|service)/i.test(code)) {
    return 500;
  }
  return /forbidden|denied|token|signature/i.test(code) ? 403 : 400;
}
