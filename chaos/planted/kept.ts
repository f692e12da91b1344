/** What became of the planted faults: kept in results.json, and shown in docs/reliability.md. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import type { PlantedFault } from './planted-fault';
import { between } from '../../bench/between';

const RESULTS = path.join(__dirname, 'results.json');
const PAGE = path.join(__dirname, '..', '..', 'docs', 'reliability.md');

/** One fault, tried. */
export interface Tried {
  readonly name: string;
  readonly file: string;
  /** Name of the first test that failed; null if none did. */
  readonly caughtBy: string | null;
}

export interface Kept {
  /** In the order of the list. */
  readonly tried: readonly Tried[];
}

export function readKept(): Kept {
  return JSON.parse(fs.readFileSync(RESULTS, 'utf8')) as Kept;
}

/** What is kept when some were tried anew: of the others what was known, and nothing of those that are planted no more. */
export function joined(planted: readonly PlantedFault[], known: Kept, tried: readonly Tried[]): Kept {
  const [anew, before] = [tried, known.tried].map(some => new Map(some.map(one => [keyOf(one), one])));
  return { tried: planted.flatMap(fault => anew.get(keyOf(fault)) ?? before.get(keyOf(fault)) ?? []) };
}

/** Keeps it, and writes it into the page. */
export function keep(kept: Kept): void {
  fs.writeFileSync(RESULTS, `${JSON.stringify(kept, undefined, 2)}\n`);
  fs.writeFileSync(PAGE, between(fs.readFileSync(PAGE, 'utf8'), 'planted', pageOf(kept)));
}

/** As the page shows it. */
export function pageOf({ tried }: Kept): string {
  const rooms = [...new Set(tried.map(roomOf))].sort();
  const caught = (some: readonly Tried[]) => some.filter(({ caughtBy }) => caughtBy !== null);
  const missed = tried.filter(({ caughtBy }) => caughtBy === null);
  return [
    `\`npm run planted\`: ${caught(tried).length} of ${tried.length} planted faults caught.`,
    [
      '| room | faults | caught | such as | caught by |',
      '|---|---|---|---|---|',
      ...rooms.map(room => {
        const these = tried.filter(one => roomOf(one) === room);
        const { name, caughtBy } = caught(these)[0] ?? these[0];
        return `| \`${room}\` | ${these.length} | ${caught(these).length} | ${name} | ${caughtBy?.replaceAll('|', '\\|') ?? ''} |`;
      }),
    ].join('\n'),
    ...missed.length === 0 ? [] : [['Not caught:', '', ...missed.map(({ name, file }) => `- ${name} (\`${file}\`)`)].join('\n')],
  ].join('\n\n');
}

/** A fault that has gone to another file is another one. */
export function keyOf({ name, file }: Pick<Tried, 'name' | 'file'>): string {
  return `${file} ${name}`;
}

/** The folder, two deep: core/growth, lambda/grow. */
function roomOf({ file }: Tried): string {
  return file.split('/').slice(0, -1).slice(0, 2).join('/');
}
