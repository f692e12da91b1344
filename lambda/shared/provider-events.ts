/** The events that the Provider framework hands to our functions, as far as we read them. They also hold a pre-signed URL: never log one whole. */

import type { LegWindow } from '../pool-account/leg';

/** What kick receives. */
export interface KickEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly StackId: string;
  readonly LogicalResourceId: string;
  /** Absent on Create. */
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
  /** Only on Update: what the resource was before, or what was tried if this undoes it. */
  readonly OldResourceProperties?: Readonly<Record<string, unknown>>;
}

/** What the look-up receives, for one of several types of resources. */
export interface LookUpEvent extends KickEvent {
  /** Custom::AccountFactoryPortfolio */
  readonly ResourceType: string;
}

/** What kick answers: chosen keys only, because they overlay the event. */
export interface KickAnswer {
  readonly PhysicalResourceId?: string;
  readonly Leg?: LegWindow;
}

/** What is-complete receives, at every poll the same. */
export interface PollEvent extends KickEvent {
  readonly Leg?: LegWindow;
}

/** What is-complete answers. The framework refuses Data while it isn't complete. */
export type PollAnswer =
  | { readonly IsComplete: false }
  | { readonly IsComplete: true; readonly Data?: Readonly<Record<string, string>> };

/** What may be logged of an event. */
export function describeEvent(event: KickEvent): Record<string, string> {
  return { request: event.RequestType, stack: stackNameOf(event.StackId), logicalId: event.LogicalResourceId };
}

/** arn:aws:cloudformation:<region>:<account>:stack/<name>/<id> */
export function stackNameOf(stackId: string): string {
  return stackId.split('/')[1] ?? stackId;
}

/** The account that a stack stands in. */
export function stackAccountOf(stackId: string): string | undefined {
  return stackId.split(':')[4];
}
