/** Calls to services whose client isn't at hand, for the command: signed with version 4, to AWS or to wherever the environment points. */

import * as http from 'node:http';
import * as https from 'node:https';
import { dnsSuffixOf } from '../../src/contract';
import { calling } from '../shared/errors';
import { signedHeaders } from '../shared/signature';
import type { Credentials } from '../shared/signature';

/** A call's place: REST services have a path for each operation, those of JSON 1.1 a header. */
export type Address = { readonly path: string } | { readonly target: string };

/** Where calls go to and who makes them. */
export interface RestContext {
  readonly region: string;
  readonly credentials: () => Promise<Credentials>;
  readonly now: () => Date;
  /** In place of AWS's own endpoint: http://127.0.0.1:43211 */
  readonly endpoint?: string;
}

/** An exception as AWS's JSON protocols put it. */
interface Exception {
  readonly __type?: string;
  readonly message?: string;
  readonly Message?: string;
}

const TIMEOUT_MS = 30_000;
/** Beside the first one. */
const TRIES_MORE = 4;
const FIRST_WAIT_SECONDS = 0.5;

/** One POST with a JSON body. Throws a RefusalError with AWS's words, or a TransientError when patience ends. */
export async function postJson<T>(
  service: string, action: string, address: Address, input: object, context: RestContext, sleep: (seconds: number) => Promise<void>,
): Promise<T> {
  const operation = `${service}:${action}`;
  for (let attempt = 0; ; attempt++) {
    const { status, body, type } = await calling(operation, async () => send(service, address, JSON.stringify(input), context));
    if (status === 200) {
      return JSON.parse(body) as T;
    }
    if ((status === 429 || status >= 500) && attempt < TRIES_MORE) {
      await sleep(FIRST_WAIT_SECONDS * 2 ** attempt);
      continue;
    }
    const { message, Message = message, __type } = parsed(body);
    return calling<T>(operation, async () => {
      throw Object.assign(new Error(Message ?? body.slice(0, 200)), { name: type ?? __type?.split('#').at(-1) ?? `status ${status}`, $metadata: { httpStatusCode: status } });
    });
  }
}

function parsed(body: string): Exception {
  try {
    return Object(JSON.parse(body)) as Exception;
  } catch {
    return {};
  }
}

async function send(service: string, address: Address, body: string, { region, credentials, now, endpoint }: RestContext) {
  const url = new URL(endpoint ?? `https://${service}.${region}.${dnsSuffixOf(region)}`);
  const path = 'path' in address ? address.path : '/';
  const headers = signedHeaders({
    method: 'POST',
    host: url.host,
    path,
    headers: 'path' in address ? { 'content-type': 'application/json' }
      : { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': address.target },
    body,
    service,
    region,
    credentials: await credentials(),
    now: now(),
  });
  return transmit(url, { method: 'POST', path, headers }, body);
}

/** Sends what is signed already, with the host that it is signed for. */
export async function transmit(
  { hostname, port, protocol }: URL, { method, path, headers }: Pick<http.RequestOptions, 'method' | 'path'> & { readonly headers: Readonly<Record<string, string>> }, body: string | undefined,
): Promise<{ status: number; body: string; type?: string }> {
  return new Promise((resolve, reject) => {
    const { request } = protocol === 'http:' ? http : https;
    const outgoing = request({ hostname, port, method, path, headers: { ...headers, 'user-agent': 'account-robot' }, timeout: TIMEOUT_MS }, incoming => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const [type] = String(incoming.headers['x-amzn-errortype'] ?? '').split(':');
        resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8'), ...(type === '' ? {} : { type }) });
      });
    });
    outgoing.on('timeout', () => outgoing.destroy(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })));
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
