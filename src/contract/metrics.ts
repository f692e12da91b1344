/** Metrics: the namespace, the names that handlers emit and constructs return, and what they are told apart by. */

export const METRIC_NAMESPACE = 'AccountRobot';

/** What metrics are told apart by. Each is counted for the stack, for the pool within it, and for the account. */
export enum MetricDimension {
  /** The name of the stack that declares the account. */
  STACK = 'StackName',
  /** The path of the construct that the account stands in, below its stack: that of its pool. */
  POOL = 'Pool',
  ACCOUNT = 'AccountName',
}

/** Whose a metric is. */
export interface MetricSubject {
  readonly stackName: string;
  /** The value of the owner's tag: stack name and construct path. */
  readonly owner: string;
  readonly accountName: string;
}

/** The names. */
export enum MetricName {
  PROVISIONED = 'Provisioned',
  FAILED = 'Failed',
  FACTORY_MINUTES = 'FactoryMinutes',
  CLEANING_MINUTES = 'CleaningMinutes',
}

/** The dimensions of a subject: its values by their names, and the sets of names that CloudWatch counts it by. */
export function metricDimensions({ stackName, owner, accountName }: MetricSubject): { values: Record<string, string>; sets: MetricDimension[][] } {
  const pool = poolOfOwner(owner);
  return {
    values: { [MetricDimension.STACK]: stackName, ...pool !== undefined && { [MetricDimension.POOL]: pool }, [MetricDimension.ACCOUNT]: accountName },
    sets: [[], ...pool === undefined ? [] : [[MetricDimension.POOL]], [MetricDimension.ACCOUNT]].map(more => [MetricDimension.STACK, ...more]),
  };
}

/** The pool that an owner stands in: what is between its stack and itself. Undefined for an account that stands in its stack directly. */
export function poolOfOwner(owner: string): string | undefined {
  const [, pool] = /^[^/]*\/(.+)\/[^/]*$/.exec(owner) ?? [];
  return pool;
}

/** A pool, as its counts are told apart. */
export interface PoolSubject {
  readonly stackName: string;
  readonly pool: string;
}

/** The dimensions of a pool's counts: one set, as each costs what all metrics in it cost. */
export function poolDimensions({ stackName, pool }: PoolSubject): { values: Record<string, string>; sets: MetricDimension[][] } {
  return { values: { [MetricDimension.STACK]: stackName, [MetricDimension.POOL]: pool }, sets: [[MetricDimension.STACK, MetricDimension.POOL]] };
}
