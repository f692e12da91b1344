/**
 * Event patterns, as EventBridge documents them: which events a rule is about. Filter policies of SNS are written in the same language.
 *
 *     { "detail": { "state": ["a", { "prefix": "b" }] } } -> every field must fit, by any of its values
 *     "$or": [{ ... }, { ... }]                          -> one of these besides
 *
 * What surprises: a list in an event fits if one of its elements does; fields of objects in a list must all fit the same object; `exists` is about
 * leaves only, so that an object counts as absent; `anything-but` asks for something to be there.
 */

import { matchesCidr } from './pattern-cidr';
import { isRecord } from '../../cloudformation/template';
import { ApiError } from '../../kernel/types';

/** Whether one value of an event fits; undefined for none. */
type Filter = (value: unknown) => boolean;

/** A pattern that was read. */
export interface EventPattern {
  matches(event: unknown): boolean;
}

type Branch = (node: unknown) => boolean;

/** Reads a pattern. Throws {@link ApiError} for one that EventBridge doesn't take. */
export function eventPattern(pattern: unknown): EventPattern {
  if (!isRecord(pattern) || Object.keys(pattern).length === 0) {
    throw invalid('Event pattern must be a non-empty object');
  }
  const branch = objectOf(pattern);
  return { matches: event => branch(event) };
}

function invalid(reason: string): ApiError {
  return new ApiError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${reason}`);
}

function objectOf(pattern: Record<string, unknown>): Branch {
  const fields = Object.entries(pattern).map(([name, inner]) => (isAlternatives(name, inner) ? anyOf(inner) : fieldOf(name, inner)));
  const one: Branch = node => fields.every(field => field(node));
  return node => (Array.isArray(node) ? flat(node).some(one) : one(node));
}

function isAlternatives(name: string, inner: unknown): inner is Record<string, unknown>[] {
  return name === '$or' && Array.isArray(inner) && inner.length > 1 && inner.every(isRecord);
}

function anyOf(alternatives: readonly Record<string, unknown>[]): Branch {
  const branches = alternatives.map(alternative => {
    if (Object.keys(alternative).length === 0) {
      throw invalid('an alternative of $or is empty');
    }
    return objectOf(alternative);
  });
  return node => branches.some(branch => branch(node));
}

function fieldOf(name: string, inner: unknown): Branch {
  const read = (node: unknown) => (isRecord(node) ? node[name] : undefined);
  if (isRecord(inner)) {
    if (Object.keys(inner).length === 0) {
      throw invalid(`Empty objects are not allowed: ${name}`);
    }
    const branch = objectOf(inner);
    return node => branch(read(node));
  }
  if (!Array.isArray(inner)) {
    throw invalid(`"${name}" must be an object or an array`);
  }
  if (inner.length === 0) {
    throw invalid(`Empty arrays are not allowed: ${name}`);
  }
  const filters = inner.map(filterOf);
  return node => {
    const values = leaves(read(node));
    return (values.length === 0 ? [undefined] : values).some(value => filters.some(filter => filter(value)));
  };
}

/** The values of a field; none for an object, and for an empty list. */
function leaves(value: unknown): unknown[] {
  return value === undefined ? [] : (Array.isArray(value) ? flat(value) : [value]).filter(one => !isRecord(one));
}

function flat(values: readonly unknown[]): unknown[] {
  return values.flatMap(value => (Array.isArray(value) ? flat(value) : [value]));
}

function filterOf(value: unknown): Filter {
  if (isRecord(value)) {
    return matcherOf(value);
  }
  if (Array.isArray(value) || value === undefined) {
    throw invalid('a match value must be a string, a number, true, false, null, or an object with a match type');
  }
  return actual => actual === value;
}

function matcherOf(matcher: Record<string, unknown>): Filter {
  const [type, ...others] = Object.keys(matcher);
  if (type === undefined || others.length > 0) {
    throw invalid('Only one key allowed in match expression');
  }
  const argument = matcher[type];
  switch (type) {
    case 'exists':
      if (typeof argument !== 'boolean') {
        throw invalid('exists match pattern must be either true or false.');
      }
      return value => (value !== undefined) === argument;
    case 'numeric': return numeric(argument);
    case 'cidr': {
      const matches = matchesCidr(textOf(argument, type), reason => { throw invalid(reason); });
      return value => typeof value === 'string' && matches(value);
    }
    case 'anything-but': return anythingBut(argument);
    default: return textFilter(type, argument);
  }
}

/** Filters that look at texts. */
function textFilter(type: string, argument: unknown): Filter {
  const inner = isRecord(argument) ? argument['equals-ignore-case'] : undefined;
  const isLoose = inner !== undefined && Object.keys(argument as object).length === 1 && (type === 'prefix' || type === 'suffix');
  const wanted = textOf(isLoose ? inner : argument, type);
  const of = (test: (actual: string, expected: string) => boolean, ignoresCase = isLoose): Filter => value => typeof value === 'string'
    && (ignoresCase ? test(value.toLowerCase(), wanted.toLowerCase()) : test(value, wanted));
  switch (type) {
    case 'prefix': return of((actual, expected) => actual.startsWith(expected));
    case 'suffix': return of((actual, expected) => actual.endsWith(expected));
    case 'equals-ignore-case': return of((actual, expected) => actual === expected, true);
    case 'wildcard': {
      const expression = wildcard(wanted);
      return value => typeof value === 'string' && expression.test(value);
    }
    default: throw invalid(`Unrecognized match type ${type}`);
  }
}

/** `*` for any characters; `\*` and `\\` for themselves. */
function wildcard(pattern: string): RegExp {
  if (/(^|[^\\])(\\\\)*\*\*/.test(pattern)) {
    throw invalid('Consecutive wildcard characters');
  }
  let source = '';
  for (let index = 0; index < pattern.length; index++) {
    const letter = pattern[index];
    if (letter === '*') {
      source += '.*';
    } else if (letter === '\\') {
      index += 1;
      if (pattern[index] !== '*' && pattern[index] !== '\\') {
        throw invalid('Invalid escape character');
      }
      source += `\\${pattern[index]}`;
    } else {
      source += letter.replace(/[\\^$.|?+()[\]{}]/g, '\\$&');
    }
  }
  return new RegExp(`^${source}$`, 's');
}

function textOf(value: unknown, type: string): string {
  if (typeof value !== 'string') {
    throw invalid(`${type} match pattern must be a string`);
  }
  return value;
}

function anythingBut(argument: unknown): Filter {
  if (isRecord(argument)) {
    const [type, ...others] = Object.keys(argument);
    if (type === undefined || others.length > 0 || !['prefix', 'suffix', 'equals-ignore-case', 'wildcard'].includes(type)) {
      throw invalid('Unsupported anything-but pattern');
    }
    const filters = listed(argument[type]).map(one => textFilter(type, one));
    return value => value !== undefined && !filters.some(filter => filter(value));
  }
  const values = listed(argument);
  if (values.some(value => typeof value !== 'string' && typeof value !== 'number')) {
    throw invalid('Inside anything but list, start|null|boolean is not supported.');
  }
  return value => value !== undefined && !values.includes(value);
}

function listed(value: unknown): unknown[] {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  if (values.length === 0) {
    throw invalid('Empty arrays are not allowed');
  }
  return values;
}

const COMPARISONS: Readonly<Record<string, (actual: number, bound: number) => boolean>> = {
  '=': (actual, bound) => actual === bound,
  '>': (actual, bound) => actual > bound,
  '>=': (actual, bound) => actual >= bound,
  '<': (actual, bound) => actual < bound,
  '<=': (actual, bound) => actual <= bound,
};

function numeric(argument: unknown): Filter {
  if (!Array.isArray(argument) || (argument.length !== 2 && argument.length !== 4)) {
    throw invalid('Value of numeric must be an array of one comparison or of two.');
  }
  const comparisons: { readonly operator: string; readonly bound: number }[] = [];
  for (let index = 0; index < argument.length; index += 2) {
    const [operator, bound] = [argument[index] as unknown, argument[index + 1] as unknown];
    if (typeof operator !== 'string' || !(operator in COMPARISONS)) {
      throw invalid(`Unrecognized numeric range operator: ${String(operator)}`);
    }
    if (typeof bound !== 'number') {
      throw invalid('Value of numeric must be numeric');
    }
    comparisons.push({ operator, bound });
  }
  const [low, high] = comparisons;
  if (high !== undefined && !(low.operator.startsWith('>') && high.operator.startsWith('<') && low.bound < high.bound)) {
    throw invalid('Bottom must be less than top');
  }
  return value => typeof value === 'number' && comparisons.every(({ operator, bound }) => COMPARISONS[operator](value, bound));
}
