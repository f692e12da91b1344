/** Durations and numbers that constructs and handlers have to agree upon, and the defaults of settings. */

/** Where settings are read from in `cdk.json`. */
export const CONTEXT_KEY = 'account-robot';

/** Seconds between two looks at an account. */
export const POLL_SECONDS = 30;
/** After this many minutes a leg hands over, or fails if it is the last. */
export const LEG_MINUTES = 55;
/** The waiter of the Provider framework lives a little longer than the leg, so that the leg ends by its own decision. */
export const WAITER_MINUTES = 57;
/** The longest that CloudFormation waits for a custom resource, in seconds. */
export const SERVICE_TIMEOUT_SECONDS = 3600;
/** How long an account may take in all, unless the user says otherwise, in minutes: three legs. */
export const DEFAULT_TIMEOUT_MINUTES = 150;

/** Account operations at a time, unless the user says otherwise. */
export const DEFAULT_CONCURRENCY = 1;
/** The most that the quota "Concurrent account operations" can be raised to. */
export const MAX_CONCURRENCY = 10;

/** Whether so many account operations at a time can be asked for. */
export function isConcurrency(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= MAX_CONCURRENCY;
}

/** The most accounts that a custom billing view can filter by: UpdateBillingView refuses a longer list of values. */
export const BILLING_VIEW_ACCOUNTS_MAX = 200;
