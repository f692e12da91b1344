/** The protocols that several services speak: JSON 1.0 and 1.1, and the query protocol with XML answers. */

import { AccessDenied } from './types';
import type { Protocol, WireAnswer } from './wire';

const JSON_TYPE = 'application/json';

/** JSON 1.0 and 1.1: the operation stands in a header. */
export const AWS_JSON: Protocol = {
  decode: request => {
    const target = request.headers['x-amz-target'];
    if (!target) {
      return undefined;
    }
    const type = request.headers['content-type'] ?? 'application/x-amz-json-1.1';
    return {
      action: target.slice(target.lastIndexOf('.') + 1),
      input: request.body ? JSON.parse(request.body) : {},
      answer: output => jsonAnswer(200, output ?? {}, type),
      refuse: ({ code, members, message, statusCode }) => jsonAnswer(statusCode, { __type: code, message, Message: message, ...members }, type),
    };
  },
};

/** Names of errors that the query protocol has others for. */
const QUERY_CODES: Readonly<Record<string, string>> = {
  ExpiredTokenException: 'ExpiredToken',
  InvalidSignatureException: 'SignatureDoesNotMatch',
  ThrottlingException: 'Throttling',
  UnrecognizedClientException: 'InvalidClientTokenId',
  ValidationException: 'ValidationError',
};

/** The query protocol: a form goes out, XML comes back. */
export const AWS_QUERY: Protocol = {
  decode: request => {
    if (!request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
      return undefined;
    }
    const { Action: action, Version: _version, ...input } = Object.fromEntries(new URLSearchParams(request.body));
    return {
      action,
      input,
      answer: output => xmlAnswer(200, `<${action}Response><${action}Result>${toXml(output)}</${action}Result><ResponseMetadata><RequestId>rehearsal</RequestId></ResponseMetadata></${action}Response>`),
      refuse: error => {
        const [code, status] = error instanceof AccessDenied ? ['AccessDenied', 403] as const : [QUERY_CODES[error.code] ?? error.code, error.statusCode] as const;
        return xmlAnswer(status, `<ErrorResponse><Error><Type>Sender</Type><Code>${escapeXml(code)}</Code><Message>${escapeXml(error.message)}</Message></Error><RequestId>rehearsal</RequestId></ErrorResponse>`);
      },
    };
  },
};

/** A protocol whose requests a function signs by itself, for want of an SDK client in AWS's runtime. */
export function signedByHand(protocol: Protocol): Protocol {
  return { ...protocol, handSigned: true };
}

/** An answer with a JSON body. */
export function jsonAnswer(status: number, body: unknown, type = JSON_TYPE): WireAnswer {
  return { status, headers: { 'content-type': type, 'x-amzn-requestid': 'rehearsal' }, body: toJson(body) };
}

/** JSON as services write it: dates are seconds since 1970. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key: string, written: unknown) {
    // A date has been turned into text by the time that it gets here.
    const original = this[key];
    return original instanceof Date ? original.getTime() / 1000 : written;
  });
}

function xmlAnswer(status: number, body: string): WireAnswer {
  return { status, headers: { 'content-type': 'text/xml' }, body: `<?xml version="1.0"?>${body}` };
}

function toXml(value: unknown): string {
  if (value === undefined || value === null) {
    return '';
  }
  if (value instanceof Date) {
    return value.toISOString();
  }
  if (Array.isArray(value)) {
    return value.map(item => `<member>${toXml(item)}</member>`).join('');
  }
  if (typeof value === 'object') {
    return Object.entries(value)
      .filter(([, member]) => member !== undefined && member !== null)
      .map(([name, member]) => `<${name}>${toXml(member)}</${name}>`)
      .join('');
  }
  return escapeXml(String(value));
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
