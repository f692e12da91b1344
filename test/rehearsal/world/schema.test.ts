import Ajv from 'ajv';
import { classify } from '../../../core/failures/classify';
import { KNOWN_CALLS } from '../../../rehearsal/services/rehearsed-services';
import { resolveSchema, SchemaNode, WORLD_SCHEMA } from '../../../rehearsal/world/defaults';
import { BUSY_TEXTS, FactoryText, FAILURE_TEXTS, fillIn } from '../../../rehearsal/world/factory-texts';
import schema from '../../../rehearsal/world/world.schema.json';

/** Every object of the schema, with its place. */
function objects(node: SchemaNode, place: string): [string, SchemaNode][] {
  const resolved = resolveSchema(node);
  return [
    ...(resolved.properties ? [[place, resolved] as [string, SchemaNode]] : []),
    ...Object.entries(resolved.properties ?? {}).flatMap(([key, property]) => objects(property, `${place}.${key}`)),
    ...(resolved.items ? objects(resolved.items, `${place}[]`) : []),
    ...(resolved.oneOf ?? []).flatMap((alternative) => objects(alternative, `${place}(${alternative.$ref})`)),
  ];
}

const all = objects(WORLD_SCHEMA, 'world');
const fault = (kind: string) => (schema.definitions as Record<string, SchemaNode>)[`fault-${kind}`];

test('the schema is a valid JSON Schema that editors understand', () => {
  expect(new Ajv().validateSchema(schema)).toBe(true);
  expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#');
});

test('every object refuses keys that it doesn\'t know', () => {
  expect(all.length).toBeGreaterThan(15);
  expect(all.filter(([, node]) => (node as { additionalProperties?: unknown }).additionalProperties !== false).map(([place]) => place)).toEqual([]);
});

test('every key is described', () => {
  const bare = all.flatMap(([place, node]) => Object.entries(node.properties ?? {})
    .filter(([, property]) => resolveSchema(property).description === undefined && property.const === undefined && property.$ref === undefined)
    .map(([key]) => `${place}.${key}`));

  expect(bare).toEqual([]);
});

test('every optional key states its default, as a value or in its description', () => {
  const silent = all.flatMap(([place, node]) => Object.entries(node.properties ?? {})
    .filter(([key, property]) => !(node.required ?? []).includes(key)
      && property.default === undefined
      && !/Default: |Without it|Give this or|What the factory says about it/.test(property.description ?? '')
      && !(place.includes('fault-busy') && key === 'message'))
    .map(([key]) => `${place}.${key}`));

  expect(silent).toEqual([]);
});

test('every fault kind of the world has its form', () => {
  const kinds = resolveSchema(WORLD_SCHEMA.properties!.faults.items!).oneOf!.map((alternative) => resolveSchema(alternative).properties!.kind.const);

  expect(kinds).toEqual([
    'creation-fails', 'busy', 'creation-takes', 'call-fails', 'outage', 'rate-limited', 'lost-response', 'function-dies', 'kick-delivered-twice', 'artifact-rebuilt', 'status-becomes', 'account-suspended',
    'registration-fails', 'cleaning-fails', 'cleaning-takes', 'cleaning-times-out', 'cleanup-event-lost', 'stack-set-takes', 'stack-set-fails',
    'secret-rotated', 'api-replaced', 'parameter-unusable', 'account-leased', 'account-moved',
  ]);
});

test('faults of calls name the calls that the rehearsal knows', () => {
  const known = [...KNOWN_CALLS].sort();

  expect(fault('call-fails').properties!.action.enum).toEqual(known);
  expect(fault('lost-response').properties!.action.enum).toEqual(known);
  expect(fault('rate-limited').properties!.action.enum).toEqual(known);
  expect(fault('outage').properties!.service.enum).toEqual([...new Set(known.map((call) => call.split(':')[0]))]);
  expect(fault('function-dies').properties!.after.enum).toEqual(known);
});

test('the short names of failures are those of the texts', () => {
  expect(fault('creation-fails').properties!.reason.enum).toEqual(Object.keys(FAILURE_TEXTS));
  expect(fault('busy').properties!.reason.enum).toEqual(Object.keys(BUSY_TEXTS));
});

describe('the handlers understand', () => {
  const words = { ou: 'Pool (ou-abcd-11112222)', quota: 5 };

  test.each(Object.entries(BUSY_TEXTS))('busy: %s', (_, { text }) => {
    expect(classify(fillIn(text, words)).kind).toBe('busy');
  });

  // What AWS says of a bad address is one of the texts that nobody has reported.
  test.each((Object.entries(FAILURE_TEXTS) as [string, FactoryText][]).filter(([name]) => name !== 'invalid-email'))('failure: %s', (_, { text, passing }) => {
    expect(passing ? ['transient', 'young'] : ['permanent']).toContain(classify(fillIn(text, words)).kind);
  });
});
