/** What API Gateway hands to the function (a REST API, with the proxy integration), as a call and the facts of its caller. */

import type { CallerFacts } from '../../core/desk/actor';
import type { ApiAnswer, ApiCall } from '../../core/desk-api/serve';

/** What is read of an event. */
export interface ProxyEvent {
  readonly httpMethod?: string;
  readonly path?: string;
  readonly pathParameters?: Readonly<Record<string, string | undefined>> | null;
  readonly headers?: Readonly<Record<string, string | undefined>> | null;
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>> | null;
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
  readonly requestContext?: {
    readonly identity?: { readonly userArn?: string | null };
    readonly authorizer?: Readonly<Record<string, unknown>> | null;
  };
}

/** What API Gateway expects back. */
export interface ProxyAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Whether an event is somebody's request, and no tick. */
export function isRequest(event: unknown): event is ProxyEvent & { readonly httpMethod: string } {
  return typeof (Object(event) as ProxyEvent).httpMethod === 'string';
}

/** What is asked. */
export function callOf({ body, headers, httpMethod = '', isBase64Encoded, path = '', pathParameters, queryStringParameters }: ProxyEvent): ApiCall {
  const [, key] = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'idempotency-key') ?? [];
  // Behind a domain of one's own the path begins with whatever it is mapped to; what the resource caught doesn't.
  const proxied = pathParameters?.proxy;
  return {
    method: httpMethod,
    path: proxied === undefined ? path : `/${proxied}`,
    query: Object.fromEntries(Object.entries(queryStringParameters ?? {}).map(([name, value]) => [name, value ?? ''])),
    ...key !== undefined && { key },
    ...typeof body === 'string' && { body: isBase64Encoded === true ? Buffer.from(body, 'base64').toString('utf8') : body },
  };
}

/**
 * Who asks: claims of a token that Cognito's authorizer has checked, what a Lambda authorizer says, or the principal that signed.
 *
 * A Lambda authorizer says `subject`, `issuer` and `groups`, or `sourceIdentity`; its context has texts only, so groups are one text with commas.
 */
export function callerFactsOf({ requestContext: { authorizer, identity } = {} }: ProxyEvent): CallerFacts {
  const claims = Object(authorizer?.claims ?? {}) as Readonly<Record<string, unknown>>;
  const said = Object(authorizer ?? {}) as Readonly<Record<string, unknown>>;
  const subject = textOf(claims.sub) ?? textOf(said.subject);
  const sourceIdentity = textOf(said.sourceIdentity);
  if (subject !== undefined) {
    return { subject, issuer: textOf(claims.iss) ?? textOf(said.issuer) ?? '', groups: listOf(claims['cognito:groups'] ?? said.groups) };
  }
  return { ...typeof identity?.userArn === 'string' && { userArn: identity.userArn }, ...sourceIdentity !== undefined && { sourceIdentity } };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function listOf(value: unknown): string[] {
  return (textOf(value) ?? '').split(',').map(group => group.trim()).filter(group => group !== '');
}

/** The answer as API Gateway has it. */
export function proxyAnswer({ body, headers, status }: ApiAnswer): ProxyAnswer {
  return { statusCode: status, headers, body: JSON.stringify(body) };
}
