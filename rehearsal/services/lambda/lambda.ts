/** AWS Lambda: functions of the rehearsed stacks, which run in environments of their own, and those that other services publish. */

import type { GetFunctionCommandOutput } from '@aws-sdk/client-lambda';
import { FUNCTION_PROPERTIES } from './function-facts';
import { FunctionType } from './lambda-function';
import type { InvocationAnswer } from './lambda-protocol';
import { LAMBDA_PROTOCOL } from './lambda-protocol';
import type { ApiRequest, Caller } from '../../kernel/types';
import { ApiError, Deferred } from '../../kernel/types';
import { kms } from '../kms/kms';
import type { AuthorizedCall, Permission } from '../permissions';
import type { Answer } from '../sdk';
import type { ServiceContext } from '../service';
import { defineService } from '../service';

/** A function that no stack of the assembly brings. */
export interface PublishedFunction {
  readonly arn: string;
  /** Answers an invocation: at once, or {@link Deferred}. */
  readonly invoke: (event: unknown, caller: Caller) => unknown;
}

export class LambdaService {
  public readonly functions: FunctionType;
  private readonly published: PublishedFunction[] = [];

  constructor(private readonly to: ServiceContext) {
    this.functions = new FunctionType(to.host, to.iam, to.peer(kms).keys, to.partition);
  }

  public publish(fn: PublishedFunction): void {
    this.published.push(fn);
  }

  /** The published function that is meant by its ARN anywhere, or by its name in its own account and Region. */
  public find(nameOrArn: string, { accountId }: Pick<Caller, 'accountId'>, region: string): PublishedFunction | undefined {
    return this.published.find(({ arn }) => {
      const [, , , ownRegion, owner] = arn.split(':');
      return nameOrArn === arn || (arn.endsWith(`:${nameOrArn}`) && accountId === owner && region === ownRegion);
    });
  }

  /** Invoke: answers at once where nothing has to run. */
  public invoke({ caller, input, region }: ApiRequest): InvocationAnswer | Deferred {
    const arn = String(input.FunctionName);
    const event: unknown = input.Payload ? JSON.parse(input.Payload) : null;
    const published = this.find(arn, caller, region);
    if (published) {
      const payload = published.invoke(event, caller);
      return payload instanceof Deferred ? payload.as(later => ({ payload: later })) : { payload };
    }
    this.require(arn);
    const unreadable = this.functions.unreadable(arn);
    if (unreadable) {
      throw unreadable;
    }
    if (this.functions.throttles(arn)) {
      throw new ApiError('TooManyRequestsException', 'Rate Exceeded.', 429, { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' });
    }
    return new Deferred(done => this.functions.invoke(arn, event, ({ error, payload }) => {
      const answer: InvocationAnswer = error ? { payload: error, functionError: 'Unhandled' } : { payload };
      done(answer);
    }));
  }

  public getFunction({ caller, input, region }: ApiRequest): Answer<GetFunctionCommandOutput> {
    const name = String(input.FunctionName);
    const arn = this.find(name, caller, region)?.arn ?? this.require(name);
    return { Configuration: { FunctionArn: arn, State: 'Active', LastUpdateStatus: 'Successful' } };
  }

  private require(arn: string): string {
    if (!this.to.host.has(arn)) {
      throw new ApiError('ResourceNotFoundException', `Function not found: ${arn}`, 404);
    }
    return arn;
  }
}

const ON_FUNCTION: Permission<LambdaService> = { resources: call => [arnOf(call)] };

function arnOf({ request, partition }: AuthorizedCall<LambdaService>): string {
  const name = String(request.input.FunctionName);
  return name.startsWith('arn:') ? name : `arn:${partition}:lambda:${request.region}:${request.caller.accountId}:function:${name}`;
}

export const lambda = defineService({
  name: 'lambda',
  prefix: 'lambda',
  protocol: LAMBDA_PROTOCOL,
  start: to => new LambdaService(to),
  resourceTypes: { 'AWS::Lambda::Function': { facts: { properties: FUNCTION_PROPERTIES }, start: ({ functions }) => functions } },
  operations: {
    Invoke: { may: { ...ON_FUNCTION, action: 'InvokeFunction' }, answer: (service, request) => service.invoke(request) },
    GetFunction: { may: ON_FUNCTION, answer: (service, request) => service.getFunction(request) },
  },
});
