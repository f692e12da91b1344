/** The real SDK's clients on a rehearsal's wire: what they send is decoded, authorized and served as a function's calls are. */

import type { TestOrganization } from './test-organization';
import { Dispatcher } from '../../../rehearsal/kernel/dispatcher';
import type { Caller } from '../../../rehearsal/kernel/types';
import type { WireAnswer } from '../../../rehearsal/kernel/wire';
import { protocolOf } from '../../../rehearsal/services/rehearsed-services';

/** Of the SDK's HTTP request. */
interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Record<string, string>;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array;
}

/** What a client of the SDK is made with to talk to an organization; `aheadMs`: how far its clock is ahead of it. */
export function clientOf(organization: TestOrganization, caller: Caller = organization.caller, expiresAt?: number, aheadMs = 0) {
  const dispatcher = new Dispatcher({
    clock: organization.clock,
    endpoint: { sessionOf: () => ({ caller, secretAccessKey: 'secret', sessionToken: 'token', expiresAt }) },
    functions: { isAlive: () => true, die: () => undefined },
    protocolOf,
    authorizationsOf: request => organization.services.authorizationsOf(request),
    authorize: (who, { action, resource, context }) => organization.iam.authorize(who, action, resource, context),
    handle: request => organization.services.handle(request),
    respond: () => undefined,
    faults: { refusal: () => undefined, ending: () => 'answered' },
  });
  const serve = ({ method, path, headers, body }: SdkRequest) => new Promise<WireAnswer>(resolve => dispatcher.serve({
    instance: 'test',
    call: 1,
    request: { method, url: path, headers, body: typeof body === 'string' ? body : new TextDecoder().decode(body) },
    answer: resolve,
    lose: () => undefined,
  }));
  return {
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'ASIATEST', secretAccessKey: 'secret', sessionToken: 'token' },
    requestHandler: {
      handle: async (request: SdkRequest) => {
        const signedAt = new Date(organization.clock.date.getTime() + aheadMs).toISOString().replace(/[-:]|\.\d+/g, '');
        const { status, headers, body } = await serve({ ...request, headers: { ...lower(request.headers), 'x-amz-date': signedAt } });
        return { response: { statusCode: status, headers: lower(headers), body: Buffer.from(body) } };
      },
    } as any,
  };
}

function lower(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
