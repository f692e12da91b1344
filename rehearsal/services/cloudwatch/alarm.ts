/**
 * What an alarm makes of its metric. Pure.
 *
 * A few periods more than are evaluated are looked at, and the latest values in them count. Where there are fewer than are evaluated, what the alarm says of
 * missing data decides, but for one case: values that are there and don't breach are never overruled by missing ones, unless those are to breach.
 */

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** What is asked of the values. */
export interface AlarmRule {
  /** Seconds. */
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly comparison: string;
  readonly threshold: number;
  readonly statistic: string;
  readonly missing: 'missing' | 'ignore' | 'breaching' | 'notBreaching';
}

/** So many periods more are looked at than are evaluated. */
export const PERIODS_MORE = 2;

const COMPARISONS: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
};

export function isComparison(name: string): boolean {
  return name in COMPARISONS;
}

/** The value of a period; undefined for one without any. */
export function statisticOf(name: string, values: readonly number[]): number | undefined {
  if (values.length === 0) {
    return undefined;
  }
  const sum = values.reduce((total, value) => total + value, 0);
  switch (name) {
    case 'Average': return sum / values.length;
    case 'Sum': return sum;
    case 'Minimum': return Math.min(...values);
    case 'Maximum': return Math.max(...values);
    case 'SampleCount': return values.length;
    default: return percentile(values, Number(name.slice(1)));
  }
}

/** Statistics that are known: `p90` besides those with names. */
export function isStatistic(name: string): boolean {
  return /^(Average|Sum|Minimum|Maximum|SampleCount|p\d{1,2}(\.\d+)?|p100)$/.test(name);
}

function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(percent / 100 * sorted.length) - 1)];
}

/** @param periods the values of the periods that are looked at, oldest first */
export function evaluateAlarm(rule: AlarmRule, periods: readonly (number | undefined)[], before: AlarmState): AlarmState {
  const present = periods.filter(value => value !== undefined).slice(-rule.evaluationPeriods);
  const breaching = present.filter(value => COMPARISONS[rule.comparison](value, rule.threshold)).length;
  const absent = rule.evaluationPeriods - present.length;
  if (breaching >= rule.datapointsToAlarm) {
    return 'ALARM';
  }
  switch (absent === 0 ? 'notBreaching' : rule.missing) {
    case 'notBreaching': return 'OK';
    case 'breaching': return breaching + absent >= rule.datapointsToAlarm ? 'ALARM' : 'OK';
    case 'ignore': return breaching === present.length ? before : 'OK';
    case 'missing':
      if (present.length === 0) {
        return 'INSUFFICIENT_DATA';
      }
      return breaching === present.length ? 'ALARM' : 'OK';
  }
}
