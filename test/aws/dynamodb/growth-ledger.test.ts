import { GrowthLedger } from '../../../aws/dynamodb/growth-ledger';
import { RefusalError, TransientError } from '../../../core/failures/errors';
import type { EntryDraft, LedgerEntry } from '../../../core/growth/ledger';
import type { HubReply, Received } from '../innovation-sandbox/hub';
import { Hub, isSigned } from '../innovation-sandbox/hub';

const OWN = { accessKeyId: 'AKIDOWN', secretAccessKey: 'own-secret' };
const DRAFT: EntryDraft = { kind: 'growth', from: 5, to: 8, by: 'low-water', why: 'low', failedBefore: ['pool-003'] };

/** A table that keeps what the condition lets in. */
class Table {
  public readonly items = new Map<string, Record<string, any>>();
  public readonly slept: number[] = [];
  /** Answers in place of its own, one for each call; a write may have been carried out all the same. */
  public readonly instead: (HubReply | undefined)[] = [];
  public pageSize = 100;

  public readonly answer = ({ operation, body }: Received): HubReply | undefined => {
    const input = JSON.parse(body);
    const own = this.reply(operation, input);
    return this.instead.shift() ?? own;
  };

  public ledger(hub: Hub, pool = 'Pool/Pool', writer = 'one'): GrowthLedger {
    const sleep = async (seconds: number) => void this.slept.push(seconds);
    return new GrowthLedger({ table: 'Ledger', region: 'eu-west-1', pool, credentials: async () => OWN, now: () => hub.now, sleep }, writer);
  }

  private reply(operation: string, input: any): HubReply {
    switch (operation) {
      case 'PutItem': {
        const key = `${input.Item.pool.S} ${input.Item.number.N}`;
        if (input.ConditionExpression === 'attribute_not_exists(#number)' && input.ExpressionAttributeNames['#number'] === 'number' && this.items.has(key)) {
          return { status: 400, body: { __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException', message: 'The conditional request failed' } };
        }
        this.items.set(key, input.Item);
        return { body: {} };
      }
      case 'GetItem': return { body: { Item: this.items.get(`${input.Key.pool.S} ${input.Key.number.N}`) } };
      default: {
        const all = [...this.items.values()].filter(({ pool }) => pool.S === input.ExpressionAttributeValues[':pool'].S).sort((one, other) => other.number.N - one.number.N);
        const start = input.ExclusiveStartKey === undefined ? 0 : all.findIndex(({ number }) => number.N === input.ExclusiveStartKey.number.N) + 1;
        const page = all.slice(start, start + this.pageSize);
        const { number, pool } = page[page.length - 1] ?? {};
        return { body: { Items: page, ...start + page.length < all.length && { LastEvaluatedKey: { pool, number } } } };
      }
    }
  }
}

const entry = (number: number, at: Date): LedgerEntry => ({ ...DRAFT, number, at });

test('is spoken to in JSON 1.0 where it stands, with a signature that holds, and reads what it wrote', async () => {
  const table = new Table();
  await Hub.use(table.answer, async hub => {
    const ledger = table.ledger(hub);
    const written = entry(1, hub.now);
    await expect(ledger.append(written)).resolves.toBe(true);
    await expect(ledger.read()).resolves.toEqual([written]);
    const [put, query] = hub.received;
    expect(put.headers).toMatchObject({ 'x-amz-target': 'DynamoDB_20120810.PutItem', 'content-type': 'application/x-amz-json-1.0' });
    expect([put.host, put.region]).toEqual(['dynamodb.eu-west-1.amazonaws.com', 'eu-west-1']);
    expect(isSigned('POST', '/', put.headers, put.body, OWN.secretAccessKey, 'dynamodb')).toBe(true);
    expect(JSON.parse(put.body)).toMatchObject({ TableName: 'Ledger', ConditionExpression: 'attribute_not_exists(#number)', ExpressionAttributeNames: { '#number': 'number' } });
    // A decision must know the one before it.
    expect(JSON.parse(query.body)).toMatchObject({ ConsistentRead: true, ScanIndexForward: false });
  });
});

test('a number that another run has written is not written again', async () => {
  const table = new Table();
  await Hub.use(table.answer, async hub => {
    await table.ledger(hub).append(entry(1, hub.now));
    await expect(table.ledger(hub, 'Pool/Pool', 'another').append({ ...entry(1, hub.now), to: 9 } as LedgerEntry)).resolves.toBe(false);
    await expect(table.ledger(hub).read()).resolves.toMatchObject([{ to: 8 }]);
  });
});

test('pools have a ledger each', async () => {
  const table = new Table();
  await Hub.use(table.answer, async hub => {
    await table.ledger(hub).append(entry(1, hub.now));
    await expect(table.ledger(hub, 'Pool/Other').append(entry(1, hub.now))).resolves.toBe(true);
    await expect(table.ledger(hub, 'Pool/Other').read()).resolves.toHaveLength(1);
  });
});

test.each<[string, HubReply]>([
  ['cut', 'cut'],
  ['an error of theirs', { status: 500, body: { __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError' } }],
  ['throttled', { status: 400, body: { __type: 'com.amazonaws.dynamodb.v20120810#ThrottlingException', message: 'slow' } }],
])('a write whose answer is lost (%s) is found to be ours', async (_, lost) => {
  const table = new Table();
  table.instead.push(lost);
  await Hub.use(table.answer, async hub => {
    await expect(table.ledger(hub).append(entry(1, hub.now))).resolves.toBe(true);
    expect(hub.operations).toEqual(['PutItem', 'PutItem', 'GetItem']);
    expect(table.items.size).toBe(1);
  });
});

test('what does not pass ends with a transient error, and a no with a refusal', async () => {
  const table = new Table();
  const busy: HubReply = { status: 400, body: { __type: 'x#ProvisionedThroughputExceededException', message: 'busy' } };
  table.instead.push(busy, busy, busy, busy, { status: 400, body: { __type: 'x#AccessDeniedException', message: 'no' } });
  await Hub.use(table.answer, async hub => {
    await expect(table.ledger(hub).read()).rejects.toThrow(TransientError);
    expect(table.slept).toEqual([1, 2, 3]);
    await expect(table.ledger(hub).read()).rejects.toThrow(new RefusalError('dynamodb:Query', 'AccessDeniedException: no'));
  });
});

test('it is read back for two days, and for as many entries as tell how it stands', async () => {
  const table = new Table();
  table.pageSize = 20;
  await Hub.use(table.answer, async hub => {
    const ledger = table.ledger(hub);
    const minutesBefore = (minutes: number) => new Date(hub.now.getTime() - minutes * 60_000);
    for (let number = 1; number <= 130; number++) {
      await ledger.append(entry(number, minutesBefore((130 - number) * 30 + 4000 * (number <= 100 ? 1 : 0))));
    }
    const read = await ledger.read();
    expect(read.map(({ number }) => number)).toEqual(Array.from({ length: 60 }, (_, index) => index + 71));
  });
});
