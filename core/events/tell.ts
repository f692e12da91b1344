/** Telling others, so that whoever tells is never stopped by it. */

import type { DomainEvent, EventsPort } from './event';
import { EVENTS_AT_ONCE, Notice } from '../../src/contract';
import type { Log } from '../log';

/** An event that the bus didn't take. */
export interface RefusedEvent {
  readonly event: DomainEvent;
  /** AWS's own words. */
  readonly text: string;
}

/** An event bus. Throws a TransientError or a RefusalError if it takes none. */
export interface EventBusPort {
  put(events: readonly DomainEvent[]): Promise<readonly RefusedEvent[]>;
}

/** Nobody listens. */
export const SILENT: EventsPort = { send: async () => undefined };

/** Sends to the bus, and logs what can't be sent. Whatever happens is over in seconds, and none of it is thrown. */
export function toBus(bus: EventBusPort, log: Log): EventsPort {
  return {
    send: async events => {
      for (let start = 0; start < events.length; start += EVENTS_AT_ONCE) {
        const some = events.slice(start, start + EVENTS_AT_ONCE);
        for (const { event, text } of await refusedOf(bus, some)) {
          log.notice(Notice.EVENT_NOT_SENT, { event: event.detailType, id: event.detail.id, text });
        }
      }
    },
  };
}

async function refusedOf(bus: EventBusPort, events: readonly DomainEvent[]): Promise<readonly RefusedEvent[]> {
  try {
    return await bus.put(events);
  } catch (error) {
    return events.map(event => ({ event, text: error instanceof Error ? error.message : String(error) }));
  }
}
