/** Today's rehearsal beside an earlier one's, pair by pair on the same machine: what each took, and whether both report the same. */

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Run } from './command';
import { runCommand } from './command';
import { ROOT } from './synthesis';

/** What the sizes of pools are rehearsed with. */
export interface AgainstSetup {
  readonly accounts: number;
  readonly assembly: string;
  readonly world: string;
  readonly pairs: number;
}

/** One run of the command, as far as it is compared. */
export type Taken = Pick<Run, 'cpuSeconds' | 'wallSeconds' | 'megabytes' | 'firstLineSeconds'>;

export interface AgainstRow {
  readonly accounts: number;
  readonly pairs: readonly Pair[];
}

export interface Pair {
  readonly before: Taken;
  readonly now: Taken;
  /** Whether both reports are the same, byte for byte. What was changed on purpose between the two builds makes them differ. */
  readonly alike: boolean;
}

/** Goals by the size of the pool: what is taken now by what was taken before. */
export const RATIO_GOALS: Readonly<Record<number, { readonly cpu: number; readonly wall?: number; readonly memory?: number }>> = {
  10: { cpu: 0.25, wall: 0.25, memory: 0.4 },
  100: { cpu: 0.3, wall: 0.3 },
  150: { cpu: 0.3, memory: 0.5 },
  1000: { cpu: 0.3 },
};

/**
 * A folder with a build to compare with.
 * @param against such a folder, or a commit, which is then built below `folder` with the packages that are installed here
 */
export function buildOf(against: string, folder: string): string {
  if (fs.existsSync(path.join(against, 'bin/account-robot'))) {
    return path.resolve(against);
  }
  const root = path.join(folder, 'before');
  fs.mkdirSync(root);
  const archive = execFileSync('git', ['archive', '--format=tar', against], { cwd: ROOT, maxBuffer: 1e9 });
  execFileSync('tar', ['-x', '-C', root], { input: archive });
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(root, 'node_modules'));
  execFileSync('npx', ['projen', 'bundle'], { cwd: root, stdio: 'ignore' });
  return root;
}

/** In turn, so that what else the machine does strikes both. */
export async function measureAgainst(root: string, { accounts, assembly, world, pairs }: AgainstSetup, folder: string): Promise<AgainstRow> {
  const measured: Pair[] = [];
  for (let pair = 1; pair <= pairs; pair++) {
    const setup = { assembly, world, seed: String(pair), folder };
    const before = await runCommand({ ...setup, root });
    const now = await runCommand(setup);
    measured.push({ before: takenBy(before), now: takenBy(now), alike: JSON.stringify(before.report) === JSON.stringify(now.report) });
  }
  return { accounts, pairs: measured };
}

function takenBy({ cpuSeconds, wallSeconds, megabytes, firstLineSeconds }: Run): Taken {
  return { cpuSeconds, wallSeconds, megabytes, firstLineSeconds };
}
