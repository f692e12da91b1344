/** Reads dashboards out of templates: the metrics of their widgets, and the questions that they ask of logs. */

import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';

/** A metric as a widget names it, without what it is shown as. */
export interface ShownMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: string;
}

export interface ShownWidget {
  readonly type: string;
  readonly title: string;
  readonly metrics: readonly ShownMetric[];
  /** Of a question to logs, with the log groups that it is asked of. */
  readonly query?: string;
  readonly properties: any;
}

/** A value of a template as one text: references in angle brackets. */
export function flat(value: any): string {
  if (typeof value === 'string') {
    return value;
  }
  if ('Fn::Join' in value) {
    return value['Fn::Join'][1].map(flat).join(value['Fn::Join'][0]);
  }
  return `<${value.Ref ?? value['Fn::ImportValue'] ?? [value['Fn::GetAtt']].flat().join('.')}>`;
}

/** The widgets of the only dashboard of a stack. */
export function widgetsOf(stack: Stack): ShownWidget[] {
  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard'));
  const body = JSON.parse(flat(Properties.DashboardBody)) as { widgets: { type: string; properties: any }[] };
  return body.widgets.map(({ type, properties }) => ({
    type,
    title: properties.title,
    metrics: (properties.metrics ?? []).map(metricOf),
    ...properties.query !== undefined && { query: properties.query },
    properties,
  }));
}

function metricOf([namespace, name, ...rest]: [string, string, ...unknown[]]): ShownMetric {
  const { stat } = (typeof rest.at(-1) === 'object' ? rest.pop() : {}) as { stat?: string };
  const texts = rest as string[];
  const dimensions = Object.fromEntries(texts.flatMap((key, index) => index % 2 === 0 ? [[key, texts[index + 1]]] : []));
  return { namespace, name, dimensions, statistic: stat ?? 'Average' };
}
