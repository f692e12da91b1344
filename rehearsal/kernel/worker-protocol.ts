/** What the kernel and a worker tell each other. Calls to AWS don't travel here: they are real HTTP. */

/** How a worker is set up: one worker is one instance of one Lambda function. */
export interface WorkerSetup {
  /** Names this instance in the headers of its requests. */
  readonly instance: string;
  readonly functionName: string;
  readonly functionArn: string;
  /** TRACE, DEBUG, INFO, WARN, ERROR or FATAL; undefined logs everything. */
  readonly logLevel?: string;
  readonly codeDirectory: string;
  /** `file.export`, as in Lambda. */
  readonly handler: string;
  /** Port of the loopback endpoint. */
  readonly port: number;
  /** The bundle with the SDK clients that AWS's runtime would supply. */
  readonly sdkBundle: string;
  /** What an earlier worker of this process made of that bundle: V8's compiled form. Without it the worker compiles, and gives the form away. */
  readonly sdkCode?: Uint8Array;
  /** Makes this instance's random numbers: never real ones. */
  readonly randomKey: string;
  /** One 64-bit float: virtual time in epoch milliseconds. Written by the kernel only. */
  readonly time: SharedArrayBuffer;
}

export type ToWorker =
  | { readonly kind: 'invoke'; readonly invocation: string; readonly event: unknown; readonly deadline: number }
  | { readonly kind: 'timers' }
  /** Asks what the worker waits for. Not counted among the messages that it has heard. */
  | { readonly kind: 'describe' };

export type FromWorker = Ready | Quiet | Late | Unloadable | Description | SdkCode;

/**
 * A worker says that it can't go on by itself: it waits for answers or timers, or has ended.
 * The counters let the kernel tell this from a report that was overtaken by what it sent meanwhile.
 */
export interface Quiet {
  readonly kind: 'quiet';
  /** Messages received so far. */
  readonly heard: number;
  /** HTTP requests made so far. */
  readonly issued: number;
  /** HTTP requests that are over: answered or broken off. */
  readonly closed: number;
  /** The next timer's moment in epoch milliseconds. */
  readonly timer?: number;
  readonly outcome?: InvocationOutcome;
  readonly log: readonly string[];
}

/** The worker stands; from here on it is the function's code that runs. */
export interface Ready {
  readonly kind: 'ready';
}

/** The worker had come to rest, and goes on although nobody woke it: what it had begun was not counted. */
export interface Late {
  readonly kind: 'late';
  /** What it did, as the verb of a sentence: 'makes a request'. */
  readonly what: string;
}

/** The function's code can't be loaded. */
export interface Unloadable {
  readonly kind: 'unloadable';
  readonly message: string;
}

/** What a worker waits for that has not come to rest: an answer to 'describe'. */
export interface Description {
  readonly kind: 'description';
  /** Work that has begun and not ended, and how often. */
  readonly pending: Readonly<Record<string, number>>;
  /** HTTP requests made so far. */
  readonly issued: number;
}

/** The compiled form of the SDK bundle, from a worker that had none. */
export interface SdkCode {
  readonly kind: 'sdk-code';
  readonly code: Uint8Array;
}

/** How an invocation ended: with a payload, or with the error that Lambda reports. */
export interface InvocationOutcome {
  readonly payload?: unknown;
  readonly error?: { readonly errorType: string; readonly errorMessage: string; readonly trace: string[] };
}

/** The headers that say which call of which instance a request is: arrival order on the wire means nothing. */
export const INSTANCE_HEADER = 'x-rehearsal-instance';
export const CALL_HEADER = 'x-rehearsal-call';
