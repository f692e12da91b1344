/** DynamoDB by signed requests, like all calls that are few: the client of the SDK weighs more than all else that a function loads. */

import { TransactionCancelled } from './calls';
import type { CancellationReason, DynamoDbAction, DynamoDbCalls } from './calls';
import { RefusalError, TransientError } from '../../core/failures/errors';
import { dnsSuffixOf } from '../../src/contract';
import type { Credentials } from '../shared/signature';
import { sendSigned } from '../shared/signed-request';

/** What is needed besides the network. */
export interface SignedCallsContext {
  readonly region: string;
  readonly credentials: () => Promise<Credentials>;
  readonly now: () => Date;
}

const PASSING = /Throttl|ProvisionedThroughputExceeded|RequestLimitExceeded|InternalServer|ServiceUnavailable|TransactionInProgress/i;

export class SignedDynamoDbCalls implements DynamoDbCalls {
  constructor(private readonly context: SignedCallsContext) {}

  public async send<Answer>(action: DynamoDbAction, input: object): Promise<Answer> {
    const { credentials, now, region } = this.context;
    const operation = `dynamodb:${action}`;
    const { body, status } = await sendSigned({
      operation,
      method: 'POST',
      host: `dynamodb.${region}.${dnsSuffixOf(region)}`,
      path: '/',
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `DynamoDB_20120810.${action}` },
      body: JSON.stringify(input),
      service: 'dynamodb',
      region,
      credentials: await credentials(),
      now: now(),
    });
    const answer = parsed(body);
    if (status === 200 && answer !== undefined) {
      return answer as Answer;
    }
    const name = String(answer?.__type ?? `status ${status}`).replace(/^.*#/, '');
    if (name === 'TransactionCanceledException' && Array.isArray(answer?.CancellationReasons)) {
      throw new TransactionCancelled(answer.CancellationReasons as CancellationReason[]);
    }
    const text = `${name}: ${String(answer?.message ?? answer?.Message ?? '')}`;
    const passes = status >= 500 || status === 429 || status === 200 || PASSING.test(name);
    throw passes ? new TransientError(operation, text) : new RefusalError(operation, text);
  }
}

function parsed(body: string): Record<string, unknown> | undefined {
  try {
    return Object(JSON.parse(body)) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
