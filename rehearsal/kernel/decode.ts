/** Reads a request off the wire: whom it is for, who signed it, and what it asks for. */

import { AWS_JSON, AWS_QUERY } from './protocols';
import { UnknownToRehearsal } from './types';
import type { DecodedCall, Protocol, WireRequest } from './wire';

/** What a request asks for, before anyone looked at who asks. */
export interface WireCall extends DecodedCall {
  /** The IAM prefix of the service. */
  readonly service: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly handSigned: boolean;
}

const SCOPE = /Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/;

/**
 * @param protocolOf how the service of that name is spoken to; undefined for one that nobody knows, whose call is read all the same to be named
 * @throws {UnknownToRehearsal} for a request that isn't signed, or that isn't in its service's protocol
 */
export function decodeCall(request: WireRequest, protocolOf: (service: string) => Protocol | undefined): WireCall {
  const scope = SCOPE.exec(request.headers.authorization ?? '');
  const where = `${request.method} ${request.url.split('?')[0]}`;
  if (!scope) {
    throw new UnknownToRehearsal(`an unsigned request ${where} reached the rehearsal, which knows signed AWS calls and answers to CloudFormation only`);
  }
  const [, accessKeyId, region, service] = scope;
  const protocol = protocolOf(service);
  const call = protocol === undefined ? AWS_JSON.decode(request) ?? AWS_QUERY.decode(request) : protocol.decode(request);
  if (!call) {
    throw new UnknownToRehearsal(`the rehearsal does not know the call ${where} of service '${service}'; only the calls of this package's functions and of the Provider framework are rehearsed`);
  }
  return { ...call, accessKeyId, region, service, handSigned: protocol?.handSigned === true };
}
