/**
 * What becomes of an account at the desk: confirmed, assigned, returned, restored. One decision over plain data, as of requests.
 *
 * An account that is assigned for a request changes both, in one write: neither can have happened without the other.
 */

import { roleRefusal } from './actor';
import { inState, step, told } from './decide-request';
import type { AccountTransition, Actor, Assignment, DeskAccount, DeskRequest, Origin, RequestTransition } from './model';
import { DESK } from './model';
import { poolRefusals } from './order';
import type { DeskRefusal } from './refusals';
import { deskRefusal, quoted } from './refusals';
import type { CounterChange, DeskRules } from './rules';
import { givenBack } from './rules';
import type { AccountAction, AccountState } from './states';
import { accountMove, holds } from './states';
import { accountAfter } from './told';
import { assertNever } from '../failures/errors';

interface Wanted {
  readonly id: string;
  readonly why: string;
  readonly by: Actor;
  readonly origin: Origin;
}

interface Entry extends Wanted {
  readonly wants: 'announce' | 'confirm';
  readonly pool: string;
}

/** What is wanted. */
export type AssignmentCommand =
  | Entry
  | (Wanted & { readonly wants: 'create' | 'retire' | 'close' })
  /** To a tenant, by itself or as one of the accounts of a request. */
  | (Wanted & { readonly wants: 'assign'; readonly tenant?: string })
  | (Wanted & { readonly wants: 'return'; readonly tenant: string })
  /** The end of a return, by what was found: whether anybody can sign in still, and what is left in it. */
  | { readonly wants: 'restore'; readonly id: string; readonly evidence: ReturnEvidence };

/** What was seen of an account that was returned. */
export interface ReturnEvidence {
  readonly isAccessRevoked: boolean;
  /** What the purge could not remove; nothing if the account was proven empty. */
  readonly left: readonly string[];
}

/** What is known. */
export interface AssignmentFacts {
  readonly account?: DeskAccount;
  /** The request that it is to be assigned for. */
  readonly request?: DeskRequest;
  readonly rules: DeskRules;
  readonly now: Date;
}

/** What was decided. */
export type AssignmentDecision =
  | {
    readonly kind: 'changes';
    readonly account: DeskAccount;
    readonly request?: DeskRequest;
    readonly transitions: readonly (AccountTransition | RequestTransition)[];
    readonly counters: readonly CounterChange[];
  }
  | { readonly kind: 'refused'; readonly refusals: readonly DeskRefusal[] };

/** Decides. */
export function decideAssignment(command: AssignmentCommand, facts: AssignmentFacts): AssignmentDecision {
  const { account } = facts;
  if (command.wants !== 'restore') {
    const denied = roleRefusal(command.by, ['Operator'], `${command.wants} accounts`);
    if (denied !== undefined) {
      return refused(denied);
    }
  }
  type Decide<Command> = (command: Command, account: DeskAccount, facts: AssignmentFacts) => AssignmentDecision;
  const known = <Command extends { readonly id: string }>(decide: Decide<Command>, asked: Command) =>
    account === undefined ? refused(deskRefusal('AR-DESK-NO-ACCOUNT', { id: asked.id })) : decide(asked, account, facts);
  switch (command.wants) {
    case 'announce':
    case 'confirm': return enter(command, facts);
    case 'assign': return known(assign, command);
    case 'return': return known(giveBack, command);
    case 'restore': return known(restore, command);
    case 'create':
    case 'retire':
    case 'close': return known((asked, had) => moved(facts, had, asked.wants, { ...asked, by: asked.by.person }), command);
    default: return assertNever(command);
  }
}

function enter(command: Entry, facts: AssignmentFacts): AssignmentDecision {
  const { account, rules } = facts;
  const { by: { person: by }, pool, wants } = command;
  if (account !== undefined && account.pool !== pool) {
    return refused(deskRefusal('AR-DESK-OTHER-POOL', { id: account.id, value: account.pool, expected: pool }));
  }
  const refusals = poolRefusals({ pool }, rules);
  return refusals.length > 0 ? refused(...refusals) : moved(facts, account, wants, { ...command, by, ...account === undefined && { pool } });
}

function assign(command: Wanted & { readonly tenant?: string }, account: DeskAccount, facts: AssignmentFacts): AssignmentDecision {
  const { now, request, rules } = facts;
  const refusals = poolRefusals(account, rules);
  const tenant = request?.order.tenant ?? command.tenant;
  if (refusals.length > 0) {
    return refused(...refusals);
  }
  if (tenant === undefined || (request !== undefined && command.tenant !== undefined && command.tenant !== tenant)) {
    return refused(deskRefusal('AR-DESK-MEMBER', { place: 'tenant', value: quoted(command.tenant), expected: tenant === undefined ? 'a tenant, or a request' : `the tenant of the request, ${quoted(tenant)}` }));
  }
  if (request === undefined) {
    return moved(facts, account, 'assign', { ...command, by: command.by.person, assignment: { tenant } });
  }
  const { accountIds, id, order: { count, pool, team }, requester, state } = request;
  if (pool !== account.pool) {
    return refused(deskRefusal('AR-DESK-OTHER-POOL', { id: account.id, value: account.pool, expected: pool }));
  }
  if (accountIds.length >= count) {
    return refused(deskRefusal('AR-DESK-REQUEST-FULL', { id, count: String(count) }));
  }
  if (state !== 'APPROVED' && state !== 'PROVISIONING') {
    return inState(request, 'given accounts') as AssignmentDecision;
  }
  const given = moved(facts, account, 'assign', { ...command, by: command.by.person, assignment: { tenant, request: { id, requester, team } } });
  if (given.kind === 'refused') {
    return given;
  }
  const { by: { person } } = command;
  const taken = told({ now }, request, [
    ...state === 'APPROVED' ? [step('provision', person, 'its accounts are provided')] : [],
    step('take', person, `account ${account.id} was assigned`, { accountId: account.id }),
    ...accountIds.length + 1 === count ? [step('fulfil', DESK, `it has its ${count} accounts`)] : [],
  ]);
  return { ...given, request: taken.request, transitions: [...given.transitions, ...taken.transitions] };
}

function giveBack(command: Wanted & { readonly tenant: string }, account: DeskAccount, facts: AssignmentFacts): AssignmentDecision {
  const { assignment } = account;
  if (account.state === 'ASSIGNED' && assignment?.tenant !== command.tenant) {
    return refused(deskRefusal('AR-DESK-TENANT', { id: account.id, value: quoted(assignment?.tenant), expected: quoted(command.tenant) }));
  }
  const decision = moved(facts, account, 'return', { ...command, by: command.by.person });
  return decision.kind === 'refused' || assignment?.request === undefined ? decision
    : { ...decision, counters: givenBack({ count: 1, person: assignment.request.requester, team: assignment.request.team }) };
}

interface Returned {
  readonly evidence: ReturnEvidence;
}

function restore({ evidence: { isAccessRevoked, left } }: Returned, account: DeskAccount, facts: AssignmentFacts): AssignmentDecision {
  if (isAccessRevoked && left.length === 0) {
    return moved(facts, account, 'restore', { by: DESK, why: 'nobody can sign in any more, and it was found empty', origin: {} });
  }
  const why = [...isAccessRevoked ? [] : ['its former holders can still sign in'], ...left.length === 0 ? [] : [`left in it: ${left.slice(0, 10).join(', ')}`]].join('; ');
  return moved(facts, account, 'quarantine', { by: DESK, why, origin: {} });
}

interface Said {
  readonly id?: string;
  readonly by: string;
  readonly why: string;
  readonly origin: Origin;
  readonly pool?: string;
  readonly assignment?: Omit<Assignment, 'since' | 'by'>;
}

/** One transition of the account. Time never runs back within an account, whatever clock a function has. */
function moved(
  { now }: AssignmentFacts, before: DeskAccount | undefined, action: AccountAction, { assignment, by, id = '', origin, pool, why }: Said,
): AssignmentDecision {
  const to = accountMove(action, before?.state);
  if (to === undefined) {
    return accountInState(before!, action);
  }
  const at = before !== undefined && before.changed > now ? before.changed : now;
  const transition: AccountTransition = {
    of: 'account',
    id: before?.id ?? id,
    number: (before?.version ?? 0) + 1,
    at,
    by,
    why,
    origin,
    action,
    from: before?.state,
    to,
    ...pool !== undefined && { pool },
    ...assignment !== undefined && { assignment },
    ...before?.assignment !== undefined && !holds(to) && { released: before.assignment.tenant },
  };
  return { kind: 'changes', account: accountAfter(before, transition), transitions: [transition], counters: [] };
}

/** What can be done about an account in each state. */
const INSTEAD: Readonly<Record<AccountState, string>> = {
  REQUESTED: 'wait until it is there, and confirm it',
  CREATING: 'wait until it is there, and confirm it',
  AVAILABLE: 'assign it, or retire it',
  ASSIGNED: 'have it returned first',
  RETURNING: 'wait until nobody can sign in any more and it was found empty',
  QUARANTINED: 'see what is left in it, and retire it or have it emptied',
  RETIRING: 'take another account; this one is on its way out',
  RETIRED: 'take another account; this one is closed',
};

const DONE: Readonly<Record<AccountAction, string>> = {
  announce: 'announced',
  create: 'created',
  confirm: 'confirmed',
  assign: 'assigned',
  return: 'returned',
  restore: 'restored',
  quarantine: 'quarantined',
  retire: 'retired',
  close: 'closed',
};

function accountInState({ changed, id, state }: DeskAccount, action: AccountAction): AssignmentDecision {
  return refused(deskRefusal('AR-DESK-ACCOUNT-STATE', { id, status: state, time: changed.toISOString(), action: DONE[action], value: INSTEAD[state] }));
}

function refused(...refusals: readonly DeskRefusal[]): AssignmentDecision {
  return { kind: 'refused', refusals };
}
