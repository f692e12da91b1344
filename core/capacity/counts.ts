/** What a pool has, counted at one moment: what capacity publishes, and what growth decides by. */

/** Accounts of the sandbox by what they are doing, whoever made them: a lease takes any. */
export interface SandboxCounts {
  readonly available: number;
  readonly active: number;
  readonly frozen: number;
  /** Being cleaned, without those that cool down. */
  readonly cleanUp: number;
  readonly coolingDown?: number;
  readonly quarantine: number;
}

/** A count that can't be told is undefined, and never 0: nobody may grow a pool by a count that wasn't made. */
export interface PoolCounts {
  readonly at: Date;
  /** Undefined if the sandbox can't be asked, or if the pool has none. */
  readonly sandbox?: SandboxCounts;
  /** Accounts of the pool that are declared and asked for, and neither there nor failed. */
  readonly inFlight?: number;
  readonly declared?: number;
  readonly maxSize: number;
  readonly quotaLeft?: number;
}

/** Counts. Throws for nothing but a fault of ours: what can't be read is left out. */
export interface CountsPort {
  count(): Promise<PoolCounts>;
}
