/** API Gateway: requests to REST APIs, which other services publish. */

import type { RestAnswer, RestInput } from './rest-protocol';
import { EXECUTE_API_PROTOCOL } from './rest-protocol';
import type { ApiRequest, Caller, Deferred } from '../../kernel/types';
import { ApiError } from '../../kernel/types';
import type { AuthorizedCall } from '../permissions';
import { defineService } from '../service';

/** A REST API of an account. */
export interface RestApi {
  readonly accountId: string;
  readonly region: string;
  /** As it is now: an upgrade may replace it. */
  readonly id: () => string;
  /** Answers a request that IAM has let through. */
  readonly answer: (input: RestInput, caller: Caller) => RestAnswer | Deferred;
}

export class ExecuteApiService {
  private readonly apis: RestApi[] = [];

  public publish(api: RestApi): void {
    this.apis.push(api);
  }

  /** The API with that id in the Region. */
  public find(id: unknown, region: string): RestApi | undefined {
    return this.apis.find(api => api.id() === id && api.region === region);
  }

  public invoke({ caller, input, region }: ApiRequest): RestAnswer | Deferred {
    const api = this.find(input.apiId, region);
    if (!api) {
      throw new ApiError('ForbiddenException', 'Forbidden', 403);
    }
    return api.answer(input as RestInput, caller);
  }
}

function arnsOf({ request, service, partition }: AuthorizedCall<ExecuteApiService>): string[] {
  const { apiId, method, path } = request.input;
  const api = service.find(apiId, request.region);
  const [, stage, ...resource] = String(path).split('/');
  // An API that isn't there is nobody's: who asks for it is turned away before anyone looks at policies.
  return api === undefined ? [] : [`arn:${partition}:execute-api:${request.region}:${api.accountId}:${apiId}/${stage}/${method}/${resource.join('/')}`];
}

export const executeApi = defineService({
  name: 'executeApi',
  prefix: 'execute-api',
  protocol: EXECUTE_API_PROTOCOL,
  start: () => new ExecuteApiService(),
  operations: {
    Invoke: { may: { resources: arnsOf }, answer: (service, request) => service.invoke(request) },
  },
});
