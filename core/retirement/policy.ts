/** What a person has allowed at synthesis, and the times that retirement keeps. */

/** Of one pool. */
export interface RetirementPolicy {
  /** The stack of the pool. */
  readonly stackName: string;
  /** Path of the pool below its stack. */
  readonly pool: string;
  /** What the owners' tags of its accounts begin with. */
  readonly owner: string;
  /** Where retired accounts stand: its service control policy denies everything. */
  readonly retiredUnitId: string;
  /** Where accounts stand that are vended and not yet in a sandbox. */
  readonly holdingUnitId?: string;
  readonly coolOffMinutes: number;
  /** Whether accounts may be closed at all: without it the role can't. */
  readonly mayClose: boolean;
  /** Whether the pool has a sandbox. */
  readonly hasSandbox: boolean;
}

/** How far an account is taken. Each goes as far as the one before it, and further. */
export const UNTIL = ['ejected', 'unmanaged', 'closed'] as const;
export type Until = (typeof UNTIL)[number];

/** What is read of an account right before something is done to it is no older. */
export const FRESH_MS = 1000;
/** Service Catalog's searches lag by half a minute: an un-enrolment that was asked for shows by then. */
export const UNENROL_SHOWS_MINUTES = 3;
/** An un-enrolment that failed is asked for again after so long, and after twice as long, and so on. */
export const UNENROL_REST_MINUTES = 10;
/** After so many a person has to look. */
export const UNENROL_ATTEMPTS = 5;
/** A closing that was asked for shows by then. */
export const CLOSING_SHOWS_MINUTES = 3;
/** A quota of AWS Organizations: so many accounts can be in closure at a time. */
export const CLOSINGS_AT_ONCE = 3;
/** After so long none is taken to be in closure still, whatever shows. */
export const CLOSING_MINUTES = 24 * 60;
/** AWS refuses to close because others have used up the budget: asked again a day later. */
export const BUDGET_REST_MINUTES = 24 * 60;

/** What keys of the store and ids of events begin with. */
export function retirementKey({ stackName, pool }: Pick<RetirementPolicy, 'stackName' | 'pool'>): string {
  return `${stackName}/${pool}`;
}
