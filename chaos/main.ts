/**
 * Chaos: `npm run chaos -- --runs N --seed S [--minutes M] [--json FILE]`. Random organizations, random deployments, random faults, and the promises held against what
 * really happened in the organization. A run that breaks one is shrunk to the smallest plan that still does, and printed.
 *
 *     --runs N      how many runs (default: 100)
 *     --seed S      the first one; each run has the next number (default: 1)
 *     --minutes M   stop after so many minutes, whatever is left
 *     --shrink N    so many runs at most to make one failing plan smaller (default: 60)
 *     --json FILE   write what came of all of them, failing plans included
 *     --keep        keep what came of it in chaos/results.json, and write it into docs/reliability.md
 *     --planted     plant eight faults into the functions, one after the other, and see that each is found within those runs
 *     --replay FILE run the plan in that file, as a failing run wrote it
 */

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { Assemblies } from './app';
import { keep } from './document';
import { FOR_CHAOS } from './planted/faults';
import { infest, SourceCopy } from './planted/source-copy';
import { tell } from './tell';
import type { Trial } from './trials';
import { Trials } from './trials';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
      minutes: { type: 'string', default: 'Infinity' },
      shrink: { type: 'string', default: '60' },
      json: { type: 'string' },
      replay: { type: 'string' },
      keep: { type: 'boolean', default: false },
      planted: { type: 'boolean', default: false },
    },
  });
  const [runs, seed, minutes] = [Number(values.runs), Number(values.seed), Number(values.minutes)];
  if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed) || !(minutes > 0)) {
    throw new Error(`'--runs' and '--seed' must be whole numbers from 1 and '--minutes' above 0, got ${values.runs}, ${values.seed} and ${values.minutes}`);
  }
  if (values.planted) {
    process.exitCode = await findPlanted({ runs, seed, shrinkingRuns: 0, isTimeUp: untilMinutes(minutes) }) ? 0 : 1;
    return;
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'account-robot-chaos-'));
  try {
    const trials = new Trials({ folder, assemblies: new Assemblies(folder) }, line => process.stdout.write(`${line}\n`));
    if (values.replay !== undefined) {
      await trials.replay(JSON.parse(fs.readFileSync(values.replay, 'utf8')));
    } else {
      await trials.run({ runs, seed, shrinkingRuns: Number(values.shrink), isTimeUp: untilMinutes(minutes) });
    }
    process.stdout.write(`${tell(trials.results)}\n`);
    if (values.json !== undefined) {
      fs.writeFileSync(values.json, `${JSON.stringify(trials.results, undefined, 2)}\n`);
    }
    if (values.keep) {
      keep(trials.results, seed);
    }
    process.exitCode = trials.results.failures.length > 0 ? 1 : 0;
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

function untilMinutes(minutes: number): () => boolean {
  const until = performance.now() + minutes * 60_000;
  return () => performance.now() > until;
}

/** Whether each planted fault is found. */
async function findPlanted(trial: Trial): Promise<boolean> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'account-robot-planted-'));
  let found = 0;
  try {
    const copy = new SourceCopy(path.join(folder, 'source'));
    for (const { fault, leaning } of FOR_CHAOS) {
      const code = copy.with(fault, () => copy.bundles());
      const began = performance.now();
      const trials = new Trials({ folder, assemblies: new Assemblies(folder, outdir => infest(outdir, code)) }, () => undefined);
      await trials.run({ ...trial, leaning, onceOnly: true, isTimeUp: () => trial.isTimeUp() || trials.results.failures.length > 0 });
      const [failure] = trials.results.failures;
      found += failure ? 1 : 0;
      const seconds = Math.round((performance.now() - began) / 1000);
      const what = failure ? `found in run ${trials.results.runs}, ${failure.violations[0]}` : `not found in ${trials.results.runs} runs`;
      process.stdout.write(`${fault.name}: ${what} (${seconds} s)\n`);
    }
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
  process.stdout.write(`${found} of ${FOR_CHAOS.length} planted faults found\n`);
  return found === FOR_CHAOS.length;
}

void main();
