/** The desk's store by the real SDK, over the wire of a rehearsal. */

import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { declareCases, DESK_TABLE } from './desk-store-cases';
import { dynamoDb } from '../../../rehearsal/services/dynamodb/dynamodb';
import { callerOf, HOME, MANAGEMENT, TestOrganization } from '../../rehearsal/support/test-organization';
import { clientOf } from '../../rehearsal/support/wire';

const TABLE = 'Desk';

async function fresh() {
  const organization = new TestOrganization();
  const [{ KeySchema: [partition, sort], IndexName }] = DESK_TABLE.GlobalSecondaryIndexes;
  organization.services.get(dynamoDb).tables.keep({
    arn: `arn:aws:dynamodb:${HOME}:${MANAGEMENT}:table/${TABLE}`,
    name: TABLE,
    partition: DESK_TABLE.KeySchema[0].AttributeName,
    sort: DESK_TABLE.KeySchema[1].AttributeName,
    types: Object.fromEntries(DESK_TABLE.AttributeDefinitions.map(({ AttributeName, AttributeType }) => [AttributeName, AttributeType])),
    indexes: [{ name: IndexName, partition: partition.AttributeName, sort: sort.AttributeName, isGlobal: true }],
  });
  return { client: new DynamoDB({ ...clientOf(organization, callerOf('desk', 'Desk')), region: HOME }), table: TABLE };
}

declareCases(fresh, { histories: 15 });
