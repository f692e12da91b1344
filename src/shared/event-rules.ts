/** Rules on what is told of accounts and pools. */

import { Stack, Token } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { show, UserError } from './user-error';
import { EVENT_SOURCE, PoolEvent } from '../contract';

/** What is told of accounts; the others are told of pools. */
export const ACCOUNT_EVENTS: readonly PoolEvent[] = [
  PoolEvent.ACCOUNT_REQUESTED, PoolEvent.ACCOUNT_VENDED, PoolEvent.ACCOUNT_REGISTERED, PoolEvent.ACCOUNT_AVAILABLE, PoolEvent.ACCOUNT_FAILED,
];

/** Which events of whom, and where they are to be heard. */
export interface Heard {
  /** The construct whose events they are, for messages. */
  readonly subject: string;
  readonly names: readonly PoolEvent[];
  /** Those among which `names` must be. */
  readonly known: readonly PoolEvent[];
  /** What their details have in common; each member with the values that fit. */
  readonly detail?: Readonly<Record<string, unknown>>;
  /** The bus; the default one of the account without. */
  readonly bus?: events.IEventBus;
}

/** The pattern of these events: what docs/events.md shows. */
export function eventPattern(names: readonly PoolEvent[], detail: Readonly<Record<string, unknown>> = {}): events.EventPattern {
  return { source: [EVENT_SOURCE], detailType: [...names], ...Object.keys(detail).length > 0 && { detail } };
}

/** A rule on them. Throws for names that are none, and for a bus that no rule can be made on from here. */
export function eventRule(scope: Construct, id: string, heard: Heard, options: events.OnEventOptions = {}): events.Rule {
  const { names, detail, bus } = heard;
  refuseEvents(`${heard.subject}, rule '${id}'`, 'happenings', heard);
  const place = options.crossStackScope ?? scope;
  refuseDistantBus(heard, id, place);
  const rule = new events.Rule(place, id, {
    ruleName: options.ruleName,
    description: options.description,
    eventPattern: eventPattern(names, detail),
    eventBus: bus,
    targets: options.target && [options.target],
  });
  rule.addEventPattern(options.eventPattern);
  return rule;
}

/** Throws for events that are none, or that aren't told of whom the rule is about. */
export function refuseEvents(subject: string, setting: string, { names, known }: Pick<Heard, 'names' | 'known'>): void {
  const sample = `PoolEvent.${keyOf(known[known.length - 1])}`;
  if (!Array.isArray(names) || names.length === 0) {
    throw new UserError(`${subject}: '${setting}' must be a list of PoolEvents, one at least, got ${show(names)}; write [${sample}]`);
  }
  const stranger = names.find(name => !known.includes(name));
  if (stranger !== undefined) {
    const fix = Object.values(PoolEvent).includes(stranger) ? 'that one is told of pools, so make the rule by the pool' : `write one like ${sample}`;
    throw new UserError(`${subject}: '${setting}' must be among ${known.join(', ')}, got ${show(stranger)}; ${fix}`);
  }
}

function keyOf(name: PoolEvent): string {
  return Object.keys(PoolEvent).find(key => PoolEvent[key as keyof typeof PoolEvent] === name)!;
}

/** EventBridge takes rules on a bus from its own account and Region alone. */
function refuseDistantBus({ subject, bus }: Heard, id: string, place: Construct): void {
  const own = Stack.of(place);
  for (const [what, here, there] of bus ? [['account', own.account, bus.env.account], ['Region', own.region, bus.env.region]] : []) {
    if (!Token.isUnresolved(here) && !Token.isUnresolved(there) && here !== there) {
      throw new UserError(`${subject}, rule '${id}': it stands in ${what} ${here}, and the event bus in ${there}; `
        + 'a rule stands beside its bus, so make it in a stack there (crossStackScope)');
    }
  }
}
