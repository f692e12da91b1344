/** What is counted of a pool, every few minutes: names of the metrics. All are in the namespace of the others, told apart by stack and pool. */

/** The names. */
export enum CapacityMetric {
  /** Accounts that a lease request would find. */
  AVAILABLE = 'Available',
  /** Accounts that are leased. */
  ACTIVE = 'Active',
  /** Accounts whose lease is frozen. */
  FROZEN = 'Frozen',
  /** Accounts that are being cleaned. */
  CLEAN_UP = 'CleanUp',
  /** Accounts that are clean and wait for the end of their cooldown. */
  COOLING_DOWN = 'CoolingDown',
  /** Accounts that couldn't be cleaned. */
  QUARANTINE = 'Quarantine',
  /** Accounts of the pool that are on their way: asked for, and not yet there. */
  IN_FLIGHT = 'InFlight',
  /** How many accounts the pool has by its stack's parameter, or by its size. */
  DECLARED = 'Declared',
  /** How many it may have without another synthesis. */
  MAX_SIZE = 'MaxSize',
  /** How many accounts the organization's quota leaves room for. */
  QUOTA_LEFT = 'QuotaLeft',
}
