/** A pool that grows by itself, as random rehearsals have it: few accounts, a few hours, tight limits. */

import type { GrowthPolicy } from '../../core/growth/policy';

/** What a person allows. */
export interface GrowthRules {
  readonly lowWater: number;
  readonly step: number;
  readonly maxPerDay: number;
  readonly cooldownMinutes: number;
  /** Beyond it somebody is asked. */
  readonly approvalAbove?: number;
}

/** The bounds of the pool. */
export const GROWN = { min: 1, max: 5, initial: 2 } as const;
/** Where it stands, and where what lets it grow does. */
export const POOL_STACK = 'First';
export const GROWTH_STACK = 'Growth';
export const POOL = 'Pool';
export const SIZE_PARAMETER = 'PoolSize';

/** The rules as the function knows them. */
export function policyOf(rules: GrowthRules): GrowthPolicy {
  return { stackName: POOL_STACK, pool: POOL, parameter: SIZE_PARAMETER, min: GROWN.min, max: GROWN.max, ...rules };
}
