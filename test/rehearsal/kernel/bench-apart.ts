/** The bench in a thread of its own, as the command has it: where ES modules can be evaluated, and a function that never pauses can be ended. */

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Worker } from 'node:worker_threads';
import { buildSync } from 'esbuild';
import type { BenchOptions } from './bench';
import type { ThreadSetup } from './bench-thread';
import type { InvocationOutcome } from '../../../rehearsal/kernel/function-host';
import { Pulse } from '../../../rehearsal/pulse';
import { watch } from '../../../rehearsal/watchdog';

export interface Outcome {
  readonly name: string;
  readonly at: number;
  readonly outcome: InvocationOutcome;
}

let thread: string | undefined;

/** Bundled once per test file. It lies in a folder of the package that is not under version control and that nothing ships, because its files are looked for from there. */
function threadFile(): string {
  if (thread !== undefined) {
    return thread;
  }
  thread = path.resolve('.rehearsal', `bench-thread-${process.pid}.js`);
  buildSync({ entryPoints: [path.join(__dirname, 'bench-thread.ts')], bundle: true, platform: 'node', target: 'node20', outfile: thread, logLevel: 'error', tsconfig: 'tsconfig.dev.json' });
  process.on('exit', () => fs.rmSync(thread!, { force: true }));
  return thread;
}

/** Runs the invocations to their end. Rejects with what ended the run. */
export async function benchApart(
  sources: Record<string, string>,
  invocations: ThreadSetup['invocations'],
  { patienceSeconds = 30, ...options }: Pick<BenchOptions, 'files'> & { readonly patienceSeconds?: number } = {},
): Promise<{ readonly root: string; readonly outcomes: readonly Outcome[] }> {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'functions-'));
  const pulse = new Pulse();
  const setup: ThreadSetup = { sources, options: { ...options, root }, invocations, pulse: pulse.memory };
  const worker = new Worker(threadFile(), { workerData: setup, env: {}, execArgv: ['--experimental-vm-modules', '--no-warnings'] });
  let forget = () => {};
  try {
    return await new Promise((resolve, reject) => {
      const fail = ({ name, message }: Error) => reject(Object.assign(new Error(message.replaceAll(root, 'ROOT')), { name }));
      worker.once('message', ({ outcomes, error }) => (error ? fail(error) : resolve({ root, outcomes })));
      worker.once('error', reject);
      forget = watch(pulse, patienceSeconds, fail);
    });
  } finally {
    forget();
    await worker.terminate();
    fs.rmSync(root, { recursive: true });
  }
}
