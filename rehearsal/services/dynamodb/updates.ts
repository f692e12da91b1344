/**
 * Update expressions: `SET #n = if_not_exists(#n, :zero) + :one, #at = :now REMOVE #old ADD #total :k DELETE #set :gone`.
 *
 * Every value is read from the item as it was before; no two parts may be about one place.
 */

import type { AttributeValue, Item } from './attribute-value';
import { invalid, typeOf } from './attribute-value';
import { sum } from './numbers';
import type { Path } from './paths';
import { read, written } from './paths';
import type { Tokens } from './tokens';

/** What an update makes of an item. */
export interface Update {
  /** The places that it is about. */
  readonly paths: readonly Path[];
  apply(item: Item): Item;
}

type Value = (item: Item) => AttributeValue;
type Step = (before: Item, item: Item) => Item;

const CLAUSES = ['SET', 'REMOVE', 'ADD', 'DELETE'];

export function updateOf(tokens: Tokens): Update {
  const [paths, steps, seen]: [Path[], Step[], string[]] = [[], [], []];
  while (!tokens.isOver) {
    const clause = tokens.peek().toUpperCase();
    if (!CLAUSES.includes(clause)) {
      tokens.fail();
    }
    tokens.next();
    if (seen.includes(clause)) {
      throw invalid(`Invalid UpdateExpression: The "${clause}" section can only be used once in an update expression;`);
    }
    seen.push(clause);
    do {
      const path = tokens.path();
      requireOther(paths, path);
      paths.push(path);
      steps.push(stepOf(clause, path, tokens));
    } while (tokens.takes(','));
  }
  return { paths, apply: item => steps.reduce((now, step) => step(item, now), item) };
}

function requireOther(paths: readonly Path[], path: Path): void {
  const begins = (whole: Path, start: Path) => start.every((segment, index) => whole[index] === segment);
  const other = paths.find(known => begins(known, path) || begins(path, known));
  if (other !== undefined) {
    throw invalid(`Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [${other.join(', ')}], path two: [${path.join(', ')}]`);
  }
}

function stepOf(clause: string, path: Path, tokens: Tokens): Step {
  switch (clause) {
    case 'SET': {
      tokens.expect('=');
      const value = valueOf(tokens);
      return (before, item) => written(item, path, value(before));
    }
    case 'REMOVE': return (_, item) => (read(item, path) === undefined ? item : written(item, path, undefined));
    case 'ADD': {
      const value = given(tokens);
      return (before, item) => written(item, path, added(read(before, path), value));
    }
    default: {
      const value = given(tokens);
      return (before, item) => written(item, path, without(read(before, path), value));
    }
  }
}

function given(tokens: Tokens): AttributeValue {
  if (!tokens.peek().startsWith(':')) {
    tokens.fail();
  }
  return tokens.placeholders.value(tokens.kind, tokens.next());
}

function valueOf(tokens: Tokens): Value {
  const left = operand(tokens);
  for (const [sign, factor] of [['+', 1], ['-', -1]] as const) {
    if (tokens.takes(sign)) {
      const right = operand(tokens);
      return item => ({ N: sum(numberOf(left(item)), numberOf(right(item)), factor) });
    }
  }
  return left;
}

function numberOf(value: AttributeValue): string {
  if (value.N === undefined) {
    throw invalid(`Invalid UpdateExpression: Incorrect operand type for operator or function; operator or function: +, operand type: ${typeOf(value)}`);
  }
  return String(value.N);
}

function operand(tokens: Tokens): Value {
  if (tokens.peek().startsWith(':')) {
    const value = given(tokens);
    return () => value;
  }
  const name = tokens.peek();
  if (name === 'if_not_exists' || name === 'list_append') {
    tokens.next();
    tokens.expect('(');
    if (name === 'if_not_exists') {
      const path = tokens.path();
      tokens.expect(',');
      const otherwise = operand(tokens);
      tokens.expect(')');
      return item => read(item, path) ?? otherwise(item);
    }
    const first = operand(tokens);
    tokens.expect(',');
    const second = operand(tokens);
    tokens.expect(')');
    return item => ({ L: [...listOf(first(item)), ...listOf(second(item))] });
  }
  const path = tokens.path();
  return item => {
    const value = read(item, path);
    if (value === undefined) {
      throw invalid('The provided expression refers to an attribute that does not exist in the item');
    }
    return value;
  };
}

function listOf(value: AttributeValue): AttributeValue[] {
  if (value.L === undefined) {
    throw invalid(`Invalid UpdateExpression: Incorrect operand type for operator or function; operator or function: list_append, operand type: ${typeOf(value)}`);
  }
  return value.L as AttributeValue[];
}

function added(before: AttributeValue | undefined, value: AttributeValue): AttributeValue {
  const type = typeOf(value);
  if (type === 'N') {
    if (before !== undefined && before.N === undefined) {
      throw invalid('An operand in the update expression has an incorrect data type');
    }
    return { N: sum(String(before?.N ?? 0), String(value.N), 1) };
  }
  if (!['SS', 'NS', 'BS'].includes(type) || (before !== undefined && typeOf(before) !== type)) {
    throw invalid(before === undefined
      ? `Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ADD, operand type: ${type}`
      : 'An operand in the update expression has an incorrect data type');
  }
  return { [type]: [...new Set([...(before?.[type] ?? []) as string[], ...value[type] as string[]])] };
}

/** The set without these; undefined when nothing is left. */
function without(before: AttributeValue | undefined, value: AttributeValue): AttributeValue | undefined {
  const type = typeOf(value);
  if (!['SS', 'NS', 'BS'].includes(type)) {
    throw invalid(`Invalid UpdateExpression: Incorrect operand type for operator or function; operator: DELETE, operand type: ${type}`);
  }
  if (before === undefined) {
    return undefined;
  }
  if (typeOf(before) !== type) {
    throw invalid('An operand in the update expression has an incorrect data type');
  }
  const left = (before[type] as string[]).filter(element => !(value[type] as string[]).includes(element));
  return left.length === 0 ? undefined : { [type]: left };
}

/** The attributes, at their top, that an update changed. */
export function changedIn(item: Item | undefined, paths: readonly Path[]): Item {
  const names = new Set(paths.map(([name]) => String(name)));
  return Object.fromEntries(Object.entries(item ?? {}).filter(([name]) => names.has(name)));
}

