/**
 * What becomes of a request: one decision over plain data. The desk looks, asks here, and writes what comes out on the condition that nothing has changed since.
 *
 * Whatever is decided is a list of transitions; the request follows from them. A refusal changes nothing.
 */

import { roleRefusal } from './actor';
import type { Actor, CompleteOrder, DeskRequest, Origin, RequestOrder, RequestTransition } from './model';
import { DESK } from './model';
import { readOrder } from './order';
import type { DeskRefusal } from './refusals';
import { deskRefusal } from './refusals';
import type { CounterChange, DeskRules } from './rules';
import { countersOf, givenBack } from './rules';
import type { RequestAction, RequestState } from './states';
import { isFinal, requestMove } from './states';
import { requestAfter } from './told';
import { minutesAfter } from '../clock';
import { assertNever } from '../failures/errors';

/** What is wanted. */
export type RequestCommand =
  | { readonly wants: 'submit'; readonly id: string; readonly order: RequestOrder; readonly by: Actor; readonly origin: Origin }
  | Answer
  | (Said & { readonly wants: 'cancel' })
  /** What was to provide its accounts can't. */
  | (Said & { readonly wants: 'fail' })
  /** The desk itself: nobody has answered in time. */
  | { readonly wants: 'expire'; readonly id: string };

interface Said {
  readonly id: string;
  readonly why: string;
  readonly by: Actor;
  readonly origin: Origin;
}

interface Answer extends Said {
  readonly wants: 'approve' | 'reject';
}

/** What is known. */
export interface RequestFacts {
  /** As it stands; undefined if there is none. */
  readonly request?: DeskRequest;
  readonly rules: DeskRules;
  readonly now: Date;
}

/** What was decided. */
export type RequestDecision =
  | { readonly kind: 'changes'; readonly request: DeskRequest; readonly transitions: readonly RequestTransition[]; readonly counters: readonly CounterChange[] }
  | { readonly kind: 'refused'; readonly refusals: readonly DeskRefusal[] };

const DAY_MINUTES = 24 * 60;

/** Decides. */
export function decideRequest(command: RequestCommand, facts: RequestFacts): RequestDecision {
  if (command.wants === 'submit') {
    return submit(command, facts);
  }
  const { request } = facts;
  if (request === undefined) {
    return refused(deskRefusal('AR-DESK-NO-REQUEST', { id: command.id }));
  }
  switch (command.wants) {
    case 'approve':
    case 'reject': return answer(command, request, facts);
    case 'cancel': return cancel(command, request, facts);
    case 'fail': return fail(command, request, facts);
    case 'expire': return isLate(request, facts) ? told(facts, request, [step('expire', DESK, `nobody answered within ${facts.rules.pendingDays} days`)]) : inState(request, 'expired');
    default: return assertNever(command);
  }
}

function submit({ by, id, order: asked, origin }: RequestCommand & { wants: 'submit' }, facts: RequestFacts): RequestDecision {
  const { now, request, rules } = facts;
  const denied = roleRefusal(by, ['Requester'], 'submit requests');
  if (denied !== undefined) {
    return refused(denied);
  }
  if (request !== undefined) {
    return inState(request, 'submitted');
  }
  const { order, refusals } = readOrder(asked, rules);
  if (refusals !== undefined) {
    return refused(...refusals);
  }
  const next: Step = order.count < rules.autoApprovalBelow
    ? step('approve', DESK, `fewer than ${rules.autoApprovalBelow} accounts need no approver`)
    : step('ask-approval', DESK, 'an approver decides');
  const counters = countersOf(rules.ceilings, { count: order.count, person: by.person, team: order.team }, now);
  return told(facts, undefined, [step('submit', by.person, order.purpose, { id, order, origin }), next], counters);
}

function answer({ by, origin, wants, why }: Answer, request: DeskRequest, facts: RequestFacts): RequestDecision {
  const denied = roleRefusal(by, ['Approver'], `${wants} requests`);
  if (denied !== undefined) {
    return refused(denied);
  }
  // Before the state: whoever may never answer it learns that, however it stands.
  if (by.person === request.requester) {
    return refused(deskRefusal('AR-DESK-OWN', { id: request.id, name: by.person, action: wants }));
  }
  if (request.state !== 'PENDING_APPROVAL') {
    return inState(request, wants === 'approve' ? 'approved' : 'rejected');
  }
  if (isLate(request, facts)) {
    return refused(deskRefusal('AR-DESK-LATE', { id: request.id, time: request.changed.toISOString(), expected: String(facts.rules.pendingDays) }));
  }
  return told(facts, request, [step(wants, by.person, why, { origin })]);
}

function cancel({ by, id, origin, why }: Said, request: DeskRequest, facts: RequestFacts): RequestDecision {
  const isOwn = by.person === request.requester && by.roles.includes('Requester');
  if (!isOwn && !by.roles.includes('Operator')) {
    return refused(deskRefusal('AR-DESK-NOT-YOURS', { id, name: by.person, action: 'cancel' }));
  }
  return requestMove('cancel', request.state) === undefined ? inState(request, 'cancelled') : told(facts, request, [step('cancel', by.person, why, { origin })]);
}

function fail({ by, origin, why }: Said, request: DeskRequest, facts: RequestFacts): RequestDecision {
  const denied = roleRefusal(by, ['Operator'], 'let requests fail');
  if (denied !== undefined) {
    return refused(denied);
  }
  return requestMove('fail', request.state) === undefined ? inState(request, 'failed') : told(facts, request, [step('fail', by.person, why, { origin })]);
}

/** One transition, before it has its number, its time and its states. */
export interface Step {
  readonly action: RequestAction;
  readonly by: string;
  readonly why: string;
  readonly more: { readonly id?: string; readonly order?: CompleteOrder; readonly origin?: Origin; readonly accountId?: string };
}

export function step(action: RequestAction, by: string, why: string, more: Step['more'] = {}): Step {
  return { action, by, why, more };
}

/** What follows from these steps. Time never runs back within a request, whatever clock a function has. */
export function told({ now }: Pick<RequestFacts, 'now'>, before: DeskRequest | undefined, steps: readonly Step[], counters: readonly CounterChange[] = []): RequestDecision & { kind: 'changes' } {
  let request = before;
  const transitions = steps.map(({ action, by, more, why }) => {
    const { id = request?.id ?? '', origin = {}, ...rest } = more;
    const to = requestMove(action, request?.state);
    if (to === undefined) {
      throw new Error(`a request that is ${request?.state ?? 'none'} was to ${action}: a look at its state is missing`);
    }
    const at = request !== undefined && request.changed > now ? request.changed : now;
    const transition: RequestTransition = { of: 'request', id, number: (request?.version ?? 0) + 1, at, by, why, origin, action, from: request?.state, to, ...rest };
    request = requestAfter(request, transition);
    return transition;
  });
  const after = request!;
  return { kind: 'changes', request: after, transitions, counters: [...counters, ...returned(before, after)] };
}

/** Accounts that it will not have any more count for nobody. */
function returned(before: DeskRequest | undefined, { accountIds, order, requester, state }: DeskRequest): CounterChange[] {
  const ends = isFinal(state) && state !== 'FULFILLED' && !(before !== undefined && isFinal(before.state));
  return ends ? givenBack({ count: order.count - accountIds.length, person: requester, team: order.team }) : [];
}

/** Whether it waited longer than the rules let it. */
export function isLate({ changed, state }: DeskRequest, { now, rules }: RequestFacts): boolean {
  return state === 'PENDING_APPROVAL' && minutesAfter(changed, rules.pendingDays * DAY_MINUTES) <= now;
}

/** What can be done about a request in each state. */
const INSTEAD: Readonly<Record<RequestState, string>> = {
  SUBMITTED: 'wait until it is decided whether it needs an approver',
  PENDING_APPROVAL: 'wait for an approver',
  APPROVED: 'look at it again; its accounts are on their way',
  PROVISIONING: 'wait until it has its accounts, and return those that are not needed',
  FULFILLED: 'return its accounts if they are not needed',
  REJECTED: 'read why, and request again what can be approved',
  CANCELLED: 'request it again if it is wanted after all',
  FAILED: 'read why, and request it again',
  EXPIRED: 'request it again, and tell an approver',
};

/** Undoable from where it stands. */
export function inState({ by, changed, id, state }: DeskRequest, action: string): RequestDecision {
  return refused(deskRefusal('AR-DESK-REQUEST-STATE', { id, status: state, time: changed.toISOString(), name: by, action, value: INSTEAD[state] }));
}

function refused(...refusals: readonly DeskRefusal[]): RequestDecision {
  return { kind: 'refused', refusals };
}
