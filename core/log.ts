/**
 * Log records: one line of JSON each, with a stable `notice` and the account's name.
 *
 * E-mail addresses and web addresses (a pre-signed URL is a secret) are masked in every value, wherever they come from: AWS quotes both in its texts.
 */

import type { CapacityMetric, MetricSubject, PoolSubject } from '../src/contract';
import { maskText, METRIC_NAMESPACE, metricDimensions, MetricName, Notice, poolDimensions } from '../src/contract';

/** What log records are made of. */
export type LogValue = string | number | boolean | null | undefined | readonly LogValue[] | { readonly [key: string]: LogValue };

/** CloudWatch has no unit for minutes. */
const DURATIONS: readonly string[] = [MetricName.FACTORY_MINUTES, MetricName.CLEANING_MINUTES];

/** Writes one line. */
export type LogSink = (line: string) => void;

/** A log whose records all carry the same fields. */
export interface Log {
  /** `name` says what happened. */
  notice(name: Notice, fields?: Readonly<Record<string, LogValue>>): void;
  /** Emits metrics of an account, its pool and its stack, by embedded metric format. */
  metrics(subject: MetricSubject, values: Partial<Record<MetricName, number>>): void;
  /** Emits what was counted of a pool, likewise. */
  counts(subject: PoolSubject, values: Partial<Record<CapacityMetric, number>>): void;
}

/** A log that adds `fields` to each record. */
export function createLog(sink: LogSink, now: () => Date, fields: Readonly<Record<string, LogValue>>): Log {
  const write = (record: Readonly<Record<string, LogValue>>) => sink(JSON.stringify(mask(record)));
  const emit = ({ sets, values: dimensions }: ReturnType<typeof metricDimensions>, values: Readonly<Record<string, number>>) => write({
    notice: Notice.METRICS,
    ...fields,
    _aws: {
      Timestamp: now().getTime(),
      CloudWatchMetrics: [{
        Namespace: METRIC_NAMESPACE,
        Dimensions: sets,
        Metrics: Object.keys(values).map(name => ({ Name: name, Unit: DURATIONS.includes(name) ? 'None' : 'Count' })),
      }],
    },
    ...dimensions,
    ...values,
  });
  return {
    notice: (name, more = {}) => write({ notice: name, ...fields, ...more }),
    metrics: (subject, values) => emit(metricDimensions(subject), values),
    counts: (subject, values) => emit(poolDimensions(subject), values),
  };
}

function mask(value: LogValue): LogValue {
  if (typeof value === 'string') {
    return maskText(value);
  }
  if (Array.isArray(value)) {
    return value.map(mask);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mask(item)]));
  }
  return value;
}
