/** A ledger in DynamoDB, by the real SDK over the wire of a rehearsal. */

import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import {
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { dynamoDb } from '../../../../rehearsal/services/dynamodb/dynamodb';
import { callerOf, HOME, MANAGEMENT, TestOrganization } from '../../support/test-organization';
import { clientOf } from '../../support/wire';

const TableName = 'ledger';
const ARN = `arn:aws:dynamodb:${HOME}:${MANAGEMENT}:table/${TableName}`;
const CALLER = callerOf('growth', 'Ledger');

function ledger(options: ConstructorParameters<typeof TestOrganization>[0] = {}) {
  const organization = new TestOrganization(options);
  organization.services.get(dynamoDb).tables.keep({
    arn: ARN,
    name: TableName,
    partition: 'pk',
    sort: 'sk',
    types: { pk: 'S', sk: 'N', day: 'S' },
    indexes: [{ name: 'byDay', partition: 'day', sort: 'sk', isGlobal: true, projected: ['what'] }],
  });
  return { organization, client: new DynamoDBClient({ ...clientOf(organization, CALLER), region: HOME }) };
}

const entry = (sk: number, more: Record<string, AttributeValue> = {}) => ({ pk: { S: 'Pool' }, sk: { N: String(sk) }, ...more });
const refused = async (act: Promise<unknown>) => act.then(() => 'done', (error: Error) => `${error.name}: ${error.message}`);

test('an entry is written once, and who comes second is told what is there', async () => {
  const { client } = ledger();
  const put = (what: string) => client.send(new PutItemCommand({
    TableName,
    Item: entry(1, { what: { S: what } }),
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  }));
  await put('first');
  const second = await put('second').catch((error: Error & { Item?: unknown }) => error) as Error & { Item?: any };
  expect([second.name, second.message, second.Item.what.S]).toEqual(['ConditionalCheckFailedException', 'The conditional request failed', 'first']);
  const { Item } = await client.send(new GetItemCommand({ TableName, Key: entry(1), ConsistentRead: true, ProjectionExpression: '#w', ExpressionAttributeNames: { '#w': 'what' } }));
  expect(Item).toEqual({ what: { S: 'first' } });
});

test('a counter goes up within its limit, and sets, lists and maps are changed in place', async () => {
  const { client } = ledger();
  const add = () => client.send(new UpdateItemCommand({
    TableName,
    Key: entry(0),
    UpdateExpression: 'SET #n = if_not_exists(#n, :zero) + :one, #l = list_append(if_not_exists(#l, :none), :more) ADD tags :tags, sum_ :one REMOVE gone',
    ConditionExpression: 'attribute_not_exists(#n) OR #n < :max',
    ExpressionAttributeNames: { '#n': 'count', '#l': 'list' },
    ExpressionAttributeValues: { ':zero': { N: '0' }, ':one': { N: '1' }, ':max': { N: '2' }, ':none': { L: [] }, ':more': { L: [{ S: 'a' }] }, ':tags': { SS: ['x'] } },
    ReturnValues: 'ALL_NEW',
  }));
  await add();
  expect((await add()).Attributes).toEqual(entry(0, { count: { N: '2' }, list: { L: [{ S: 'a' }, { S: 'a' }] }, tags: { SS: ['x'] }, sum_: { N: '2' } }));
  expect(await refused(add())).toBe('ConditionalCheckFailedException: The conditional request failed');
  const { Attributes } = await client.send(new UpdateItemCommand({
    TableName,
    Key: entry(0),
    UpdateExpression: 'DELETE tags :x SET deep = :map',
    ExpressionAttributeValues: { ':x': { SS: ['x'] }, ':map': { M: { inside: { M: { n: { N: '1' } } } } } },
    ReturnValues: 'UPDATED_NEW',
  }));
  expect(Attributes).toEqual({ deep: { M: { inside: { M: { n: { N: '1' } } } } } });
  const deeper = await client.send(new UpdateItemCommand({ TableName, Key: entry(0), UpdateExpression: 'SET deep.inside.n = deep.inside.n - :one', ExpressionAttributeValues: { ':one': { N: '3' } }, ReturnValues: 'UPDATED_NEW' }));
  expect(deeper.Attributes).toEqual({ deep: { M: { inside: { M: { n: { N: '-2' } } } } } });
});

test('entries are read in order, page by page, forwards and back, by an index and by a filter', async () => {
  const { client } = ledger();
  for (const sk of [10, 9, 2, 30]) {
    await client.send(new PutItemCommand({ TableName, Item: entry(sk, { day: { S: sk < 10 ? 'mon' : 'tue' }, what: { S: `w${sk}` }, hidden: { BOOL: true } }) }));
  }
  const read = async (more: object) => {
    const { Items = [], LastEvaluatedKey, Count } = await client.send(new QueryCommand({ TableName, KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': { S: 'Pool' } }, ...more }));
    return { keys: Items.map(({ sk }) => Number(sk.N)), LastEvaluatedKey, Count, Items };
  };
  expect((await read({})).keys).toEqual([2, 9, 10, 30]);
  const first = await read({ Limit: 2, ScanIndexForward: false });
  expect([first.keys, first.LastEvaluatedKey]).toEqual([[30, 10], entry(10)]);
  expect((await read({ Limit: 2, ScanIndexForward: false, ExclusiveStartKey: first.LastEvaluatedKey })).keys).toEqual([9, 2]);
  expect((await read({ KeyConditionExpression: 'pk = :p AND sk BETWEEN :a AND :b', ExpressionAttributeValues: { ':p': { S: 'Pool' }, ':a': { N: '9' }, ':b': { N: '10' } } })).keys).toEqual([9, 10]);
  expect((await read({ FilterExpression: 'begins_with(what, :w) AND NOT contains(what, :z)', ExpressionAttributeValues: { ':p': { S: 'Pool' }, ':w': { S: 'w' }, ':z': { S: '0' } } })).keys).toEqual([2, 9]);
  const { Items } = await read({ IndexName: 'byDay', KeyConditionExpression: '#d = :d', ExpressionAttributeNames: { '#d': 'day' }, ExpressionAttributeValues: { ':d': { S: 'mon' } } });
  expect(Items).toEqual([2, 9].map(sk => entry(sk, { day: { S: 'mon' }, what: { S: `w${sk}` } })));
});

test('a page begins behind the place where the last one ended, though nothing stands there any more', async () => {
  const { client } = ledger();
  for (const sk of [1, 2, 3, 4]) {
    await client.send(new PutItemCommand({ TableName, Item: entry(sk, { day: { S: 'mon' } }) }));
  }
  const page = async (more: object) => {
    const { Items = [], LastEvaluatedKey } = await client.send(new QueryCommand({
      TableName,
      IndexName: 'byDay',
      KeyConditionExpression: '#d = :d',
      ExpressionAttributeNames: { '#d': 'day' },
      ExpressionAttributeValues: { ':d': { S: 'mon' } },
      ...more,
    }));
    return { keys: Items.map(({ sk }) => Number(sk.N)), LastEvaluatedKey };
  };
  const first = await page({ Limit: 2 });
  const back = await page({ Limit: 1, ScanIndexForward: false });
  await client.send(new UpdateItemCommand({
    TableName,
    Key: { pk: { S: 'Pool' }, sk: { N: '2' } },
    UpdateExpression: 'SET #d = :d',
    ExpressionAttributeNames: { '#d': 'day' },
    ExpressionAttributeValues: { ':d': { S: 'tue' } },
  }));
  await client.send(new DeleteItemCommand({ TableName, Key: { pk: { S: 'Pool' }, sk: { N: '4' } } }));
  expect([first.keys, (await page({ ExclusiveStartKey: first.LastEvaluatedKey })).keys]).toEqual([[1, 2], [3]]);
  expect([back.keys, (await page({ ScanIndexForward: false, ExclusiveStartKey: back.LastEvaluatedKey })).keys]).toEqual([[4], [3, 1]]);
});

test('several writes are one: all or none, once for each token', async () => {
  const { client, organization } = ledger();
  const write = (sk: number, token: string) => client.send(new TransactWriteItemsCommand({
    ClientRequestToken: token,
    TransactItems: [
      { Put: { TableName, Item: entry(sk), ConditionExpression: 'attribute_not_exists(pk)' } },
      { Update: { TableName, Key: entry(0), UpdateExpression: 'ADD n :one', ExpressionAttributeValues: { ':one': { N: '1' } } } },
    ],
  }));
  await write(1, 'a');
  await write(1, 'a');
  expect(await refused(write(2, 'a'))).toMatch(/^IdempotentParameterMismatchException/);
  const cancelled = await write(1, 'b').catch((error: Error & { CancellationReasons?: { Code?: string }[] }) => error) as Error & { CancellationReasons: { Code: string }[] };
  expect([cancelled.name, cancelled.CancellationReasons.map(({ Code }) => Code)]).toEqual(['TransactionCanceledException', ['ConditionalCheckFailed', 'None']]);
  const count = async () => (await client.send(new GetItemCommand({ TableName, Key: entry(0) }))).Item?.n.N;
  expect(await count()).toBe('1');
  organization.clock.advance(11 * 60);
  await client.send(new DeleteItemCommand({ TableName, Key: entry(1) }));
  await write(1, 'a');
  expect(await count()).toBe('2');
});

test.each<[string, (client: DynamoDBClient) => Promise<unknown>, string]>([
  ['a word that is reserved', client => client.send(new UpdateItemCommand({ TableName, Key: entry(1), UpdateExpression: 'SET status = :s', ExpressionAttributeValues: { ':s': { S: 'a' } } })), 'ValidationException: Invalid UpdateExpression: Attribute name is a reserved keyword; reserved keyword: status'],
  ['a value that is not used', client => client.send(new PutItemCommand({ TableName, Item: entry(1), ConditionExpression: 'attribute_exists(pk)', ExpressionAttributeValues: { ':s': { S: 'a' } } })), 'ValidationException: Value provided in ExpressionAttributeValues unused in expressions: keys: {:s}'],
  ['a name that is not told', client => client.send(new PutItemCommand({ TableName, Item: entry(1), ConditionExpression: 'attribute_exists(#x)' })), 'ValidationException: Invalid ConditionExpression: An expression attribute name used in the document path is not defined; attribute name: #x'],
  ['a key of another type', client => client.send(new GetItemCommand({ TableName, Key: { pk: { S: 'Pool' }, sk: { S: '1' } } })), 'ValidationException: The provided key element does not match the schema'],
  ['an item without its key', client => client.send(new PutItemCommand({ TableName, Item: { pk: { S: 'Pool' } } })), 'ValidationException: One or more parameter values were invalid: Missing the key sk in the item'],
  ['a change of the key', client => client.send(new UpdateItemCommand({ TableName, Key: entry(1), UpdateExpression: 'SET sk = :s', ExpressionAttributeValues: { ':s': { N: '2' } } })), 'ValidationException: One or more parameter values were invalid: Cannot update attribute sk. This attribute is part of the key'],
  ['two changes of one place', client => client.send(new UpdateItemCommand({ TableName, Key: entry(1), UpdateExpression: 'SET a = :s REMOVE a', ExpressionAttributeValues: { ':s': { N: '2' } } })), 'ValidationException: Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a]'],
  ['a broken expression', client => client.send(new PutItemCommand({ TableName, Item: entry(1), ConditionExpression: 'a = ' })), 'ValidationException: Invalid ConditionExpression: Syntax error; token: "<EOF>", near: "a = "'],
  ['a table that is not there', client => client.send(new GetItemCommand({ TableName: 'other', Key: entry(1) })), 'ResourceNotFoundException: Requested resource not found'],
  ['a consistent read of an index', client => client.send(new QueryCommand({ TableName, IndexName: 'byDay', ConsistentRead: true, KeyConditionExpression: 'a = :a', ExpressionAttributeValues: { ':a': { S: 'a' } } })), 'ValidationException: Consistent reads are not supported on global secondary indexes'],
  ['a sum of what is not there', client => client.send(new UpdateItemCommand({ TableName, Key: entry(1), UpdateExpression: 'SET n = n + :s', ExpressionAttributeValues: { ':s': { N: '2' } } })), 'ValidationException: The provided expression refers to an attribute that does not exist in the item'],
  ['one item twice', client => client.send(new TransactWriteItemsCommand({ TransactItems: [{ Delete: { TableName, Key: entry(1) } }, { Put: { TableName, Item: entry(1) } }] })), 'ValidationException: Transaction request cannot include multiple operations on one item'],
])('it refuses %s', async (_, act, expected) => {
  expect(await refused(act(ledger().client))).toBe(expected);
});

test('a read that asks for no consistency may be late, and one that does is not', async () => {
  const { client, organization } = ledger({ lag: { tables: 30 } });
  await client.send(new PutItemCommand({ TableName, Item: entry(1) }));
  const get = async (ConsistentRead: boolean) => {
    const { Item } = await client.send(new GetItemCommand({ TableName, Key: entry(1), ConsistentRead }));
    return Item !== undefined;
  };
  expect([await get(false), await get(true)]).toEqual([false, true]);
  organization.clock.advance(31);
  expect(await get(false)).toBe(true);
});

test('each part of a transaction is a right of its own', async () => {
  const { client, organization } = ledger({ lacking: ['dynamodb:UpdateItem'] });
  const update = { Update: { TableName, Key: entry(2), UpdateExpression: 'SET a = :a', ExpressionAttributeValues: { ':a': { S: 'a' } } } };
  const put = { Put: { TableName, Item: entry(1) } };
  const write = (more: (typeof update)[]) => client.send(new TransactWriteItemsCommand({ TransactItems: [put, ...more] }));
  expect(await refused(write([]))).toBe('done');
  expect(await refused(write([update]))).toMatch(/^AccessDeniedException: User: .* is not authorized to perform: dynamodb:UpdateItem/);
  expect(organization.asked).toEqual(['dynamodb:PutItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem']);
});
