/** What happened to accounts and pools, as others are told of it: one catalogue, sent to an event bus by whoever reached the state. */

import { EVENT_ID_LENGTH, EVENT_VERSION, maskText } from '../../src/contract';
import type { PoolEvent } from '../../src/contract';
import { hashOf } from '../hash';

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
  readonly detailType: PoolEvent;
  readonly detail: EventDetail;
}

/** Sends. An event that can't be sent is logged and never stops what it tells of. */
export interface EventsPort {
  send(events: readonly DomainEvent[]): Promise<void>;
}

/** What an event is about. */
export interface EventSubject {
  readonly stackName: string;
  readonly pool?: string;
}

/** What one event says beside what all of them say. */
export interface Telling {
  readonly at: Date;
  /** What makes it this event and no other: whoever tells the same thing twice gives the same. */
  readonly evidence: readonly string[];
  /** Its own members. What is undefined is left out. */
  readonly members: Readonly<Record<string, unknown>>;
}

/** Makes an event. Whatever its texts come from, addresses in them are masked: an event goes further than a log. */
export function eventOf(detailType: PoolEvent, { stackName, pool }: EventSubject, { at, evidence, members }: Telling): DomainEvent {
  return {
    detailType,
    detail: {
      version: EVENT_VERSION,
      id: hashOf(detailType, stackName, pool ?? '', ...evidence).slice(0, EVENT_ID_LENGTH),
      stackName,
      ...pool === undefined ? {} : { pool },
      at: at.toISOString(),
      ...sealed(members) as Record<string, unknown>,
    },
  };
}

function sealed(value: unknown): unknown {
  if (typeof value === 'string') {
    return maskText(value);
  }
  if (Array.isArray(value)) {
    return value.map(sealed);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined).map(([key, member]) => [key, sealed(member)]));
  }
  return value;
}
