/** The thread that a rehearsal runs in, beside the one that shows it: rehearse-apart.ts starts it. */

import { parentPort, workerData } from 'node:worker_threads';
import type { LogLine } from './kernel/function-host';
import { Pulse } from './pulse';
import type { Progress, RehearsalOptions, RehearsalResult, VisitorCalls } from './rehearse';
import { rehearse, serve } from './rehearse';
import type { OpenDoor, ServeOptions } from './served';
import { CLOSE } from './served';

/** What can travel from thread to thread. */
export type ApartOptions = Omit<RehearsalOptions, 'onProgress' | 'onLog' | 'onWork' | 'witness'>;

/** What the thread is started with. */
export interface RunSetup {
  readonly options: ApartOptions;
  readonly pulse: SharedArrayBuffer;
  /** Whether programs outside are served, until the thread is told to close. */
  readonly serve?: ServeOptions;
}

/** What it tells. */
export type FromRun =
  | { readonly kind: 'news'; readonly news: readonly News[] }
  | { readonly kind: 'end'; readonly result: RehearsalResult }
  | { readonly kind: 'open'; readonly door: OpenDoor; readonly result?: RehearsalResult }
  | { readonly kind: 'closed'; readonly visitors: VisitorCalls }
  | { readonly kind: 'failure'; readonly name: string; readonly message: string; readonly stack?: string };

/** Progress and lines of the log, in the order in which they came. */
export type News = { readonly progress: Progress } | { readonly line: LogLine };

/** Real milliseconds between two messages: nobody reads faster, and each of them wakes the other thread. */
const NEWS_MILLISECONDS = 40;

const { options, pulse: memory, serve: serveOptions } = workerData as RunSetup;
const pulse = new Pulse(memory);
const tell = (message: FromRun) => parentPort!.postMessage(message);
let news: News[] = [];

function tellNews(): void {
  pulse.beat();
  if (news.length > 0) {
    tell({ kind: 'news', news });
  }
  news = [];
}

const telling = setInterval(tellNews, NEWS_MILLISECONDS);
const listening: RehearsalOptions = {
  ...options,
  onProgress: progress => {
    const last = news.at(-1);
    // Of a clock only the last word counts.
    if (progress.kind === 'clock' && last && 'progress' in last && last.progress.kind === 'clock') {
      news.pop();
    }
    news.push({ progress });
  },
  onLog: line => news.push({ line }),
  onWork: (fn, at) => pulse.work(fn, at),
};

async function work(): Promise<FromRun> {
  if (serveOptions === undefined) {
    return { kind: 'end', result: await rehearse(listening) };
  }
  const closed = new Promise<void>(resolve => parentPort!.on('message', message => message === CLOSE && resolve()));
  const visitors = await serve(listening, {
    serve: serveOptions,
    onOpen: (door, result) => {
      tellNews();
      tell({ kind: 'open', door, ...(result ? { result } : {}) });
    },
    closed,
  });
  return { kind: 'closed', visitors };
}

void work().catch<FromRun>((error: Error) => ({ kind: 'failure', name: error.name, message: error.message, stack: error.stack })).then(end => {
  clearInterval(telling);
  tellNews();
  tell(end);
});
