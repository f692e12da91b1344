/** AWS::CloudWatch::Alarm and AWS::CloudWatch::Dashboard. */

import type { AlarmRule } from './alarm';
import { isComparison, isStatistic } from './alarm';
import type { Alarms } from './alarms';
import type { TypeFacts } from '../../cloudformation/known-properties';
import type { Place, ResourceType } from '../../cloudformation/resource-type';
import { text, texts } from '../../cloudformation/resource-type';
import type { ResourceContent } from '../../cloudformation/stacks-state';
import { isRecord } from '../../cloudformation/template';
import { ApiError, UnknownToRehearsal } from '../../kernel/types';

export const ALARM_FACTS: TypeFacts = {
  properties: {
    understood: ['ActionsEnabled', 'AlarmActions', 'AlarmDescription', 'AlarmName', 'ComparisonOperator', 'DatapointsToAlarm', 'Dimensions', 'EvaluationPeriods',
      'ExtendedStatistic', 'InsufficientDataActions', 'MetricName', 'Metrics', 'Namespace', 'OKActions', 'Period', 'Statistic', 'Threshold', 'TreatMissingData'],
    harmless: { Tags: 'nothing is decided by them', Unit: 'functions emit each metric in one unit' },
    granted: {
      EvaluateLowSampleCountPercentile: 'percentiles of few values count as others do',
      ThresholdMetricId: 'anomaly detection (ThresholdMetricId) is not looked at',
    },
    opaque: /Actions/,
  },
};

export const DASHBOARD_FACTS: TypeFacts = { properties: { understood: ['DashboardBody', 'DashboardName'], harmless: {}, opaque: /\.DashboardBody/ } };

export class AlarmType implements ResourceType {
  public readonly seconds = 5;
  public readonly createOnly = ['AlarmName'];
  public readonly name = { property: 'AlarmName', scope: 'region' } as const;

  constructor(private readonly partition: string, private readonly alarms: Alarms) {}

  public put({ stack, generatedName }: Place, properties: Record<string, unknown>, current?: ResourceContent): ResourceContent {
    const name = current?.physicalId ?? (text(properties, 'AlarmName') || generatedName);
    const arn = `arn:${this.partition}:cloudwatch:${stack.region}:${stack.account}:alarm:${name}`;
    const content = { physicalId: name, properties, attributes: { Arn: arn } };
    this.restore(content);
    return content;
  }

  public remove({ attributes }: ResourceContent): void {
    this.alarms.remove(String(attributes.Arn));
  }

  public restore({ attributes, physicalId, properties }: ResourceContent): void {
    const arn = String(attributes.Arn);
    const [, , , region, account] = arn.split(':');
    const { dimensions, name, namespace, ...stat } = metricOf(properties);
    this.alarms.keep({
      arn,
      name: physicalId!,
      ...properties.AlarmDescription === undefined ? {} : { description: text(properties, 'AlarmDescription') },
      metric: { account, region, namespace, name, dimensions },
      rule: ruleOf(properties, stat),
      acts: String(properties.ActionsEnabled ?? true) === 'true',
      actions: { ALARM: texts(properties, 'AlarmActions'), OK: texts(properties, 'OKActions'), INSUFFICIENT_DATA: texts(properties, 'InsufficientDataActions') },
    });
  }
}

interface MetricStat {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly period: number;
  readonly statistic: string;
}

/** One metric, however it is written. */
function metricOf(properties: Readonly<Record<string, unknown>>): MetricStat {
  const { Metrics: metrics } = properties;
  if (Array.isArray(metrics) && metrics.length > 0) {
    const [{ MetricStat: stat } = {} as Record<string, unknown>] = metrics as Record<string, unknown>[];
    if (metrics.length > 1 || !isRecord(stat) || !isRecord(stat.Metric)) {
      throw new UnknownToRehearsal('an alarm is on an expression of several metrics, and the rehearsal evaluates alarms on one metric only.');
    }
    return statOf({ ...stat.Metric, Period: stat.Period, Statistic: stat.Stat });
  }
  return statOf({ ...properties, Statistic: properties.ExtendedStatistic ?? properties.Statistic });
}

function statOf(stat: Readonly<Record<string, unknown>>): MetricStat {
  const dimensions = Array.isArray(stat.Dimensions) ? stat.Dimensions as { readonly Name: string; readonly Value: string }[] : [];
  return {
    namespace: String(stat.Namespace),
    name: String(stat.MetricName),
    dimensions: Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, String(Value)])),
    period: Number(stat.Period),
    statistic: String(stat.Statistic),
  };
}

function ruleOf(properties: Readonly<Record<string, unknown>>, { period, statistic }: Pick<MetricStat, 'period' | 'statistic'>): AlarmRule {
  const { ComparisonOperator: comparison, DatapointsToAlarm: toAlarm, EvaluationPeriods: periods, Threshold: threshold, TreatMissingData: missing = 'missing' } = properties;
  const evaluationPeriods = Number(periods);
  if (!isComparison(String(comparison)) || !isStatistic(statistic)) {
    throw new UnknownToRehearsal(`an alarm compares by ${String(comparison)} of ${statistic}, which the rehearsal does not know.`);
  }
  if (!(period > 0 && (period % 60 === 0 || [10, 20, 30].includes(period))) || !(evaluationPeriods > 0) || period * evaluationPeriods > 7 * 86_400) {
    throw invalid('Metrics cannot be checked across more than a week (EvaluationPeriods * Period must be <= 604800), in periods of 10, 20, 30 or any multiple of 60 seconds.');
  }
  const datapointsToAlarm = Number(toAlarm ?? evaluationPeriods);
  if (!(datapointsToAlarm >= 1 && datapointsToAlarm <= evaluationPeriods)) {
    throw invalid('DatapointsToAlarm must be less than or equal to EvaluationPeriods.');
  }
  if (missing !== 'missing' && missing !== 'ignore' && missing !== 'breaching' && missing !== 'notBreaching') {
    throw invalid(`The value ${String(missing)} is not supported for TreatMissingData parameter. Supported values are [breaching, notBreaching, ignore, missing].`);
  }
  return { period, evaluationPeriods, datapointsToAlarm, comparison: String(comparison), threshold: Number(threshold), statistic, missing };
}

function invalid(message: string): ApiError {
  return new ApiError('ValidationError', message);
}

/** AWS::CloudWatch::Dashboard: nobody looks at it, but its body must be one. */
export class DashboardType implements ResourceType {
  public readonly seconds = 5;
  public readonly createOnly = ['DashboardName'];
  public readonly name = { property: 'DashboardName', scope: 'account' } as const;

  public put({ generatedName }: Place, properties: Record<string, unknown>, current?: ResourceContent): ResourceContent {
    const body = text(properties, 'DashboardBody');
    if (!body.startsWith('unknown:')) {
      checkBody(body);
    }
    return { physicalId: current?.physicalId ?? (text(properties, 'DashboardName') || generatedName), properties, attributes: {} };
  }

  public remove(): void {
    // Nothing is kept of it.
  }

  public restore(): void {
    // Nothing is kept of it.
  }
}

function checkBody(body: string): void {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    throw new ApiError('InvalidParameterInput', 'The field DashboardBody must be a valid JSON object');
  }
  const widgets = isRecord(parsed) ? parsed.widgets : undefined;
  const isWidget = (widget: unknown) => isRecord(widget) && typeof widget.type === 'string' && isRecord(widget.properties);
  if (!Array.isArray(widgets) || widgets.length > 500 || !widgets.every(isWidget)) {
    throw new ApiError('InvalidParameterInput', 'The dashboard body is invalid: it has no list of at most 500 widgets, each with a type and properties');
  }
}
