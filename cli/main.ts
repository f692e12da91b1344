/** Where the command meets the process: streams, environment, exit status. Everything else is in files that tests can run. */

import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline/promises';
import type { AskerAccess, AskerBundle, GrowthAsker } from './asker';
import type { Signal } from './interruption';
import { run } from './program';
import type { AccessOptions, ReaderBundle } from './reader';
import type { Screen, Terminal } from './terminal';
import { styleOf, wantsColors } from './terminal';
import { readAssembly } from '../rehearsal/accounts/pool-assembly';
import { packageFile } from '../rehearsal/kernel/package-files';
import { rehearseApart, serveApart } from '../rehearsal/rehearse-apart';

/** Runs the command of this process. `nodes` tells which versions of Node.js it was tried on. */
export async function main(version: string, nodes: string): Promise<void> {
  outliveClosedPipes();
  let interrupted = false;
  const status = await run(
    { args: process.argv.slice(2), version, nodes, debug: process.env.ACCOUNT_ROBOT_DEBUG === '1' },
    processTerminal(() => { interrupted = true; }),
    { readAssembly, rehearse: rehearseApart, serve: serveApart },
    {
      read: async (access, wanted) => readerBundle().readOrganization(accessOf(access), wanted),
      open: async access => readerBundle().openOrganization(accessOf(access)),
      drawKey: () => randomBytes(32).toString('hex'),
    },
    askReally,
  );
  process.exitCode = status;
  if (interrupted) {
    // The next signal ends the process, whatever it is doing then.
    SIGNALS.forEach(signal => process.removeAllListeners(signal));
    // What was interrupted is still at work. All that it has is a thread of this process, which ends with it.
    await Promise.all([process.stdout, process.stderr].map(stream => new Promise(resolve => stream.write('', resolve))));
    process.exit(status);
  }
}

/** The SDK is loaded when an organization is really read, and by nothing else. */
function readerBundle(): ReaderBundle {
  // The package says itself on which versions of Node.js it was tried.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  return createRequire(__filename)(packageFile('assets/cli/reader/index.js')) as ReaderBundle;
}

function accessOf(access: Pick<AccessOptions, 'profile' | 'region'>): AccessOptions {
  const { env } = process;
  return {
    ...access,
    controlTowerEndpoint: env.AWS_ENDPOINT_URL_CONTROLTOWER ?? env.AWS_ENDPOINT_URL,
    costExplorerEndpoint: env.AWS_ENDPOINT_URL_COST_EXPLORER ?? env.AWS_ENDPOINT_URL,
    executeApiEndpoint: env.AWS_ENDPOINT_URL_EXECUTE_API ?? env.AWS_ENDPOINT_URL,
    wallClock: () => Date.now(),
  };
}

/** The same, for the one command that has something done. */
function askReally(access: AskerAccess): GrowthAsker {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const { growthAsker } = createRequire(__filename)(packageFile('assets/cli/asker/index.js')) as AskerBundle;
  return growthAsker(access);
}

function processTerminal(onInterruption: () => void): Terminal {
  const { stdout, stderr, env } = process;
  return {
    out: line => { stdout.write(`${line}\n`); },
    error: line => { stderr.write(`${line}\n`); },
    interactive: stdout.isTTY === true && env.TERM !== 'dumb' && !env.CI,
    // A terminal that doesn't tell its size tells 0.
    get rows() { return stdout.rows || 24; },
    get columns() { return stdout.columns || 80; },
    style: styleOf(wantsColors(env, stdout.isTTY === true)),
    screen,
    ...process.stdin.isTTY && stdout.isTTY && { ask },
    wallClock: () => Date.now(),
    every: (milliseconds, action) => {
      const timer = setInterval(action, milliseconds).unref();
      return () => clearInterval(timer);
    },
    pause: milliseconds => {
      let cancel = () => {};
      const over = new Promise<void>(resolve => {
        const timer = setTimeout(resolve, milliseconds);
        cancel = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      return { over, cancel };
    },
    onSignal: listener => onSignal(signal => {
      onInterruption();
      listener(signal);
    }),
  };
}

const SIGNALS: readonly Signal[] = ['SIGINT', 'SIGTERM'];

/**
 * The listener stays until it is taken away: on a terminal there is another one, which puts the cursor back and ends the process if it finds that nobody else
 * listens.
 */
function onSignal(listener: (signal: Signal) => void): () => void {
  SIGNALS.forEach(signal => process.on(signal, listener));
  return () => SIGNALS.forEach(signal => process.off(signal, listener));
}

/** Loaded only when there is a terminal. */
async function screen(): Promise<Screen> {
  const { createLogUpdate } = await import('log-update');
  const update = createLogUpdate(process.stdout);
  return { show: lines => update(lines.join('\n')), clear: () => { update.clear(); update.done(); } };
}

async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
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
