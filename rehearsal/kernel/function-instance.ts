/** One instance of a function as the host keeps it. */

import type { Worker } from 'node:worker_threads';
import type { Description, InvocationOutcome, Quiet } from './worker-protocol';

export interface FunctionDefinition {
  readonly arn: string;
  readonly name: string;
  readonly roleArn: string;
  readonly accountId: string;
  readonly region: string;
  readonly codeDirectory: string;
  readonly handler: string;
  readonly environment: Record<string, string>;
  readonly timeoutSeconds: number;
  /** What is written to the console below this level is not logged: `LoggingConfig` of the function. */
  readonly logLevel?: string;
}

/** One worker and how far the kernel and it have got with each other. */
export interface Instance {
  readonly id: string;
  readonly fn: FunctionDefinition;
  readonly worker: Worker;
  /** Messages sent to the worker. */
  told: number;
  /** Its HTTP requests that arrived at the endpoint. */
  arrived: number;
  /** Of these, the ones that were answered or broken off. */
  over: number;
  /** When it was last used, in virtual seconds. */
  usedAt: number;
  last?: Quiet;
  /** When the last report came, in virtual seconds. */
  quietAt?: number;
  /** What it says that it waits for, if it was asked since. */
  description?: Description;
  timerSet?: number;
  invocation?: Invocation;
  /** Whether the worker stands: what breaks from then on is the function's own. */
  ready?: boolean;
  dead?: boolean;
}

export interface Invocation {
  readonly id: string;
  readonly account?: string;
  readonly done: (outcome: InvocationOutcome) => void;
  ended?: boolean;
}

/** Whether the worker's last report covers all that was sent to it and all that it sent. */
export function isQuiet(instance: Instance): boolean {
  const report = instance.last;
  return report !== undefined && report.heard === instance.told && report.issued === instance.arrived && report.closed === instance.over;
}

/** An error that came over from a thread has its type's members and is none by its class. */
export function asThrown(error: unknown): NonNullable<InvocationOutcome['error']> {
  const { name, message, stack } = Object(error) as Partial<Error>;
  return message === undefined
    ? { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: String(error), trace: [] }
    : { errorType: name ?? 'Error', errorMessage: message, trace: (stack ?? '').split('\n') };
}
