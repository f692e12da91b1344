/** What becomes of a command that is told to end. */

import { moment } from './text';

/** How a process is told to end: by Ctrl-C, or by whoever runs it. */
export type Signal = 'SIGINT' | 'SIGTERM';

/** By convention 128 and the number of the signal. */
export const STATUS_OF: Readonly<Record<Signal, number>> = { SIGINT: 130, SIGTERM: 143 };

/** Waits for the first signal. */
export interface Interruption {
  readonly signal: Promise<Signal>;
  /** Waits no more: a signal then ends the process as if nobody had ever waited. */
  readonly forget: () => void;
}

/** Begins to wait. */
export function interruptionOf(outside: { onSignal(listener: (signal: Signal) => void): () => void }): Interruption {
  let forget = () => {};
  const signal = new Promise<Signal>(resolve => { forget = outside.onSignal(resolve); });
  return { signal, forget };
}

/** What there was and would have been. */
export interface Unfinished {
  readonly signal: Signal;
  /** How far the deployment had come, in virtual seconds. */
  readonly at: number;
  readonly stateFile?: string;
  /** Whether the state file was there before. */
  readonly resumed: boolean;
  readonly reportFile?: string;
  readonly pageFile?: string;
  readonly logFile?: string;
}

/** What of an interrupted rehearsal is kept. */
export function keptSentence({ signal, at, stateFile, resumed, reportFile, pageFile, logFile }: Unfinished): string {
  const kept = [
    ...(stateFile === undefined ? [] : [`the state file ${stateFile} ${resumed ? 'stays as it was before' : 'was not written'}`]),
    ...(reportFile === undefined ? [] : [`no report was written to ${reportFile}`]),
    ...(pageFile === undefined ? [] : [`no page was written to ${pageFile}`]),
    ...(logFile === undefined ? [] : [`what the functions had logged is in ${logFile}`]),
  ];
  const what = kept.length === 0 ? 'nothing of it was kept, and AWS was never asked for anything' : kept.join(', ');
  return `interrupted (${signal}) at ${moment(at)} of the deployment: ${what}`;
}
