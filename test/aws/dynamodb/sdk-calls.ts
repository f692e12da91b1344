/** Calls to DynamoDB by the real client of the SDK: what it doesn't take as a request never leaves, and what it doesn't understand as an answer never arrives. */

import type { DynamoDB } from '@aws-sdk/client-dynamodb';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { DynamoDbAction, DynamoDbCalls } from '../../../aws/dynamodb/calls';
import { TransactionCancelled } from '../../../aws/dynamodb/calls';
import { calling } from '../../../aws/shared/errors';
import { TransientError } from '../../../core/failures/errors';

export class SdkCalls implements DynamoDbCalls {
  /** How often each operation was asked for. */
  public readonly asked: Record<DynamoDbAction, number> = { GetItem: 0, Query: 0, TransactWriteItems: 0 };
  /** An operation whose answer is lost once, though it was carried out. */
  public lost?: DynamoDbAction;

  constructor(private readonly client: DynamoDB) {}

  public async send<Answer extends object>(action: DynamoDbAction, input: object): Promise<Answer> {
    this.asked[action]++;
    const answer = await calling(`dynamodb:${action}`, async () => this.call(action, input)).catch((error: Error) => {
      throw error.cause instanceof TransactionCanceledException ? new TransactionCancelled(error.cause.CancellationReasons ?? []) : error;
    });
    if (this.lost === action) {
      this.lost = undefined;
      throw new TransientError(`dynamodb:${action}`, 'cut');
    }
    return answer as Answer;
  }

  private async call(action: DynamoDbAction, input: any): Promise<unknown> {
    switch (action) {
      case 'GetItem': return this.client.getItem(input);
      case 'Query': return this.client.query(input);
      case 'TransactWriteItems': return this.client.transactWriteItems(input);
    }
  }
}
