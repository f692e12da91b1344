/**
 * Which code decides a number. Each part of the results carries the digest of what it measured; where that isn't the digest of today, the tables call the row older.
 *
 * A digest is made of our own code as the bundler shrinks it: from the entry points of a part, all that they come to, without comments, types and names that only we
 * see. What others wrote is left out, so that an update of a dependency calls nothing older.
 */

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ROOT } from './synthesis';

/** What is measured on its own. */
export const PARTS = ['growth', 'calls', 'synthesis', 'speed', 'redeployment', 'sizes'] as const;
export type Part = typeof PARTS[number];

/** By part. */
export type Digests = Readonly<Record<Part, string>>;

const HANDLERS = ['lambda/pool-account/kick.ts', 'lambda/pool-account/is-complete.ts', 'lambda/checks/look-up.ts'];
/** The constructs, with the settings that are measured. */
const CONSTRUCTS = 'bench/synthesize.ts';
/** What a rehearsal comes to, but for what the command says of it. */
const REHEARSED = [...HANDLERS, CONSTRUCTS, 'rehearsal/rehearse.ts', 'rehearsal/world/load.ts', 'rehearsal/run-thread.ts', 'bench/scenarios.ts'];

const ENTRY_POINTS: Readonly<Record<Part, readonly string[]>> = {
  growth: [...REHEARSED, 'bench/growth.ts'],
  calls: [...REHEARSED, 'bench/calls.ts'],
  synthesis: [CONSTRUCTS],
  speed: [...REHEARSED, 'cli/main.ts'],
  redeployment: REHEARSED,
  sizes: [...HANDLERS, 'cli/main.ts', 'rehearsal/run-thread.ts', 'rehearsal/kernel/sdk.ts', 'src/index.ts'],
};

/** The digests of the code in this folder. */
export function presentCode(root = ROOT): Digests {
  const entries = [...new Set(Object.values(ENTRY_POINTS).flat())];
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'account-robot-code-'));
  try {
    execFileSync(path.join(ROOT, 'node_modules/.bin/esbuild'), [
      ...entries, '--bundle', '--minify', '--platform=node', '--packages=external', '--tsconfig=tsconfig.dev.json', '--outbase=.', `--outdir=${folder}`, '--log-level=error',
    ], { cwd: root });
    const digest = (part: Part) => {
      const hash = createHash('sha256');
      for (const entry of ENTRY_POINTS[part]) {
        hash.update(fs.readFileSync(path.join(folder, entry.replace(/\.ts$/, '.js'))));
      }
      return hash.digest('hex').slice(0, 12);
    };
    return Object.fromEntries(PARTS.map(part => [part, digest(part)])) as Record<Part, string>;
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}
