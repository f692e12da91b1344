/**
 * Signature Version 4, checked for the requests that functions sign with their own hands: those to REST APIs and to services that have no
 * SDK client here. A wrong one would be found out by AWS only.
 */

import { createHash, createHmac } from 'node:crypto';
import type { WireRequest } from './wire';

const AUTHORIZATION = /^AWS4-HMAC-SHA256 Credential=[^/]+\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;

/** What AWS says to a signature that it doesn't come to itself. */
export const SIGNATURE_MISMATCH = 'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

/** AWS takes signatures that are so much older or newer than its own clock. */
const LEEWAY_MS = 5 * 60_000;

/** What AWS says to a signature that isn't of now; undefined if it is, or if there is none. */
export function untimely({ headers }: Pick<WireRequest, 'headers'>, now: Date): string | undefined {
  const signedAt = headers['x-amz-date'];
  const at = Date.parse(signedAt?.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/, '$1-$2-$3T$4:$5:$6Z') ?? '');
  if (Math.abs(at - now.getTime()) > LEEWAY_MS) {
    const isOld = at < now.getTime();
    const limit = new Date(now.getTime() + (isOld ? -LEEWAY_MS : LEEWAY_MS));
    const bounds = `${momentOf(limit)} (${momentOf(now)} ${isOld ? '-' : '+'} 5 min.)`;
    return isOld ? `Signature expired: ${signedAt} is now earlier than ${bounds}` : `Signature not yet current: ${signedAt} is still later than ${bounds}`;
  }
  return undefined;
}

function momentOf(date: Date): string {
  return date.toISOString().replace(/[-:]|\.\d+/g, '');
}

/** What a signature is made with. */
export interface SigningCredentials {
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Whether the request is signed with these credentials, host and security token included. */
export function isSignedWith(request: WireRequest, { secretAccessKey, sessionToken }: SigningCredentials): boolean {
  const parts = AUTHORIZATION.exec(request.headers.authorization ?? '');
  const moment = request.headers['x-amz-date'];
  if (!parts || moment === undefined || request.headers['x-amz-security-token'] !== sessionToken) {
    return false;
  }
  const [, day, region, service, headerList, signature] = parts;
  const signed = headerList.split(';');
  if (!signed.includes('host') || !moment.startsWith(day)) {
    return false;
  }

  const [path, query = ''] = splitOnce(request.url, '?');
  const canonical = [
    request.method,
    path.split('/').map(encode).join('/'),
    canonicalQuery(query),
    ...signed.map(name => `${name}:${(request.headers[name] ?? '').trim().replace(/\s+/g, ' ')}`),
    '',
    headerList,
    sha256(request.body),
  ].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', moment, scope, sha256(canonical)].join('\n');
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${secretAccessKey}`);
  return hmac(key, text).toString('hex') === signature;
}

/** Names and values stand encoded in the URL already; what is signed has them in order. */
function canonicalQuery(query: string): string {
  return query === '' ? '' : query.split('&')
    .map(pair => splitOnce(pair, '='))
    .map(([name, value = '']) => `${encode(decodeURIComponent(name))}=${encode(decodeURIComponent(value))}`)
    .sort()
    .join('&');
}

/** All but letters, digits and four marks. A path is encoded once more than it stands in the URL. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, mark => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

function splitOnce(text: string, mark: string): [string, string?] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'utf8').digest();
}
