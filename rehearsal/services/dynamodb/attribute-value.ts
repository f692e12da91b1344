/** Values of DynamoDB as they travel: `{ "S": "text" }`. */

import { compareNumbers } from './numbers';
import { canonical, isRecord } from '../../cloudformation/template';
import { ApiError } from '../../kernel/types';

/** One value: one member, named by its type. */
export type AttributeValue = Readonly<Record<string, any>>;
export type Item = Readonly<Record<string, AttributeValue>>;

const TYPES = ['S', 'N', 'B', 'SS', 'NS', 'BS', 'M', 'L', 'NULL', 'BOOL'];

export function typeOf(value: AttributeValue): string {
  return Object.keys(value)[0];
}

/** Throws {@link ApiError} for what is no value. */
export function checkValue(value: unknown): AttributeValue {
  const [type, ...others] = isRecord(value) ? Object.keys(value) : [];
  if (!isRecord(value) || type === undefined || others.length > 0 || !TYPES.includes(type)) {
    throw invalid(others.length > 0
      ? 'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes'
      : 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes');
  }
  const inner = value[type];
  switch (type) {
    case 'L': (inner as unknown[]).forEach(checkValue); break;
    case 'M': Object.values(inner as object).forEach(checkValue); break;
    default:
  }
  if (type.endsWith('S') && type.length === 2 && ((inner as unknown[]).length === 0 || new Set(inner as unknown[]).size < (inner as unknown[]).length)) {
    throw invalid('One or more parameter values were invalid: An string set  may not be empty or hold duplicates');
  }
  return value;
}

export function isEqual(one: AttributeValue, other: AttributeValue): boolean {
  const type = typeOf(one);
  if (type !== typeOf(other)) {
    return false;
  }
  const comparable = (value: unknown) => (Array.isArray(value) && type.length === 2 ? [...value as string[]].sort() : value);
  return canonical(comparable(one[type])) === canonical(comparable(other[type]));
}

/** Negative, zero or positive; undefined for values that have no order between them. */
export function compare(one: AttributeValue, other: AttributeValue): number | undefined {
  const type = typeOf(one);
  if (type !== typeOf(other)) {
    return undefined;
  }
  switch (type) {
    case 'N': return compareNumbers(String(one.N), String(other.N));
    case 'S': return Buffer.compare(Buffer.from(String(one.S), 'utf8'), Buffer.from(String(other.S), 'utf8'));
    case 'B': return Buffer.compare(Buffer.from(String(one.B), 'base64'), Buffer.from(String(other.B), 'base64'));
    default: return undefined;
  }
}

export function invalid(message: string): ApiError {
  return new ApiError('ValidationException', message);
}

/** Of an item, more or less as DynamoDB counts it: names and values. */
export function sizeOf(item: Item): number {
  return Buffer.byteLength(JSON.stringify(item), 'utf8');
}
