/**
 * Observe, decide, act: the one loop that drives every stage.
 *
 *     observe --> decide --wait--> stay? --> observe again
 *                   |  \--fail, result, overdue--> the end
 *                   act (fenced) --known--> observe, decide, ...
 *
 * It starts from nothing each time and keeps nothing, so it may run twice, late, or at the same time somewhere else. Fence and deadline are given by whoever
 * starts it; when they are asked is decided here.
 */

import type { Fail } from './decision';
import type { Acted, Fence } from './fence';
import { observe } from './observe';
import type { Finding } from './observe';
import type { ActionContext, Moment, Settled, Stage, StageTypes } from './stage';
import { asToldNow } from '../clock';
import type { Clock } from '../clock';
import type { Failure } from '../failures/failures';

/** What a decision comes to at its moment. */
export type Step<T extends StageTypes> =
  | { readonly kind: 'act'; readonly action: T['action'] }
  | { readonly kind: 'wait'; readonly wait: T['wait'] }
  | { readonly kind: 'result'; readonly result: T['result'] }
  | { readonly kind: 'fail'; readonly failure: Failure }
  /** There is no more time for what was decided. */
  | { readonly kind: 'overdue'; readonly failure: Failure };

/** How the loop ended. */
export type Outcome<T extends StageTypes> =
  | { readonly kind: 'ended'; readonly step: Exclude<Step<T>, { readonly kind: 'act' }>; readonly observed: T['observed'] }
  /** Something is under way: look again later. */
  | { readonly kind: 'acted' }
  /** The order that this was for stands no more. */
  | { readonly kind: 'fenced' };

/** Is told what happens, and changes nothing. */
export interface Witness<T extends StageTypes> {
  /** Before the step is taken. */
  decided(finding: Finding<T>, step: Step<T>): void;
  /** After an action whose outcome is known at once. */
  acted(known: T['observed'], before: T['observed']): void;
}

/** On what terms the loop runs. */
export interface Terms<T extends StageTypes> {
  readonly clock: Clock;
  readonly deadline: Date;
  readonly fence: Fence;
  readonly witness: Witness<T>;
}

/** Brings the stage's subject as far as it gets now. Throws for bugs only: what goes wrong with an account is an outcome. */
export async function reconcile<T extends StageTypes>(stage: Stage<T>, terms: Terms<T>): Promise<Outcome<T>> {
  // No way is longer than each action once and the decision that ends it; what is beyond waits for the next time.
  const most = Object.keys(stage.actions).length;
  const [first, moment] = await firstLook(stage, terms);
  let finding = first;
  for (let steps = 0; steps <= most; steps++) {
    const next = await take(stage, finding, moment, terms);
    if ('kind' in next) {
      return next;
    }
    finding = next;
  }
  return { kind: 'acted' };
}

/** What a decision comes to: nothing is begun when the time is up, but for what must not be left undone. */
export function stepOf<T extends StageTypes>(stage: Stage<T>, decision: Settled<T>, moment: Moment): Step<T> {
  if (isFail(decision)) {
    return { kind: 'fail', failure: decision.failure };
  }
  const isAction = Object.hasOwn(stage.actions, decision.kind);
  if (!isAction && decision.kind !== 'wait') {
    return { kind: 'result', result: decision };
  }
  const failure = moment.isOver ? stage.overdue(decision) : undefined;
  if (failure !== undefined) {
    return { kind: 'overdue', failure };
  }
  return isAction ? { kind: 'act', action: decision } : { kind: 'wait', wait: decision as T['wait'] };
}

/** Looks until there is nothing to stay for. What was stayed for is looked at by itself; when it is over, everything is looked at anew. */
async function firstLook<T extends StageTypes>(stage: Stage<T>, terms: Terms<T>): Promise<[Finding<T>, Moment]> {
  let moment = momentOf(terms);
  let finding = await observe(stage, moment);
  if (asToldNow(moment.now, terms.clock.now()) !== moment.now) {
    // AWS's answers have put the clock right: what was decided by the wrong time is decided anew.
    moment = momentOf(terms);
    finding = await observe(stage, moment);
  }
  let stay = stage.stayFor(finding.decision);
  for (let waited = 0; stay !== undefined && waited < stay.most && (!moment.isOver || stay.evenIfOver === true);) {
    await terms.clock.sleep(stay.seconds);
    waited += stay.seconds;
    moment = momentOf(terms);
    finding = await observe(stage, moment, stay.believed(finding.observed));
    if (stage.stayFor(finding.decision) === undefined) {
      finding = await observe(stage, moment, stay.remembered?.(finding.observed));
    }
    stay = stage.stayFor(finding.decision);
  }
  return [finding, moment];
}

function momentOf({ clock, deadline }: Pick<Terms<StageTypes>, 'clock' | 'deadline'>): Moment {
  const now = clock.now();
  return { now, isOver: now.getTime() >= deadline.getTime() };
}

/** Takes a decision one step further: the end, or what is to be decided next. */
async function take<T extends StageTypes>(stage: Stage<T>, finding: Finding<T>, moment: Moment, terms: Terms<T>): Promise<Outcome<T> | Finding<T>> {
  const { decision, observed } = finding;
  const step = stepOf(stage, decision, moment);
  terms.witness.decided(finding, step);
  try {
    if (step.kind === 'act') {
      return await act(stage, step.action, observed, moment, terms);
    }
    if (step.kind === 'result' && await stage.finish(step.result, terms.fence) === 'fenced') {
      return { kind: 'fenced' };
    }
    return { kind: 'ended', step, observed };
  } catch (error) {
    // The action was refused or got no answer. What that means is one more decision, and never another action.
    return { decision: stage.meaningOf(error, moment, step.kind === 'act' ? step.action : undefined), observed };
  }
}

async function act<T extends StageTypes>(
  stage: Stage<T>, action: T['action'], observed: T['observed'], moment: Moment, terms: Terms<T>,
): Promise<Outcome<T> | Finding<T>> {
  // As with looks, the table's own type says that each action finds its function.
  const actions = stage.actions as unknown as Readonly<Record<string, (action: T['action'], context: ActionContext<T['observed']>) => Promise<Acted<T['observed']>>>>;
  const acted = await actions[action.kind](action, { observed, now: moment.now, fence: terms.fence });
  if (acted === 'fenced') {
    return { kind: 'fenced' };
  }
  if (acted === 'done') {
    return { kind: 'acted' };
  }
  terms.witness.acted(acted.known, observed);
  return observe(stage, moment, acted.known);
}

function isFail<T extends StageTypes>(decision: Settled<T>): decision is Fail {
  return decision.kind === 'fail';
}
