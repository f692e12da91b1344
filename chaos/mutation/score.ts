/** What mutation testing came to: kept in results.json, and shown in docs/reliability.md. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Fate, Mutant } from './mutants';
import { reasonFor } from './reasons';
import { between } from '../../bench/between';

/** So much of what is tried must be found, in per cent, in all and in each folder. */
export const LEAST = 92;

/**
 * Rooms that aren't tried: one reads organizations for the operator's commands, and decides about no account; the desk is new, and not yet held to its tables this way.
 * `--only core/operator` tries one.
 */
export const LEFT_OUT: readonly string[] = ['core/operator', 'core/desk', 'core/desk-api'];

const RESULTS = path.join(__dirname, 'results.json');
const PAGE = path.join(__dirname, '..', '..', 'docs', 'reliability.md');

/** What became of the changes of one folder. */
export type Counts = Readonly<Record<Fate, number>>;

/** A change that no test finds. */
export type Survivor = Pick<Mutant, 'file' | 'right' | 'wrong'>;

export interface Mutated {
  /** By file. */
  readonly files: Readonly<Record<string, Counts>>;
  readonly survivors: readonly Survivor[];
}

const FATES: readonly Fate[] = ['Killed', 'Timeout', 'Survived', 'NoCoverage', 'Ignored'];

/** What is kept of the mutants. */
export function mutatedOf(mutants: readonly Mutant[]): Mutated {
  const files = [...new Set(mutants.map(({ file }) => file))].sort();
  const countsOf = (file: string) => sumOf(mutants.filter(one => one.file === file).map(({ fate }) => ({ [fate]: 1 })));
  return {
    files: Object.fromEntries(files.map(file => [file, countsOf(file)])),
    survivors: mutants.filter(({ fate }) => isMissed(fate)).map(({ file, right, wrong }) => ({ file, right, wrong })),
  };
}

/** What is kept when some files were tried anew: of the others what was known, and nothing of those that are no more. */
export function joinedWith(known: Mutated, anew: Mutated, exists: (file: string) => boolean): Mutated {
  const isKept = (file: string) => !(file in anew.files) && exists(file);
  const files = { ...Object.fromEntries(Object.entries(known.files).filter(([file]) => isKept(file))), ...anew.files };
  const survivors = [...known.survivors.filter(({ file }) => isKept(file)), ...anew.survivors];
  const names = Object.keys(files).sort();
  return {
    files: Object.fromEntries(names.map(name => [name, files[name]])),
    survivors: names.flatMap(name => survivors.filter(({ file }) => file === name)),
  };
}

/** The counts of each folder. */
export function foldersOf({ files }: Mutated): Record<string, Counts> {
  const names = Object.keys(files);
  const countsOf = (folder: string) => sumOf(names.filter(file => folderOf(file) === folder).map(file => files[file]));
  return Object.fromEntries([...new Set(names.map(folderOf))].sort().map(folder => [folder, countsOf(folder)]));
}

function sumOf(some: readonly Partial<Counts>[]): Counts {
  return Object.fromEntries(FATES.map(fate => [fate, some.reduce((sum, counts) => sum + (counts[fate] ?? 0), 0)])) as Counts;
}

export function isMissed(fate: Fate): boolean {
  return fate === 'Survived' || fate === 'NoCoverage';
}

/** The folder below core, or core itself. */
export function folderOf(file: string): string {
  return file.split('/').slice(0, -1).slice(0, 2).join('/');
}

/** Per cent of the changes that are found, rounded down to a tenth. */
export function scoreOf(...counts: readonly Counts[]): number {
  const sum = (fates: readonly Fate[]) => counts.reduce((total, one) => total + fates.reduce((part, fate) => part + one[fate], 0), 0);
  const found = sum(['Killed', 'Timeout']);
  return Math.floor(1000 * found / (found + sum(['Survived', 'NoCoverage']))) / 10;
}

/** What is wrong with it: a score that is too low, a survivor without a reason. */
export function complaintsOf(mutated: Mutated): string[] {
  return [
    ...Object.entries(foldersOf(mutated)).filter(([, counts]) => scoreOf(counts) < LEAST).map(([folder, counts]) => `${folder}: ${scoreOf(counts)} %, where ${LEAST} % is the least`),
    ...mutated.survivors.filter(survivor => reasonFor(survivor) === undefined).map(({ file, right, wrong }) => `${file}: no test fails, and no reason is given:\n  - ${right}\n  + ${wrong}`),
  ];
}

export function readMutated(): Mutated {
  return JSON.parse(fs.readFileSync(RESULTS, 'utf8')) as Mutated;
}

/** Keeps it, and writes it into the page. Gives it back. */
export function keepMutated(mutated: Mutated): Mutated {
  fs.writeFileSync(RESULTS, `${JSON.stringify(mutated, undefined, 2)}\n`);
  fs.writeFileSync(PAGE, between(fs.readFileSync(PAGE, 'utf8'), 'mutation', pageOf(mutated)));
  return mutated;
}

/** As the page shows it. */
export function pageOf(mutated: Mutated): string {
  const [folders, { survivors }] = [foldersOf(mutated), mutated];
  const row = (name: string, ...counts: readonly Counts[]) => {
    const sum = (...fates: readonly Fate[]) => counts.reduce((total, one) => total + fates.reduce((part, fate) => part + one[fate], 0), 0);
    return `| ${name} | ${sum('Killed', 'Timeout', 'Survived', 'NoCoverage')} | ${sum('Killed')} | ${sum('Timeout')} | ${sum('Survived', 'NoCoverage')} | ${scoreOf(...counts).toFixed(1)} % | ${sum('Ignored')} |`;
  };
  const total = Object.values(folders);
  const reasons = [...new Set(survivors.map(reasonFor))].sort((one = '', other = '') => one.localeCompare(other));
  return [
    [
      '| folder | changes | found | without an end | not found | score | not tried |',
      '|---|---|---|---|---|---|---|',
      ...Object.entries(folders).map(([folder, counts]) => row(`\`${folder}\``, counts)),
      row('all', ...total),
    ].join('\n'),
    'The changes that no test finds, and why:',
    ...reasons.map(reason => {
      const these = survivors.filter(survivor => reasonFor(survivor) === reason);
      const files = [...new Set(these.map(({ file }) => file))];
      const diffs = files.map(file => [`# ${file}`, ...these.filter(one => one.file === file).flatMap(({ right, wrong }) => [`- ${right}`, `+ ${wrong}`])].join('\n'));
      return [`${reason}:`, '', '```diff', ...diffs, '```'].join('\n');
    }),
  ].join('\n\n');
}
