/** EventBridge Scheduler: schedules with a target each, called in a role. */

import { SCHEDULE_FACTS, ScheduleType } from './schedule-type';
import type { SchedulesState } from './schedules';
import { Schedules } from './schedules';
import { deliveries } from '../deliveries/deliveries';
import type { RunningService, ServiceContext } from '../service';
import { defineService } from '../service';

export class SchedulerService implements RunningService {
  public readonly state: SchedulesState;
  public readonly schedules: Schedules;

  constructor(private readonly to: ServiceContext, saved: SchedulesState | undefined) {
    this.state = saved ?? { since: {} };
    this.schedules = new Schedules(to, this.state, to.peer(deliveries));
  }

  public type(): ScheduleType {
    return new ScheduleType(this.to.partition, this.schedules, this.to.iam);
  }
}

export const scheduler = defineService({
  name: 'scheduler',
  start: (to, saved: SchedulesState | undefined) => new SchedulerService(to, saved),
  resourceTypes: { 'AWS::Scheduler::Schedule': { facts: SCHEDULE_FACTS, start: service => service.type() } },
});
