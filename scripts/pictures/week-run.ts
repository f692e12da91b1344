/** Synthesizes examples/elastic and rehearses it, as its page says: by the command, as it is bundled. */

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { Week } from './week';
import { weekOf } from './week';
import type { Report } from '../../rehearsal/report';

const ROOT = path.join(__dirname, '..', '..');

export interface WeekRun {
  readonly report: Report;
  readonly week: Week;
}

/** With the settings of world.yaml; `minutes` says how long it goes on after the deployment, if not for the week. */
export function weekRun(minutes?: number): WeekRun {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'week-'));
  try {
    const [outdir, file] = ['cdk.out', 'report.json'].map(name => path.join(folder, name));
    run({ CDK_OUTDIR: outdir }, 'node_modules/tsx/dist/cli.mjs', '--tsconfig', 'tsconfig.dev.json', 'examples/elastic/app.ts');
    run({}, 'bin/account-robot', 'rehearse', outdir, '--world', 'examples/elastic/world.yaml', '--no-rollback', '--json', file, ...minutes === undefined ? [] : ['--for', `${minutes}m`]);
    const report = JSON.parse(fs.readFileSync(file, 'utf8')) as Report;
    return { report, week: weekOf(report) };
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

function run(env: NodeJS.ProcessEnv, script: string, ...args: readonly string[]): void {
  const { status, stderr, stdout } = spawnSync(process.execPath, [path.join(ROOT, script), ...args], { cwd: ROOT, encoding: 'utf8', env: { ...process.env, ...env } });
  if (status !== 0) {
    throw new Error(`${script} ${args.join(' ')} ended with status ${status}: ${stdout}${stderr}`);
  }
}
