/** Synthesizes pools in processes of their own: what it takes, and how large the templates are. */

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Measured } from './measured-code';

export const ROOT = path.join(__dirname, '..');

/** What `synthesize.ts` prints. */
export interface Synthesis {
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
}

export interface SynthesisRow extends Synthesis, Measured {
  /** 0: an empty app. */
  readonly accounts: number;
  readonly templateBytes: number;
}

/** Each size several times, because the first one finds cold caches; the median counts. */
export function measureSynthesis(sizes: readonly number[], folder: string, times: number): SynthesisRow[] {
  return sizes.map(accounts => {
    const runs = Array.from({ length: times }, (_, index) => synthesize(accounts, path.join(folder, `synthesis-${accounts}-${index}`)));
    const template = path.join(folder, `synthesis-${accounts}-0`, 'Pool.template.json');
    return {
      accounts,
      wallSeconds: median(runs.map(({ wallSeconds }) => wallSeconds)),
      cpuSeconds: median(runs.map(({ cpuSeconds }) => cpuSeconds)),
      templateBytes: fs.statSync(template).size,
    };
  });
}

export function synthesize(accounts: number, outdir: string, tag?: string): Synthesis {
  const args = ['--import', 'tsx', path.join(__dirname, 'synthesize.ts'), String(accounts), outdir, ...(tag === undefined ? [] : [tag])];
  const env = { ...process.env, TSX_TSCONFIG_PATH: path.join(ROOT, 'tsconfig.dev.json') };
  return JSON.parse(execFileSync(process.execPath, args, { cwd: ROOT, env, encoding: 'utf8' })) as Synthesis;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
