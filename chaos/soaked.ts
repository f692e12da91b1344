/** What a soak came to, and how the page shows it. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { between } from '../bench/between';

/** Deployments that are measured together: a cycle, which does the same each time. */
export const CYCLE = 10;
/** Deployments in which the engine warms up. */
const WARM_UP = 100;
/** Deployments that are compared, at the beginning and at the end. */
const COMPARED = 50;
/** The last ones may take so much of what the first ones took. */
export const LIMIT = 1.05;

const RESULTS = path.join(__dirname, 'soak.json');
const PAGE = path.join(__dirname, '..', 'docs', 'reliability.md');

/** One cycle. */
export interface Decade {
  /** Of all its deployments. */
  readonly cpuSeconds: number;
  /** What was alive after it, garbage collected. */
  readonly megabytes: number;
  readonly stateKilobytes: number;
}

export interface Soaked {
  readonly seed: string;
  readonly deployments: number;
  readonly decades: readonly Decade[];
}

export function readSoak(): Soaked {
  return JSON.parse(fs.readFileSync(RESULTS, 'utf8')) as Soaked;
}

/**
 * The last fifty deployments by the first fifty after the engine has warmed up: until then it keeps more and more of the code that it has compiled. Halves, where there
 * are too few. Of memory the least of each counts: when the engine lets go of what a function left behind is its own affair, and what is left then is what stays.
 */
export function flatness({ decades }: Soaked): { readonly time: number; readonly memory: number } {
  const isLong = decades.length * CYCLE >= WARM_UP + 2 * COMPARED;
  const warm = isLong ? decades.slice(WARM_UP / CYCLE) : decades;
  const count = isLong ? COMPARED / CYCLE : Math.floor(decades.length / 2);
  const [first, last] = [warm.slice(0, count), warm.slice(-count)];
  const ratio = (of: (parts: readonly Decade[]) => number) => of(last) / of(first);
  return {
    time: ratio(parts => parts.reduce((total, { cpuSeconds }) => total + cpuSeconds, 0)),
    memory: ratio(parts => Math.min(...parts.map(({ megabytes }) => megabytes))),
  };
}

/** Keeps it, and writes it into the page. */
export function keepSoak(soaked: Soaked): void {
  fs.writeFileSync(RESULTS, `${JSON.stringify(soaked, undefined, 2)}\n`);
  fs.writeFileSync(PAGE, between(fs.readFileSync(PAGE, 'utf8'), 'soak', tableOfSoak(soaked)));
}

export function tableOfSoak(soaked: Soaked): string {
  const { decades, deployments, seed } = soaked;
  const { memory, time } = flatness(soaked);
  const step = Math.max(1, Math.floor(decades.length / CYCLE));
  const rows = decades.filter((_, index) => index % step === 0 || index === decades.length - 1);
  return [
    `\`npm run soak -- --deployments ${deployments} --seed ${seed}\`: at the end a deployment takes ${time.toFixed(2)} of the CPU time and ${memory.toFixed(2)} of the memory that it took after the first ${WARM_UP}.`,
    [
      '| deployments | CPU seconds, each | memory | state file |',
      '|---|---|---|---|',
      ...rows.map(decade => {
        const until = (decades.indexOf(decade) + 1) * CYCLE;
        return `| ${until - CYCLE + 1} to ${until} | ${(decade.cpuSeconds / CYCLE).toFixed(2)} | ${decade.megabytes.toFixed(0)} MB | ${decade.stateKilobytes.toFixed(0)} kB |`;
      }),
    ].join('\n'),
  ].join('\n\n');
}
