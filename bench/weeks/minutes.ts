/** Time in the weeks: whole minutes since their beginning. */

/** Minutes of a day. */
export const DAY = 24 * 60;

/** When they begin; a Monday. */
const START = Date.parse('2026-01-05T00:00:00Z');

/** A minute as others tell it. */
export function dateOf(minute: number): Date {
  return new Date(START + minute * 60_000);
}
