import Ajv from 'ajv';
import { classify } from '../../../core/failures/classify';
import { KNOWN_CALLS } from '../../../rehearsal/services/rehearsed-services';
import type { SchemaNode } from '../../../rehearsal/world/defaults';
import { resolveSchema, WORLD_SCHEMA } from '../../../rehearsal/world/defaults';
import type { FactoryText } from '../../../rehearsal/world/factory-texts';
import { BUSY_TEXTS, FAILURE_TEXTS, fillIn } from '../../../rehearsal/world/factory-texts';
import schema from '../../../rehearsal/world/world.schema.json';
import {
  ACCOUNT_ID_PATTERN,
  API_ID_PATTERN,
  BILLING_VIEW_ARN_PATTERN,
  EXTERNAL_ID_PATTERN,
  REGION_PATTERN,
  ROLE_ARN_PATTERN,
  SANDBOX_NAMESPACE_PATTERN,
  UNIT_ID_PATTERN,
} from '../../../src/contract';

/** Every object of the schema, with its place. */
function objects(node: SchemaNode, place: string): [string, SchemaNode][] {
  const resolved = resolveSchema(node);
  return [
    ...(resolved.properties ? [[place, resolved] as [string, SchemaNode]] : []),
    ...Object.entries(resolved.properties ?? {}).flatMap(([key, property]) => objects(property, `${place}.${key}`)),
    ...(resolved.items ? objects(resolved.items, `${place}[]`) : []),
    ...(resolved.oneOf ?? []).flatMap(alternative => objects(alternative, `${place}(${alternative.$ref})`)),
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
      && resolveSchema(property).default === undefined
      && !/Default: |Without it|Give this or|What the factory says about it/.test(resolveSchema(property).description ?? '')
      && !(place.includes('fault-busy') && key === 'message'))
    .map(([key]) => `${place}.${key}`));

  expect(silent).toEqual([]);
});

test('every fault kind of the world has its form', () => {
  const kinds = resolveSchema(WORLD_SCHEMA.properties!.faults.items!).oneOf!.map(alternative => resolveSchema(alternative).properties!.kind.const);

  expect(kinds).toEqual([
    'creation-fails', 'busy', 'creation-takes', 'call-fails', 'outage', 'rate-limited', 'lost-response', 'function-dies', 'kick-delivered-twice', 'poll-delivered-twice', 'poll-comes-late',
    'delivery-fails', 'delivered-twice', 'event-refused',
    'artifact-rebuilt', 'status-becomes', 'account-suspended',
    'registration-fails', 'cleaning-fails', 'cleaning-takes', 'cleaning-times-out', 'cleanup-event-lost', 'stack-set-takes', 'stack-set-fails',
    'secret-rotated', 'api-replaced', 'parameter-unusable', 'account-leased', 'account-moved', 'administrator-acts',
    'removal-fails', 'update-fails', 'account-appears', 'account-changes', 'product-removed', 'association-removed', 'stack-updated',
  ]);
});

test('faults of calls name the calls that the rehearsal knows', () => {
  const known = [...KNOWN_CALLS].sort();

  expect(fault('call-fails').properties!.action.enum).toEqual(known);
  expect(fault('lost-response').properties!.action.enum).toEqual(known);
  expect(fault('rate-limited').properties!.action.enum).toEqual(known);
  expect(fault('outage').properties!.service.enum).toEqual([...new Set(known.map(call => call.split(':')[0]))]);
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

describe('what the contract has a rule for', () => {
  const inner = ({ source }: RegExp) => source.slice(1, -1);
  const unit = inner(UNIT_ID_PATTERN);
  const ofTheContract = [
    ACCOUNT_ID_PATTERN, API_ID_PATTERN, BILLING_VIEW_ARN_PATTERN, EXTERNAL_ID_PATTERN, REGION_PATTERN, ROLE_ARN_PATTERN, SANDBOX_NAMESPACE_PATTERN,
    UNIT_ID_PATTERN,
  ];
  /** Rules of the world alone: what other people's accounts and products may be called is more than the app may say. */
  const ofTheWorld = {
    root: '^r-[0-9a-z]{4,32}$',
    parent: `^(r-[0-9a-z]{4,32}|${unit})$`,
    foreignName: '^[ -~]+$',
    foreignEmail: '^[^\\s@"\'()\\[\\]:;,\\\\|%&]+@[A-Za-z0-9.-]+\\.[A-Za-z]+$',
    product: '^[a-zA-Z0-9][a-zA-Z0-9._-]*$',
    action: '^[a-z0-9-]+:[A-Za-z*]+$',
    version: '^\\d+\\.\\d+\\.\\d+$',
    landingZone: '^[0-9]+\\.[0-9]+$',
    principal: `^(${inner(ACCOUNT_ID_PATTERN)}|arn:aws(-[a-z]+)*:iam::[0-9]{12}:root|${inner(ROLE_ARN_PATTERN)})$`,
  };
  const patterns = new Set([...JSON.stringify(schema).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].map(([, pattern]) => JSON.parse(pattern) as string));

  test('the schema asks for in the same words, and it has no rule besides that is not known here', () => {
    expect([...patterns].sort()).toEqual([...ofTheContract.map(({ source }) => source), ...Object.values(ofTheWorld)].sort());
  });
});
