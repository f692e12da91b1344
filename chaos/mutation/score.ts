/** What mutation testing came to: kept in results.json, and shown in docs/reliability.md. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Fate, Mutant } from './mutants';
import { reasonFor } from './reasons';
import { between } from '../../bench/between';

/** So much of what is tried must be found, in per cent, in all and in each folder. */
export const LEAST = 92;

/**
 * Rooms that aren't tried: one reads organizations for the operator's commands, and decides about no account. What counts pools, lets them grow and tells of it is
 * new, and not yet held to its tables this way, and neither is the desk; `--only core/growth` tries it.
 */
export const LEFT_OUT: readonly string[] = ['core/operator', 'core/capacity', 'core/events', 'core/growth', 'core/desk', 'core/desk-api'];

const RESULTS = path.join(__dirname, 'results.json');
const PAGE = path.join(__dirname, '..', '..', 'docs', 'reliability.md');

/** What became of the changes of one folder. */
export type Counts = Readonly<Record<Fate, number>>;

/** A change that no test finds. */
export type Survivor = Pick<Mutant, 'file' | 'right' | 'wrong'>;

export interface Mutated {
  /** By folder. */
  readonly folders: Readonly<Record<string, Counts>>;
  readonly survivors: readonly Survivor[];
}

/** What is kept of the mutants. */
export function mutatedOf(mutants: readonly Mutant[]): Mutated {
  const folders: Record<string, Record<Fate, number>> = {};
  for (const { fate, file } of mutants) {
    const counts = folders[folderOf(file)] ??= { Killed: 0, Timeout: 0, Survived: 0, NoCoverage: 0, Ignored: 0 };
    counts[fate]++;
  }
  const survivors = mutants.filter(({ fate }) => isMissed(fate)).map(({ file, right, wrong }) => ({ file, right, wrong }));
  return { folders, survivors };
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
export function complaintsOf({ folders, survivors }: Mutated): string[] {
  return [
    ...Object.entries(folders).filter(([, counts]) => scoreOf(counts) < LEAST).map(([folder, counts]) => `${folder}: ${scoreOf(counts)} %, where ${LEAST} % is the least`),
    ...survivors.filter(survivor => reasonFor(survivor) === undefined).map(({ file, right, wrong }) => `${file}: no test fails, and no reason is given:\n  - ${right}\n  + ${wrong}`),
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
export function pageOf({ folders, survivors }: Mutated): string {
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
