/** Metrics as functions write them into their logs, in CloudWatch's embedded metric format. */

import { canonical, isRecord } from '../../cloudformation/template';

/** Which metric, of which account and Region. */
export interface MetricId {
  readonly account: string;
  readonly region: string;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** One value at its moment, in epoch milliseconds. */
export interface Sample {
  readonly at: number;
  readonly value: number;
}

/** What was emitted of a metric, added up. */
export interface ReportMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly samples: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly last: number;
}

/** How long samples are kept, in milliseconds: alarms look back a day at most. */
const KEPT = 26 * 3_600_000;
/** Samples are thrown away in heaps of this size. */
const HEAP = 512;

/** The metrics of a line of a log; none for one that holds none. Values that aren't numbers are passed over, as CloudWatch does. */
export function metricsIn(line: string, place: Pick<MetricId, 'account' | 'region'>): { readonly id: MetricId; readonly sample: Sample }[] {
  const start = line.includes('"_aws"') ? line.indexOf('{') : -1;
  const record = start < 0 ? undefined : parsed(line.slice(start));
  const meta = isRecord(record) ? record._aws : undefined;
  if (!isRecord(record) || !isRecord(meta) || !Array.isArray(meta.CloudWatchMetrics)) {
    return [];
  }
  const at = Number(meta.Timestamp);
  return (meta.CloudWatchMetrics as unknown[]).filter(isRecord).flatMap(({ Namespace: namespace, Dimensions: sets = [[]], Metrics: metrics = [] }) =>
    (metrics as { readonly Name: string }[]).flatMap(({ Name: name }) => valuesOf(record[name]).flatMap(value =>
      (sets as string[][]).map(set => ({
        id: { ...place, namespace: String(namespace), name, dimensions: dimensionsOf(record, set) },
        sample: { at, value },
      })))));
}

function dimensionsOf(record: Readonly<Record<string, unknown>>, set: readonly string[]): Record<string, string> {
  return Object.fromEntries(set.map(dimension => [dimension, String(record[dimension])]));
}

function valuesOf(value: unknown): number[] {
  return (Array.isArray(value) ? value as unknown[] : [value]).filter(one => typeof one === 'number');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export function keyOf(id: MetricId): string {
  return canonical(id);
}

/** All that was emitted. */
export class Metrics {
  private readonly samples = new Map<string, Sample[]>();
  private readonly lines = new Map<string, ReportMetric>();

  public add(id: MetricId, sample: Sample): void {
    const key = keyOf(id);
    const kept = this.samples.get(key) ?? [];
    kept.push(sample);
    if (kept.length > HEAP && kept[HEAP / 2].at < sample.at - KEPT) {
      kept.splice(0, HEAP / 2);
    }
    this.samples.set(key, kept);
    const { namespace, name, dimensions } = id;
    const { value } = sample;
    const { maximum, minimum, samples } = this.lines.get(key) ?? { maximum: -Infinity, minimum: Infinity, samples: 0 };
    this.lines.set(key, {
      namespace,
      name,
      dimensions,
      samples: samples + 1,
      minimum: Math.min(minimum, value),
      maximum: Math.max(maximum, value),
      last: value,
    });
  }

  /** Values from one moment on and before another one. */
  public between(key: string, from: number, to: number): number[] {
    const kept = this.samples.get(key) ?? [];
    const found: number[] = [];
    for (let index = kept.length - 1; index >= 0 && kept[index].at >= from; index--) {
      if (kept[index].at < to) {
        found.push(kept[index].value);
      }
    }
    return found;
  }

  public recent(key: string, from: number): Sample[] {
    return (this.samples.get(key) ?? []).filter(({ at }) => at >= from);
  }

  public restore(key: string, samples: readonly Sample[]): void {
    this.samples.set(key, [...samples]);
  }

  /** In the order in which each was emitted first. */
  public report(): ReportMetric[] {
    return [...this.lines.values()];
  }
}
