/** Requests to AWS APIs that have no client of their own: signed with version 4, sent with Node's own https. */

import { createHash, createHmac } from 'node:crypto';
import * as https from 'node:https';
import { SignatureV4 } from '@smithy/signature-v4';
import { calling } from './errors';

/** Temporary or long-lived credentials. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The hash of the signature, by Node's own means. */
class Sha256 {
  private hash;

  constructor(private readonly secret?: string | ArrayBuffer | ArrayBufferView) {
    this.hash = this.begin();
  }

  update(data: Uint8Array | string): void {
    this.hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return new Uint8Array(this.hash.digest());
  }

  reset(): void {
    this.hash = this.begin();
  }

  private begin() {
    const { secret } = this;
    if (secret === undefined) {
      return createHash('sha256');
    }
    return createHmac('sha256', typeof secret === 'string' ? secret : ArrayBuffer.isView(secret)
      ? new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength) : new Uint8Array(secret));
  }
}

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
  const { method, host, path, body, service, region, credentials } = request;
  const signer = new SignatureV4({ service, region, credentials, sha256: Sha256 });
  const signed = await signer.sign({
    method, protocol: 'https:', hostname: host, path, query: {}, body, headers: { ...request.headers, 'host': host, 'user-agent': USER_AGENT },
  }, { signingDate: request.now });
  // One connection for each request: between two polls the function is frozen, and a connection that was kept is dead when it wakes.
  const headers = { ...signed.headers, connection: 'close' };
  return calling(request.operation, async () => send({ method, host, path, headers }, body));
}

async function send(options: https.RequestOptions, body: string | undefined): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const request = https.request({ ...options, timeout: TIMEOUT_MS }, (response) => {
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
