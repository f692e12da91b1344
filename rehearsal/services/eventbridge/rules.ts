/** Rules: which events they are about, when they tick, and what their targets are sent. */

import type { TargetInput } from './input';
import { contentOf } from './input';
import type { EventPattern } from './pattern';
import type { ScheduleExpression } from './schedule-expression';
import type { WholeEvent } from './whole-event';
import type { DeliveriesService } from '../deliveries/deliveries';
import { drawUuid } from '../identifiers';
import type { ServiceContext } from '../service';

/** A target of a rule. */
export interface RuleTarget extends TargetInput {
  readonly Id: string;
  readonly Arn: string;
  readonly RoleArn?: string;
}

/** A rule as its resource describes it. */
export interface Rule {
  readonly arn: string;
  readonly name: string;
  /** The ARN of its bus. */
  readonly bus: string;
  readonly enabled: boolean;
  readonly pattern?: EventPattern;
  readonly schedule?: ScheduleExpression;
  readonly targets: readonly RuleTarget[];
}

/** What outlives a rehearsal: since when each schedule counts, in epoch milliseconds, by the rule's ARN. */
export interface RulesState {
  readonly since: Record<string, number>;
}

/** Targets are called within the minute, and not at its beginning. */
const JITTER_SECONDS = 60;

export class Rules {
  private readonly rules = new Map<string, Rule>();

  constructor(private readonly to: ServiceContext, private readonly state: RulesState, private readonly carrier: Pick<DeliveriesService, 'send'>) {}

  /** Makes or changes a rule. A schedule goes on from when it was made. */
  public keep(rule: Rule): void {
    this.rules.set(rule.arn, rule);
    if (rule.schedule === undefined) {
      delete this.state.since[rule.arn];
      return;
    }
    this.state.since[rule.arn] ??= this.to.time.now;
    this.wait(rule, rule.schedule, this.to.time.now);
  }

  public remove(arn: string): void {
    this.rules.delete(arn);
    delete this.state.since[arn];
  }

  /** An event has come to a bus. Whether a rule is about it. */
  public arrive(bus: string, event: WholeEvent): boolean {
    const fitting = [...this.rules.values()].filter(rule => rule.bus === bus && rule.enabled && rule.pattern?.matches(event) === true);
    fitting.forEach(rule => this.fire(rule, event));
    return fitting.length > 0;
  }

  private wait(rule: Rule, schedule: ScheduleExpression, after: number): void {
    const { clock, time } = this.to;
    const due = schedule.next(after, this.state.since[rule.arn]);
    if (due === undefined) {
      return;
    }
    const jitter = clock.draw('schedule', rule.arn, due) * JITTER_SECONDS;
    clock.after(Math.max(0, due - time.now) / 1000 + jitter, `${rule.arn} ticks`, () => {
      // It was removed, or is another one now.
      if (this.rules.get(rule.arn) !== rule) {
        return;
      }
      if (rule.enabled) {
        this.fire(rule, this.tick(rule, due));
      }
      this.wait(rule, schedule, due);
    });
  }

  private tick({ arn }: Rule, due: number): WholeEvent {
    const [, , , region, account] = arn.split(':');
    return {
      'version': '0',
      'id': drawUuid(this.to.clock, 'tick', arn, due),
      'detail-type': 'Scheduled Event',
      'source': 'aws.events',
      account,
      'time': new Date(due).toISOString().replace(/\.\d+Z$/, 'Z'),
      region,
      'resources': [arn],
      'detail': {},
    };
  }

  private fire({ arn, name, targets }: Rule, event: WholeEvent): void {
    for (const target of targets) {
      const facts = { ruleArn: arn, ruleName: name, ingestionTime: event.time };
      this.carrier.send(
        { kind: 'rule', name, arn, principal: 'events.amazonaws.com', ...target.RoleArn === undefined ? {} : { roleArn: target.RoleArn } },
        { to: target.Arn, content: contentOf(event, target, facts), event },
      );
    }
  }
}
