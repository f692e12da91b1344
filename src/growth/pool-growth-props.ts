import type { Duration } from 'aws-cdk-lib';
import type * as events from 'aws-cdk-lib/aws-events';
import type { GrowthApproval } from './growth-approval';
import type { PoolCapacity } from './pool-capacity';
import type { AccountPool } from '../accounts/account-pool';
import type { FunctionOptions } from '../shared/function-options';
import { FUNCTION_OPTIONS } from '../shared/function-options';
import type { PropTypes } from '../shared/props';
import { DURATION, NUMBER, objectWith, TRUTH } from '../shared/props';

/** What `step` is, unless it is set. */
export const DEFAULT_STEP = 3;
/** What `maxPerDay` is, unless it is set. */
export const DEFAULT_MAX_PER_DAY = 10;
/** What `cooldown` is in minutes, unless it is set. */
export const DEFAULT_COOLDOWN_MINUTES = 60;

/**
 * Properties of a `PoolGrowth`.
 */
export interface PoolGrowthProps extends FunctionOptions {
  /**
   * The pool. It has an `elasticSize` and a `sandbox`, and stands in another stack, of the same account and Region.
   */
  readonly pool: AccountPool;

  /**
   * The pool grows when fewer accounts than these are Available, cooling down, or on their way.
   *
   * Accounts that failed or stand in quarantine never count. Those that cool down do, so add as many as usually cool down if that takes long.
   */
  readonly lowWater: number;

  /**
   * How many accounts one growth adds at most.
   *
   * @default - 3, or `maxPerDay` or the pool's `max` where that is less
   */
  readonly step?: number;

  /**
   * How many accounts all growths of a day add at most, whoever wants them. A day is any 24 hours.
   *
   * @default 10
   */
  readonly maxPerDay?: number;

  /**
   * For how long after one growth was decided no other one is.
   *
   * @default Duration.hours(1)
   */
  readonly cooldown?: Duration;

  /**
   * Whether a person is asked first.
   *
   * @default GrowthApproval.never()
   */
  readonly approval?: GrowthApproval;

  /**
   * What counts the pool, if something does already: it calls this at each count.
   *
   * @default - a `PoolCapacity` of its own
   */
  readonly capacity?: PoolCapacity;

  /**
   * The bus that growth tells others by. Rules of the pool listen on that of its factory.
   *
   * @default - the `eventBus` of the accounts' factory, or the default one of the account and Region
   */
  readonly eventBus?: events.IEventBus;

  /**
   * Whether the stack has the names of the function and of its log group among its outputs.
   *
   * @default true
   */
  readonly outputs?: boolean;
}

/** The types of the properties. */
export const POOL_GROWTH_PROPS: PropTypes<PoolGrowthProps> = {
  pool: objectWith('accountIds', 'an AccountPool', 'make one by new AccountPool(...)'),
  lowWater: NUMBER,
  step: NUMBER,
  maxPerDay: NUMBER,
  cooldown: DURATION,
  approval: objectWith('_bind', 'a GrowthApproval', 'write one like GrowthApproval.above(25)'),
  capacity: objectWith('lowWaterAlarm', 'a PoolCapacity', 'make one by new PoolCapacity(...), or leave it out'),
  eventBus: objectWith('eventBusArn', 'an EventBus', 'make one by new EventBus(...), or leave it out to use the default one'),
  outputs: TRUTH,
  ...FUNCTION_OPTIONS,
};
