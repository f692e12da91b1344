/** Alarms: looked at every minute, and heard only when their state changes. */

import type { AlarmRule, AlarmState } from './alarm';
import { evaluateAlarm, PERIODS_MORE, statisticOf } from './alarm';
import type { MetricId, Metrics, Sample } from './metrics';
import { keyOf } from './metrics';
import type { DeliveriesService } from '../deliveries/deliveries';
import type { EventBridgeService } from '../eventbridge/eventbridge';
import type { ServiceContext } from '../service';

/** An alarm as its resource describes it. */
export interface Alarm {
  readonly arn: string;
  readonly name: string;
  readonly description?: string;
  readonly metric: MetricId;
  readonly rule: AlarmRule;
  readonly acts: boolean;
  readonly actions: Readonly<Record<AlarmState, readonly string[]>>;
}

/** What outlives a rehearsal, by the alarms' ARNs. */
export interface AlarmsState {
  readonly states: Record<string, { readonly value: AlarmState; readonly since: number }>;
  readonly samples: Record<string, readonly Sample[]>;
}

/** A change of an alarm's state. */
export interface ReportAlarm {
  /** Seconds since the run began. */
  readonly at: number;
  readonly alarm: string;
  readonly from: AlarmState;
  readonly to: AlarmState;
  readonly reason: string;
}

const MINUTE = 60_000;

export class Alarms {
  private readonly alarms = new Map<string, Alarm>();
  private readonly changes: ReportAlarm[] = [];

  constructor(
    private readonly to: ServiceContext,
    private readonly states: AlarmsState['states'],
    private readonly metrics: Metrics,
    private readonly carrier: Pick<DeliveriesService, 'send'>,
    private readonly buses: Pick<EventBridgeService, 'emit'>,
  ) {}

  public keep(alarm: Alarm): void {
    const { time } = this.to;
    this.alarms.set(alarm.arn, alarm);
    this.states[alarm.arn] ??= { value: 'INSUFFICIENT_DATA', since: time.now };
    this.wait(alarm);
  }

  public remove(arn: string): void {
    this.alarms.delete(arn);
    delete this.states[arn];
  }

  /** Samples that the next rehearsal needs. */
  public samples(): AlarmsState['samples'] {
    return Object.fromEntries([...this.alarms.values()].map(({ metric, rule }) => {
      const key = keyOf(metric);
      return [key, this.metrics.recent(key, this.to.time.now - (rule.evaluationPeriods + PERIODS_MORE + 1) * rule.period * 1000)];
    }));
  }

  /** In order. */
  public report(): readonly ReportAlarm[] {
    return this.changes;
  }

  private wait(alarm: Alarm): void {
    const { clock, time } = this.to;
    const due = (Math.floor(time.now / MINUTE) + 1) * MINUTE;
    clock.after((due - time.now) / 1000, `${alarm.arn} is looked at`, () => {
      if (this.alarms.get(alarm.arn) === alarm) {
        this.look(alarm);
        this.wait(alarm);
      }
    });
  }

  private look(alarm: Alarm): void {
    const { metric, rule } = alarm;
    const before = this.states[alarm.arn].value;
    const length = rule.period * 1000;
    const end = Math.floor(this.to.time.now / length) * length;
    const key = keyOf(metric);
    const periods = Array.from({ length: rule.evaluationPeriods + PERIODS_MORE }, (_, index) => {
      const from = end - (rule.evaluationPeriods + PERIODS_MORE - index) * length;
      return statisticOf(rule.statistic, this.metrics.between(key, from, from + length));
    });
    const after = evaluateAlarm(rule, periods, before);
    if (after !== before) {
      this.change(alarm, before, after, reasonOf(rule, periods, after));
    }
  }

  private change(alarm: Alarm, from: AlarmState, to: AlarmState, reason: string): void {
    const { clock, time } = this.to;
    const before = this.states[alarm.arn];
    this.states[alarm.arn] = { value: to, since: time.now };
    this.changes.push({ at: Math.round(clock.now), alarm: alarm.name, from, to, reason });
    const [, , , region, account] = alarm.arn.split(':');
    const [timestamp, previously] = [time.now, before.since].map(at => new Date(at).toISOString().replace('Z', '+0000'));
    const data = {
      alarmName: alarm.name,
      state: { value: to, reason, timestamp },
      previousState: { value: from, timestamp: previously },
      configuration: { ...alarm.description === undefined ? {} : { description: alarm.description }, metrics: [metricOf(alarm)] },
    };
    this.buses.emit({ accountId: account, region, source: 'aws.cloudwatch', detailType: 'CloudWatch Alarm State Change', detail: data, resources: [alarm.arn] });
    for (const action of alarm.acts ? alarm.actions[to] : []) {
      const toFunction = action.split(':')[2] === 'lambda';
      this.carrier.send(
        { kind: 'alarm', name: alarm.name, arn: alarm.arn, principal: `${toFunction ? 'lambda.alarms.' : ''}cloudwatch.amazonaws.com` },
        toFunction
          ? { to: action, content: { source: 'aws.cloudwatch', alarmArn: alarm.arn, accountId: account, time: timestamp, region, alarmData: data } }
          : { to: action, subject: `${to}: "${alarm.name}" in ${region}`.slice(0, 100), content: mailOf(alarm, { from, to, reason, timestamp }) },
      );
    }
  }
}

function metricOf({ metric, rule }: Alarm): object {
  const { dimensions, name, namespace } = metric;
  return { id: 'm1', metricStat: { metric: { namespace, name, dimensions }, period: rule.period, stat: rule.statistic }, returnData: true };
}

/** What a topic is told. */
function mailOf(
  { arn, description, metric, name, rule }: Alarm, { from, reason, timestamp, to }: Pick<ReportAlarm, 'from' | 'to' | 'reason'> & { readonly timestamp: string },
): object {
  const [, , , region, account] = arn.split(':');
  return {
    AlarmName: name,
    AlarmDescription: description ?? null,
    AWSAccountId: account,
    AlarmConfigurationUpdatedTimestamp: timestamp,
    NewStateValue: to,
    NewStateReason: reason,
    StateChangeTime: timestamp,
    Region: region,
    AlarmArn: arn,
    OldStateValue: from,
    Trigger: {
      MetricName: metric.name,
      Namespace: metric.namespace,
      Statistic: rule.statistic,
      Dimensions: Object.entries(metric.dimensions).map(([dimension, value]) => ({ name: dimension, value })),
      Period: rule.period,
      EvaluationPeriods: rule.evaluationPeriods,
      DatapointsToAlarm: rule.datapointsToAlarm,
      ComparisonOperator: rule.comparison,
      Threshold: rule.threshold,
      TreatMissingData: rule.missing,
    },
  };
}

function reasonOf({ comparison, threshold }: AlarmRule, periods: readonly (number | undefined)[], state: AlarmState): string {
  const values = periods.filter(value => value !== undefined).map(value => Math.round(value * 1000) / 1000);
  return state === 'INSUFFICIENT_DATA'
    ? 'Insufficient Data: no values were received'
    : `Threshold Crossed: of the values [${values.join(', ')}] as many as it takes ${state === 'ALARM' ? 'were' : 'were not'} ${comparison} (${threshold})`;
}
