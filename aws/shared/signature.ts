/**
 * Signature Version 4, for APIs that have no client in the SDK of the Lambda runtime.
 *
 *     request --> canonical request --hash--> text to sign --key of day, region, service--> signature
 *
 * Written out, because the libraries that sign any request there is weigh a seventh of the bundle, and the runtime has them for its own SDK only. Tests hold it
 * against one of them.
 */

import { createHash, createHmac } from 'node:crypto';

/** Temporary or long-lived credentials. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** What is signed. */
export interface Signable {
  readonly method: string;
  readonly host: string;
  /** Nothing in it needs escaping, and it has no query. */
  readonly path: string;
  /** All of them are signed. Names are in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly service: string;
  readonly region: string;
  readonly credentials: Credentials;
  readonly now: Date;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';

/** The headers that the request is sent with: its own, and those of the signature. */
export function signedHeaders({ method, host, path, headers, body = '', service, region, credentials, now }: Signable): Record<string, string> {
  const moment = now.toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = [moment.slice(0, 8), region, service, 'aws4_request'];
  const bodyHash = sha256(body);
  const signed: Record<string, string> = {
    ...headers,
    host,
    'x-amz-date': moment,
    'x-amz-content-sha256': bodyHash,
    ...(credentials.sessionToken === undefined ? {} : { 'x-amz-security-token': credentials.sessionToken }),
  };
  const names = Object.keys(signed).sort();
  const lines = names.map(name => `${name}:${signed[name].trim().replace(/\s+/g, ' ')}\n`).join('');
  const canonical = [method, path, '', lines, names.join(';'), bodyHash].join('\n');
  const text = [ALGORITHM, moment, scope.join('/'), sha256(canonical)].join('\n');
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${credentials.secretAccessKey}`);
  return {
    ...signed,
    authorization: `${ALGORITHM} Credential=${credentials.accessKeyId}/${scope.join('/')}, SignedHeaders=${names.join(';')}, Signature=${hmac(key, text).toString('hex')}`,
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
