/** What happened to accounts and pools, as others are told of it: one catalogue, sent to an event bus by whoever reached the state. */

import type { EVENT_VERSION } from '../../src/contract';

/** What stands in each detail. No e-mail address is in any. */
export interface EventDetail {
  readonly version: typeof EVENT_VERSION;
  /** The same whenever the same thing is told again, so that a consumer can drop doubles. */
  readonly id: string;
  readonly stackName: string;
  /** Path of the pool below its stack; missing for an account that stands in its stack directly. */
  readonly pool?: string;
  /** ISO 8601. */
  readonly at: string;
  readonly [member: string]: unknown;
}

/** One event. */
export interface DomainEvent {
  readonly detailType: string;
  readonly detail: EventDetail;
}

/** Sends. An event that can't be sent is logged and never stops what it tells of. */
export interface EventsPort {
  send(events: readonly DomainEvent[]): Promise<void>;
}
