/** What a function environment and its host tell each other. */

/** A function can't go on by itself: it waits for answers or timers, or has ended. */
export interface Report {
  /** The next timer's moment in epoch milliseconds. */
  readonly timer?: number;
  readonly outcome?: InvocationOutcome;
  /** What it wrote since the last report. */
  readonly log: readonly string[];
}

/** What a function waits for that has not come to rest. */
export interface Description {
  /** Work that has begun and not ended, and how often. */
  readonly pending: Readonly<Record<string, number>>;
  /** HTTP requests that were made and didn't arrive. */
  readonly unsent: number;
}

/** How an invocation ended: with a payload, or with the error that Lambda reports. */
export interface InvocationOutcome {
  readonly payload?: unknown;
  readonly error?: { readonly errorType: string; readonly errorMessage: string; readonly trace: string[] };
}

/** The headers that say which call of which instance a request is: arrival order on the wire means nothing. */
export const INSTANCE_HEADER = 'x-rehearsal-instance';
export const CALL_HEADER = 'x-rehearsal-call';
