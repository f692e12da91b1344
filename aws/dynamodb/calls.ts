/** How DynamoDB is called: by whatever speaks to it, a client of the SDK or signed requests. */

/** An operation with its input as the API has it. */
export type DynamoDbAction = 'GetItem' | 'Query' | 'TransactWriteItems';

/**
 * Makes calls. Throws a TransientError if there was no answer or it says to ask again, a TransactionCancelled if the conditions of a transaction don't hold, and a
 * RefusalError for every other no.
 */
export interface DynamoDbCalls {
  send<Answer extends object>(action: DynamoDbAction, input: object): Promise<Answer>;
}

/** Why one part of a transaction kept all of it from happening. */
export interface CancellationReason {
  readonly Code?: string;
  readonly Message?: string;
  readonly Item?: Readonly<Record<string, unknown>>;
}

/** A transaction that didn't happen. */
export class TransactionCancelled extends Error {
  constructor(
    /** In the order of the parts; of those that were no reason the code is None. */
    public readonly reasons: readonly CancellationReason[],
  ) {
    super(`dynamodb:TransactWriteItems was cancelled: ${reasons.map(({ Code }) => Code ?? 'None').join(', ')}`);
    this.name = 'TransactionCancelled';
  }
}
