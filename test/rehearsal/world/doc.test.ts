import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { appOf, stackOf } from './app';
import type { SchemaNode } from '../../../rehearsal/world/defaults';
import { resolveSchema, WORLD_SCHEMA } from '../../../rehearsal/world/defaults';
import { loadWorld } from '../../../rehearsal/world/load';
import { parseYaml } from '../../../rehearsal/world/yaml-source';
import { WORLD_DOC, worldDoc } from '../../../scripts/world-doc';

const text = fs.readFileSync(WORLD_DOC, 'utf8');
const examples = [...text.matchAll(/```yaml\n(.*?)```/gs)].map(match => match[1]);

/** The keys that a value uses, as places of the schema. */
function used(value: unknown, node: SchemaNode, place: string): string[] {
  const resolved = resolveSchema(node, value);
  if (Array.isArray(value)) {
    return value.flatMap(item => used(item, resolved.items ?? {}, place));
  }
  if (typeof value !== 'object' || value === null || !resolved.properties) {
    return [];
  }
  const kind = resolved.properties.kind?.const;
  const here = kind === undefined ? place : `${place}:${kind}`;
  return Object.entries(value).flatMap(([key, inner]) => [`${here}.${key}`, ...used(inner, resolved.properties?.[key] ?? {}, `${here}.${key}`)]);
}

/** What has the keys of another place is shown there. */
const asShown = (place: string) => place.replace('world.furtherSandboxes.', 'world.sandbox.');

/** All the keys that the schema knows. */
function known(node: SchemaNode, place: string): string[] {
  const resolved = resolveSchema(node);
  const kind = resolved.properties?.kind?.const;
  const here = kind === undefined ? place : `${place}:${kind}`;
  return [
    ...Object.entries(resolved.properties ?? {}).flatMap(([key, property]) => [`${here}.${key}`, ...known(property, `${here}.${key}`)]),
    ...(resolved.items ? known(resolved.items, place) : []),
    ...(resolved.oneOf ?? []).flatMap(alternative => known(alternative, place)),
  ];
}

test('the generated parts of the page fit the schema and the table of texts', () => {
  expect(worldDoc(text)).toBe(text);
});

test('every example on the page is a world file that fits an app of ten accounts', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'doc-'));
  const accounts = Array.from({ length: 10 }, (_, index) => ({ name: `pool-${String(index + 1).padStart(3, '0')}` }));
  const stack = stackOf({ accounts });
  const unit = { Type: 'AWS::Organizations::OrganizationalUnit' };
  const buttons = { Type: 'AWS::Chatbot::CustomAction', Properties: { Attachments: [{ ButtonText: 'Approve' }, { ButtonText: 'Deny' }] } };
  const template = {
    ...stack.template,
    Parameters: { Owner: { Type: 'String' }, Stage: { Type: 'String', AllowedValues: ['test', 'prod'] }, PoolSize: { Type: 'String' } },
    Resources: { ...stack.template.Resources, Unit: unit, Buttons: buttons },
  };
  const app = appOf({ ...stack, template });
  for (const example of examples) {
    const file = path.join(folder, 'world.yaml');
    fs.writeFileSync(file, example);
    expect(loadWorld(file, app).notices).toEqual([]);
  }
  expect(examples.length).toBeGreaterThan(10);
  fs.rmSync(folder, { recursive: true });
});

test('the examples show every key', () => {
  const shown = new Set(examples.flatMap(example => used(parseYaml('example', example).value, WORLD_SCHEMA, 'world')));

  expect([...new Set(known(WORLD_SCHEMA, 'world').map(asShown))].filter(key => !shown.has(key))).toEqual([]);
});
