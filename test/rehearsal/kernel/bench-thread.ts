/** What runs in the thread of bench-apart.ts. */

import { parentPort, workerData } from 'node:worker_threads';
import type { BenchOptions } from './bench';
import { bench } from './bench';
import { Pulse } from '../../../rehearsal/pulse';

/** What the thread is started with. */
export interface ThreadSetup {
  readonly sources: Record<string, string>;
  readonly options: Pick<BenchOptions, 'files' | 'root'>;
  readonly invocations: readonly (readonly [name: string, event: unknown])[];
  readonly pulse: SharedArrayBuffer;
}

async function main({ sources, options, invocations, pulse }: ThreadSetup) {
  const shared = new Pulse(pulse);
  setInterval(() => shared.beat(), 100).unref();
  const { invoke, run, outcomes } = await bench(sources, { ...options, host: { onWork: (fn, at) => shared.work(fn, at) } });
  for (const [name, event] of invocations) {
    invoke(name, event);
  }
  await run();
  return outcomes;
}

void main(workerData as ThreadSetup).then(
  outcomes => parentPort!.postMessage({ outcomes }),
  ({ name, message }: Error) => parentPort!.postMessage({ error: { name, message } }),
);
