/** DynamoDB by signed requests, like all calls that are few: the client of the SDK weighs more than all else that a function loads. */

import { TransactionCancelled } from './calls';
import type { CancellationReason, DynamoDbAction, DynamoDbCalls } from './calls';
import { RefusalError } from '../../core/failures/errors';
import { dnsSuffixOf } from '../../src/contract';
import { callJson } from '../shared/json-call';
import type { JsonCaller } from '../shared/json-call';

const PASSING = /Throttl|ProvisionedThroughputExceeded|RequestLimitExceeded|InternalServer|ServiceUnavailable|TransactionInProgress/i;

/** Calls in the name of a function. */
export class SignedDynamoDbCalls implements DynamoDbCalls {
  constructor(private readonly region: string, private readonly caller: JsonCaller) {}

  public async send<Answer extends object>(action: DynamoDbAction, input: object): Promise<Answer> {
    const { region } = this;
    try {
      return await callJson<Answer>({
        operation: `dynamodb:${action}`,
        target: `DynamoDB_20120810.${action}`,
        version: '1.0',
        host: `dynamodb.${region}.${dnsSuffixOf(region)}`,
        service: 'dynamodb',
        region,
        input,
        passing: PASSING,
      }, this.caller);
    } catch (error) {
      throw cancellationIn(error) ?? error;
    }
  }
}

function cancellationIn(error: unknown): TransactionCancelled | undefined {
  const answer = Object(error instanceof RefusalError ? error.cause : undefined) as { readonly CancellationReasons?: readonly CancellationReason[] };
  return Array.isArray(answer.CancellationReasons) ? new TransactionCancelled(answer.CancellationReasons) : undefined;
}
