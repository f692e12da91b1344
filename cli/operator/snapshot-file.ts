/** Snapshots as files: world files that a rehearsal takes, with the snapshot in a section that the other commands read. */

import * as fs from 'node:fs';
import { parse } from 'yaml';
import type { WorldSections } from './world-of-snapshot';
import { worldOf } from './world-of-snapshot';
import type { Snapshot } from '../../core/operator/snapshot';
import { SNAPSHOT_VERSION } from '../../core/operator/snapshot';
import { UnusableInput } from '../../rehearsal/kernel/types';

/** The text of the file: YAML, in which each account and each product has a line. */
export function snapshotText(snapshot: Snapshot): string {
  const { hashed, takenAt, release } = snapshot;
  return [
    `# An organization as account-robot ${release} saw it at ${takenAt}${hashed ? ', with ids, names, addresses and tags replaced' : '; it holds names and e-mail addresses'}.`,
    '# account-robot rehearse --world takes this file; plan, doctor and status read the section "snapshot" of it.',
    ...sections(worldOf(snapshot)),
    'snapshot:',
    ...members(snapshot, 1),
    '',
  ].join('\n');
}

function sections(world: WorldSections): string[] {
  return Object.entries(world).flatMap(([name, value]) => (Array.isArray(value)
    ? list(name, value, 0)
    : Object.keys(value as object).length === 0 ? [] : [`${name}:`, ...members(value as object, 1)]));
}

/** Lists have an item a line, all else stands in one. JSON is YAML. */
function members(value: object, depth: number): string[] {
  return Object.entries(value).flatMap(([name, member]) => (member === undefined ? [] : Array.isArray(member)
    ? list(name, member, depth)
    : [`${'  '.repeat(depth)}${name}: ${JSON.stringify(member)}`]));
}

function list(name: string, items: readonly unknown[], depth: number): string[] {
  const indent = '  '.repeat(depth);
  return items.length === 0 ? [`${indent}${name}: []`] : [`${indent}${name}:`, ...items.map(item => `${indent}  - ${JSON.stringify(item)}`)];
}

/** Reads a snapshot. Throws {@link UnusableInput} for a file without one, or with one of another version. */
export function readSnapshot(file: string): Snapshot {
  const value = valueOf(file);
  const snapshot: unknown = typeof value === 'object' && value !== null && 'snapshot' in value ? value.snapshot : undefined;
  if (typeof snapshot !== 'object' || snapshot === null) {
    throw new UnusableInput(`${file}: has no section 'snapshot', as 'account-robot snapshot --out FILE' writes it; name such a file, or leave the option out to read the organization now`);
  }
  const { version } = snapshot as { version?: unknown };
  if (version !== SNAPSHOT_VERSION) {
    throw new UnusableInput(`${file}: holds a snapshot of version ${JSON.stringify(version)}, but this release reads version ${SNAPSHOT_VERSION}; take one with this release ('account-robot snapshot --out ${file}')`);
  }
  const broken = BROKEN.find(([member, is]) => !is((snapshot as Record<string, unknown>)[member]));
  if (broken) {
    throw new UnusableInput(`${file}: snapshot.${broken[0]} isn't what 'account-robot snapshot' writes; take the snapshot anew instead of changing it`);
  }
  return snapshot as Snapshot;
}

/** As it stands there: unlike a key of a world without a value, `null` says something here. */
function valueOf(file: string): unknown {
  let text: string;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch (error) {
    throw new UnusableInput(`${file}: can't be read as a snapshot (${(error as NodeJS.ErrnoException).code ?? String(error)}); name a file that 'account-robot snapshot --out FILE' wrote`);
  }
  try {
    return parse(text);
  } catch {
    throw new UnusableInput(`${file}: isn't YAML; name a file that 'account-robot snapshot --out FILE' wrote`);
  }
}

const isList = (value: unknown) => Array.isArray(value);
const isListOrNothing = (value: unknown) => value === undefined || isList(value);
const isObject = (value: unknown) => typeof value === 'object' && value !== null && !isList(value);
/** What functions over snapshots rely on. */
const BROKEN: readonly (readonly [keyof Snapshot, (value: unknown) => boolean])[] = [
  ['takenAt', value => typeof value === 'string' && !Number.isNaN(Date.parse(value))],
  ['caller', isObject],
  ['quotas', isObject],
  ['stacks', isList],
  ['unseen', isList],
  ['accounts', isListOrNothing],
  ['units', isListOrNothing],
  ['products', isListOrNothing],
  ['sandboxes', isListOrNothing],
];
