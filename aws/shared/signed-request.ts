/** Requests to AWS APIs that have no client of their own: signed with version 4, sent with Node's own https. */

import * as https from 'node:https';
import { calling } from './errors';
import { signedHeaders } from './signature';
import type { Credentials } from './signature';

/** One request. */
export interface SignedRequest {
  /** What it is called if it doesn't get through: 'innovation-sandbox:Register'. */
  readonly operation: string;
  readonly method: 'GET' | 'POST';
  readonly host: string;
  /** Nothing in it needs escaping. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Of the signature. */
  readonly service: string;
  readonly region: string;
  readonly credentials: Credentials;
  readonly now: Date;
  /** How long an answer is waited for, in milliseconds: as long as API Gateway may take, unless it is said. */
  readonly answerMs?: number;
}

/** What came back, whatever it says. */
export interface RawAnswer {
  readonly status: number;
  readonly body: string;
}

/** API Gateway answers within 29 seconds, or says that it can't. */
const TIMEOUT_MS = 40_000;
/** Firewalls in front of APIs refuse who doesn't say who he is. */
const USER_AGENT = 'account-robot';

/** Sends the request. Throws a TransientError if there was no answer. */
export async function sendSigned(request: SignedRequest): Promise<RawAnswer> {
  const { method, host, path, body, answerMs = TIMEOUT_MS } = request;
  // One connection for each request: between two polls the function is frozen, and a connection that was kept is dead when it wakes.
  const headers = { ...signedHeaders({ ...request, headers: request.headers ?? {} }), 'user-agent': USER_AGENT, 'connection': 'close' };
  return calling(request.operation, async () => send({ method, host, path, headers, timeout: answerMs }, body));
}

async function send(options: https.RequestOptions, body: string | undefined): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const request = https.request(options, response => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('aborted', () => reject(new Error('aborted')));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }));
    });
    request.on('error', reject);
    request.on('timeout', () => request.destroy(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })));
    request.end(body);
  });
}
