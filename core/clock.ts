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
