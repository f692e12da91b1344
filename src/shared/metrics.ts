import { Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import { CAPACITY_MINUTES, CapacityMetric, METRIC_NAMESPACE, MetricDimension, MetricName } from '../contract';

/** A count is summed up, a duration is averaged. */
const STATISTICS: Readonly<Record<MetricName, string>> = {
  [MetricName.PROVISIONED]: cloudwatch.Stats.SUM,
  [MetricName.FAILED]: cloudwatch.Stats.SUM,
  [MetricName.FACTORY_MINUTES]: cloudwatch.Stats.AVERAGE,
  [MetricName.CLEANING_MINUTES]: cloudwatch.Stats.AVERAGE,
};

/** Which part of a stack's accounts a metric is about; all of them, if it says nothing. */
export type MetricPart = Readonly<Partial<Record<MetricDimension.POOL | MetricDimension.ACCOUNT, string>>>;

/** A metric of accounts that the stack of `scope` declares. */
export function accountMetric(scope: IConstruct, part: MetricPart, metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: METRIC_NAMESPACE,
    metricName,
    dimensionsMap: { [MetricDimension.STACK]: Stack.of(scope).stackName, ...part },
    ...props,
  }).attachTo(scope);
}

/** One of the metrics that the handlers emit, with the statistic that suits it. */
export function emittedMetric(scope: IConstruct, part: MetricPart, metricName: MetricName, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return accountMetric(scope, part, metricName, { statistic: STATISTICS[metricName], ...props });
}

/** Of a count that is too low or gone, the lowest in a period tells; of the others the highest. */
const LOWEST: readonly CapacityMetric[] = [CapacityMetric.AVAILABLE, CapacityMetric.QUOTA_LEFT];

/** One of the counts of a pool. */
export function countMetric(scope: IConstruct, pool: string, metricName: CapacityMetric, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return accountMetric(scope, { [MetricDimension.POOL]: pool }, metricName, {
    statistic: LOWEST.includes(metricName) ? cloudwatch.Stats.MINIMUM : cloudwatch.Stats.MAXIMUM,
    period: Duration.minutes(CAPACITY_MINUTES),
    ...props,
  });
}
