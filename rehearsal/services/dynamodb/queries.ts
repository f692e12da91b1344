/** Query: items of one partition, in order, page by page. */

import type { AttributeValue, Item } from './attribute-value';
import { invalid, sizeOf } from './attribute-value';
import { conditionOf } from './conditions';
import { read } from './paths';
import type { Path } from './paths';
import type { KeySchema, TableDefinition, Tables } from './tables';
import { Placeholders, Tokens } from './tokens';
import { optional } from './writes';

export interface QueryInput {
  readonly IndexName?: string;
  readonly KeyConditionExpression?: string;
  readonly FilterExpression?: string;
  readonly ProjectionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, AttributeValue>>;
  readonly ConsistentRead?: boolean;
  readonly ScanIndexForward?: boolean;
  readonly Limit?: number;
  readonly ExclusiveStartKey?: Item;
  readonly Select?: string;
}

export interface QueryAnswer {
  readonly Items?: Item[];
  readonly Count: number;
  readonly ScannedCount: number;
  readonly LastEvaluatedKey?: Item;
}

/** A page holds no more, in bytes. */
const PAGE_BYTES = 1_048_576;

export function query(tables: Tables, table: TableDefinition, input: QueryInput): QueryAnswer {
  const { schema, projected, isGlobal } = schemaOf(table, input.IndexName);
  if (isGlobal && input.ConsistentRead === true) {
    throw invalid('Consistent reads are not supported on global secondary indexes');
  }
  if (isGlobal && projected !== undefined && input.Select === 'ALL_ATTRIBUTES') {
    throw invalid(`One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index ${input.IndexName} because its projection type is not ALL`);
  }
  if (input.Limit !== undefined && input.Limit < 1) {
    throw invalid(`1 validation error detected: Value '${input.Limit}' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1`);
  }
  const placeholders = new Placeholders(input.ExpressionAttributeNames, input.ExpressionAttributeValues);
  if (input.KeyConditionExpression === undefined) {
    throw invalid('Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.');
  }
  const partition = partitionOf(new Tokens('KeyConditionExpression', input.KeyConditionExpression, placeholders), schema);
  const fitsKey = conditionOf(new Tokens('KeyConditionExpression', input.KeyConditionExpression, placeholders));
  const filter = optional(input.FilterExpression, text => conditionOf(new Tokens('FilterExpression', text, placeholders)));
  const projection = optional(input.ProjectionExpression, text => pathsOf(new Tokens('ProjectionExpression', text, placeholders)));
  placeholders.requireUsed();

  const all = tables.under(table, schema, partition, input.ConsistentRead === true).filter(item => fitsKey(item));
  const ordered = input.ScanIndexForward === false ? all.reverse() : all;
  const { ExclusiveStartKey: from } = input;
  // A key is a place, and not an item: what stood there may have gone, or left the index, and the next page begins behind it all the same.
  const isBehind = (item: Item, key: Item) => tables.order(table, schema, item, key) * (input.ScanIndexForward === false ? -1 : 1) > 0;
  const behind = from === undefined ? 0 : ordered.findIndex(item => isBehind(item, from));
  const start = behind === -1 ? ordered.length : behind;
  const page = pageOf(ordered.slice(start), input.Limit);
  const found = page.filter(item => filter === undefined || filter(item));
  const last = start + page.length < ordered.length || (input.Limit !== undefined && page.length === input.Limit) ? page.at(-1) : undefined;
  const shown = found.map(item => withOnly(item, projected === undefined ? undefined : [...keysOf(table, schema), ...projected], projection));
  return {
    ...input.Select === 'COUNT' ? {} : { Items: shown },
    Count: found.length,
    ScannedCount: page.length,
    ...last === undefined ? {} : { LastEvaluatedKey: { ...tables.keyOf(table, last), ...tables.keyOf(schema, last) } },
  };
}

function schemaOf(
  table: TableDefinition, name: string | undefined,
): { readonly schema: KeySchema; readonly projected?: readonly string[]; readonly isGlobal: boolean } {
  if (name === undefined) {
    return { schema: table, isGlobal: false };
  }
  const index = table.indexes.find(candidate => candidate.name === name);
  if (index === undefined) {
    throw invalid(`The table does not have the specified index: ${name}`);
  }
  return { schema: index, projected: index.projected, isGlobal: index.isGlobal };
}

function keysOf(table: KeySchema, schema: KeySchema): string[] {
  return [table, schema].flatMap(({ partition, sort }) => (sort === undefined ? [partition] : [partition, sort]));
}

/** The value of the partition, which must be asked for, and the sort key in one of the few forms that a key can be asked for in. */
function partitionOf(tokens: Tokens, { partition, sort }: KeySchema): AttributeValue {
  const found: AttributeValue[] = [];
  do {
    const isBracketed = tokens.takes('(');
    const isFunction = tokens.isNext('BEGINS_WITH');
    if (isFunction) {
      tokens.next();
      tokens.expect('(');
    }
    const [name, ...deeper] = tokens.path();
    if (deeper.length > 0 || (name !== partition && name !== sort)) {
      throw invalid(`Query condition missed key schema element: ${partition}`);
    }
    const operator = tokens.next();
    if (operator === '<>' || operator.toUpperCase() === 'IN') {
      throw invalid('Query key condition not supported');
    }
    const value = tokens.placeholders.value('KeyConditionExpression', tokens.next());
    if (name === partition) {
      if (operator !== '=') {
        throw invalid('Query key condition not supported');
      }
      found.push(value);
    }
    if (operator.toUpperCase() === 'BETWEEN') {
      tokens.expect('AND');
      tokens.next();
    }
    if (isFunction) {
      tokens.expect(')');
    }
    if (isBracketed) {
      tokens.expect(')');
    }
  } while (tokens.takes('AND'));
  tokens.end();
  if (found.length !== 1) {
    throw invalid(`Query condition missed key schema element: ${partition}`);
  }
  return found[0];
}

function pageOf(items: readonly Item[], limit = Infinity): Item[] {
  let bytes = 0;
  return items.slice(0, limit).filter((item, index) => (bytes += sizeOf(item)) <= PAGE_BYTES || index === 0);
}

/** The paths of a projection. */
export function pathsOf(tokens: Tokens): Path[] {
  const paths = [tokens.path()];
  while (tokens.takes(',')) {
    paths.push(tokens.path());
  }
  tokens.end();
  return paths;
}

/** What of an item is answered. Of attributes below the top the whole top would come: nobody asks for them here. */
export function withOnly(item: Item, names: readonly string[] | undefined, projection: readonly Path[] | undefined): Item {
  const projected = names === undefined ? item : Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));
  if (projection === undefined) {
    return projected;
  }
  if (projection.some(path => path.length > 1)) {
    throw invalid('Invalid ProjectionExpression: attributes of attributes are not rehearsed');
  }
  return Object.fromEntries(projection.flatMap(path => {
    const value = read(projected, path);
    return value === undefined ? [] : [[String(path[0]), value]];
  }));
}
