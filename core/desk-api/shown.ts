/** Records as callers see them, and the schemas that docs/desk-api.json has of them. */

import type { AccountTransition, DeskAccount, DeskRequest, RequestTransition } from '../desk/model';
import type { TenantAccount } from '../desk/ports';
import { ACCOUNT_MOVES, ACCOUNT_STATES, REQUEST_MOVES, REQUEST_STATES } from '../desk/states';

/** A request. */
export function shownRequest({ accountIds, approver, by, changed, id, order, origin, requester, since, state, why }: DeskRequest): object {
  return {
    id,
    state,
    why,
    by,
    requester,
    ...approver !== undefined && { approver },
    ...order,
    ...origin,
    accountIds,
    since: since.toISOString(),
    changed: changed.toISOString(),
  };
}

/** An account. */
export function shownAccount({ assignment, by, changed, id, pool, since, state, why }: DeskAccount): object {
  const held = assignment === undefined ? {} : shownAssignment(assignment);
  return { id, pool, state, why, by, since: since.toISOString(), changed: changed.toISOString(), ...held };
}

function shownAssignment({ by, request, since, tenant }: NonNullable<DeskAccount['assignment']>): object {
  return { tenant, assignedSince: since.toISOString(), assignedBy: by, ...request !== undefined && { request: request.id } };
}

/** An account as the list of its tenant has it. */
export function shownHolding({ by, id, pool, requestId, since, tenant }: TenantAccount): object {
  return { id, pool, tenant, assignedSince: since.toISOString(), assignedBy: by, ...requestId !== undefined && { request: requestId } };
}

/** Something that happened. */
export function shownTransition(transition: RequestTransition | AccountTransition): object {
  const { action, at, by, from, id, number, of, origin, to, why } = transition;
  const accountId = transition.of === 'request' ? transition.accountId : undefined;
  const [tenant, released] = transition.of === 'account' ? [transition.assignment?.tenant, transition.released] : [];
  return {
    of,
    id,
    number,
    at: at.toISOString(),
    by,
    action,
    ...from !== undefined && { from },
    to,
    why,
    ...origin,
    ...accountId !== undefined && { accountId },
    ...tenant !== undefined && { tenant },
    ...released !== undefined && { released },
  };
}

const TEXT = { type: 'string' } as const;
const TIME = { type: 'string', format: 'date-time' } as const;
const TEXTS = { type: 'object', additionalProperties: TEXT } as const;

function record(required: Readonly<Record<string, object>>, optional: Readonly<Record<string, object>> = {}) {
  return { type: 'object', properties: { ...required, ...optional }, required: Object.keys(required), additionalProperties: false };
}

const ORIGIN = { ticket: TEXT, commit: TEXT };
const REQUEST = {
  id: TEXT,
  state: { type: 'string', enum: REQUEST_STATES },
  why: TEXT,
  by: TEXT,
  requester: TEXT,
  pool: TEXT,
  tenant: TEXT,
  team: TEXT,
  costCentre: TEXT,
  purpose: TEXT,
  count: { type: 'integer' },
  parameters: TEXTS,
  tags: TEXTS,
  accountIds: { type: 'array', items: TEXT },
  since: TIME,
  changed: TIME,
};
const REQUEST_MORE = { approver: TEXT, template: TEXT, templateVersion: { type: 'integer' }, ...ORIGIN };
const HELD = { tenant: TEXT, assignedSince: TIME, assignedBy: TEXT };
const STATES = { type: 'string', enum: [...REQUEST_STATES, ...ACCOUNT_STATES] };

function page(items: string) {
  return record({ items: { type: 'array', items: { $ref: `#/components/schemas/${items}` } } }, { next: TEXT });
}

/** By the names that docs/desk-api.json has them under. */
export const SHOWN_SCHEMAS = {
  Request: record(REQUEST, REQUEST_MORE),
  DryRun: record({ ...REQUEST, available: { type: 'integer' } }, REQUEST_MORE),
  Account: record({ id: TEXT, pool: TEXT, state: { type: 'string', enum: ACCOUNT_STATES }, why: TEXT, by: TEXT, since: TIME, changed: TIME }, { ...HELD, request: TEXT }),
  Holding: record({ id: TEXT, pool: TEXT, ...HELD }, { request: TEXT }),
  Transition: record({
    of: { type: 'string', enum: ['request', 'account'] },
    id: TEXT,
    number: { type: 'integer' },
    at: TIME,
    by: TEXT,
    action: { type: 'string', enum: [...Object.keys(REQUEST_MOVES), ...Object.keys(ACCOUNT_MOVES)] },
    to: STATES,
    why: TEXT,
  }, { from: STATES, accountId: TEXT, tenant: TEXT, released: TEXT, ...ORIGIN }),
  RequestPage: page('Request'),
  AccountPage: { anyOf: [page('Account'), page('Holding')] },
  TransitionPage: page('Transition'),
  Errors: record({ errors: { type: 'array', minItems: 1, items: record({ code: TEXT, what: TEXT, fix: TEXT }, { place: TEXT }) } }),
} as const;

/** The name of one of these. */
export type ShownName = keyof typeof SHOWN_SCHEMAS;
