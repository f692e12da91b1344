/** Whether a value is what a service's model says: names, required members, types, patterns, lengths, ranges and enumerations. */

import type { ServiceModel, Shape, ShapeRef, TimestampFormat } from './service-model';
import { shapeOf } from './service-model';

/** How scalars are written: as JSON has them, or all of them as text. */
export type Notation = 'json' | 'text';

/** Everything in which `value` differs from the shape, a sentence each, beginning with where it stands. */
export function differences(model: ServiceModel, ref: ShapeRef, value: unknown, notation: Notation, place: string): string[] {
  const shape = shapeOf(model, ref);
  if (shape.document) {
    return [];
  }
  switch (shape.type) {
    case 'structure': return ofStructure(model, shape, value, notation, place);
    case 'list': return ofList(model, shape, value, notation, place);
    case 'map': return ofMap(model, shape, value, notation, place);
    case 'string': return ofString(shape, value, place);
    case 'blob': return ofBlob(shape, value, place);
    case 'boolean': return (notation === 'json' ? typeof value === 'boolean' : value === 'true' || value === 'false') ? [] : [wrong(place, value, shape, 'a boolean')];
    case 'timestamp': return isTimestamp(value, notation, ref.timestampFormat ?? shape.timestampFormat) ? [] : [wrong(place, value, shape, 'a timestamp of this protocol')];
    case 'integer':
    case 'long':
    case 'float':
    case 'double': return ofNumber(shape, value, notation, place);
  }
}

function ofStructure(model: ServiceModel, shape: Shape, value: unknown, notation: Notation, place: string): string[] {
  if (!isObject(value)) {
    return [wrong(place, value, shape, 'a structure')];
  }
  const members = shape.members ?? {};
  const given = Object.keys(value);
  return [
    ...given.filter(name => !members[name]).map(name => `${place}.${name} is no member of the model, which has ${Object.keys(members).join(', ') || 'none'}`),
    ...(shape.required ?? []).filter(name => value[name] === undefined).map(name => `${place}.${name} is required and not there`),
    ...shape.union && given.length !== 1 ? [`${place} is a union, with one member: it has ${given.length}`] : [],
    ...given.filter(name => members[name]).flatMap(name => differences(model, members[name], value[name], notation, `${place}.${name}`)),
  ];
}

function ofList(model: ServiceModel, shape: Shape, value: unknown, notation: Notation, place: string): string[] {
  if (!Array.isArray(value)) {
    return [wrong(place, value, shape, 'a list')];
  }
  return [
    ...outside(shape, value.length) ? [`${place} has ${value.length} entries, and the model says ${range(shape)}`] : [],
    ...value.flatMap((entry, index) => differences(model, shape.member!, entry, notation, `${place}[${index}]`)),
  ];
}

function ofMap(model: ServiceModel, shape: Shape, value: unknown, notation: Notation, place: string): string[] {
  if (!isObject(value)) {
    return [wrong(place, value, shape, 'a map')];
  }
  const entries = Object.entries(value);
  return [
    ...outside(shape, entries.length) ? [`${place} has ${entries.length} entries, and the model says ${range(shape)}`] : [],
    ...entries.flatMap(([key, entry]) => [
      ...differences(model, shape.key!, key, notation, `${place}.(key)`),
      ...differences(model, shape.value!, entry, notation, `${place}.${key}`),
    ]),
  ];
}

function ofString(shape: Shape, value: unknown, place: string): string[] {
  if (typeof value !== 'string') {
    return [wrong(place, value, shape, 'a string')];
  }
  return [
    ...outside(shape, [...value].length) ? [wrong(place, value, shape, `a length of ${range(shape)}`)] : [],
    ...shape.enum && !shape.enum.includes(value) ? [wrong(place, value, shape, `one of ${shape.enum.join(', ')}`)] : [],
    ...shape.pattern !== undefined && !patternOf(shape.pattern).test(value) ? [wrong(place, value, shape, `the pattern ${shape.pattern}`)] : [],
  ];
}

function ofBlob(shape: Shape, value: unknown, place: string): string[] {
  if (typeof value !== 'string') {
    return [wrong(place, value, shape, 'a blob, as text')];
  }
  return outside(shape, Buffer.byteLength(value)) ? [wrong(place, value, shape, `${range(shape)} bytes`)] : [];
}

function ofNumber(shape: Shape, value: unknown, notation: Notation, place: string): string[] {
  const read = notation === 'text' && typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  const isWhole = shape.type === 'integer' || shape.type === 'long';
  if (typeof read !== 'number' || (isWhole && !Number.isInteger(read))) {
    return [wrong(place, value, shape, isWhole ? 'a whole number' : 'a number')];
  }
  return outside(shape, read) ? [wrong(place, value, shape, range(shape))] : [];
}

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** JSON protocols write seconds since 1970, queries and their answers a date, unless the model says otherwise. */
function isTimestamp(value: unknown, notation: Notation, format: TimestampFormat = notation === 'json' ? 'unixTimestamp' : 'iso8601'): boolean {
  switch (format) {
    case 'unixTimestamp': return typeof value === 'number' && value > 0 && value < 1e11;
    case 'iso8601': return typeof value === 'string' && ISO.test(value);
    case 'rfc822': return typeof value === 'string' && value.endsWith('GMT') && !Number.isNaN(Date.parse(value));
  }
}

const patterns = new Map<string, RegExp>();

/** The whole value is to match, as services that were made before patterns had a language of their own take theirs. */
function patternOf(pattern: string): RegExp {
  const known = patterns.get(pattern);
  if (known) {
    return known;
  }
  const compiled = compile(`^(?:${pattern})$`);
  patterns.set(pattern, compiled);
  return compiled;
}

/** With Unicode where the pattern allows for it: some escape more than that takes. */
function compile(source: string): RegExp {
  try {
    return new RegExp(source, 'su');
  } catch {
    return new RegExp(source, 's');
  }
}

function outside({ max = Infinity, min = -Infinity }: Shape, amount: number): boolean {
  return amount < min || amount > max;
}

function range({ max, min }: Shape): string {
  return max === undefined ? `at least ${min}` : min === undefined ? `at most ${max}` : `${min} to ${max}`;
}

function wrong(place: string, value: unknown, shape: Shape, expected: string): string {
  return `${place} is ${shape.sensitive ? 'a value that is not shown' : shown(value)}, and the model says ${expected}`;
}

/** Short, and without addresses. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  const masked = text.replace(/[^\s@"']+@[^\s@"']+/g, '(address)');
  return masked.length > 80 ? `${masked.slice(0, 80)}... (${masked.length} characters)` : masked;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
