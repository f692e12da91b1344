/**
 * The ledger of growth in a table of DynamoDB: one item for each entry, under its pool and its number.
 *
 * Written on the condition that there is no such item, and never again. A write whose answer is lost is found again by reading: the item says whose it is. What
 * DynamoDB answers is read consistently, because a decision must know the one before it.
 *
 * By signed requests, like all calls that are few: the client of the SDK weighs more than all else that the function loads.
 */

import { minutesAfter } from '../../core/clock';
import { RefusalError, TransientError } from '../../core/failures/errors';
import type { LedgerEntry, LedgerPort } from '../../core/growth/ledger';
import { DAY_MINUTES } from '../../core/growth/policy';
import { hashOf } from '../../core/hash';
import { dnsSuffixOf, LEDGER_PARTITION_KEY, LEDGER_SORT_KEY } from '../../src/contract';
import { callJson } from '../shared/json-call';
import type { JsonCaller } from '../shared/json-call';

/** What is needed besides the network. */
export interface LedgerContext extends JsonCaller {
  readonly table: string;
  readonly region: string;
  /** Which pool's ledger it is. */
  readonly pool: string;
  readonly sleep: (seconds: number) => Promise<void>;
}

/** What DynamoDB writes a value as. */
type Attribute = { readonly S: string } | { readonly N: string };
type Item = Readonly<Record<string, Attribute | undefined>>;

interface QueryAnswer {
  readonly Items?: readonly Item[];
  readonly LastEvaluatedKey?: Item;
}

const ATTEMPTS = 4;
const PASSING = /Throttl|ProvisionedThroughputExceeded|RequestLimitExceeded|InternalServer|ServiceUnavailable|TransactionInProgress/i;
const TAKEN = 'ConditionalCheckFailedException';
/** A page of the ledger; those of two days fit into one as a rule. */
const PAGE = 100;
/** What decides how it stands is among the last two days and so many entries: two outcomes and what is told of them. */
const LEAST_ENTRIES = 60;
const AT = 'at';
const ENTRY = 'entry';
/** Tells our own write from another's of the same number. */
const BY = 'writtenBy';

/** The ledger of one pool. */
export class GrowthLedger implements LedgerPort {
  /** Of this instance: a function that is started anew has another one. */
  private writes = 0;

  constructor(private readonly context: LedgerContext, private readonly writer: string) {}

  public async read(): Promise<readonly LedgerEntry[]> {
    const since = minutesAfter(this.context.now(), -2 * DAY_MINUTES);
    const entries: LedgerEntry[] = [];
    let start: Item | undefined;
    do {
      const page: QueryAnswer = await this.patiently('Query', {
        TableName: this.context.table,
        KeyConditionExpression: '#pool = :pool',
        ExpressionAttributeNames: { '#pool': LEDGER_PARTITION_KEY },
        ExpressionAttributeValues: { ':pool': { S: this.context.pool } },
        ConsistentRead: true,
        ScanIndexForward: false,
        Limit: PAGE,
        ...start && { ExclusiveStartKey: start },
      });
      entries.push(...(page.Items ?? []).map(entryOf));
      start = page.LastEvaluatedKey;
    } while (start !== undefined && (entries.length < LEAST_ENTRIES || entries[entries.length - 1].at > since));
    return entries.reverse();
  }

  public async append(entry: LedgerEntry): Promise<boolean> {
    const { table, pool } = this.context;
    const by = hashOf(this.writer, String(++this.writes)).slice(0, 16);
    const { number, at, ...rest } = entry;
    const key = { [LEDGER_PARTITION_KEY]: { S: pool }, [LEDGER_SORT_KEY]: { N: String(number) } };
    try {
      await this.patiently('PutItem', {
        TableName: table,
        Item: { ...key, [AT]: { S: at.toISOString() }, [ENTRY]: { S: JSON.stringify(rest) }, [BY]: { S: by } },
        ConditionExpression: 'attribute_not_exists(#number)',
        ExpressionAttributeNames: { '#number': LEDGER_SORT_KEY },
      });
      return true;
    } catch (error) {
      if (!(error instanceof RefusalError && error.text.startsWith(TAKEN))) {
        throw error;
      }
    }
    // It may be our own, whose answer didn't come.
    const { Item: item } = await this.patiently<{ readonly Item?: Item }>('GetItem', { TableName: table, Key: key, ConsistentRead: true });
    return item !== undefined && textOf(item[BY]) === by;
  }

  /** What passes is tried again; a write that got through says so by its condition. */
  private async patiently<T extends object>(action: 'Query' | 'PutItem' | 'GetItem', input: object): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.call<T>(action, input);
      } catch (error) {
        if (!(error instanceof TransientError) || attempt === ATTEMPTS) {
          throw error;
        }
        await this.context.sleep(attempt);
      }
    }
  }

  private async call<T extends object>(action: string, input: object): Promise<T> {
    const { region } = this.context;
    return callJson({
      operation: `dynamodb:${action}`,
      target: `DynamoDB_20120810.${action}`,
      version: '1.0',
      host: `dynamodb.${region}.${dnsSuffixOf(region)}`,
      service: 'dynamodb',
      region,
      input,
      passing: PASSING,
    }, this.context);
  }
}

function entryOf(item: Item): LedgerEntry {
  const number = item[LEDGER_SORT_KEY];
  return {
    ...JSON.parse(textOf(item[ENTRY]) ?? '{}') as LedgerEntry,
    number: number !== undefined && 'N' in number ? Number(number.N) : 0,
    at: new Date(textOf(item[AT]) ?? 0),
  };
}

function textOf(attribute: Attribute | undefined): string | undefined {
  return attribute !== undefined && 'S' in attribute ? attribute.S : undefined;
}
