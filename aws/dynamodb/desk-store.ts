/**
 * The desk's store in one table of DynamoDB with one index: every read is one GetItem or one Query, every change is one TransactWriteItems.
 *
 * What may not happen is kept from happening by the conditions of the write, whoever decides what at the same time: a record is written only in the version that
 * follows the one that was read, an approval only if the requester is another person, an assignment only if the tenant doesn't have the account, a count only below its
 * ceiling, and each transition once. A change whose answer is lost is sent again with the same token, and is one change.
 */

import { TransactionCancelled } from './calls';
import type { CancellationReason, DynamoDbCalls } from './calls';
import {
  accountItem,
  accountKey,
  Attribute,
  countOf,
  counterKey,
  counterTtl,
  holdingItem,
  holdingKey,
  keyOf,
  LISTS,
  MAIN,
  personHash,
  recordOf,
  requestItems,
  requestKey,
  textOf,
  transitionItem,
  usedKeyItem,
  usedKeyKey,
  usedKeyOf,
} from '../../core/desk/items';
import type { Item, List } from '../../core/desk/items';
import type { DeskAccount, DeskRequest, RequestTransition, Transition } from '../../core/desk/model';
import type { Change, Committed, DeskStore, Page, PageOptions, TenantAccount, UsedKey } from '../../core/desk/ports';
import { DeskError, deskRefusal } from '../../core/desk/refusals';
import type { CounterChange } from '../../core/desk/rules';
import { holds } from '../../core/desk/states';
import type { AccountState, RequestState } from '../../core/desk/states';
import { TransientError } from '../../core/failures/errors';
import { hashOf } from '../../core/hash';
import {
  DESK_INDEX,
  DESK_INDEX_PARTITION_KEY,
  DESK_INDEX_SORT_KEY,
  DESK_PARTITION_KEY,
  DESK_SORT_KEY,
} from '../../src/contract';

/** What is needed besides the calls. */
export interface DeskStoreContext {
  readonly table: string;
  readonly calls: DynamoDbCalls;
  readonly sleep: (seconds: number) => Promise<void>;
}

/** One write of a transaction, and what it means that its condition doesn't hold. */
interface Part {
  readonly write: object;
  readonly otherwise?: (reason: CancellationReason) => Committed;
}

const ATTEMPTS = 4;
const ABSENT = 'attribute_not_exists(#pk)';
const PK = { '#pk': DESK_PARTITION_KEY };
const STALE: Committed = { kind: 'stale' };
const CONDITION = 'ConditionalCheckFailed';
/** Others write the same items at this moment. */
const CONFLICT = 'TransactionConflict';

export class DynamoDbDeskStore implements DeskStore {
  constructor(private readonly context: DeskStoreContext) {}

  public async request(id: string): Promise<DeskRequest | undefined> {
    return this.get<DeskRequest>(keyOf(requestKey(id), MAIN));
  }

  public async account(id: string): Promise<DeskAccount | undefined> {
    return this.get<DeskAccount>(keyOf(accountKey(id), MAIN));
  }

  public async usedKey(person: string, key: string, now: Date): Promise<UsedKey | undefined> {
    return usedKeyOf(await this.item(usedKeyKey(person, key)), now);
  }

  public async requestsIn(state: RequestState, page: PageOptions): Promise<Page<DeskRequest>> {
    return this.list(LISTS.requestsIn(state), page);
  }

  public async requestsBy(person: string, page: PageOptions): Promise<Page<DeskRequest>> {
    return this.list(LISTS.requestsBy(person), page);
  }

  public async accountsIn(pool: string, state: AccountState, page: PageOptions): Promise<Page<DeskAccount>> {
    return this.list(LISTS.accountsIn(pool, state), page);
  }

  public async accountsOf(tenant: string, page: PageOptions): Promise<Page<TenantAccount>> {
    return this.list(LISTS.accountsOf(tenant), page);
  }

  public async history(of: Transition['of'], id: string, page: PageOptions): Promise<Page<Transition>> {
    return this.list(LISTS.history(of, id), page);
  }

  public async day(day: string, page: PageOptions): Promise<Page<Transition>> {
    return this.list(LISTS.day(day), page);
  }

  public async counts(counters: readonly Pick<CounterChange, 'scope' | 'of'>[]): Promise<readonly number[]> {
    return Promise.all(counters.map(async counter => countOf(await this.item(counterKey(counter)))));
  }

  public async commit(change: Change, now: Date): Promise<Committed> {
    const impossible = change.counters.find(({ by, most }) => most !== undefined && by > most);
    if (impossible !== undefined) {
      return { kind: 'ceiling', counter: impossible, count: (await this.counts([impossible]))[0] };
    }
    const parts = this.partsOf(change, now);
    const input = { TransactItems: parts.map(({ write }) => write) };
    try {
      await this.patiently('TransactWriteItems', { ...input, ClientRequestToken: hashOf('desk', JSON.stringify(input)).slice(0, 36) });
      return { kind: 'written' };
    } catch (error) {
      if (!(error instanceof TransactionCancelled)) {
        throw error;
      }
      // A key that was used is said first: the request that it was used for is why all else is taken too.
      const meanings = error.reasons.flatMap((reason, index) => reason.Code === CONDITION ? [parts[index].otherwise?.(reason) ?? STALE] : []);
      return meanings.find(({ kind }) => kind === 'key-used') ?? meanings.find(({ kind }) => kind === 'stale') ?? meanings[0] ?? this.unexpected(error);
    }
  }

  private unexpected(error: TransactionCancelled): never {
    throw new TransientError('dynamodb:TransactWriteItems', error.message, { cause: error });
  }

  private partsOf({ accounts, counters, key, requests, transitions }: Change, now: Date): Part[] {
    const told = (of: Transition['of'], id: string) => transitions.filter(one => one.of === of && one.id === id);
    return [
      ...key === undefined ? [] : [this.keyPart(key, now)],
      ...requests.flatMap(request => this.requestParts(request, told('request', request.id) as RequestTransition[])),
      ...accounts.flatMap(account => this.accountParts(account, told('account', account.id))),
      ...transitions.map(transition => this.put(transitionItem(transition), ABSENT, { names: PK })),
      ...counters.filter(({ by }) => by !== 0).map(counter => this.counterPart(counter, now)),
    ];
  }

  private keyPart(key: NonNullable<Change['key']>, now: Date): Part {
    // Removed late by DynamoDB: one that is over is as good as none.
    const put = this.put(usedKeyItem(key), `${ABSENT} OR #ttl <= :now`, {
      names: { ...PK, '#ttl': Attribute.TTL },
      values: { ':now': { N: String(Math.floor(now.getTime() / 1000)) } },
      returns: true,
    });
    return { ...put, otherwise: ({ Item: item }) => ({ kind: 'key-used', used: { requestId: textOf((item as Item)[Attribute.REQUEST]), bodyHash: textOf((item as Item)[Attribute.BODY]) } }) };
  }

  private requestParts(request: DeskRequest, told: readonly RequestTransition[]): Part[] {
    const { by, main } = requestItems(request);
    const answered = told.find(({ action, from }) => from === 'PENDING_APPROVAL' && (action === 'approve' || action === 'reject'));
    // Four eyes by the write itself: whatever was decided, the requester's own answer isn't written.
    const follows = followsOf(request.version - told.length);
    const eyes = answered === undefined ? follows : {
      condition: `${follows.condition} AND #who <> :me`,
      names: { ...follows.names, '#who': Attribute.REQUESTER },
      values: { ...follows.values, ':me': { S: personHash(answered.by) } },
    };
    return [this.put(main, eyes.condition, eyes), { write: { Put: { TableName: this.context.table, Item: by } } }];
  }

  private accountParts(account: DeskAccount, told: readonly Transition[]): Part[] {
    const { assignment, state, version } = account;
    const follows = followsOf(version - told.length);
    const main = this.put(accountItem(account), follows.condition, follows);
    const released = told.flatMap(one => one.of === 'account' && one.released !== undefined ? [one.released] : []);
    const isNew = told.some(one => one.of === 'account' && one.action === 'assign');
    return [
      main,
      ...isNew && assignment !== undefined && holds(state) ? [this.put(holdingItem(account), ABSENT, { names: PK })] : [],
      ...released.map(tenant => ({ write: { Delete: { TableName: this.context.table, Key: holdingKey(tenant, account.id) } } })),
    ];
  }

  private counterPart(counter: CounterChange, now: Date): Part {
    const { by, most } = counter;
    const ttl = counterTtl(counter, now);
    const write = {
      Update: {
        TableName: this.context.table,
        Key: counterKey(counter),
        UpdateExpression: `ADD #n :by${ttl === undefined ? '' : ' SET #ttl = :ttl'}`,
        ExpressionAttributeNames: { '#n': Attribute.COUNT, ...ttl !== undefined && { '#ttl': Attribute.TTL } },
        ExpressionAttributeValues: {
          ':by': { N: String(by) },
          ...most !== undefined && { ':room': { N: String(most - by) } },
          ...ttl !== undefined && { ':ttl': ttl },
        },
        ...most !== undefined && { ConditionExpression: 'attribute_not_exists(#n) OR #n <= :room', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' },
      },
    };
    return { write, otherwise: ({ Item: item }) => ({ kind: 'ceiling', counter, count: countOf(item as Item | undefined) }) };
  }

  private put(item: Item, condition: string, { names, returns, values }: { names: object; values?: object; returns?: boolean }): Part {
    return {
      write: {
        Put: {
          TableName: this.context.table,
          Item: item,
          ConditionExpression: condition,
          ExpressionAttributeNames: names,
          ...values !== undefined && { ExpressionAttributeValues: values },
          ...returns === true && { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' },
        },
      },
    };
  }

  private async get<T>(key: Item): Promise<T | undefined> {
    const item = await this.item(key);
    return item === undefined ? undefined : recordOf<T>(item);
  }

  private async item(key: Item): Promise<Item | undefined> {
    const { Item: item } = await this.patiently<{ readonly Item?: Item }>('GetItem', { TableName: this.context.table, Key: key, ConsistentRead: true });
    return item;
  }

  private async list<T>(list: List, { most, next }: PageOptions): Promise<Page<T>> {
    const [partition, sort] = list.isIndex ? [DESK_INDEX_PARTITION_KEY, DESK_INDEX_SORT_KEY] : [DESK_PARTITION_KEY, DESK_SORT_KEY];
    const { prefix } = list;
    const { Items: items = [], LastEvaluatedKey: last } = await this.patiently<{ readonly Items?: readonly Item[]; readonly LastEvaluatedKey?: Item }>('Query', {
      TableName: this.context.table,
      ...list.isIndex ? { IndexName: DESK_INDEX } : { ConsistentRead: true },
      KeyConditionExpression: `#p = :p${prefix === undefined ? '' : ' AND begins_with(#s, :s)'}`,
      ExpressionAttributeNames: { '#p': partition, ...prefix !== undefined && { '#s': sort } },
      ExpressionAttributeValues: { ':p': { S: list.partition }, ...prefix !== undefined && { ':s': { S: prefix } } },
      ScanIndexForward: list.isNewestFirst !== true,
      Limit: most,
      ...next !== undefined && { ExclusiveStartKey: startOf(list, next) },
    });
    return { items: items.map(item => recordOf<T>(item)), ...last !== undefined && { next: tokenOf(list, last) } };
  }

  /** What passes is tried again. Of transactions that meet, one is told to come again. */
  private async patiently<T extends object>(action: 'GetItem' | 'Query' | 'TransactWriteItems', input: object): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.context.calls.send<T>(action, input);
      } catch (error) {
        if (!passes(error) || attempt === ATTEMPTS) {
          throw error;
        }
        await this.context.sleep(attempt / 10);
      }
    }
  }
}

function passes(error: unknown): boolean {
  if (!(error instanceof TransactionCancelled)) {
    return error instanceof TransientError;
  }
  const codes = error.reasons.map(({ Code: code }) => code);
  return codes.includes(CONFLICT) && !codes.includes(CONDITION);
}

interface Condition {
  readonly condition: string;
  readonly names: Record<string, string>;
  readonly values?: Record<string, unknown>;
}

/** That a record is as it was in a version; version 0: that there is none. */
function followsOf(version: number): Condition {
  return version === 0 ? { condition: ABSENT, names: PK }
    : { condition: '#v = :v', names: { '#v': Attribute.VERSION }, values: { ':v': { N: String(version) } } };
}

/** Where a page ended, for this list alone: the partition isn't in it, so nobody comes to another one by it. */
function tokenOf(list: List, last: Item): string {
  const places = [DESK_PARTITION_KEY, DESK_SORT_KEY, DESK_INDEX_SORT_KEY].map(name => textOf(last[name]));
  return Buffer.from(JSON.stringify([listHash(list), ...places]), 'utf8').toString('base64url');
}

function startOf(list: List, token: string): Item {
  const [hash, pk, sk, gsk] = read(token);
  if (hash !== listHash(list) || !pk || !sk || (list.isIndex ? !gsk : pk !== list.partition)) {
    throw new DeskError(deskRefusal('AR-DESK-TOKEN', {}));
  }
  return { ...keyOf(pk, sk), ...list.isIndex && { [DESK_INDEX_PARTITION_KEY]: { S: list.partition }, [DESK_INDEX_SORT_KEY]: { S: gsk } } };
}

function read(token: string): readonly string[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    return Array.isArray(parsed) && parsed.length === 4 && parsed.every(part => typeof part === 'string') ? parsed : [];
  } catch {
    return [];
  }
}

function listHash({ partition, prefix = '' }: List): string {
  return hashOf('list', partition, prefix).slice(0, 16);
}
