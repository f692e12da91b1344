/** Bodies held to a schema: the few words of JSON Schema that the desk's API is described with, each of them in docs/desk-api.json too. All problems are found at once. */

import { deskRefusal, quoted } from '../desk/refusals';
import type { DeskRefusal } from '../desk/refusals';

export interface TextSchema {
  readonly type: 'string';
  readonly description?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
}

export interface IntegerSchema {
  readonly type: 'integer';
  readonly description?: string;
  readonly minimum: number;
  readonly maximum: number;
}

export interface ObjectSchema {
  readonly type: 'object';
  readonly description?: string;
  readonly properties: Readonly<Record<string, Schema>>;
  readonly required: readonly string[];
  readonly additionalProperties: false;
}

/** Texts by names of the caller's choice. */
export interface MapSchema {
  readonly type: 'object';
  readonly description?: string;
  readonly additionalProperties: TextSchema;
  readonly maxProperties: number;
}

export type Schema = TextSchema | IntegerSchema | ObjectSchema | MapSchema;

/** What is wrong with a value. */
export function problemsOf(schema: Schema, value: unknown, place = ''): DeskRefusal[] {
  const refused = (expected: string) => [deskRefusal('AR-DESK-MEMBER', { place: place === '' ? 'the body' : place, value: quoted(value), expected })];
  switch (schema.type) {
    case 'string': {
      const isFit = typeof value === 'string' && fits(schema, value);
      return isFit ? [] : refused(textWords(schema));
    }
    case 'integer': {
      const isFit = typeof value === 'number' && Number.isInteger(value) && value >= schema.minimum && value <= schema.maximum;
      return isFit ? [] : refused(`an integer from ${schema.minimum} to ${schema.maximum}`);
    }
    case 'object': return isObject(value) ? membersOf(schema, value, place) : refused('an object');
  }
}

function membersOf(schema: ObjectSchema | MapSchema, value: Readonly<Record<string, unknown>>, place: string): DeskRefusal[] {
  const at = (name: string) => place === '' ? name.slice(0, 128) : `${place}.${name.slice(0, 128)}`;
  const names = Object.keys(value);
  if (!('properties' in schema)) {
    const most = schema.maxProperties;
    return names.length > most ? [deskRefusal('AR-DESK-MEMBER', { place, value: `${names.length} members`, expected: `${most} at most` })]
      : names.flatMap(name => problemsOf(schema.additionalProperties, value[name], at(name)));
  }
  const known = Object.keys(schema.properties);
  return [
    ...known.flatMap(name => {
      if (Object.hasOwn(value, name)) {
        return problemsOf(schema.properties[name], value[name], at(name));
      }
      return schema.required.includes(name) ? problemsOf(schema.properties[name], undefined, at(name)) : [];
    }),
    ...names.filter(name => !known.includes(name)).map(name => deskRefusal('AR-DESK-MEMBER', { place: at(name), value: 'unknown', expected: `one of ${known.join(', ')}` })),
  ];
}

/** Length is counted in characters, as JSON Schema does. */
function fits({ enum: values, maxLength = Infinity, minLength = 0, pattern }: TextSchema, value: string): boolean {
  const length = [...value].length;
  return length >= minLength && length <= maxLength && (pattern === undefined || new RegExp(pattern, 'u').test(value)) && (values === undefined || values.includes(value));
}

function textWords({ enum: values, maxLength, minLength = 0, pattern }: TextSchema): string {
  if (values !== undefined) {
    return `one of ${values.join(', ')}`;
  }
  const length = maxLength === undefined ? '' : ` of ${minLength} to ${maxLength} characters`;
  return `a text${length}${pattern === undefined ? '' : ` of the form ${pattern}`}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
