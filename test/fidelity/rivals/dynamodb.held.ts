/** DynamoDB call by call: the rehearsal's answers beside those of imitations that others wrote. */

import { DynamoDB } from '@aws-sdk/client-dynamodb';
import type { Difference } from './comparison';
import { differencesOf, surprises } from './comparison';
import { KNOWN } from './dynamodb-known';
import type { Side } from './dynamodb-script';
import { STEPS, TABLE, TableName } from './dynamodb-script';
import { RIVALS, RunningRival } from './rival';
import { dynamoDb } from '../../../rehearsal/services/dynamodb/dynamodb';
import { callerOf, HOME, MANAGEMENT, TestOrganization } from '../../rehearsal/support/test-organization';
import { clientOf } from '../../rehearsal/support/wire';

function ourSide(): Side {
  const organization = new TestOrganization();
  organization.services.get(dynamoDb).tables.keep({
    arn: `arn:aws:dynamodb:${HOME}:${MANAGEMENT}:table/${TableName}`,
    name: TableName,
    partition: 'pk',
    sort: 'sk',
    types: { pk: 'S', sk: 'N', day: 'S' },
    indexes: [{ name: 'byDay', partition: 'day', sort: 'sk', isGlobal: true, projected: ['what'] }],
  });
  return { aws: new DynamoDB({ ...clientOf(organization, callerOf('ledger', 'Ledger')), region: HOME }), names: new Map() };
}

async function theirSide(running: RunningRival): Promise<Side> {
  const aws = new DynamoDB(running.config);
  await aws.createTable({ ...TABLE, BillingMode: 'PAY_PER_REQUEST' });
  return { aws, names: new Map() };
}

describe.each(RIVALS)('beside $name', rival => {
  let running: RunningRival;
  let found: readonly Difference[];

  beforeAll(async () => {
    running = await RunningRival.start(rival);
    found = await differencesOf(STEPS, ourSide(), await theirSide(running));
  });

  afterAll(() => running.stop());

  test('nothing differs but what is known, and all of that does', () => {
    expect(surprises(found, KNOWN[rival.name])).toEqual({ unknown: [], gone: [] });
  });
});
