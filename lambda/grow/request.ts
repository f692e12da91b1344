/** Reads what the function is asked: a tick, an alarm, or a person's command. Nothing of it is believed before it is looked at. */

import type { GrowthPolicy } from '../../core/growth/policy';
import type { GrowRequest } from '../../src/contract';
import { ASKER_PATTERN, maskText, MetricDimension, QUESTION_PATTERN } from '../../src/contract';

/** What can't be used, as a sentence. */
export interface Unusable {
  readonly problem: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** The request, or what is wrong with it. */
export function requestOf(event: unknown, policy: Pick<GrowthPolicy, 'stackName' | 'pool'>): GrowRequest | Unusable {
  const fields = isFields(event) ? event : {};
  if (fields.ask === undefined) {
    return alarmProblem(fields, policy) ?? { ask: 'look' };
  }
  const { ask, to, by: asker, id, approve } = fields;
  if (ask === 'look') {
    return { ask };
  }
  if (ask !== 'size' && ask !== 'answer' && ask !== 'clear') {
    return bad('ask', ask, 'one of look, size, answer, clear');
  }
  if (typeof asker !== 'string' || !ASKER_PATTERN.test(asker)) {
    return bad('by', asker, 'the name of whoever asks, 1 to 128 characters');
  }
  // Who asks stands in the ledger, in logs and in messages.
  const by = maskText(asker);
  switch (ask) {
    case 'size': return typeof to === 'number' && Number.isSafeInteger(to) && to >= 1 ? { ask, to, by } : bad('to', to, 'a whole number, 1 or more');
    case 'answer':
      if (typeof id !== 'string' || !QUESTION_PATTERN.test(id)) {
        return bad('id', id, 'the id of a question, 16 digits and letters a to f');
      }
      return typeof approve === 'boolean' ? { ask, id, approve, by } : bad('approve', approve, 'true or false');
    case 'clear': return { ask, by };
  }
}

/** An alarm names what it watches: one of another pool's counts says nothing about this one. */
function alarmProblem({ alarmData }: Fields, { stackName, pool }: Pick<GrowthPolicy, 'stackName' | 'pool'>): Unusable | undefined {
  if (!isFields(alarmData)) {
    return undefined;
  }
  const { alarmName, configuration } = alarmData;
  const metrics = isFields(configuration) && Array.isArray(configuration.metrics) ? configuration.metrics as readonly unknown[] : [];
  for (const dimensions of metrics.map(dimensionsOf)) {
    for (const [name, expected] of [[MetricDimension.STACK, stackName], [MetricDimension.POOL, pool]] as const) {
      const value = dimensions[name];
      if (value !== undefined && value !== expected) {
        return { problem: `the alarm ${shown(alarmName)} watches ${name} ${shown(value)}, where ${shown(expected)} was expected; give it the growth of its own pool as action` };
      }
    }
  }
  return undefined;
}

function dimensionsOf(entry: unknown): Fields {
  const stat = isFields(entry) && isFields(entry.metricStat) ? entry.metricStat.metric : undefined;
  return isFields(stat) && isFields(stat.dimensions) ? stat.dimensions : {};
}

function bad(name: string, value: unknown, expected: string): Unusable {
  return { problem: `'${name}' of the request is ${shown(value)}, where ${expected} was expected; ask with 'account-robot grow'` };
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'missing').slice(0, 100);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
