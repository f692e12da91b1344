/** Calls to DynamoDB, in one order for every side: what ledgers and tables of requests ask of it. */

import type { AttributeValue, DynamoDB, PutItemCommandInput, QueryCommandInput, TransactWriteItem, UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import type { Step } from './comparison';

/** One side of the comparison, with an empty table. */
export interface Side {
  readonly aws: DynamoDB;
  /** What ids stand for. */
  readonly names: ReadonlyMap<string, string>;
  /** Where the last page ended that was asked for by a step. */
  lastKey?: Record<string, AttributeValue>;
}

export const TableName = 'ledger';

/** pk and sk are its key; byDay has another, and `what` besides. */
export const TABLE = {
  TableName,
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' as const },
    { AttributeName: 'sk', AttributeType: 'N' as const },
    { AttributeName: 'day', AttributeType: 'S' as const },
  ],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' as const }, { AttributeName: 'sk', KeyType: 'RANGE' as const }],
  GlobalSecondaryIndexes: [{
    IndexName: 'byDay',
    KeySchema: [{ AttributeName: 'day', KeyType: 'HASH' as const }, { AttributeName: 'sk', KeyType: 'RANGE' as const }],
    Projection: { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: ['what'] },
  }],
};

const key = (sk: number, pk = 'Pool') => ({ pk: { S: pk }, sk: { N: String(sk) } });
const item = (sk: number, more: Record<string, AttributeValue> = {}, pk = 'Pool') => ({ ...key(sk, pk), ...more });

const put = (name: string, input: Omit<PutItemCommandInput, 'TableName'>): Step<Side> =>
  ({ name, call: ({ aws }) => aws.putItem({ TableName, ...input }) });
const update = (name: string, sk: number, input: Omit<UpdateItemCommandInput, 'TableName' | 'Key'>): Step<Side> =>
  ({ name, call: ({ aws }) => aws.updateItem({ TableName, Key: key(sk), ...input }) });
const get = (name: string, sk: number, more: object = {}): Step<Side> =>
  ({ name, call: ({ aws }) => aws.getItem({ TableName, Key: key(sk), ConsistentRead: true, ...more }) });
const query = (name: string, input: Omit<QueryCommandInput, 'TableName'>): Step<Side> => ({
  name,
  call: async side => {
    const answer = await side.aws.query({ TableName, ...input });
    side.lastKey = answer.LastEvaluatedKey;
    return answer;
  },
});
const transact = (name: string, TransactItems: TransactWriteItem[], ClientRequestToken?: string): Step<Side> =>
  ({ name, call: ({ aws }) => aws.transactWriteItems({ TransactItems, ...ClientRequestToken === undefined ? {} : { ClientRequestToken } }) });

const ABSENT = 'attribute_not_exists(pk)';
const ofPool: Pick<QueryCommandInput, 'ExpressionAttributeValues' | 'KeyConditionExpression'> =
  { KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': { S: 'Pool' } } };
const ofDay: Pick<QueryCommandInput, 'ExpressionAttributeValues' | 'IndexName' | 'KeyConditionExpression'> =
  { IndexName: 'byDay', KeyConditionExpression: '#d = :d', ExpressionAttributeValues: { ':d': { S: '2026-09-01' } } };
const DAY_NAME = { ExpressionAttributeNames: { '#d': 'day' } };
const one = { ':one': { N: '1' } };
const big = 'x'.repeat(300 * 1024);

const WRITES: readonly Step<Side>[] = [
  get('GetItem of none', 1),
  put('PutItem if absent', { Item: item(1, { what: { S: 'first' }, day: { S: '2026-09-01' } }), ConditionExpression: ABSENT }),
  put('PutItem if absent, again', { Item: item(1, { what: { S: 'second' } }), ConditionExpression: ABSENT }),
  put('PutItem if absent, again, telling what is there', { Item: item(1), ConditionExpression: ABSENT, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
  get('GetItem', 1),
  get('GetItem with a projection', 1, { ProjectionExpression: '#w, nowhere', ExpressionAttributeNames: { '#w': 'what' } }),
  get('GetItem with an unused name', 1, { ProjectionExpression: 'what', ExpressionAttributeNames: { '#w': 'what' } }),
  get('GetItem with a reserved word', 1, { ProjectionExpression: 'day' }),
  put('PutItem over another, with what was', { Item: item(1, { what: { S: 'third' }, day: { S: '2026-09-01' } }), ReturnValues: 'ALL_OLD' }),
  put('PutItem with ALL_NEW', { Item: item(1), ReturnValues: 'ALL_NEW' }),
  put('PutItem without its sort key', { Item: { pk: { S: 'Pool' } } }),
  put('PutItem with a key of another type', { Item: { pk: { S: 'Pool' }, sk: { S: '1' } } }),
  put('PutItem with an empty key', { Item: item(1, {}, '') }),
  put('PutItem with an empty text', { Item: item(7, { empty: { S: '' } }) }),
  put('PutItem with an empty set', { Item: item(7, { set: { SS: [] } }, 'Refused') }),
  put('PutItem with twice the same in a set', { Item: item(7, { set: { SS: ['a', 'a'] } }, 'Refused') }),
  put('PutItem of more than 400 KB', { Item: item(7, { a: { S: big }, b: { S: big } }, 'Refused') }),
  put('PutItem with an empty key of the index', { Item: item(7, { day: { S: '' } }, 'Refused') }),
  put('PutItem with a number of 39 digits', { Item: item(7, { n: { N: '1'.repeat(39) } }, 'Refused') }),
  put('PutItem with a number of 126 places', { Item: item(7, { n: { N: '1e126' } }, 'Refused') }),
  put('PutItem with zeros that say nothing', { Item: item(8, { n: { N: '007.50' }, s: { NS: ['1.0', '2'] } }) }),
  get('GetItem of a number with zeros', 8),
  { name: 'GetItem by another form of its key', call: ({ aws }) => aws.getItem({ TableName, Key: { pk: { S: 'Pool' }, sk: { N: '8.0' } } }) },
  { name: 'GetItem by what is no number', call: ({ aws }) => aws.getItem({ TableName, Key: { pk: { S: 'Pool' }, sk: { N: 'eight' } } }) },
  update('UpdateItem with a fraction', 8, { UpdateExpression: 'SET n = n + :f', ExpressionAttributeValues: { ':f': { N: '0.1' } }, ReturnValues: 'UPDATED_NEW' }),
  update('UpdateItem with long numbers', 8, { UpdateExpression: 'SET n = :l', ConditionExpression: ':l <> :k', ExpressionAttributeValues: { ':l': { N: '12345678901234567890' }, ':k': { N: '12345678901234567891' } }, ReturnValues: 'UPDATED_NEW' }),
  { name: 'DeleteItem with the number', call: ({ aws }) => aws.deleteItem({ TableName, Key: key(8), ReturnValues: 'ALL_OLD' }) },
  put('PutItem with what is no number', { Item: item(7, { n: { N: 'ten' } }, 'Refused') }),
  { name: 'PutItem into no table', call: ({ aws }) => aws.putItem({ TableName: 'nothing', Item: item(1) }) },
  update('UpdateItem of a counter', 0, {
    UpdateExpression: 'SET #n = if_not_exists(#n, :zero) + :one ADD sum_ :one',
    ConditionExpression: 'attribute_not_exists(#n) OR #n < :max',
    ExpressionAttributeNames: { '#n': 'count' },
    ExpressionAttributeValues: { ':zero': { N: '0' }, ...one, ':max': { N: '1' } },
    ReturnValues: 'ALL_NEW',
  }),
  update('UpdateItem of a counter at its limit', 0, {
    UpdateExpression: 'SET #n = #n + :one',
    ConditionExpression: '#n < :max',
    ExpressionAttributeNames: { '#n': 'count' },
    ExpressionAttributeValues: { ...one, ':max': { N: '1' } },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  }),
  update('UpdateItem of lists, sets and maps', 0, {
    UpdateExpression: 'SET l = list_append(:l, :l), m = :m ADD s :s',
    ExpressionAttributeValues: { ':l': { L: [{ S: 'a' }] }, ':m': { M: { n: { N: '1' } } }, ':s': { SS: ['x', 'y'] } },
    ReturnValues: 'UPDATED_NEW',
  }),
  update('UpdateItem deep inside', 0, { UpdateExpression: 'SET m.n = m.n + :one, l[1] = :b DELETE s :s REMOVE sum_', ExpressionAttributeValues: { ...one, ':b': { S: 'b' }, ':s': { SS: ['x'] } }, ReturnValues: 'ALL_NEW' }),
  update('UpdateItem with what it had', 0, { UpdateExpression: 'SET m.n = :one', ExpressionAttributeValues: one, ReturnValues: 'UPDATED_OLD' }),
  update('UpdateItem of a path that is not there', 0, { UpdateExpression: 'SET nowhere.n = :one', ExpressionAttributeValues: one }),
  update('UpdateItem of a number that is not there', 0, { UpdateExpression: 'SET nowhere = nowhere + :one', ExpressionAttributeValues: one }),
  update('UpdateItem of a text as a number', 1, { UpdateExpression: 'SET what = what + :one', ExpressionAttributeValues: one }),
  update('UpdateItem of its key', 0, { UpdateExpression: 'SET sk = :one', ExpressionAttributeValues: one }),
  update('UpdateItem of one path twice', 0, { UpdateExpression: 'SET a = :one, a = :one', ExpressionAttributeValues: one }),
  update('UpdateItem of a path and of one in it', 0, { UpdateExpression: 'SET m = :one, m.n = :one', ExpressionAttributeValues: one }),
  update('UpdateItem with an unused value', 0, { UpdateExpression: 'SET a = :one', ExpressionAttributeValues: { ...one, ':two': { N: '2' } } }),
  update('UpdateItem with a value that is not given', 0, { UpdateExpression: 'SET a = :two', ExpressionAttributeValues: one }),
  update('UpdateItem with a word that is reserved', 0, { UpdateExpression: 'SET count = :one', ExpressionAttributeValues: one }),
  update('UpdateItem that is no expression', 0, { UpdateExpression: 'SET = :one', ExpressionAttributeValues: one }),
  get('GetItem after all of that', 0),
];

const CONDITIONS: readonly Step<Side>[] = ([
  ['size', 'size(what) = :five', { ':five': { N: '5' } }],
  ['begins_with', 'begins_with(what, :t)', { ':t': { S: 'th' } }],
  ['contains', 'contains(what, :t)', { ':t': { S: 'ir' } }],
  ['attribute_type', 'attribute_type(what, :t)', { ':t': { S: 'S' } }],
  ['IN', 'what IN (:a, :b)', { ':a': { S: 'first' }, ':b': { S: 'third' } }],
  ['BETWEEN', 'sk BETWEEN :a AND :b', { ':a': { N: '0' }, ':b': { N: '10' } }],
  ['NOT, AND, OR', 'NOT (what = :a AND sk = :b) OR attribute_exists(nowhere)', { ':a': { S: 'first' }, ':b': { N: '1' } }],
  ['another type', 'what = :n', { ':n': { N: '1' } }],
  ['another type, unequal', 'what <> :n', { ':n': { N: '1' } }],
  ['another type, less', 'what < :n', { ':n': { N: '1' } }],
  ['what is not there, unequal', 'nowhere <> :n', { ':n': { N: '1' } }],
  ['numbers, not texts', 'sk < :n', { ':n': { N: '10' } }],
  ['a function that is none', 'starts_with(what, :t)', { ':t': { S: 'th' } }],
] as const).map(([name, condition, values]) => ({
  name: `DeleteItem of 5 by a condition with ${name}`,
  call: async ({ aws }: Side) => {
    await aws.putItem({ TableName, Item: { pk: { S: 'Conditions' }, sk: { N: '5' }, what: { S: 'third' } } });
    return aws.deleteItem({ TableName, Key: { pk: { S: 'Conditions' }, sk: { N: '5' } }, ConditionExpression: condition, ExpressionAttributeValues: values, ReturnValues: 'ALL_OLD' });
  },
}));

const QUERIES: readonly Step<Side>[] = [
  ...[2, 9, 10, 30].map(sk => put(`PutItem of ${sk}`, { Item: item(sk, { what: { S: `w${sk % 3}` }, ...sk === 30 ? {} : { day: { S: '2026-09-01' } }, other: { BOOL: true } }) })),
  query('Query', { ...ofPool, ProjectionExpression: 'sk' }),
  query('Query back', { ...ofPool, ScanIndexForward: false, ProjectionExpression: 'sk' }),
  query('Query of a range', { KeyConditionExpression: 'pk = :p AND sk BETWEEN :a AND :b', ExpressionAttributeValues: { ':p': { S: 'Pool' }, ':a': { N: '2' }, ':b': { N: '10' } } }),
  query('Query, a page of two', { ...ofPool, Limit: 2 }),
  { name: 'Query, the next page', call: side => side.aws.query({ TableName, ...ofPool, Limit: 2, ExclusiveStartKey: side.lastKey }) },
  query('Query, filtered', { ...ofPool, FilterExpression: 'what = :w', ExpressionAttributeValues: { ...ofPool.ExpressionAttributeValues, ':w': { S: 'w0' } }, Limit: 3 }),
  query('Query, a page of exactly all', { ...ofPool, Limit: 6, Select: 'COUNT' }),
  query('Query, counted', { ...ofPool, Select: 'COUNT' }),
  query('Query of the index', { ...ofDay, ...DAY_NAME }),
  query('Query of the index, a page of one', { ...ofDay, ...DAY_NAME, Limit: 1 }),
  query('Query of the index, consistently', { ...ofDay, ...DAY_NAME, ConsistentRead: true }),
  query('Query of the index, filtered by what it does not have', { ...ofDay, ...DAY_NAME, FilterExpression: 'attribute_exists(other)' }),
  query('Query of the index, all attributes', { ...ofDay, ...DAY_NAME, Select: 'ALL_ATTRIBUTES' }),
  query('Query of no index', { ...ofDay, ...DAY_NAME, IndexName: 'byNothing' }),
  query('Query without the partition', { KeyConditionExpression: 'sk = :p', ExpressionAttributeValues: { ':p': { N: '1' } } }),
  query('Query by what is no key', { KeyConditionExpression: 'pk = :p AND what = :p', ExpressionAttributeValues: { ':p': { S: 'Pool' } } }),
  query('Query with a filter by its key', { ...ofPool, FilterExpression: 'sk > :n', ExpressionAttributeValues: { ...ofPool.ExpressionAttributeValues, ':n': { N: '1' } } }),
];

const accountTaken = (tenant: string) => ({
  Update: {
    TableName,
    Key: key(100),
    UpdateExpression: 'SET tenant = :t',
    ConditionExpression: 'attribute_not_exists(tenant)',
    ExpressionAttributeValues: { ':t': { S: tenant } },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  },
});
const noted = (sk: number, what: string) => ({ Put: { TableName, Item: item(sk, { what: { S: what } }), ConditionExpression: ABSENT } });

const TRANSACTIONS: readonly Step<Side>[] = [
  transact('TransactWriteItems', [accountTaken('a'), noted(101, 'a has 100')], 'token-a'),
  transact('TransactWriteItems with the same token', [accountTaken('a'), noted(101, 'a has 100')], 'token-a'),
  transact('TransactWriteItems with the same token and something else', [accountTaken('b'), noted(101, 'a has 100')], 'token-a'),
  transact('TransactWriteItems of what is taken', [accountTaken('b'), noted(102, 'b has 100')], 'token-b'),
  get('GetItem of what was not written', 102),
  transact('TransactWriteItems with a check that holds', [
    { ConditionCheck: { TableName, Key: key(100), ConditionExpression: 'tenant = :t', ExpressionAttributeValues: { ':t': { S: 'a' } } } },
    noted(103, 'still a'),
  ]),
  transact('TransactWriteItems with a check that does not hold', [
    noted(104, 'never'),
    { ConditionCheck: { TableName, Key: key(100), ConditionExpression: 'tenant = :t', ExpressionAttributeValues: { ':t': { S: 'b' } } } },
  ]),
  transact('TransactWriteItems of one item twice', [noted(105, 'x'), { Delete: { TableName, Key: key(105) } }]),
  transact('TransactWriteItems of a hundred and one', Array.from({ length: 101 }, (_, index) => noted(200 + index, 'many'))),
  transact('TransactWriteItems of none', []),
  transact('TransactWriteItems that deletes', [{ Delete: { TableName, Key: key(103), ConditionExpression: 'attribute_exists(pk)' } }]),
  query('Query of what there is in the end', { ...ofPool, ConsistentRead: true }),
];

export const STEPS: readonly Step<Side>[] = [...WRITES, ...CONDITIONS, ...QUERIES, ...TRANSACTIONS];
