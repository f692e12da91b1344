/** Serves one AWS call: who asks, may they, does a fault strike, which service answers. */

import type { WireCall } from './decode';
import { decodeCall } from './decode';
import type { HeldRequest } from './endpoint';
import type { Session } from './session';
import { isSignedWith, SIGNATURE_MISMATCH, untimely } from './signature';
import type { ApiRequest, Authorization, Caller, Clock } from './types';
import { ApiError, Deferred } from './types';
import type { Protocol } from './wire';

/** What goes wrong with calls, as the world has it. `call` is 'service:Operation'. */
export interface CallFaults {
  /** AWS's refusal, where the call is to fail. */
  refusal(call: string, instance: string): ApiError | undefined;
  /** What becomes of the answer to a call that was carried out. */
  ending(call: string, instance: string): 'answered' | 'function-dies' | 'lost';
}

/** What the dispatcher needs of the rest of the rehearsal. */
export interface DispatcherDependencies {
  readonly clock: Pick<Clock, 'date'>;
  readonly endpoint: { sessionOf(accessKeyId: string): Session | undefined };
  readonly functions: { isAlive(instance: string): boolean; die(instance: string): void };
  readonly protocolOf: (service: string) => Protocol | undefined;
  readonly authorizationsOf: (request: ApiRequest) => readonly Authorization[];
  readonly authorize: (caller: Caller, authorization: Authorization) => void;
  /** The service's answer, or a {@link Deferred} one. Throws {@link ApiError} for AWS's own refusals. */
  readonly handle: (request: ApiRequest) => unknown;
  /** Takes what was PUT to the URL of a custom resource's request. */
  readonly respond: (url: string, body: unknown) => void;
  readonly faults: CallFaults;
  /** Hears of each call that nothing keeps from being carried out, right before it is. */
  readonly observe?: (request: ApiRequest, instance: string) => void;
}

export class Dispatcher {
  /** Calls made, by caller and 'service:Action'. */
  public readonly calls = new Map<string, Map<string, number>>();

  constructor(private readonly to: DispatcherDependencies) {}

  /** Answers the request, now or, for an invocation, when the function has ended. */
  public serve(held: HeldRequest): void {
    if (!held.visiting && !this.to.functions.isAlive(held.instance)) {
      return;
    }
    if (held.request.method === 'PUT' && !held.request.headers.authorization) {
      held.answer({ status: 200, headers: {}, body: '' });
      this.to.respond(held.request.url, held.request.body ? JSON.parse(held.request.body) : {});
      return;
    }
    const call = decodeCall(held.request, this.to.protocolOf);
    const name = `${call.service}:${call.action}`;
    try {
      const caller = this.callerOf(call, held);
      this.count(caller.label, name);
      const refusal = this.to.faults.refusal(name, held.instance);
      if (refusal) {
        throw refusal;
      }
      const request: ApiRequest = { service: call.service, action: call.action, region: call.region, caller, input: call.input };
      for (const authorization of this.to.authorizationsOf(request)) {
        this.to.authorize(caller, authorization);
      }
      this.to.observe?.(request, held.instance);
      const output = this.to.handle(request);
      if (output instanceof Deferred) {
        output.begin(later => this.finish(name, call, held, later));
      } else {
        this.finish(name, call, held, output);
      }
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      held.answer(call.refuse(error));
    }
  }

  private callerOf(call: WireCall, held: HeldRequest): Caller {
    const session = this.to.endpoint.sessionOf(call.accessKeyId);
    if (!session) {
      throw new ApiError('UnrecognizedClientException', 'The security token included in the request is invalid.', 403);
    }
    const { date } = this.to.clock;
    const refusal = held.visiting ? undefined : untimely(held.request, date);
    if (refusal !== undefined) {
      throw new ApiError('InvalidSignatureException', refusal, 403);
    }
    if (session.expiresAt !== undefined && session.expiresAt <= date.getTime()) {
      throw new ApiError('ExpiredTokenException', 'The security token included in the request is expired', 403);
    }
    if (call.handSigned && !isSignedWith(held.request, session)) {
      throw new ApiError('InvalidSignatureException', SIGNATURE_MISMATCH, 403);
    }
    return session.caller;
  }

  /** The service has done its work; whether the caller hears of it is another matter. */
  private finish(name: string, call: WireCall, held: HeldRequest, output: unknown): void {
    switch (this.to.faults.ending(name, held.instance)) {
      case 'function-dies': return this.to.functions.die(held.instance);
      case 'lost': return held.lose();
      case 'answered': return held.answer(call.answer(output));
    }
  }

  private count(label: string, name: string): void {
    const calls = this.calls.get(label) ?? new Map<string, number>();
    this.calls.set(label, calls);
    calls.set(name, (calls.get(name) ?? 0) + 1);
  }
}
