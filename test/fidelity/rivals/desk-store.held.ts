/** The desk's store against a DynamoDB that others wrote: the same cases as against the rehearsal's. */

import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { RIVALS, RunningRival } from './rival';
import { declareCases, DESK_TABLE } from '../../aws/dynamodb/desk-store-cases';

// moto takes a token that is repeated for a second request, which AWS does not.
describe.each(RIVALS.filter(({ name }) => name === 'ministack'))('by $name', rival => {
  let running: RunningRival;
  let tables = 0;

  beforeAll(async () => {
    running = await RunningRival.start(rival);
  });

  afterAll(() => running.stop());

  declareCases(async () => {
    const table = `Desk${++tables}`;
    const client = new DynamoDB(running.config);
    await client.createTable({ ...DESK_TABLE, TableName: table, BillingMode: 'PAY_PER_REQUEST' });
    return { client, table };
  }, { histories: 4 });
});
