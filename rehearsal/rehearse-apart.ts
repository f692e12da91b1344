/**
 * A rehearsal in a thread of its own, so that whoever shows it stays awake whatever a function does.
 *
 *     its thread has turns -> it tells what happens, and ends by itself: with a result, or with a sentence
 *     it has none          -> a function computes without a pause; after half a minute the thread is ended, with a sentence
 *
 * What surprises: no loader hooks and no options of the caller's Node reach that thread, as they are no business of a function,
 * and what it writes to its own streams is dropped.
 */

import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { packageFile } from './kernel/package-files';
import { Pulse } from './pulse';
import type { RehearsalOptions, RehearsalResult } from './rehearse';
import type { FromRun, RunSetup } from './run-thread';
import { watch } from './watchdog';

/** Real seconds without a turn of the thread, while a function is at work in it. */
const PATIENCE_SECONDS = 30;
/** None of the caller's, and the one with which Node evaluates ES modules of functions. */
const NODE_OPTIONS = ['--experimental-vm-modules', '--no-warnings'];

/**
 * The engine of Node 20 optimizes code so early that in a run of seconds it takes a fifth of the time, and is not done when the run is.
 * Later ones are better at it, and don't know the setting.
 */
function optimizeLate(): void {
  if (process.versions.v8.startsWith('11.')) {
    setFlagsFromString('--interrupt-budget=1000000');
  }
}

/**
 * Deploys the stacks of an assembly into an organization that exists only here, beside the calling thread.
 *
 * @throws {UnknownToRehearsal} when the app does something that the rehearsal can't imitate; by its name, as it comes from another thread
 */
export async function rehearseApart({ onProgress, onLog, onWork: _, witness: __, ...options }: RehearsalOptions): Promise<RehearsalResult> {
  optimizeLate();
  const pulse = new Pulse();
  const setup: RunSetup = { options, pulse: pulse.memory };
  const thread = new Worker(packageFile('assets/rehearsal/run-thread/index.js'), { workerData: setup, env: {}, execArgv: NODE_OPTIONS, stdout: true, stderr: true });
  let forget = () => {};
  try {
    return await new Promise((resolve, reject) => {
      thread.on('message', (message: FromRun) => {
        switch (message.kind) {
          case 'news':
            for (const one of message.news) {
              if ('line' in one) {
                onLog?.(one.line);
              } else {
                onProgress?.(one.progress);
              }
            }
            return;
          case 'end':
            resolve(message.result);
            return;
          case 'failure':
            reject(Object.assign(new Error(message.message), { name: message.name, stack: message.stack }));
        }
      });
      thread.on('error', reject);
      thread.on('exit', status => reject(new Error(`the rehearsal's thread ended with status ${status} before the rehearsal did`)));
      forget = watch(pulse, PATIENCE_SECONDS, reject);
    });
  } finally {
    forget();
    await thread.terminate();
  }
}
