/**
 * An event bus of EventBridge.
 *
 * Events are told by the way, so their call may cost seconds and never minutes: where no way leads to EventBridge, nobody answers at all.
 */

import type { DomainEvent } from '../../core/events/event';
import type { EventBusPort, RefusedEvent } from '../../core/events/tell';
import { TransientError } from '../../core/failures/errors';
import { dnsSuffixOf, EVENT_SOURCE } from '../../src/contract';
import { callJson } from '../shared/json-call';
import type { JsonCaller } from '../shared/json-call';

const OPERATION = 'events:PutEvents';
const ANSWER_MS = 4_000;
/** Again after a moment, and no more: the third time would come too late for whoever waits for the account. */
const AGAIN_SECONDS = 1;
const NO_ANSWER = 'no answer';
/** What another moment may get past, of a call or of one of its entries. */
const PASSING = /^no answer$|Throttling|TooManyRequests|InternalFailure|InternalException|InternalServer|ServiceUnavailable/i;

/** What is needed besides the network. */
export interface EventBusContext extends JsonCaller {
  /** ARN of the bus; its region is where the call goes. */
  readonly busArn: string;
  readonly sleep: (seconds: number) => Promise<void>;
}

interface ResultEntry {
  readonly EventId?: string;
  readonly ErrorCode?: string;
  readonly ErrorMessage?: string;
}

/** Speaks to EventBridge by signed requests: its client in the SDK would cost each cold start more than all that is told. */
export class EventBus implements EventBusPort {
  constructor(private readonly context: EventBusContext) {}

  public async put(events: readonly DomainEvent[]): Promise<readonly RefusedEvent[]> {
    const refused = await this.first(events);
    const passing = refused.filter(({ text }) => PASSING.test(text)).map(({ event }) => event);
    if (passing.length === 0) {
      return refused;
    }
    await this.context.sleep(AGAIN_SECONDS);
    return [...refused.filter(({ event }) => !passing.includes(event)), ...await this.putOnce(passing)];
  }

  /** A call without an answer may have got through all the same: who hears the same twice sees it by the id. */
  private async first(events: readonly DomainEvent[]): Promise<readonly RefusedEvent[]> {
    try {
      return await this.putOnce(events);
    } catch (error) {
      if (error instanceof TransientError) {
        return events.map(event => ({ event, text: NO_ANSWER }));
      }
      throw error;
    }
  }

  private async putOnce(events: readonly DomainEvent[]): Promise<readonly RefusedEvent[]> {
    const { busArn } = this.context;
    const answer = await this.call({
      Entries: events.map(({ detailType, detail }) => ({
        Source: EVENT_SOURCE,
        DetailType: detailType,
        Detail: JSON.stringify(detail),
        Time: Date.parse(detail.at) / 1000,
        EventBusName: busArn,
      })),
    });
    return (answer.Entries ?? []).flatMap(({ ErrorCode, ErrorMessage = '' }, index) =>
      ErrorCode === undefined ? [] : [{ event: events[index], text: `${ErrorCode}: ${ErrorMessage}` }]);
  }

  private async call(input: object): Promise<{ readonly Entries?: readonly ResultEntry[] }> {
    const region = this.context.busArn.split(':')[3];
    return callJson({
      operation: OPERATION,
      target: 'AWSEvents.PutEvents',
      version: '1.1',
      host: `events.${region}.${dnsSuffixOf(region)}`,
      service: 'events',
      region,
      input,
      passing: PASSING,
      answerMs: ANSWER_MS,
    }, this.context);
  }
}
