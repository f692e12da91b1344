/**
 * EventBridge: buses, rules on them, and what is put there by functions and by services.
 *
 *     PutEvents, a service -> bus -> rules whose pattern fits -> targets, each carried by itself
 *     schedule of a rule   ---------------------------------> targets
 */

import type { PutEventsCommandOutput, PutEventsResultEntry } from '@aws-sdk/client-eventbridge';
import { BusPolicies, BUS_POLICY_FACTS, BusPolicyType, BUS_FACTS, BusType } from './buses';
import type { ReportEvents } from './event-ledger';
import { EventLedger } from './event-ledger';
import type { PutEntry } from './put-events';
import { busArnOf, entryProblem, FAILED_ENTRY, requireEntries } from './put-events';
import { RULE_FACTS, RuleType } from './rule-type';
import type { RulesState } from './rules';
import { Rules } from './rules';
import type { BusEvent, WholeEvent } from './whole-event';
import { AWS_JSON } from '../../kernel/protocols';
import type { ApiRequest, Authorization } from '../../kernel/types';
import { deliveries } from '../deliveries/deliveries';
import { drawUuid } from '../identifiers';
import type { AuthorizedCall } from '../permissions';
import type { Answer } from '../sdk';
import type { RunningService, ServiceContext } from '../service';
import { defineService } from '../service';

export class EventBridgeService implements RunningService {
  public readonly state: RulesState;
  public readonly rules: Rules;
  public readonly policies: BusPolicies;
  private readonly ledger: EventLedger;
  private put = 0;

  constructor(private readonly to: ServiceContext, saved: RulesState | undefined) {
    this.state = saved ?? { since: {} };
    const carrier = to.peer(deliveries);
    this.ledger = new EventLedger(() => to.clock.now);
    this.rules = new Rules(to, this.state, carrier);
    this.policies = new BusPolicies();
    carrier.receive('events', ({ content, event, to: bus }, sender) => {
      const refusal = carrier.refusal(sender, 'events:PutEvents', bus, () => this.policies.letIn(bus, sender.arn.split(':')[4]));
      if (refusal === undefined) {
        this.arrive(bus, (event ?? content) as WholeEvent);
      }
      return refusal;
    });
  }

  public get partition(): string {
    return this.to.partition;
  }

  /** Sends an event in the name of a service. */
  public emit({ accountId, region, bus, source, detailType, detail, resources = [] }: BusEvent, isAsked = false): string {
    const { clock, partition, time } = this.to;
    const id = drawUuid(clock, 'event', ++this.put);
    this.arrive(bus ?? busArnOf(partition, accountId, region, undefined), {
      'version': '0',
      id,
      'detail-type': detailType,
      source,
      'account': accountId,
      'time': new Date(time.now).toISOString().replace(/\.\d+Z$/, 'Z'),
      region,
      resources,
      detail,
    }, isAsked);
    return id;
  }

  public putEvents(request: ApiRequest): Answer<PutEventsCommandOutput> {
    const entries = requireEntries(request.input.Entries);
    const { caller, region } = request;
    const buses = entries.map(({ EventBusName: bus }) => busArnOf(this.to.partition, caller.accountId, region, bus));
    const results = entries.map((entry, index): PutEventsResultEntry => {
      const problem = entryProblem(entry) ?? this.failure(entry.DetailType);
      if (problem !== undefined) {
        return problem;
      }
      const EventId = this.emit({
        accountId: caller.accountId,
        region,
        bus: buses[index],
        source: entry.Source!,
        detailType: entry.DetailType!,
        detail: JSON.parse(entry.Detail!) as unknown,
        resources: entry.Resources ?? [],
      }, true);
      return { EventId };
    });
    return { FailedEntryCount: results.filter(({ ErrorCode }) => ErrorCode !== undefined).length, Entries: results };
  }

  /** What was put on buses so far. */
  public report(): ReportEvents[] {
    return this.ledger.report();
  }

  private failure(detailType: string | undefined): PutEventsResultEntry | undefined {
    const fault = this.to.faults.take('event-refused', ({ detailType: wanted }) => wanted === undefined || wanted === detailType);
    return fault && FAILED_ENTRY;
  }

  private arrive(bus: string, event: WholeEvent, isAsked = false): void {
    const isMatched = this.rules.arrive(bus, event);
    // What services say that nobody listens to is of no interest.
    if (isAsked || isMatched) {
      this.ledger.note(bus, event, isMatched);
    }
  }
}

function partsOf({ partition, request: { caller, input, region } }: AuthorizedCall<EventBridgeService>): Authorization[] {
  const entries: readonly PutEntry[] = Array.isArray(input.Entries) ? input.Entries as PutEntry[] : [];
  return entries.map(({ DetailType: detailType = '', EventBusName: bus, Source: source = '' }) => ({
    action: 'events:PutEvents',
    resource: busArnOf(partition, caller.accountId, region, bus),
    context: { 'events:source': source, 'events:detail-type': detailType },
  }));
}

export const eventBridge = defineService({
  name: 'eventBridge',
  prefix: 'events',
  protocol: AWS_JSON,
  start: (to, saved: RulesState | undefined) => new EventBridgeService(to, saved),
  operations: {
    // Each entry is asked for by itself, with its own source.
    PutEvents: { may: { resources: () => [], parts: partsOf }, answer: (service, request) => service.putEvents(request) },
  },
  resourceTypes: {
    'AWS::Events::EventBus': { facts: BUS_FACTS, start: service => new BusType(service.partition, service.policies) },
    'AWS::Events::EventBusPolicy': { facts: BUS_POLICY_FACTS, start: service => new BusPolicyType(service.partition, service.policies) },
    'AWS::Events::Rule': { facts: RULE_FACTS, start: service => new RuleType(service.partition, service.rules) },
  },
});
