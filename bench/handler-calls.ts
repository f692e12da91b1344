/** Calls in a report. */

import type { Report } from '../rehearsal/report';

/** Calls of our own functions for accounts; the framework's and the look-up of the portfolio are not among them. */
export function callsOfHandlers({ apiCalls }: Pick<Report, 'apiCalls'>): number {
  return ['kick', 'is-complete'].flatMap(caller => Object.values(apiCalls[caller] ?? {})).reduce((total, calls) => total + calls, 0);
}
