/** Time as it is handed in: nothing in here reads a clock. */

/** Tells the time, and lets it pass. */
export interface Clock {
  readonly now: () => Date;
  readonly sleep: (seconds: number) => Promise<void>;
}

/** A moment so many minutes later, or earlier if negative. */
export function minutesAfter(date: Date, minutes: number): Date {
  return new Date(date.getTime() + minutes * 60_000);
}

/** More than anything takes that a function does between two readings of its clock, and less than what AWS's answers put right. */
const PUT_RIGHT_MS = 4 * 60_000;

/**
 * What was read from a clock, as the clock tells it now, so many seconds later. The first answers of AWS may have put it right meanwhile, and all times that AWS
 * keeps go by the right one.
 */
export function asToldNow(read: Date, now: Date, seconds = 0): Date {
  const told = now.getTime() - seconds * 1000;
  return Math.abs(told - read.getTime()) < PUT_RIGHT_MS ? read : new Date(told);
}
