/**
 * The desk's API, once: what can be asked, by whom, with what, and what is answered. The function serves this table, and docs/desk-api.json is generated from it.
 */

import type { ObjectSchema, TextSchema } from './schema';
import type { ShownName } from './shown';
import { ACCOUNT_ID_PATTERN } from '../../src/contract';
import { REQUEST_ID_PATTERN } from '../desk/desk';
import type { DeskRole } from '../desk/model';
import { ACCOUNT_STATES, REQUEST_STATES } from '../desk/states';

/** One thing that can be asked. */
export interface Route {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  /** /requests/{id} */
  readonly path: string;
  readonly summary: string;
  /** Who may ask at all; one of them is enough. */
  readonly roles: readonly DeskRole[];
  readonly query?: Readonly<Record<string, TextSchema>>;
  readonly body?: ObjectSchema;
  /** Whether it takes the header Idempotency-Key, and must have it. */
  readonly hasKey?: true;
  /** What is answered if nothing is wrong, by status, with what it means. */
  readonly answers: Readonly<Partial<Record<200 | 202, string>>>;
  /** Of what form that is. */
  readonly shows: ShownName;
}

/** The most bytes of a body. */
export const BODY_MAX = 16_384;
/** The most items of a page, and how many there are if nobody says. */
export const PAGE_MAX = 100;
export const PAGE_DEFAULT = 50;

/** Something to be seen, on one line. */
function line(maxLength: number, description?: string): TextSchema {
  return { type: 'string', minLength: 1, maxLength, pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f]*[^\\u0000-\\u001f\\u007f-\\u009f\\s][^\\u0000-\\u001f\\u007f-\\u009f]*$', ...description !== undefined && { description } };
}

const ID: Readonly<Record<'requests' | 'accounts', TextSchema>> = {
  requests: { type: 'string', pattern: REQUEST_ID_PATTERN.source },
  accounts: { type: 'string', pattern: ACCOUNT_ID_PATTERN.source },
};

/** What the id in a path must look like. */
export function idSchemaOf({ path }: Pick<Route, 'path'>): TextSchema | undefined {
  return path.includes('{id}') ? ID[path.startsWith('/accounts') ? 'accounts' : 'requests'] : undefined;
}

export const KEY_SCHEMA: TextSchema = { type: 'string', minLength: 1, maxLength: 128, pattern: '^[!-~]+$' };

const WHY = line(500, 'Why; it stands in the audit log.');
const TICKET = line(128, 'The ticket that it comes from.');
const COMMIT = { type: 'string', pattern: '^[0-9a-f]{7,64}$', description: 'The commit that it comes from.' } as const;
const ORIGIN = { ticket: TICKET, commit: COMMIT };
const TENANT = line(64, 'Who has the accounts.');
const POOL = line(128, 'A pool of the desk.');
const PAGING = {
  most: { type: 'string', pattern: '^([1-9][0-9]?|100)$', description: `Items of a page, ${PAGE_DEFAULT} if it is missing.` },
  next: { type: 'string', minLength: 1, maxLength: 2048, description: 'The token of the page before.' },
} as const;

const ORDER: ObjectSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['pool', 'tenant', 'team', 'costCentre', 'purpose', 'count'],
  properties: {
    pool: POOL,
    tenant: TENANT,
    team: line(64),
    costCentre: line(64),
    purpose: line(500),
    count: { type: 'integer', minimum: 1, maximum: 100 },
    template: line(64, 'The template that it is made from.'),
    templateVersion: { type: 'integer', minimum: 1, maximum: 9999, description: 'The newest if it is missing.' },
    parameters: { type: 'object', maxProperties: 50, additionalProperties: { type: 'string', maxLength: 1024 } },
    tags: { type: 'object', maxProperties: 50, additionalProperties: { type: 'string', maxLength: 1024 } },
    ...ORIGIN,
  },
};

const said = (properties: ObjectSchema['properties'], ...required: string[]): ObjectSchema =>
  ({ type: 'object', additionalProperties: false, properties: { ...properties, why: WHY, ...ORIGIN }, required: [...required, 'why'] });

const READERS: readonly DeskRole[] = ['Requester', 'Approver', 'Operator', 'Auditor'];

export const ROUTES = [
  {
    name: 'createRequest',
    shows: 'Request',
    method: 'POST',
    path: '/requests',
    summary: 'Request accounts',
    roles: ['Requester'],
    body: ORDER,
    hasKey: true,
    answers: { 202: 'The request, which waits for an approver or its accounts; Location says where it is.', 200: 'The request that was made with this key before.' },
  },
  {
    name: 'tryRequest',
    shows: 'DryRun',
    method: 'POST',
    path: '/requests/dry-run',
    summary: 'See what a request would come to, and change nothing',
    roles: ['Requester'],
    body: ORDER,
    answers: { 200: 'The request as it would be, and how many accounts are available.' },
  },
  {
    name: 'listRequests',
    shows: 'RequestPage',
    method: 'GET',
    path: '/requests',
    summary: 'List requests by state, or one\'s own',
    roles: READERS,
    query: { state: { type: 'string', enum: REQUEST_STATES }, ...PAGING },
    answers: { 200: 'A page of requests; without a state, of the caller\'s own.' },
  },
  {
    name: 'getRequest',
    shows: 'Request',
    method: 'GET',
    path: '/requests/{id}',
    summary: 'See a request',
    roles: READERS,
    answers: { 200: 'The request; Retry-After says when to look again, if it will change.' },
  },
  ...(['approve', 'reject'] as const).map(wants => ({
    name: `${wants}Request`,
    shows: 'Request',
    method: 'POST',
    path: `/requests/{id}/${wants}`,
    summary: `${wants === 'approve' ? 'Approve' : 'Reject'} somebody else's request`,
    roles: ['Approver'],
    body: said({}),
    answers: { 200: 'The request as it is then.' },
  } as const)),
  {
    name: 'cancelRequest',
    shows: 'Request',
    method: 'POST',
    path: '/requests/{id}/cancel',
    summary: 'Take a request back',
    roles: ['Requester', 'Operator'],
    body: said({}),
    answers: { 200: 'The request as it is then.' },
  },
  {
    name: 'listAccounts',
    shows: 'AccountPage',
    method: 'GET',
    path: '/accounts',
    summary: 'List accounts of a pool by state, or those of a tenant',
    roles: ['Operator', 'Auditor'],
    query: { pool: POOL, state: { type: 'string', enum: ACCOUNT_STATES }, tenant: TENANT, ...PAGING },
    answers: { 200: 'A page of accounts.' },
  },
  { name: 'getAccount', shows: 'Account', method: 'GET', path: '/accounts/{id}', summary: 'See an account', roles: ['Operator', 'Auditor'], answers: { 200: 'The account.' } },
  {
    name: 'confirmAccount',
    shows: 'Account',
    method: 'POST',
    path: '/accounts/{id}/confirm',
    summary: 'Say that an account of a pool is there and may be assigned',
    roles: ['Operator'],
    body: said({ pool: POOL }, 'pool'),
    answers: { 200: 'The account, available.' },
  },
  {
    name: 'assignAccount',
    shows: 'Account',
    method: 'POST',
    path: '/accounts/{id}/assign',
    summary: 'Assign an account to a tenant, or for a request',
    roles: ['Operator'],
    body: said({ tenant: TENANT, request: ID.requests }),
    answers: { 200: 'The account, assigned.' },
  },
  {
    name: 'returnAccount',
    shows: 'Account',
    method: 'POST',
    path: '/accounts/{id}/return',
    summary: 'Take an account back from its tenant',
    roles: ['Operator'],
    body: said({ tenant: TENANT }, 'tenant'),
    answers: { 200: 'The account, on its way back.' },
  },
  {
    name: 'listAudit',
    shows: 'TransitionPage',
    method: 'GET',
    path: '/audit',
    summary: 'See what happened on a day',
    roles: ['Auditor'],
    query: { day: { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', description: 'A day in UTC.' }, ...PAGING },
    answers: { 200: 'A page of transitions.' },
  },
] as const satisfies readonly Route[];

/** What can be asked, by name. */
export type RouteName = (typeof ROUTES)[number]['name'];

/** The route of a path, with the id that stands in it. */
export function routeOf(method: string, path: string): { readonly route: Route; readonly id?: string } | undefined {
  const parts = path.replace(/\/$/, '').split('/');
  for (const route of ROUTES as readonly Route[]) {
    const pattern = route.path.split('/');
    if (route.method === method && pattern.length === parts.length && pattern.every((part, index) => part === parts[index] || part === '{id}')) {
      const place = pattern.indexOf('{id}');
      return { route, ...place >= 0 && { id: parts[place] } };
    }
  }
  return undefined;
}
