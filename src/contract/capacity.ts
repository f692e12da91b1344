/** What is counted of a pool, every few minutes: names of the metrics, and what the functions that count are told. All metrics are in the namespace of the others, told apart by stack and pool. */

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

/** The variables of a function that counts a pool. */
export enum CapacityEnvironment {
  /** The stack of the pool. */
  STACK_NAME = 'POOL_STACK_NAME',
  /** The region that it is in. */
  STACK_REGION = 'POOL_STACK_REGION',
  /** The pool, as metrics are told apart. */
  POOL = 'POOL',
  /** What the owners' tags of its accounts begin with. */
  OWNER = 'POOL_OWNER',
  MAX_SIZE = 'POOL_MAX_SIZE',
  /** The parameter of its stack that says how many accounts it has. Absent: it has `MAX_SIZE` accounts. */
  SIZE_PARAMETER = 'POOL_SIZE_PARAMETER',
  /** The marks of its accounts' last legs, by their numbers, with commas between them. */
  LEGS = 'POOL_LEGS',
  /** Absent: the pool has no sandbox. */
  SANDBOX_NAMESPACE = 'POOL_SANDBOX_NAMESPACE',
  SANDBOX_REGION = 'POOL_SANDBOX_REGION',
  /** The ARN of a function that is called after each count. */
  CALLED_AT_EACH_TICK = 'CALLED_AT_EACH_TICK',
}

/** How often a pool is counted, in minutes. */
export const CAPACITY_MINUTES = 5;

/** A prime below 2^44, and more than a character: their product is a number without fractions. */
const [MODULUS, BASE] = [17_592_186_044_399, 257];

/** A short mark of a leg's logical id: an environment holds 4 kB, and 150 ids of 30 characters don't fit into it. Nothing is kept secret or safe by it. */
export function legMark(logicalId: string): string {
  let mark = 0;
  for (const character of logicalId) {
    mark = (mark * BASE + character.charCodeAt(0)) % MODULUS;
  }
  return mark.toString(36);
}
