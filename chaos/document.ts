/** Keeps what a long session came to, and writes it into docs/reliability.md. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Results } from './trials';
import { between } from '../bench/between';

const ROOT = path.join(__dirname, '..');
const RESULTS = path.join(__dirname, 'results.json');
const PAGE = path.join(ROOT, 'docs', 'reliability.md');

/** What is kept of a session. */
export type Kept = Pick<Results, 'runs' | 'deployments' | 'met' | 'codes'> & {
  readonly seed: number;
  readonly left: number;
  /** What was broken, if anything. */
  readonly violations: readonly string[];
};

export function readKept(): Kept {
  return JSON.parse(fs.readFileSync(RESULTS, 'utf8')) as Kept;
}

/** Keeps a session that began with that seed. */
export function keep({ codes, deployments, discarded, failures, met, runs }: Results, seed: number): void {
  const kept: Kept = { seed, runs, deployments, left: discarded.length, violations: failures.flatMap(({ violations }) => violations), met, codes };
  fs.writeFileSync(RESULTS, `${JSON.stringify(kept, undefined, 2)}\n`);
  fs.writeFileSync(PAGE, between(fs.readFileSync(PAGE, 'utf8'), 'results', tableOf(kept)));
}

/** The session as the page shows it. */
export function tableOf({ codes, deployments, left, met, runs, seed, violations }: Kept): string {
  const rows = (counts: Readonly<Record<string, number>>) => Object.entries(counts).sort(([one, a], [other, b]) => b - a || one.localeCompare(other));
  return [
    `\`npm run chaos -- --runs ${runs} --seed ${seed}\`: ${deployments} deployments; ${left} plans were left out because their world files contradict themselves.`,
    violations.length === 0 ? 'No promise was broken.' : `Broken: ${violations.join('; ')}.`,
    ['| fault | happened |', '|---|---|', ...rows(met).map(([kind, times]) => `| \`${kind}\` | ${times} |`)].join('\n'),
    ['| failure | told |', '|---|---|', ...rows(codes).map(([code, times]) => `| [${code}](errors.md#${code.toLowerCase()}) | ${times} |`)].join('\n'),
  ].join('\n\n');
}
