/** CloudWatch: metrics that come out of logs, and alarms on them. */

import { Alarms } from './alarms';
import type { AlarmsState, ReportAlarm } from './alarms';
import { ALARM_FACTS, AlarmType, DASHBOARD_FACTS, DashboardType } from './cloudwatch-types';
import type { ReportMetric } from './metrics';
import { Metrics, metricsIn } from './metrics';
import type { FunctionDefinition } from '../../kernel/function-host';
import { deliveries } from '../deliveries/deliveries';
import { eventBridge } from '../eventbridge/eventbridge';
import type { RunningService, ServiceContext } from '../service';
import { defineService } from '../service';

export class CloudWatchService implements RunningService {
  public readonly alarms: Alarms;
  private readonly metrics = new Metrics();
  private readonly states: AlarmsState['states'];

  constructor(private readonly to: ServiceContext, saved: AlarmsState | undefined) {
    this.states = saved?.states ?? {};
    Object.entries(saved?.samples ?? {}).forEach(([key, samples]) => this.metrics.restore(key, samples));
    this.alarms = new Alarms(to, this.states, this.metrics, to.peer(deliveries), to.peer(eventBridge));
  }

  public get state(): AlarmsState {
    return { states: this.states, samples: this.alarms.samples() };
  }

  public get partition(): string {
    return this.to.partition;
  }

  /** A function has written a line. */
  public take({ accountId, region }: Pick<FunctionDefinition, 'accountId' | 'region'>, line: string): void {
    metricsIn(line, { account: accountId, region }).forEach(({ id, sample }) => this.metrics.add(id, sample));
  }

  /** What was emitted so far, and how alarms changed. */
  public report(): { readonly metrics: readonly ReportMetric[]; readonly alarms: readonly ReportAlarm[] } {
    return { metrics: this.metrics.report(), alarms: this.alarms.report() };
  }
}

export const cloudWatch = defineService({
  name: 'cloudWatch',
  start: (to, saved: AlarmsState | undefined) => new CloudWatchService(to, saved),
  resourceTypes: {
    'AWS::CloudWatch::Alarm': { facts: ALARM_FACTS, start: service => new AlarmType(service.partition, service.alarms) },
    'AWS::CloudWatch::Dashboard': { facts: DASHBOARD_FACTS, start: () => new DashboardType() },
  },
});
