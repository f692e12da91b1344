/** AWS Lambda: functions of the rehearsed stacks, which run in environments of their own, and those that other services publish. */

import type { GetFunctionCommandOutput } from '@aws-sdk/client-lambda';
import { AsyncInvocations, EVENT_INVOKE_CONFIG_PROPERTIES, EventInvokeConfigType } from './async-invocations';
import { FUNCTION_PROPERTIES } from './function-facts';
import { FunctionPermissions, PERMISSION_PROPERTIES, PermissionType } from './function-permissions';
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
  public readonly queue: AsyncInvocations;
  public readonly permissions = new FunctionPermissions();
  private readonly published: PublishedFunction[] = [];
  private sent = 0;

  constructor(private readonly to: ServiceContext) {
    this.functions = new FunctionType(to.host, to.iam, to.peer(kms).keys, to.partition, environment => to.rehearses(environment));
    this.queue = new AsyncInvocations(to.clock, this.functions);
  }

  public get partition(): string {
    return this.to.partition;
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
    const name = String(input.FunctionName);
    const arn = name.startsWith('arn:') ? name : `arn:${this.to.partition}:lambda:${region}:${caller.accountId}:function:${name}`;
    const event: unknown = input.Payload ? JSON.parse(input.Payload) : null;
    const published = this.find(name, caller, region);
    if (published) {
      const payload = published.invoke(event, caller);
      return payload instanceof Deferred ? payload.as(later => ({ payload: later })) : { payload };
    }
    this.require(arn);
    switch (input.InvocationType ?? 'RequestResponse') {
      case 'RequestResponse': return this.invokeAndWait(arn, event);
      case 'Event':
        this.queue.send(arn, event, `${arn} is sent event ${++this.sent}`);
        return { payload: null, statusCode: 202 };
      case 'DryRun': return { payload: null, statusCode: 204 };
      default: throw new ApiError('InvalidParameterValueException', `Unsupported InvocationType: ${String(input.InvocationType)}`);
    }
  }

  private invokeAndWait(arn: string, event: unknown): Deferred {
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
  resourceTypes: {
    'AWS::Lambda::Function': { facts: { properties: FUNCTION_PROPERTIES }, start: ({ functions }) => functions },
    'AWS::Lambda::Permission': { facts: { properties: PERMISSION_PROPERTIES }, start: service => new PermissionType(service.permissions, service.partition) },
    'AWS::Lambda::EventInvokeConfig': {
      facts: { properties: EVENT_INVOKE_CONFIG_PROPERTIES },
      start: service => new EventInvokeConfigType(service.queue, service.partition),
    },
  },
  operations: {
    Invoke: { may: { ...ON_FUNCTION, action: 'InvokeFunction' }, answer: (service, request) => service.invoke(request) },
    GetFunction: { may: ON_FUNCTION, answer: (service, request) => service.getFunction(request) },
  },
});
