/**
 * The SDK clients that AWS's Node runtime supplies to functions, as one bundle: the rehearsal works from a wheel or an empty
 * folder, where no SDK is installed. Each client is loaded when a function first asks for it.
 *
 * Their requests are carried by a transport of the rehearsal in place of Node's HTTP. A client that was given limits of time
 * keeps the SDK's own handler for them, and so does a body that is a stream.
 */

import { buildQueryString } from '@smithy/core/protocols';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { WireAnswer, WireRequest } from './wire';

/** Carries a request to its answer. */
export type Transport = (request: WireRequest) => Promise<WireAnswer>;

/** What this bundle exports. */
export interface SdkBundle {
  readonly modules: Record<string, () => unknown>;
  carryBy(transport: Transport): void;
}

/** Gives all clients of this copy of the bundle what sends their requests. */
export function carryBy(transport: Transport): void {
  const handle = NodeHttpHandler.prototype.handle;
  NodeHttpHandler.prototype.handle = async function (this: any, request, options = {}) {
    const { requestTimeout, connectionTimeout, socketTimeout } = this.config ??= await this.configProvider;
    const { body } = request;
    const isWhole = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
    const isLimited = options.abortSignal || options.requestTimeout || requestTimeout || connectionTimeout || socketTimeout;
    if (!isWhole || isLimited) {
      return handle.call(this, request, options);
    }
    const query = buildQueryString(request.query ?? {});
    const answer = await transport({
      method: request.method,
      url: query === '' ? request.path : `${request.path}?${query}`,
      headers: lower(request.headers),
      body: typeof body === 'string' ? body : textOf(body),
    }).catch(error => {
      // As the SDK names a connection that breaks.
      throw Object.assign(error, { name: 'TimeoutError' });
    });
    return { response: { statusCode: answer.status, headers: lower(answer.headers), body: Buffer.from(answer.body) } as any };
  };
}

/** By its bytes: the SDK warns of whoever takes a body of its for text. */
function textOf(body: Uint8Array | undefined): string {
  return body === undefined ? '' : Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
}

function lower(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

export const modules: Record<string, () => unknown> = {
  '@aws-sdk/client-cloudformation': () => require('@aws-sdk/client-cloudformation'),
  '@aws-sdk/client-dynamodb': () => require('@aws-sdk/client-dynamodb'),
  '@aws-sdk/client-eventbridge': () => require('@aws-sdk/client-eventbridge'),
  '@aws-sdk/client-lambda': () => require('@aws-sdk/client-lambda'),
  '@aws-sdk/client-organizations': () => require('@aws-sdk/client-organizations'),
  '@aws-sdk/client-secrets-manager': () => require('@aws-sdk/client-secrets-manager'),
  '@aws-sdk/client-service-catalog': () => require('@aws-sdk/client-service-catalog'),
  '@aws-sdk/client-service-quotas': () => require('@aws-sdk/client-service-quotas'),
  '@aws-sdk/client-sfn': () => require('@aws-sdk/client-sfn'),
  '@aws-sdk/client-sns': () => require('@aws-sdk/client-sns'),
  '@aws-sdk/client-ssm': () => require('@aws-sdk/client-ssm'),
  '@aws-sdk/client-sso-admin': () => require('@aws-sdk/client-sso-admin'),
  '@aws-sdk/client-sts': () => require('@aws-sdk/client-sts'),
};
