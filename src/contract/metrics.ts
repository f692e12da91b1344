/** Metrics: the namespace and the names that handlers emit and constructs return. */

export const METRIC_NAMESPACE = 'AccountRobot';
/** The one dimension of each metric: the name of the stack that declares the account. */
export const METRIC_DIMENSION = 'StackName';
/** The names. */
export enum MetricName {
  PROVISIONED = 'Provisioned',
  FAILED = 'Failed',
  FACTORY_MINUTES = 'FactoryMinutes',
  CLEANING_MINUTES = 'CleaningMinutes',
}
