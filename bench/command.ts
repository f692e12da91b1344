/** Runs the command as users have it, and reads its report. */

import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { ROOT } from './synthesis';
import type { Report } from '../rehearsal/report';

export interface Run {
  readonly report: Report;
  readonly wallSeconds: number;
  /** The most memory that the process held at once, all of its threads included. */
  readonly megabytes: number;
  readonly cpuSeconds: number;
  /** Until it said something. */
  readonly firstLineSeconds: number;
}

export interface RunOptions {
  /** A cloud assembly. */
  readonly assembly: string;
  /** What the world file says. */
  readonly world: string;
  readonly seed: string;
  /** For the files of this run. */
  readonly folder: string;
  readonly state?: string;
  /** Whose command. @default - this package's */
  readonly root?: string;
}

/** Loaded before the command: tells on its way out what the process took. */
const GAUGE = path.join(__dirname, 'gauge.cjs');

let runs = 0;

/** Rehearses with `--no-rollback`, as the README advises for real deployments. */
export async function runCommand({ assembly, world, seed, folder, state, root = ROOT }: RunOptions): Promise<Run> {
  const name = path.join(folder, `run-${++runs}`);
  fs.writeFileSync(`${name}.yaml`, world);
  const args = [
    '--require', GAUGE, path.join(root, 'bin/account-robot'), 'rehearse', assembly, '--no-rollback',
    '--world', `${name}.yaml`, '--seed', seed, '--json', `${name}.json`, ...(state === undefined ? [] : ['--state', state]),
  ];
  const startedAt = performance.now();
  const output: Buffer[] = [];
  const gauge: Buffer[] = [];
  let firstLineSeconds = 0;
  const code = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
    child.on('error', reject);
    child.stdio.slice(1, 3).forEach(stream => stream!.on('data', (chunk: Buffer) => output.push(chunk)));
    child.stdout!.once('data', () => { firstLineSeconds = (performance.now() - startedAt) / 1000; });
    child.stdio[3]!.on('data', (chunk: Buffer) => gauge.push(chunk));
    child.on('close', resolve);
  });
  // 1: something failed in the organization, which is what some scenarios are about.
  if (code !== 0 && code !== 1) {
    throw new Error(`the rehearsal of ${assembly} with seed ${seed} ended with status ${code}: ${Buffer.concat(output).toString().slice(-2000)}`);
  }
  const report = JSON.parse(fs.readFileSync(`${name}.json`, 'utf8')) as Report;
  return { report, wallSeconds: (performance.now() - startedAt) / 1000, firstLineSeconds, ...JSON.parse(Buffer.concat(gauge).toString()) as Pick<Run, 'megabytes' | 'cpuSeconds'> };
}
