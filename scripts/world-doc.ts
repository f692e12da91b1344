/**
 * Writes the generated parts of docs/world.md: the reference of the world file's keys from its JSON Schema, and the short names of
 * failures from their table. Run it after changing either; a test compares them.
 */

import * as fs from 'node:fs';
import * as path from 'node:path';
import type { SchemaNode } from '../rehearsal/world/defaults';
import { resolveSchema, WORLD_SCHEMA } from '../rehearsal/world/defaults';
import type { FactoryText } from '../rehearsal/world/factory-texts';
import { BUSY_TEXTS, FAILURE_TEXTS } from '../rehearsal/world/factory-texts';

/** Where the document stands in the repository. */
export const WORLD_DOC = path.join(__dirname, '..', 'docs', 'world.md');

/** The document with its generated parts made anew. */
export function worldDoc(text: string): string {
  return [['failures', failureTable()], ['keys', keyReference()]].reduce((document, [name, content]) => {
    const [begin, end] = [`<!-- generated: ${name} -->`, `<!-- end of ${name} -->`];
    const [from, to] = [document.indexOf(begin), document.indexOf(end)];
    if (from < 0 || to < from) {
      throw new Error(`docs/world.md lacks the marks '${begin}' and '${end}', between which a generated part stands; put them back`);
    }
    return `${document.slice(0, from + begin.length)}\n\n${content}\n\n${document.slice(to)}`;
  }, text);
}

function failureTable(): string {
  const failures = Object.entries(FAILURE_TEXTS) as [string, FactoryText][];
  return [
    'Names for `creation-fails`:',
    '',
    '| reason | means | after | account exists | AWS\'s words |',
    '|---|---|---|---|---|',
    ...failures.map(([name, { meaning, afterMinutes, accountCreated, passing, text, confidence }]) =>
      `| \`${name}\` | ${meaning}${passing ? '; passes by itself' : ''} | ${afterMinutes} min | ${accountCreated ? 'yes' : 'no'} | ${confidence}: ${quoted(text)} |`),
    '',
    'Names for `busy`:',
    '',
    '| reason | means | AWS\'s words |',
    '|---|---|---|',
    ...Object.entries(BUSY_TEXTS).map(([name, { meaning, text, confidence }]) => `| \`${name}\` | ${meaning} | ${confidence}: ${quoted(text)} |`),
  ].join('\n');
}

function quoted(text: string): string {
  return `*${text.replace(/\s+/g, ' ').replace(/[{]/g, '&lt;').replace(/[}]/g, '&gt;')}*`;
}

function keyReference(): string {
  const sections = Object.entries(WORLD_SCHEMA.properties ?? {}).filter(([name]) => name !== 'faults');
  const faults = (resolveSchema(WORLD_SCHEMA.properties?.faults.items ?? {}).oneOf ?? []).map(alternative => resolveSchema(alternative));
  return [
    ...sections.map(([name, node]) => [`### ${name}`, '', ...section(resolveSchema(node))].join('\n')),
    ...faults.map(node => [`### faults: ${node.properties?.kind.const}`, '', node.description ?? '', '', ...table(rows(node, ''))].join('\n')),
  ].join('\n\n');
}

function section(node: SchemaNode): string[] {
  const like = node.items?.$ref?.replace('#/definitions/', '');
  const keys = like === undefined ? node.properties === undefined && node.items === undefined ? [] : table(rows(node, '')) : [`A list. Each entry has the keys of [${like}](#${like}).`];
  return [(node.description ?? '').replace(' Default: ', ' By default: '), ...keys.length === 0 ? [] : ['', ...keys]];
}

function table(entries: readonly string[]): string[] {
  return ['| key | value | default | meaning |', '|---|---|---|---|', ...entries];
}

/** A row for each key; the keys of sections and lists stand below them with their path. */
function rows(node: SchemaNode, prefix: string): string[] {
  const own = node.items ?? node;
  return Object.entries(own.properties ?? {}).filter(([key]) => key !== 'kind').flatMap(([key, property]) => {
    const [meaning, told] = (property.description ?? '').split(' Default: ');
    const required = (own.required ?? []).includes(key);
    const fallback = required ? '*required*' : told?.replace(/\.$/, '') ?? literal(property.default);
    const nested = property.items?.properties ? rows(property, `${prefix}${key}[].`) : property.properties ? rows(property, `${prefix}${key}.`) : [];
    return [`| \`${prefix}${key}\` | ${valueOf(property)} | ${fallback} | ${meaning.replace(/\|/g, '\\|')} |`, ...nested];
  });
}

function literal(value: unknown): string {
  return value === undefined ? '' : typeof value === 'object' ? '' : `\`${String(value)}\``;
}

function valueOf(node: SchemaNode): string {
  if (node['x-expected'] !== undefined) {
    return node['x-expected'];
  }
  if (node.enum !== undefined) {
    return node.enum.length > 6 ? 'a name of a list' : node.enum.map(value => `\`${value}\``).join(', ');
  }
  switch (node.type) {
    case 'array': return 'list';
    case 'object': return 'section';
    case 'boolean': return '`true`, `false`';
    case 'integer': return `whole number${range(node)}`;
    case 'number': return `number${range(node)}`;
    default: return 'text';
  }
}

function range(node: SchemaNode): string {
  const low = node.minimum !== undefined ? `from ${node.minimum}` : node.exclusiveMinimum !== undefined ? `above ${node.exclusiveMinimum}` : '';
  const high = node.maximum !== undefined ? `to ${node.maximum}` : '';
  return low === '' && high === '' ? '' : ` ${[low, high].filter(part => part !== '').join(' ')}`;
}

if (require.main === module) {
  fs.writeFileSync(WORLD_DOC, worldDoc(fs.readFileSync(WORLD_DOC, 'utf8')));
}
