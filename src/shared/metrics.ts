import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import { METRIC_DIMENSION, METRIC_NAMESPACE, MetricName } from '../contract';

/** A count is summed up, a duration is averaged. */
const STATISTICS: Readonly<Record<MetricName, string>> = {
  [MetricName.PROVISIONED]: cloudwatch.Stats.SUM,
  [MetricName.FAILED]: cloudwatch.Stats.SUM,
  [MetricName.FACTORY_MINUTES]: cloudwatch.Stats.AVERAGE,
  [MetricName.CLEANING_MINUTES]: cloudwatch.Stats.AVERAGE,
};

/** A metric of the accounts that the stack of `scope` declares. */
export function accountMetric(scope: IConstruct, metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: METRIC_NAMESPACE,
    metricName,
    dimensionsMap: { [METRIC_DIMENSION]: Stack.of(scope).stackName },
    ...props,
  }).attachTo(scope);
}

/** One of the metrics that the handlers emit, with the statistic that suits it. */
export function emittedMetric(scope: IConstruct, metricName: MetricName, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
  return accountMetric(scope, metricName, { statistic: STATISTICS[metricName], ...props });
}
