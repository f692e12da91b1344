/**
 * Condition expressions, filters and conditions on keys.
 *
 *     attribute_not_exists(#id) OR (#n < :max AND begins_with(#s, :p))
 */

import type { AttributeValue, Item } from './attribute-value';
import { compare, invalid, isEqual, typeOf } from './attribute-value';
import { read } from './paths';
import type { Tokens } from './tokens';

/** Whether an item fits; undefined for one that isn't there. */
export type Condition = (item: Item | undefined) => boolean;
/** A value of an item or of the request; undefined where there is none. */
type Operand = (item: Item | undefined) => AttributeValue | undefined;

const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = {
  '<': order => order < 0,
  '<=': order => order <= 0,
  '>': order => order > 0,
  '>=': order => order >= 0,
};
const FUNCTIONS = ['attribute_exists', 'attribute_not_exists', 'attribute_type', 'begins_with', 'contains'];

/** Reads a whole expression. */
export function conditionOf(tokens: Tokens): Condition {
  const condition = anyOf(tokens);
  tokens.end();
  return condition;
}

function anyOf(tokens: Tokens): Condition {
  const conditions = [allOf(tokens)];
  while (tokens.takes('OR')) {
    conditions.push(allOf(tokens));
  }
  return item => conditions.some(condition => condition(item));
}

function allOf(tokens: Tokens): Condition {
  const conditions = [not(tokens)];
  while (tokens.takes('AND')) {
    conditions.push(not(tokens));
  }
  return item => conditions.every(condition => condition(item));
}

function not(tokens: Tokens): Condition {
  if (tokens.takes('NOT')) {
    const condition = not(tokens);
    return item => !condition(item);
  }
  if (tokens.takes('(')) {
    const condition = anyOf(tokens);
    tokens.expect(')');
    return condition;
  }
  return FUNCTIONS.includes(tokens.peek()) ? functionOf(tokens) : comparison(tokens);
}

function functionOf(tokens: Tokens): Condition {
  const name = tokens.next();
  tokens.expect('(');
  const path = tokens.path();
  const second = name.startsWith('attribute_') && name !== 'attribute_type' ? undefined : secondOf(tokens);
  tokens.expect(')');
  switch (name) {
    case 'attribute_exists': return item => read(item, path) !== undefined;
    case 'attribute_not_exists': return item => read(item, path) === undefined;
    case 'attribute_type': return item => typeAt(item, path) === second!(item)?.S;
    case 'begins_with': return item => {
      const [whole, start] = [read(item, path), second!(item)];
      return whole?.S !== undefined && start?.S !== undefined && String(whole.S).startsWith(String(start.S));
    };
    default: return item => contains(read(item, path), second!(item));
  }
}

function secondOf(tokens: Tokens): Operand {
  tokens.expect(',');
  return operand(tokens);
}

function typeAt(item: Item | undefined, path: readonly (string | number)[]): string | undefined {
  const value = read(item, path);
  return value && typeOf(value);
}

function contains(whole: AttributeValue | undefined, part: AttributeValue | undefined): boolean {
  if (whole === undefined || part === undefined) {
    return false;
  }
  switch (typeOf(whole)) {
    case 'S': return part.S !== undefined && String(whole.S).includes(String(part.S));
    case 'L': return (whole.L as AttributeValue[]).some(element => isEqual(element, part));
    case 'SS': return (whole.SS as string[]).includes(String(part.S));
    case 'NS': return (whole.NS as string[]).includes(String(part.N));
    default: return false;
  }
}

function comparison(tokens: Tokens): Condition {
  const left = operand(tokens);
  if (tokens.takes('BETWEEN')) {
    const low = operand(tokens);
    tokens.expect('AND');
    const high = operand(tokens);
    return item => ordered(low(item), left(item), order => order <= 0) && ordered(left(item), high(item), order => order <= 0);
  }
  if (tokens.takes('IN')) {
    tokens.expect('(');
    const choices = [operand(tokens)];
    while (tokens.takes(',')) {
      choices.push(operand(tokens));
    }
    tokens.expect(')');
    return item => choices.some(choice => same(left(item), choice(item)));
  }
  const operator = tokens.peek();
  if (operator !== '=' && operator !== '<>' && !(operator in COMPARISONS)) {
    tokens.fail();
  }
  tokens.next();
  const right = operand(tokens);
  switch (operator) {
    case '=': return item => same(left(item), right(item));
    // What isn't there is not equal to anything.
    case '<>': return item => !same(left(item), right(item));
    default: return item => ordered(left(item), right(item), COMPARISONS[operator]);
  }
}

function same(one: AttributeValue | undefined, other: AttributeValue | undefined): boolean {
  return one !== undefined && other !== undefined && isEqual(one, other);
}

function ordered(one: AttributeValue | undefined, other: AttributeValue | undefined, fits: (order: number) => boolean): boolean {
  const order = one === undefined || other === undefined ? undefined : compare(one, other);
  return order !== undefined && fits(order);
}

function operand(tokens: Tokens): Operand {
  if (tokens.peek().startsWith(':')) {
    const value = tokens.placeholders.value(tokens.kind, tokens.next());
    return () => value;
  }
  if (tokens.peek() === 'size') {
    tokens.next();
    tokens.expect('(');
    const path = tokens.path();
    tokens.expect(')');
    return item => sizeOf(read(item, path));
  }
  const path = tokens.path();
  if (tokens.isNext('(')) {
    throw invalid(`Invalid ${tokens.kind}: Invalid function name; function: ${String(path[0])}`);
  }
  return item => read(item, path);
}

function sizeOf(value: AttributeValue | undefined): AttributeValue | undefined {
  if (value === undefined) {
    return undefined;
  }
  const type = typeOf(value);
  const inner: unknown = value[type];
  switch (type) {
    case 'S': return { N: String(Buffer.byteLength(String(inner), 'utf8')) };
    case 'B': return { N: String(Buffer.from(String(inner), 'base64').length) };
    case 'M': return { N: String(Object.keys(inner as object).length) };
    case 'L': case 'SS': case 'NS': case 'BS': return { N: String((inner as unknown[]).length) };
    default: return undefined;
  }
}
