/** All checks, in the order of the report. */

import { ACCOUNT_CHECKS } from './account-checks';
import type { Answer, Check, Subject } from './check';
import { CheckState } from './check';
import { FACTORY_CHECKS } from './factory-checks';
import { LANDING_ZONE_CHECKS } from './landing-zone-checks';
import { SANDBOX_CHECKS } from './sandbox-checks';
import { STACK_CHECKS } from './stack-checks';

export const CHECKS: readonly Check[] = [...LANDING_ZONE_CHECKS, ...FACTORY_CHECKS, ...ACCOUNT_CHECKS, ...SANDBOX_CHECKS, ...STACK_CHECKS];

/** The answer of one check. */
export interface Finding extends Answer {
  readonly code: string;
  /** Whether it is about a hub account. */
  readonly inHub: boolean;
}

/** Asks all of them. */
export function examine(subject: Subject): Finding[] {
  return CHECKS.map(({ code, inHub = false, answer }) => ({ code, inHub, ...answer(subject) }));
}

/** How many came to what. */
export function tally(findings: readonly Finding[]): Readonly<Record<CheckState, number>> {
  const counts = { [CheckState.OK]: 0, [CheckState.WARN]: 0, [CheckState.FAIL]: 0, [CheckState.UNSEEN]: 0 };
  findings.forEach(({ state }) => { counts[state] += 1; });
  return counts;
}
