/** What a pool has, counted at one moment: what capacity publishes, and what growth decides by. */

/** Accounts of the sandbox by what they are doing, whoever made them: a lease takes any. */
export interface SandboxCounts {
  readonly available: number;
  readonly active: number;
  readonly frozen: number;
  /** Being cleaned, without those that cool down. With them, where it can't be told which of them do. */
  readonly cleanUp: number;
  /** Clean, and waiting for the end of their cooldown. Undefined where Innovation Sandbox has cooldowns and can't be asked who is in one. */
  readonly coolingDown?: number;
  readonly quarantine: number;
}

/** What couldn't be looked at, and why. */
export interface Unseen {
  /** The unit, the stack, the quota ... */
  readonly what: string;
  readonly why: string;
}

/** A count that can't be told is undefined, and never 0: nobody may grow a pool by a count that wasn't made. */
export interface PoolCounts {
  readonly at: Date;
  /** Undefined if the sandbox can't be asked, or if the pool has none. */
  readonly sandbox?: SandboxCounts;
  /** Accounts of the pool that are declared and asked for, and neither there nor failed. While they are cleaned for the first time they count in cleanUp, too. */
  readonly inFlight?: number;
  readonly declared?: number;
  readonly maxSize: number;
  readonly quotaLeft?: number;
  /** Account operations that the factory is at work on, whoever began them. Looked at only where the pool's own stack may have to do with it. */
  readonly slotsInUse?: number;
  /** Why counts are missing. */
  readonly unseen?: readonly Unseen[];
}

/** Counts. Throws for nothing but a fault of ours: what can't be read is left out. */
export interface CountsPort {
  count(): Promise<PoolCounts>;
}
