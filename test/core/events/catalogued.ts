/** Holds events to the catalogue: whatever a test sends has to be as docs/events.md says. */

import { faultsOfEvent } from '../../../chaos/event-check';
import type { DomainEvent } from '../../../core/events/event';

/** What is wrong with an event; nothing, if it is as the catalogue says and tells no address. */
export function faultsOf({ detailType, detail }: DomainEvent): string[] {
  return faultsOfEvent(detailType, detail);
}

/** The events, if they are as the catalogue says. */
export function catalogued(events: readonly DomainEvent[]): readonly DomainEvent[] {
  const faults = events.flatMap(faultsOf);
  if (faults.length > 0) {
    throw new Error(faults.join('; '));
  }
  return events;
}
