/**
 * DynamoDB, as far as ledgers need it: items are put, got, updated, deleted and queried, one by one or several as one, with conditions.
 *
 * A member of a request that isn't known ends the rehearsal: a condition that is passed over would make a second writer look impossible.
 */

import type {
  DeleteItemCommandOutput,
  DescribeTableCommandOutput,
  GetItemCommandOutput,
  PutItemCommandOutput,
  QueryCommandOutput,
  TransactWriteItemsCommandOutput,
  UpdateItemCommandOutput,
} from '@aws-sdk/client-dynamodb';
import type { Item } from './attribute-value';
import { invalid } from './attribute-value';
import { withCanonicalNumbers } from './numbers';
import { pathsOf, query, withOnly } from './queries';
import { GLOBAL_TABLE_FACTS, TABLE_FACTS, TableType } from './table-types';
import type { TableDefinition, TablesState } from './tables';
import { Tables } from './tables';
import { Placeholders, Tokens } from './tokens';
import { rightsOf, Transactions } from './transactions';
import { changedIn } from './updates';
import type { PlannedWrite, WriteKind } from './writes';
import { conditionFailed, optional, planned } from './writes';
import { canonical } from '../../cloudformation/template';
import { AWS_JSON } from '../../kernel/protocols';
import type { ApiRequest, Authorization } from '../../kernel/types';
import { ApiError, UnknownToRehearsal } from '../../kernel/types';
import type { AuthorizedCall, Permission } from '../permissions';
import type { Answer } from '../sdk';
import type { RunningService, ServiceContext } from '../service';
import { defineService } from '../service';

const EXPRESSIONS = ['ExpressionAttributeNames', 'ExpressionAttributeValues'];
const WRITE = ['TableName', 'ConditionExpression', 'ReturnValues', 'ReturnValuesOnConditionCheckFailure', ...EXPRESSIONS];
/** Nothing is counted of what they ask for. */
const IDLE = ['ReturnConsumedCapacity', 'ReturnItemCollectionMetrics'];
/** Members that are understood, by operation. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  PutItem: [...WRITE, 'Item'],
  UpdateItem: [...WRITE, 'Key', 'UpdateExpression'],
  DeleteItem: [...WRITE, 'Key'],
  GetItem: ['TableName', 'Key', 'ConsistentRead', 'ProjectionExpression', 'ExpressionAttributeNames'],
  Query: ['TableName', 'IndexName', 'KeyConditionExpression', 'FilterExpression', 'ProjectionExpression', 'ConsistentRead', 'ScanIndexForward', 'Limit',
    'ExclusiveStartKey', 'Select', ...EXPRESSIONS],
  TransactWriteItems: ['TransactItems', 'ClientRequestToken'],
  DescribeTable: ['TableName'],
};

export class DynamoDbService implements RunningService {
  public readonly state: TablesState;
  public readonly tables: Tables;
  private readonly transactions: Transactions;

  constructor(private readonly to: ServiceContext, saved: TablesState | undefined) {
    this.state = saved ?? { tables: {} };
    this.tables = new Tables(this.state, to.reads);
    this.transactions = new Transactions(this.tables, to.time, (request, name) => this.require(request, name));
  }

  public get partition(): string {
    return this.to.partition;
  }

  public putItem(request: ApiRequest): Answer<PutItemCommandOutput> {
    const { input } = request;
    const write = this.write(request, 'Put', ['NONE', 'ALL_OLD']);
    return input.ReturnValues === 'ALL_OLD' ? { Attributes: sdk(write.before) } : {};
  }

  public deleteItem(request: ApiRequest): Answer<DeleteItemCommandOutput> {
    const write = this.write(request, 'Delete', ['NONE', 'ALL_OLD']);
    return request.input.ReturnValues === 'ALL_OLD' ? { Attributes: sdk(write.before) } : {};
  }

  public updateItem(request: ApiRequest): Answer<UpdateItemCommandOutput> {
    const { before, key, table, update } = this.write(request, 'Update', ['NONE', 'ALL_OLD', 'ALL_NEW', 'UPDATED_OLD', 'UPDATED_NEW']);
    const after = this.tables.get(table, key, true);
    switch (request.input.ReturnValues) {
      case 'ALL_OLD': return { Attributes: sdk(before) };
      case 'ALL_NEW': return { Attributes: sdk(after) };
      case 'UPDATED_OLD': return { Attributes: sdk(changedIn(before, update?.paths ?? [])) };
      case 'UPDATED_NEW': return { Attributes: sdk(changedIn(after, update?.paths ?? [])) };
      default: return {};
    }
  }

  public getItem(request: ApiRequest): Answer<GetItemCommandOutput> {
    const { input } = request;
    const table = this.require(request, input.TableName);
    const placeholders = new Placeholders(input.ExpressionAttributeNames);
    const projection = optional(input.ProjectionExpression, text => pathsOf(new Tokens('ProjectionExpression', text, placeholders)));
    placeholders.requireUsed();
    const item = this.tables.get(table, this.tables.requireKey(table, input.Key), input.ConsistentRead === true);
    return item === undefined ? {} : { Item: sdk(withOnly(item, undefined, projection)) };
  }

  public query(request: ApiRequest): Answer<QueryCommandOutput> {
    const { Items: items, ...rest } = query(this.tables, this.require(request, request.input.TableName), request.input);
    return { ...rest, ...items === undefined ? {} : { Items: items } } as Answer<QueryCommandOutput>;
  }

  public transactWriteItems(request: ApiRequest): Answer<TransactWriteItemsCommandOutput> {
    this.transactions.write(request);
    return {};
  }

  public describeTable(request: ApiRequest): Answer<DescribeTableCommandOutput> {
    const { arn, name } = this.require(request, request.input.TableName);
    return { Table: { TableName: name, TableArn: arn, TableStatus: 'ACTIVE' } };
  }

  /** By name or ARN. */
  private require(request: ApiRequest, name: unknown): TableDefinition {
    const table = this.tables.find(tableArn(request, this.to.partition, name));
    if (table === undefined) {
      throw new ApiError('ResourceNotFoundException', 'Requested resource not found');
    }
    return table;
  }

  private write(request: ApiRequest, kind: WriteKind, returned: readonly string[]): PlannedWrite {
    const { input } = request;
    if (input.ReturnValues !== undefined && !returned.includes(input.ReturnValues)) {
      throw invalid(`Return values set to invalid value: ${String(input.ReturnValues)}`);
    }
    const write = planned(this.tables, this.require(request, input.TableName), kind, input);
    if (!write.holds) {
      throw conditionFailed(write, input.ReturnValuesOnConditionCheckFailure);
    }
    const after = write.after();
    if (canonical(after) !== canonical(write.before)) {
      this.tables.write(write.table, write.key, after);
    }
    return write;
  }
}

/** The SDK has a union of types for values, and one member in each; on the wire they are the same. */
function sdk(item: Item | undefined): any {
  return item;
}

/** The request with its numbers as they are kept. A member that isn't known ends the rehearsal. */
function understood(request: ApiRequest): ApiRequest {
  const { action, caller, input } = request;
  const unknown = Object.keys(input).filter(member => !KNOWN[action].includes(member) && !IDLE.includes(member));
  if (unknown.length > 0) {
    throw new UnknownToRehearsal(`${caller.label} called dynamodb:${action} with ${unknown.join(', ')}, which the rehearsal does not know; it knows ${KNOWN[action].join(', ')}`);
  }
  return { ...request, input: withCanonicalNumbers(input) };
}

function tableArn({ caller, region }: Pick<ApiRequest, 'caller' | 'region'>, partition: string, name: unknown): string {
  return String(name).startsWith('arn:') ? String(name) : `arn:${partition}:dynamodb:${region}:${caller.accountId}:table/${String(name)}`;
}

type Call = AuthorizedCall<DynamoDbService>;

const ON_TABLE: Permission<DynamoDbService> = {
  resources: ({ partition, request }: Call) => [tableArn(request, partition, request.input.TableName)],
};
const ON_INDEX: Permission<DynamoDbService> = {
  resources: ({ partition, request }: Call) => {
    const { IndexName: index, TableName: name } = request.input;
    return [`${tableArn(request, partition, name)}${index === undefined ? '' : `/index/${String(index)}`}`];
  },
};

function partsOf({ partition, request }: Call): Authorization[] {
  return rightsOf(request).map(({ action, table }) => ({ action, resource: tableArn(request, partition, table) }));
}

export const dynamoDb = defineService({
  name: 'dynamoDb',
  prefix: 'dynamodb',
  protocol: AWS_JSON,
  start: (to, saved: TablesState | undefined) => new DynamoDbService(to, saved),
  operations: {
    PutItem: { may: ON_TABLE, answer: (service, request) => service.putItem(understood(request)) },
    GetItem: { may: ON_TABLE, answer: (service, request) => service.getItem(understood(request)) },
    UpdateItem: { may: ON_TABLE, answer: (service, request) => service.updateItem(understood(request)) },
    DeleteItem: { may: ON_TABLE, answer: (service, request) => service.deleteItem(understood(request)) },
    Query: { may: ON_INDEX, answer: (service, request) => service.query(understood(request)) },
    DescribeTable: { may: ON_TABLE, answer: (service, request) => service.describeTable(understood(request)) },
    // What is in it is asked for by itself.
    TransactWriteItems: { may: { action: 'PutItem', resources: () => [], parts: partsOf }, answer: (service, request) => service.transactWriteItems(understood(request)) },
  },
  resourceTypes: {
    'AWS::DynamoDB::Table': { facts: TABLE_FACTS, start: service => new TableType(service.partition, service.tables) },
    'AWS::DynamoDB::GlobalTable': { facts: GLOBAL_TABLE_FACTS, start: service => new TableType(service.partition, service.tables) },
  },
});
