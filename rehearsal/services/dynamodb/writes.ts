/** What a write makes of an item, and what keeps it from being written. */

import type { AttributeValue, Item } from './attribute-value';
import { invalid } from './attribute-value';
import type { Condition } from './conditions';
import { conditionOf } from './conditions';
import type { TableDefinition, Tables } from './tables';
import { Placeholders, Tokens } from './tokens';
import type { Update } from './updates';
import { updateOf } from './updates';
import { ApiError } from '../../kernel/types';

/** The members that writes share. */
export interface WriteInput {
  readonly ConditionExpression?: string;
  readonly UpdateExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, AttributeValue>>;
  readonly Item?: Item;
  readonly Key?: Item;
  readonly ReturnValuesOnConditionCheckFailure?: string;
}

export type WriteKind = 'Put' | 'Update' | 'Delete' | 'ConditionCheck';

/** A write that was read and not yet carried out. */
export interface PlannedWrite {
  readonly table: TableDefinition;
  readonly key: Item;
  readonly before: Item | undefined;
  /** Whether its condition holds. */
  readonly holds: boolean;
  /** The item then; undefined for none. Throws {@link ApiError} for what can't be updated so. */
  readonly after: () => Item | undefined;
  readonly update?: Update;
}

/** Throws {@link ApiError} for what DynamoDB doesn't take. Nothing is written. */
export function planned(tables: Tables, table: TableDefinition, kind: WriteKind, input: WriteInput): PlannedWrite {
  const placeholders = new Placeholders(input.ExpressionAttributeNames, input.ExpressionAttributeValues);
  const condition = optional(input.ConditionExpression, text => conditionOf(new Tokens('ConditionExpression', text, placeholders)));
  const update = kind === 'Update' ? optional(input.UpdateExpression, text => updateOf(new Tokens('UpdateExpression', text, placeholders))) : undefined;
  placeholders.requireUsed();
  const item = kind === 'Put' ? tables.requireItem(table, input.Item ?? {}) : undefined;
  const key = item === undefined ? tables.requireKey(table, input.Key) : tables.keyOf(table, item);
  requireOtherThanKey(table, update);
  const before = tables.get(table, key, true);
  return { table, key, before, holds: holds(condition, before), after: () => afterwards(tables, table, { kind, item, key, before, update }), update };
}

interface Afterwards extends Pick<PlannedWrite, 'key' | 'update'> {
  readonly kind: WriteKind;
  readonly item?: Item;
  readonly before?: Item;
}

function afterwards(
  tables: Tables, table: TableDefinition, { before, item, key, kind, update }: Afterwards,
): Item | undefined {
  switch (kind) {
    case 'Put': return item;
    case 'Delete': return undefined;
    case 'ConditionCheck': return before;
    case 'Update': return tables.requireItem(table, update?.apply(before ?? key) ?? before ?? key);
  }
}

function holds(condition: Condition | undefined, before: Item | undefined): boolean {
  return condition === undefined || condition(before);
}

function requireOtherThanKey({ partition, sort }: TableDefinition, update: Update | undefined): void {
  const key = update?.paths.map(([name]) => name).find(name => name === partition || name === sort);
  if (key !== undefined) {
    throw invalid(`One or more parameter values were invalid: Cannot update attribute ${key}. This attribute is part of the key`);
  }
}

export function optional<T>(text: string | undefined, read: (text: string) => T): T | undefined {
  return text === undefined ? undefined : read(text);
}

/** The refusal of a write whose condition doesn't hold. */
export function conditionFailed({ before }: PlannedWrite, returned: string | undefined): ApiError {
  const item = returned === 'ALL_OLD' && before !== undefined ? { Item: before } : {};
  return new ApiError('ConditionalCheckFailedException', 'The conditional request failed', 400, item);
}
