/** The metrics of a pool's counts. What isn't known has none. */

import type { PoolCounts } from './counts';
import { CapacityMetric } from '../../src/contract';

/** The values by their names. */
export function metricsOf({ sandbox, inFlight, declared, maxSize, quotaLeft }: PoolCounts): Partial<Record<CapacityMetric, number>> {
  const values: Record<CapacityMetric, number | undefined> = {
    [CapacityMetric.AVAILABLE]: sandbox?.available,
    [CapacityMetric.ACTIVE]: sandbox?.active,
    [CapacityMetric.FROZEN]: sandbox?.frozen,
    [CapacityMetric.CLEAN_UP]: sandbox?.cleanUp,
    [CapacityMetric.COOLING_DOWN]: sandbox?.coolingDown,
    [CapacityMetric.QUARANTINE]: sandbox?.quarantine,
    [CapacityMetric.IN_FLIGHT]: inFlight,
    [CapacityMetric.DECLARED]: declared,
    [CapacityMetric.MAX_SIZE]: maxSize,
    [CapacityMetric.QUOTA_LEFT]: quotaLeft,
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<Record<CapacityMetric, number>>;
}
