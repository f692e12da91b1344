/** Tables and what is in them, as plain JSON. */

import type { AttributeValue, Item } from './attribute-value';
import { checkValue, compare, invalid, sizeOf, typeOf } from './attribute-value';
import type { LaggingReads } from '../lagging';

/** Attributes that items are found by. */
export interface KeySchema {
  readonly partition: string;
  readonly sort?: string;
}

export interface IndexDefinition extends KeySchema {
  readonly name: string;
  readonly isGlobal: boolean;
  /** Attributes besides keys; undefined for all. */
  readonly projected?: readonly string[];
}

/** A table as its resource describes it. */
export interface TableDefinition extends KeySchema {
  readonly arn: string;
  readonly name: string;
  /** S, N or B, by the name of the attribute. */
  readonly types: Readonly<Record<string, string>>;
  readonly indexes: readonly IndexDefinition[];
}

/** What outlives a rehearsal: items by table and key. */
export interface TablesState {
  readonly tables: Record<string, Record<string, Item>>;
}

/** DynamoDB takes no larger item, in bytes. */
const MOST_BYTES = 409_600;

export class Tables {
  private readonly definitions = new Map<string, TableDefinition>();
  /** Keys of what was deleted in this run, by table: reads may still show it. */
  private readonly deleted = new Map<string, Set<string>>();

  constructor(private readonly state: TablesState, private readonly reads: Pick<LaggingReads, 'note' | 'shown'>) {}

  public keep(definition: TableDefinition): void {
    this.definitions.set(definition.arn, definition);
    this.state.tables[definition.arn] ??= {};
  }

  public remove(arn: string): void {
    this.definitions.delete(arn);
    delete this.state.tables[arn];
  }

  public find(arn: string): TableDefinition | undefined {
    return this.definitions.get(arn);
  }

  /** The key of an item that has more in it than that. */
  public keyOf(table: KeySchema, item: Item): Item {
    return Object.fromEntries([table.partition, table.sort].flatMap(name => (name === undefined ? [] : [[name, item[name]]])));
  }

  /** Throws {@link ApiError} for what is no key of the table. */
  public requireKey(table: TableDefinition, key: Item | undefined): Item {
    const names = [table.partition, ...table.sort === undefined ? [] : [table.sort]];
    if (key === undefined || Object.keys(key).length !== names.length) {
      throw invalid('The provided key element does not match the schema');
    }
    names.forEach(name => this.requireKeyAttribute(table, name, key[name], 'The provided key element does not match the schema'));
    return key;
  }

  /** Throws {@link ApiError} for what is no item of the table. */
  public requireItem(table: TableDefinition, item: Item): Item {
    Object.values(item).forEach(checkValue);
    for (const name of [table.partition, table.sort]) {
      if (name !== undefined && item[name] === undefined) {
        throw invalid(`One or more parameter values were invalid: Missing the key ${name} in the item`);
      }
    }
    Object.keys(table.types).filter(name => item[name] !== undefined).forEach(name => this.requireKeyAttribute(table, name, item[name],
      `One or more parameter values were invalid: Type mismatch for key ${name} expected: ${table.types[name]} actual: ${typeOf(item[name])}`));
    if (sizeOf(item) > MOST_BYTES) {
      throw invalid('Item size has exceeded the maximum allowed size');
    }
    return item;
  }

  public get(table: TableDefinition, key: Item, isConsistent: boolean): Item | undefined {
    const id = this.idOf(table, key);
    const present = this.state.tables[table.arn][id];
    return isConsistent ? present : this.reads.shown<Item | undefined>('tables', `${table.arn} ${id}`, present) ?? undefined;
  }

  /** Writes an item, or deletes it where it is undefined. */
  public write(table: TableDefinition, key: Item, item: Item | undefined): void {
    const id = this.idOf(table, key);
    const items = this.state.tables[table.arn];
    this.reads.note('tables', `${table.arn} ${id}`, items[id] ?? null);
    if (item === undefined) {
      delete items[id];
      this.deleted.set(table.arn, (this.deleted.get(table.arn) ?? new Set()).add(id));
    } else {
      items[id] = item;
    }
  }

  /** Items under a partition of the table or of an index, in the order of the sort key. */
  public under(table: TableDefinition, schema: KeySchema, partition: AttributeValue, isConsistent: boolean): Item[] {
    const text = JSON.stringify(partition);
    const items = this.state.tables[table.arn];
    const ids = isConsistent ? Object.keys(items) : [...new Set([...Object.keys(items), ...this.deleted.get(table.arn) ?? []])];
    return ids.flatMap(id => this.get(table, parsed(id), isConsistent) ?? [])
      .filter(item => JSON.stringify(item[schema.partition]) === text && (schema.sort === undefined || item[schema.sort] !== undefined))
      .sort((one, other) => this.order(table, schema, one, other));
  }

  /** Negative if one stands before the other in the order of a schema. */
  public order(table: TableDefinition, schema: KeySchema, one: Item, other: Item): number {
    const byKey = schema.sort === undefined ? 0 : compare(one[schema.sort], other[schema.sort]) ?? 0;
    if (byKey !== 0) {
      return byKey;
    }
    const [id, otherId] = [this.idOf(table, one), this.idOf(table, other)];
    return id === otherId ? 0 : id < otherId ? -1 : 1;
  }

  /** One text for each key. */
  public idOf(table: KeySchema, item: Item): string {
    return JSON.stringify(this.keyOf(table, item));
  }

  private requireKeyAttribute(table: TableDefinition, name: string, value: AttributeValue | undefined, problem: string): void {
    if (value === undefined || typeOf(value) !== table.types[name]) {
      throw invalid(problem);
    }
    if (value.S === '' || value.B === '') {
      throw invalid(`One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: ${name}`);
    }
  }
}

function parsed(id: string): Item {
  return JSON.parse(id) as Item;
}
