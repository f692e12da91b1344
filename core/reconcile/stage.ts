/**
 * A stage: one part of an account's way, as the loop drives it.
 *
 * A stage is told what was observed so far and when it is, and decides: one more look, an action, a wait, a failure, or a result. Nothing else is known to it, so
 * the same stage serves whoever starts the loop. What it can look at and what it can do stand in two tables, and the loop's limits follow from their lengths.
 */

import type { Fail, LookAt, Wait } from './decision';
import type { ActOutcome, Acted, Fence } from './fence';
import type { Failure } from '../failures/failures';

/** When a decision is made. */
export interface Moment {
  readonly now: Date;
  /** Whether the time for all this is up. Nothing new is begun then. */
  readonly isOver: boolean;
}

/** The types of a stage: what it observes, looks at, does, comes to, and waits for. */
export interface StageTypes {
  readonly observed: object;
  readonly look: { readonly at: string };
  readonly action: { readonly kind: string };
  readonly result: { readonly kind: string };
  readonly wait: Wait;
}

/** A decision that needs no further look. */
export type Settled<T extends StageTypes> = T['action'] | T['result'] | T['wait'] | Fail;

/** What a stage decides. */
export type Decision<T extends StageTypes> = LookAt<T['look']> | Settled<T>;

/** How each thing is looked at, by what it is called. */
export type LookTable<T extends StageTypes> = {
  readonly [at in T['look']['at']]: (look: Extract<T['look'], { readonly at: at }>) => Promise<T['observed']>;
};

/** How each action is taken, by its kind. Whoever takes it asks the fence right before each call that changes something. */
export type ActionTable<T extends StageTypes> = {
  readonly [kind in T['action']['kind']]: (action: Extract<T['action'], { readonly kind: kind }>, context: ActionContext<T['observed']>) => Promise<Acted<T['observed']>>;
};

/** What an action is taken with. */
export interface ActionContext<Observed> {
  readonly observed: Observed;
  readonly now: Date;
  readonly fence: Fence;
}

/** A wait that is worth staying for: the loop looks again after so many seconds, for so many seconds at most. */
export interface Stay<T extends StageTypes> {
  readonly seconds: number;
  readonly most: number;
  /** What is still believed at the next look. */
  readonly believed: (observed: T['observed']) => T['observed'];
  /** What is remembered when everything is looked at anew: how long something has been so, which no system tells. Nothing unless it is said. */
  readonly remembered?: (observed: T['observed']) => T['observed'];
  /** Whether it is worth staying for even when the time is up: what follows must not be left undone. */
  readonly evenIfOver?: boolean;
}

/** One stage, about one account. */
export interface Stage<T extends StageTypes> {
  /** What it is about, by name. */
  readonly subject: string;
  /** Pure and total. */
  readonly decide: (observed: T['observed'], moment: Moment) => Decision<T>;
  readonly looks: LookTable<T>;
  readonly actions: ActionTable<T>;
  /** What an error of a port means, of a look or of an action. Rethrows what is no port's: that is a bug, or bad input. */
  readonly meaningOf: (error: unknown, moment: Moment, action?: T['action']) => T['wait'] | Fail;
  /** What the decision is called if there is no more time for it; undefined for what must not be left undone however late it is. */
  readonly overdue: (decision: T['action'] | T['wait']) => Failure | undefined;
  /** Whether the loop stays for a decision. */
  readonly stayFor: (decision: Settled<T>) => Stay<T> | undefined;
  /** What is still to be written when the result is reached. */
  readonly finish: (result: T['result'], fence: Fence) => Promise<ActOutcome>;
}
