/** Serves one AWS call: who asks, may they, does a fault strike, which service answers. */

import { Endpoint, HeldRequest } from './endpoint';
import { Functions } from './function-host';
import { isSignedWith, SIGNATURE_MISMATCH } from './signature';
import { ApiError, ApiRequest, Caller, Clock, Service } from './types';
import { LambdaAnswer, WireCall, decodeCall } from './wire';
import { Fault } from '../world/world';

/** What one call must be allowed to do. */
export interface Authorization {
  readonly action: string;
  readonly resource: string;
  readonly context?: Record<string, string>;
}

/** What the dispatcher needs of the rest of the rehearsal. */
export interface DispatcherDependencies {
  readonly clock: Clock;
  readonly endpoint: Endpoint;
  readonly functions: Functions;
  readonly authorizationsOf: (request: ApiRequest) => Authorization[];
  readonly authorize: (caller: Caller, authorization: Authorization) => void;
  readonly services: (request: ApiRequest) => Service;
  /** A function that no stack of the assembly brings; undefined for any other. */
  readonly foreignFunction: (nameOrArn: string, caller: Caller, region: string) => ((event: unknown, caller: Caller) => unknown) | undefined;
  readonly respond: (url: string, body: unknown) => void;
  readonly fault: <K extends Fault['kind']>(kind: K, matches: (fault: Extract<Fault, { kind: K }>) => boolean) => Extract<Fault, { kind: K }> | undefined;
  readonly matchesAccount: (pattern: string | undefined, account: string | undefined) => boolean;
}

export class Dispatcher {
  /** Calls made, by caller and 'service:Action'. */
  public readonly calls = new Map<string, Map<string, number>>();

  constructor(private readonly to: DispatcherDependencies) {}

  /** Answers the request, now or, for an invocation, when the function has ended. */
  public serve(held: HeldRequest): void {
    if (!this.to.functions.isAlive(held.instance)) return;
    if (held.request.method === 'PUT' && !held.request.headers.authorization) {
      held.answer({ status: 200, headers: {}, body: '' });
      this.to.respond(held.request.url, held.request.body ? JSON.parse(held.request.body) : {});
      return;
    }
    const call = decodeCall(held.request);
    const name = `${call.service}:${call.action}`;
    try {
      const caller = this.callerOf(call, held);
      this.count(caller.label, name);
      this.struckBefore(name, held);
      const request: ApiRequest = { service: call.service, action: call.action, region: call.region, caller, input: call.input };
      for (const authorization of this.to.authorizationsOf(request)) this.to.authorize(caller, authorization);
      if (call.service === 'lambda') this.lambda(request, call, held);
      else this.finish(name, call, held, this.to.services(request).handle(request));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      held.answer(call.refuse(error));
    }
  }

  private callerOf(call: WireCall, held: HeldRequest): Caller {
    const session = this.to.endpoint.sessionOf(call.accessKeyId);
    if (!session) throw new ApiError('UnrecognizedClientException', 'The security token included in the request is invalid.', 403);
    if (session.expiresAt !== undefined && session.expiresAt <= this.to.clock.date.getTime()) {
      throw new ApiError('ExpiredTokenException', 'The security token included in the request is expired', 403);
    }
    if (call.handSigned && !isSignedWith(held.request, session)) throw new ApiError('InvalidSignatureException', SIGNATURE_MISMATCH, 403);
    return session.caller;
  }

  private lambda(request: ApiRequest, call: WireCall, held: HeldRequest): void {
    const arn = String(request.input.FunctionName);
    const foreign = this.to.foreignFunction(arn, request.caller, request.region);
    if (foreign) {
      const payload = foreign(request.input.Payload ? JSON.parse(request.input.Payload) : null, request.caller);
      this.finish('lambda:Invoke', call, held, { payload } satisfies LambdaAnswer);
      return;
    }
    if (!this.to.functions.has(arn)) throw new ApiError('ResourceNotFoundException', `Function not found: ${arn}`, 404);
    if (request.action === 'GetFunction') {
      held.answer(call.answer({ json: { Configuration: { FunctionArn: arn, State: 'Active', LastUpdateStatus: 'Successful' } } } satisfies LambdaAnswer));
      return;
    }
    const event: unknown = request.input.Payload ? JSON.parse(request.input.Payload) : null;
    this.to.functions.invoke(arn, event, outcome => {
      const answer: LambdaAnswer = outcome.error
        ? { payload: outcome.error, functionError: 'Unhandled' }
        : { payload: outcome.payload };
      held.answer(call.answer(answer));
    });
  }

  private struckBefore(name: string, held: HeldRequest): void {
    const account = this.to.functions.accountAt(held.instance);
    const fault = this.to.fault('call-fails', ({ action, account: pattern }) => action === name && this.to.matchesAccount(pattern, account));
    if (fault) throw new ApiError(fault.code, fault.message, /throttl|toomany/i.test(fault.code) ? 429 : 400);
  }

  /** The service has done its work; whether the caller hears of it is another matter. */
  private finish(name: string, call: WireCall, held: HeldRequest, output: unknown): void {
    const account = this.to.functions.accountAt(held.instance);
    if (this.to.fault('function-dies', ({ after, account: pattern }) => after === name && this.to.matchesAccount(pattern, account))) {
      this.to.functions.die(held.instance);
    } else if (this.to.fault('lost-response', ({ action, account: pattern }) => action === name && this.to.matchesAccount(pattern, account))) {
      held.lose();
    } else {
      held.answer(call.answer(output));
    }
  }

  private count(label: string, name: string): void {
    const calls = this.calls.get(label) ?? new Map<string, number>();
    this.calls.set(label, calls);
    calls.set(name, (calls.get(name) ?? 0) + 1);
  }
}
