/** AWS::DynamoDB::Table and AWS::DynamoDB::GlobalTable, which the CDK makes of a TableV2. */

import type { IndexDefinition, KeySchema, Tables } from './tables';
import type { TypeFacts } from '../../cloudformation/known-properties';
import type { Place, ResourceType } from '../../cloudformation/resource-type';
import { text } from '../../cloudformation/resource-type';
import type { ResourceContent } from '../../cloudformation/stacks-state';
import { isRecord } from '../../cloudformation/template';
import { ApiError } from '../../kernel/types';

const ABOUT_CAPACITY = 'nothing is throttled but by a fault of the world';
const ABOUT_KEEPING = 'what else is kept of the items decides nothing';

const UNDERSTOOD = ['AttributeDefinitions', 'GlobalSecondaryIndexes', 'KeySchema', 'LocalSecondaryIndexes', 'TableName'];
const HARMLESS = {
  BillingMode: ABOUT_CAPACITY,
  SSESpecification: 'keys of AWS let the table in',
  TimeToLiveSpecification: 'items go days after their time, if at all: who reads them has to look at it',
  WarmThroughput: ABOUT_CAPACITY,
};
const STREAM = { StreamSpecification: 'nobody reads its stream (StreamSpecification)' };

export const TABLE_FACTS: TypeFacts = {
  properties: {
    understood: UNDERSTOOD,
    harmless: {
      ...HARMLESS,
      ContributorInsightsSpecification: ABOUT_KEEPING,
      DeletionProtectionEnabled: 'a stack that is deleted keeps its tables, or has none of them in it',
      OnDemandThroughput: ABOUT_CAPACITY,
      PointInTimeRecoverySpecification: ABOUT_KEEPING,
      ProvisionedThroughput: ABOUT_CAPACITY,
      TableClass: ABOUT_CAPACITY,
      Tags: 'nothing is decided by them',
    },
    granted: {
      ...STREAM,
      ImportSourceSpecification: 'nothing is imported into it (ImportSourceSpecification)',
      KinesisStreamSpecification: 'nobody reads its stream (KinesisStreamSpecification)',
      ResourcePolicy: 'whom its own policy lets in (ResourcePolicy) is not looked at',
    },
  },
};

export const GLOBAL_TABLE_FACTS: TypeFacts = {
  properties: {
    understood: UNDERSTOOD,
    harmless: {
      ...HARMLESS,
      Replicas: 'replicas in other Regions are read by nobody here',
      WriteOnDemandThroughputSettings: ABOUT_CAPACITY,
      WriteProvisionedThroughputSettings: ABOUT_CAPACITY,
    },
    granted: STREAM,
  },
};

interface RawSchema {
  readonly AttributeName: string;
  readonly KeyType: string;
}

export class TableType implements ResourceType {
  public readonly seconds = 5;
  public readonly createOnly = ['TableName', 'KeySchema', 'LocalSecondaryIndexes'];
  public readonly name = { property: 'TableName', scope: 'region' } as const;

  constructor(private readonly partition: string, private readonly tables: Tables) {}

  public put({ stack, generatedName }: Place, properties: Record<string, unknown>, current?: ResourceContent): ResourceContent {
    const name = current?.physicalId ?? (text(properties, 'TableName') || generatedName);
    const arn = `arn:${this.partition}:dynamodb:${stack.region}:${stack.account}:table/${name}`;
    const content = { physicalId: name, properties, attributes: { Arn: arn, TableId: generatedName } };
    this.check(properties);
    this.restore(content);
    return content;
  }

  public remove({ attributes }: ResourceContent): void {
    this.tables.remove(String(attributes.Arn));
  }

  public restore({ attributes, physicalId, properties }: ResourceContent): void {
    const definitions = listOf(properties.AttributeDefinitions);
    const indexes = (key: string, isGlobal: boolean) => listOf(properties[key]).map(index => indexOf(index, isGlobal));
    this.tables.keep({
      arn: String(attributes.Arn),
      name: physicalId!,
      ...schemaOf(properties.KeySchema),
      types: Object.fromEntries(definitions.map(({ AttributeName: name, AttributeType: type }) => [String(name), String(type)])),
      indexes: [...indexes('GlobalSecondaryIndexes', true), ...indexes('LocalSecondaryIndexes', false)],
    });
  }

  /** Every attribute that is defined has to be part of a key, and the other way round. */
  private check(properties: Readonly<Record<string, unknown>>): void {
    const defined = listOf(properties.AttributeDefinitions).map(({ AttributeName }) => String(AttributeName)).sort();
    const keyed = [properties, ...listOf(properties.GlobalSecondaryIndexes), ...listOf(properties.LocalSecondaryIndexes)];
    const schemas = keyed.map(({ KeySchema: schema }) => schemaOf(schema));
    const used = [...new Set(schemas.flatMap(({ partition, sort }) => (sort === undefined ? [partition] : [partition, sort])))].sort();
    if (JSON.stringify(defined) !== JSON.stringify(used)) {
      throw new ApiError('ValidationException', 'One or more parameter values were invalid: Some AttributeDefinitions are not used. '
        + `AttributeDefinitions: [${defined.join(', ')}], keys used: [${used.join(', ')}]`);
    }
  }
}

function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? (value as unknown[]).filter(isRecord) : [];
}

function schemaOf(schema: unknown): KeySchema {
  const keys = listOf(schema) as unknown as RawSchema[];
  const named = (type: string) => keys.find(({ KeyType }) => KeyType === type)?.AttributeName;
  const sort = named('RANGE');
  return { partition: named('HASH') ?? '', ...sort === undefined ? {} : { sort } };
}

function indexOf({ IndexName: name, KeySchema: schema, Projection: projection }: Record<string, unknown>, isGlobal: boolean): IndexDefinition {
  const { ProjectionType: type, NonKeyAttributes: others } = isRecord(projection) ? projection : { ProjectionType: 'ALL', NonKeyAttributes: [] };
  return { name: String(name), ...schemaOf(schema), isGlobal, ...type === 'ALL' ? {} : { projected: Array.isArray(others) ? others.map(String) : [] } };
}
