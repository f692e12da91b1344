/** The bus that a function tells others by, if it was given one. */

import type { Environment } from './environment';
import { EventBus } from '../../aws/event-bridge/event-bus';
import type { EventBusContext } from '../../aws/event-bridge/event-bus';
import type { EventsPort } from '../../core/events/event';
import { SILENT, toBus } from '../../core/events/tell';
import type { Log } from '../../core/log';
import { EVENT_BUS_VARIABLE } from '../../src/contract';

/** Makes the way to others, for one run and its log. Nobody hears anything where no bus is named. */
export function eventsOf(environment: Environment, context: Omit<EventBusContext, 'busArn'>): (log: Log) => EventsPort {
  const busArn = environment[EVENT_BUS_VARIABLE];
  if (busArn === undefined || busArn === '') {
    return () => SILENT;
  }
  const bus = new EventBus({ ...context, busArn });
  return log => toBus(bus, log);
}
