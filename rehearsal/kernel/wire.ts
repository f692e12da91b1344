/** The protocols that the SDK clients speak: JSON 1.0 and 1.1, the query protocol with XML answers, and Lambda's REST. */

import { ApiError, UnknownToRehearsal } from './types';

/** An HTTP request as it arrived. */
export interface WireRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** What a request asks for, before anyone looked at who asks. */
export interface WireCall {
  /** The IAM prefix of the service. */
  readonly service: string;
  readonly action: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly input: Record<string, any>;
  /** Turns the service's answer into the protocol's. */
  readonly answer: (output: unknown) => WireAnswer;
  readonly refuse: (error: ApiError) => WireAnswer;
}

const FUNCTION_PATH = /^\/2015-03-31\/functions\/([^/?]+)(\/invocations)?(\?.*)?$/;
const SCOPE = /Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/;

/** @throws {UnknownToRehearsal} for a protocol or path that no service here speaks */
export function decodeCall(request: WireRequest): WireCall {
  const scope = SCOPE.exec(request.headers.authorization ?? '');
  if (!scope) throw new UnknownToRehearsal(`an unsigned request ${request.method} ${request.url.split('?')[0]} reached the rehearsal, which knows signed AWS calls and answers to CloudFormation only`);
  const [, accessKeyId, region, service] = scope;
  const signed = { accessKeyId, region, service };

  const target = request.headers['x-amz-target'];
  if (target) {
    const type = request.headers['content-type'] ?? 'application/x-amz-json-1.1';
    return {
      ...signed,
      action: target.slice(target.lastIndexOf('.') + 1),
      input: request.body ? JSON.parse(request.body) : {},
      answer: output => json(200, output ?? {}, type),
      refuse: error => json(error.statusCode, { __type: error.code, message: error.message, Message: error.message }, type),
    };
  }

  const fn = FUNCTION_PATH.exec(request.url);
  if (service === 'lambda' && fn) {
    return {
      ...signed,
      action: fn[2] ? 'Invoke' : 'GetFunction',
      input: { FunctionName: decodeURIComponent(fn[1]), Payload: request.body },
      answer: output => invocationAnswer(output as LambdaAnswer),
      refuse: error => ({ ...json(error.statusCode, { Type: 'User', Message: error.message }), headers: { 'content-type': 'application/json', 'x-amzn-errortype': error.code } }),
    };
  }

  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    const form = Object.fromEntries(new URLSearchParams(request.body));
    const { Action: action, Version: _version, ...input } = form;
    return {
      ...signed,
      action,
      input,
      answer: output => xml(200, `<${action}Response><${action}Result>${toXml(output)}</${action}Result><ResponseMetadata><RequestId>rehearsal</RequestId></ResponseMetadata></${action}Response>`),
      refuse: error => xml(error.statusCode, `<ErrorResponse><Error><Type>Sender</Type><Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message></Error><RequestId>rehearsal</RequestId></ErrorResponse>`),
    };
  }
  throw new UnknownToRehearsal(`the rehearsal does not know the call ${request.method} ${request.url.split('?')[0]} of service '${service}'; only the calls of this package's functions and of the Provider framework are rehearsed`);
}

/** Lambda's answers: GetFunction gives JSON, Invoke gives the payload as it is. */
export type LambdaAnswer = { readonly json: unknown } | { readonly payload: unknown; readonly functionError?: string };

function invocationAnswer(output: LambdaAnswer): WireAnswer {
  if ('json' in output) return json(200, output.json, 'application/json');
  const headers: Record<string, string> = { 'content-type': 'application/json', 'x-amz-executed-version': '$LATEST' };
  if (output.functionError) headers['x-amz-function-error'] = output.functionError;
  return { status: 200, headers, body: JSON.stringify(output.payload ?? null) };
}

function json(status: number, body: unknown, type = 'application/json'): WireAnswer {
  return { status, headers: { 'content-type': type, 'x-amzn-requestid': 'rehearsal' }, body: JSON.stringify(body) };
}

function xml(status: number, body: string): WireAnswer {
  return { status, headers: { 'content-type': 'text/xml' }, body: `<?xml version="1.0"?>${body}` };
}

function toXml(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(item => `<member>${toXml(item)}</member>`).join('');
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
