/** Schedules: when they are due, and what their targets are sent. */

import type { DeliveriesService } from '../deliveries/deliveries';
import type { ScheduleExpression } from '../eventbridge/schedule-expression';
import { drawUuid } from '../identifiers';
import type { ServiceContext } from '../service';

/** A schedule as its resource describes it. Moments are epoch milliseconds. */
export interface Schedule {
  readonly arn: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly expression: ScheduleExpression;
  readonly startsAt?: number;
  readonly endsAt?: number;
  /** How much later than it is due it may come, in seconds. */
  readonly windowSeconds: number;
  readonly target: { readonly arn: string; readonly roleArn: string; readonly input?: string };
}

/** What outlives a rehearsal: since when each schedule counts, by its ARN. */
export interface SchedulesState {
  readonly since: Record<string, number>;
}

/** A schedule comes within its minute. */
const MINUTE_SECONDS = 60;

export class Schedules {
  private readonly schedules = new Map<string, Schedule>();

  constructor(private readonly to: ServiceContext, private readonly state: SchedulesState, private readonly carrier: Pick<DeliveriesService, 'send'>) {}

  public keep(schedule: Schedule): void {
    const { time } = this.to;
    this.schedules.set(schedule.arn, schedule);
    this.state.since[schedule.arn] ??= time.now;
    this.wait(schedule, time.now);
  }

  public remove(arn: string): void {
    this.schedules.delete(arn);
    delete this.state.since[arn];
  }

  private wait(schedule: Schedule, after: number): void {
    const { clock, time } = this.to;
    const { arn, endsAt = Infinity, startsAt } = schedule;
    const since = startsAt ?? this.state.since[arn];
    const due = schedule.expression.next(Math.max(after, since), since);
    if (due === undefined || due > endsAt) {
      return;
    }
    const late = clock.draw('scheduler', arn, due) * Math.max(MINUTE_SECONDS, schedule.windowSeconds);
    clock.after(Math.max(0, due - time.now) / 1000 + late, `${arn} is due`, () => {
      if (this.schedules.get(arn) !== schedule) {
        return;
      }
      if (schedule.enabled) {
        this.fire(schedule, due);
      }
      this.wait(schedule, due);
    });
  }

  private fire({ arn, name, target }: Schedule, due: number): void {
    const [, , , region, account] = arn.split(':');
    const moment = new Date(due).toISOString().replace(/\.\d+Z$/, 'Z');
    const id = drawUuid(this.to.clock, 'schedule', arn, due);
    const words: Readonly<Record<string, string>> = { 'schedule-arn': arn, 'scheduled-time': moment, 'execution-id': id, 'attempt-number': '1' };
    const input = target.input?.replace(/<aws\.scheduler\.([a-z-]+)>/g, (whole, word: string) => words[word] ?? whole);
    const event = {
      'version': '0',
      id,
      'detail-type': 'Scheduled Event',
      'source': 'aws.scheduler',
      account,
      'time': moment,
      region,
      'resources': [arn],
      'detail': '{}',
    };
    const sender = { kind: 'schedule', name, arn, principal: 'scheduler.amazonaws.com', roleArn: target.roleArn } as const;
    this.carrier.send(sender, { to: target.arn, content: contentOf(input) ?? event });
  }
}

function contentOf(input: string | undefined): unknown {
  try {
    return input === undefined ? undefined : JSON.parse(input) as unknown;
  } catch {
    return input;
  }
}
