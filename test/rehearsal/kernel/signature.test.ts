/** Signatures, against those that the library makes which the functions use. */

import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { isSignedWith } from '../../../rehearsal/kernel/signature';
import type { WireRequest } from '../../../rehearsal/kernel/wire';

class Sha256 {
  private readonly hash;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', typeof secret === 'string' ? secret : Buffer.from(secret as Uint8Array));
  }

  public update(data: string | Uint8Array): void {
    this.hash.update(data);
  }

  public async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }

  public reset(): void {}
}

const CREDENTIALS = { accessKeyId: 'ASIA1', secretAccessKey: 'secret', sessionToken: 'token' };
const HOST = 'isbapi0001.execute-api.us-west-2.amazonaws.com';

interface Parts {
  readonly path?: string;
  readonly query?: Record<string, string>;
  readonly body?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
}

async function signed(parts: Parts = {}): Promise<WireRequest> {
  const signer = new SignatureV4({ service: 'execute-api', region: 'us-west-2', credentials: CREDENTIALS, sha256: Sha256 as never });
  const { path = '/prod/accounts', query = {}, body = '{"awsAccountId":"444455556666"}', method = 'POST' } = parts;
  const request = await signer.sign({
    protocol: 'https:',
    hostname: HOST,
    method,
    path,
    query,
    body,
    headers: { 'host': HOST, 'content-type': 'application/json', 'user-agent': 'account-robot', ...parts.headers },
  }, { signingDate: new Date('2026-01-05T08:00:00Z') });
  const asked = new URLSearchParams(query).toString();
  return { method, url: asked === '' ? path : `${path}?${asked}`, headers: request.headers, body };
}

test.each<[string, Parts]>([
  ['a body', {}],
  ['no body', { method: 'GET', body: '' }],
  ['a query', { method: 'GET', body: '', query: { pageSize: '20', pageIdentifier: 'a/b=' } }],
  ['a path that is encoded', { path: '/prod/accounts/a%20b' }],
  ['letters beyond ASCII', { body: '{"name":"Ä"}' }],
  ['spaces in a header', { headers: { 'x-note': '  a   b ' } }],
])('a request with %s is signed', async (_, parts) => {
  expect(isSignedWith(await signed(parts), CREDENTIALS)).toBe(true);
});

test.each<[string, (request: WireRequest) => WireRequest]>([
  ['another body', request => ({ ...request, body: '{}' })],
  ['another path', request => ({ ...request, url: '/prod/other' })],
  ['another method', request => ({ ...request, method: 'GET' })],
  ['another query', request => ({ ...request, url: `${request.url}?a=b` })],
  ['another host', request => ({ ...request, headers: { ...request.headers, host: 'other' } })],
  ['no date', request => ({ ...request, headers: { ...request.headers, 'x-amz-date': undefined } })],
  ['no token', request => ({ ...request, headers: { ...request.headers, 'x-amz-security-token': undefined } })],
  ['no signature', request => ({ ...request, headers: { ...request.headers, authorization: 'Bearer x' } })],
])('a request that has %s than was signed is not', async (_, change) => {
  expect(isSignedWith(change(await signed()), CREDENTIALS)).toBe(false);
});

test('a request that is signed with another secret is not', async () => {
  expect(isSignedWith(await signed(), { ...CREDENTIALS, secretAccessKey: 'other' })).toBe(false);
});
