/** What the Provider framework hands to the functions of a leg, and what they answer. */

import type { LegWindow } from './leg';
import type { ProviderEvent } from '../shared/provider-events';

/** What kick answers: chosen keys only, because they overlay the event. */
export interface KickAnswer {
  readonly PhysicalResourceId?: string;
  readonly Leg?: LegWindow;
}

/** What is-complete receives, at every poll the same. */
export interface PollEvent extends ProviderEvent {
  readonly Leg?: LegWindow;
}

/** What is-complete answers. The framework refuses Data while it isn't complete. */
export type PollAnswer =
  | { readonly IsComplete: false }
  | { readonly IsComplete: true; readonly Data?: Readonly<Record<string, string>> };
