/** The protocols that functions speak: JSON 1.0 and 1.1, the query protocol with XML answers, Lambda's REST, and plain requests to REST APIs. */

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
  /** Whether no SDK client makes such calls: then the signature is the function's own work. */
  readonly handSigned: boolean;
  /** Turns the service's answer into the protocol's. */
  readonly answer: (output: unknown) => WireAnswer;
  readonly refuse: (error: ApiError) => WireAnswer;
}

const FUNCTION_PATH = /^\/2015-03-31\/functions\/([^/?]+)(\/invocations)?(\?.*)?$/;
/** REST APIs, and services for which AWS's runtime brings no client. */
const HAND_SIGNED = ['execute-api', 'billing'];
const SCOPE = /Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/;

/** @throws {UnknownToRehearsal} for a protocol or path that no service here speaks */
export function decodeCall(request: WireRequest): WireCall {
  const scope = SCOPE.exec(request.headers.authorization ?? '');
  if (!scope) throw new UnknownToRehearsal(`an unsigned request ${request.method} ${request.url.split('?')[0]} reached the rehearsal, which knows signed AWS calls and answers to CloudFormation only`);
  const [, accessKeyId, region, service] = scope;
  const signed = { accessKeyId, region, service, handSigned: HAND_SIGNED.includes(service) };

  if (service === 'execute-api') return { ...signed, ...restCall(request) };
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

/** A request to a REST API of API Gateway. */
interface RestInput {
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

function restCall({ method, url, headers, body }: WireRequest): Pick<WireCall, 'action' | 'input' | 'answer' | 'refuse'> {
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
      status: restStatus(error),
      headers: { 'content-type': 'application/json', 'x-amzn-errortype': error.code },
      body: JSON.stringify({ [error.code === 'AccessDeniedException' ? 'Message' : 'message']: error.message }),
    }),
  };
}

/** An error that a world file names comes without a status. */
function restStatus({ code, statusCode }: ApiError): number {
  if (statusCode !== 400) return statusCode;
  if (/^(internal|service)/i.test(code)) return 500;
  return /forbidden|denied|token|signature/i.test(code) ? 403 : 400;
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
