/** The two ways to the accounts function: through API Gateway, and by invoking it directly. */

import type { AccountsApi } from './accounts-api';
import type { HttpAnswer } from './answers';
import { gateway, Refusal, unexpected } from './answers';
import { checkMachineClient, checkToken } from './callers';
import type { SandboxContext } from './sandbox-context';
import type { SandboxTokens } from './tokens';
import { SANDBOX_API_STAGE, SANDBOX_NAMES } from '../../../src/contract';
import type { Caller } from '../../kernel/types';
import { ApiError, Deferred } from '../../kernel/types';
import type { RestInput } from '../execute-api/rest-protocol';

type Headers = Record<string, string | undefined>;

/** What API Gateway says of a stage that doesn't exist, and the firewall of what it doesn't like. */
const FORBIDDEN = gateway(403, { message: 'Forbidden' }, 'ForbiddenException');

/** How long API Gateway waits for an integration unless a quota is raised, and what it says then. */
const GATEWAY_MS = 29_000;
const GAVE_UP = gateway(504, { message: 'Endpoint request timed out' });

export class SandboxGateway {
  /** Answers that were waited for. */
  private waits = 0;

  constructor(private readonly sandbox: SandboxContext, private readonly api: AccountsApi, private readonly tokens: SandboxTokens) {}

  public get functionArn(): string {
    const { to: { partition }, world } = this.sandbox;
    return `arn:${partition}:lambda:${world.region}:${world.hubAccountId}:function:${SANDBOX_NAMES.accountsFunction(world.namespace)}`;
  }

  /** A request to the REST API that IAM has let through. */
  public request(input: RestInput, caller: Caller): HttpAnswer | Deferred {
    const { headers } = input;
    const [, stage, resource] = /^\/([^/]*)(\/.*)?$/.exec(input.path) ?? [];
    if (stage !== SANDBOX_API_STAGE) {
      return FORBIDDEN;
    }
    // The firewall has a rule for requests that don't say who makes them.
    if (!headers['user-agent']) {
      return FORBIDDEN;
    }
    if (!resource?.startsWith('/accounts')) {
      return gateway(403, { message: 'Missing Authentication Token' }, 'MissingAuthenticationTokenException');
    }
    const { hubAccountId } = this.sandbox.world;
    if (caller.accountId !== hubAccountId) {
      const what = `User: ${caller.sessionArn} is not authorized to perform: execute-api:Invoke`;
      return gateway(403, { Message: `${what} because no resource-based policy allows the execute-api:Invoke action` }, 'AccessDeniedException');
    }
    // Up to 1.2 an authorizer looks for a token where a signature stands.
    if (!this.sandbox.isAtLeast(1, 3)) {
      return gateway(403, { message: 'User is not authorized to access this resource with an explicit deny' }, 'AccessDeniedException');
    }
    const answer = this.guarded(() => checkMachineClient(this.sandbox, caller, headers), {
      method: input.method,
      path: resource,
      query: input.query,
      headers,
      body: input.body,
    });
    return answer instanceof Deferred ? this.withinLimit(answer) : answer;
  }

  /** API Gateway waits for the function no longer than its limit. The function doesn't know, and works on. */
  private withinLimit(answer: Deferred): Deferred {
    const { time } = this.sandbox.to;
    return new Deferred(done => {
      let isOver = false;
      const end = (output: unknown) => {
        if (!isOver) {
          done(output);
        }
        isOver = true;
      };
      time.at(time.now + GATEWAY_MS, `gateway gives up ${this.sandbox.world.namespace} ${++this.waits}`, () => end(GAVE_UP));
      answer.begin(end);
    });
  }

  /** A direct invocation of the function: the answer is its payload. */
  public invoke(event: unknown, caller: Caller): HttpAnswer | Deferred {
    if (caller.accountId !== this.sandbox.world.hubAccountId) {
      throw new ApiError('AccessDeniedException', `User: ${caller.sessionArn} is not authorized to perform: lambda:InvokeFunction on resource: ${this.functionArn} because no resource-based policy allows the lambda:InvokeFunction action`, 403);
    }
    const { headers, requestContext, httpMethod, path, body, queryStringParameters } = (event ?? {}) as Record<string, any>;
    if (typeof headers !== 'object' || headers === null || typeof requestContext !== 'object' || requestContext === null) {
      return unexpected().answer;
    }
    const lower: Headers = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
    // From 1.3 on the function relies on API Gateway to say who asks; an event of one's own making says nothing.
    const nobody: Caller = { ...caller, sessionArn: '' };
    const latest = this.sandbox.isAtLeast(1, 3);
    const check = () => (latest ? checkMachineClient(this.sandbox, nobody, lower) : checkToken(this.sandbox, this.tokens, lower));
    return this.guarded(check, { method: String(httpMethod), path: String(path), query: queryStringParameters ?? {}, headers: lower, body });
  }

  private guarded(check: () => void, request: Parameters<AccountsApi['answer']>[0]): HttpAnswer | Deferred {
    try {
      check();
    } catch (error) {
      if (error instanceof Refusal) {
        return error.answer;
      }
      throw error;
    }
    return this.api.answer(request);
  }
}
