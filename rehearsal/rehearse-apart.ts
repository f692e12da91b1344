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
import type { RehearsalOptions, RehearsalResult, Visit, VisitorCalls } from './rehearse';
import type { FromRun, RunSetup } from './run-thread';
import type { ServeOptions } from './served';
import { CLOSE } from './served';
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
export async function rehearseApart(options: RehearsalOptions): Promise<RehearsalResult> {
  return inThread<RehearsalResult>(options, undefined, (message, { end }) => {
    if (message.kind === 'end') {
      end(message.result);
    }
  });
}

/** The same with visitors, who come when the door opens and go when it closes. */
export async function serveApart(options: RehearsalOptions, { serve, onOpen, closed }: Visit): Promise<VisitorCalls> {
  return inThread<VisitorCalls>(options, serve, (message, { end, thread }) => {
    if (message.kind === 'open') {
      onOpen(message.door, message.result);
      void closed.then(() => thread.postMessage(CLOSE));
    }
    if (message.kind === 'closed') {
      end(message.visitors);
    }
  });
}

/** Hears what a thread has to say besides its news. */
type Hears<T> = (message: FromRun, to: { readonly end: (result: T) => void; readonly thread: Worker }) => void;

async function inThread<T>(
  { onProgress, onLog, onWork: _, witness: __, ...options }: RehearsalOptions, serve: ServeOptions | undefined, hears: Hears<T>,
): Promise<T> {
  optimizeLate();
  const pulse = new Pulse();
  const setup: RunSetup = { options, pulse: pulse.memory, serve };
  const thread = new Worker(packageFile('assets/rehearsal/run-thread/index.js'), { workerData: setup, env: {}, execArgv: NODE_OPTIONS, stdout: true, stderr: true });
  let forget = () => {};
  try {
    return await new Promise<T>((resolve, reject) => {
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
          case 'failure':
            reject(Object.assign(new Error(message.message), { name: message.name, stack: message.stack }));
            return;
          case 'end':
          case 'open':
          case 'closed':
            hears(message, { end: resolve, thread });
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
