/** Where the command meets the process: streams, environment, exit status. Everything else is in files that tests can run. */

import { run } from './program';
import { Screen, styleOf, Terminal, wantsColors } from './terminal';
import { readAssembly } from '../rehearsal/accounts/pool-assembly';
import { rehearse } from '../rehearsal/rehearse';

/** Runs the command of this process. */
export async function main(version: string): Promise<void> {
  outliveClosedPipes();
  process.exitCode = await run(
    { args: process.argv.slice(2), version, debug: process.env.ACCOUNT_ROBOT_DEBUG === '1' },
    processTerminal(),
    { readAssembly, rehearse },
  );
}

function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  return {
    out: (line) => { stdout.write(`${line}\n`); },
    error: (line) => { stderr.write(`${line}\n`); },
    interactive: stdout.isTTY === true && env.TERM !== 'dumb' && !env.CI,
    get rows() { return stdout.rows ?? 24; },
    get columns() { return stdout.columns ?? 80; },
    style: styleOf(wantsColors(env, stdout.isTTY === true)),
    screen,
    wallClock: () => Date.now(),
  };
}

/** Loaded only when there is a terminal. */
async function screen(): Promise<Screen> {
  const { createLogUpdate } = await import('log-update');
  const update = createLogUpdate(process.stdout);
  return { show: (lines) => update(lines.join('\n')), clear: () => { update.clear(); update.done(); } };
}

/** When a reader such as `head` has seen enough, the rehearsal still ends in order: its state is written, its status is right. */
function outliveClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') {
        throw error;
      }
    });
  }
}
