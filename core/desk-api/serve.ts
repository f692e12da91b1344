/**
 * Serves one request to the API: finds its route, reads what was sent, asks the desk, answers.
 *
 * Whoever asks is known before anything is read of a record, and everything that is wrong with a body is told in one answer.
 */

import type { Route, RouteName } from './routes';
import { BODY_MAX, idSchemaOf, KEY_SCHEMA, PAGE_DEFAULT, routeOf } from './routes';
import { problemsOf } from './schema';
import { shownAccount, shownHolding, shownRequest, shownTransition } from './shown';
import { roleRefusal } from '../desk/actor';
import type { Desk, Outcome } from '../desk/desk';
import type { Actor, DeskRequest, Origin, RequestOrder } from '../desk/model';
import type { DeskStore, Page, PageOptions } from '../desk/ports';
import type { DeskRefusal, RefusalSort } from '../desk/refusals';
import { DESK_REFUSALS, DeskError, deskRefusal, quoted } from '../desk/refusals';
import type { AccountState, RequestState } from '../desk/states';
import { isFinal } from '../desk/states';
import { TransientError } from '../failures/errors';

/** What was sent. */
export interface ApiCall {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Of the header Idempotency-Key. */
  readonly key?: string;
  /** As it came; missing if there is none. */
  readonly body?: string;
}

/** What is answered. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}

const STATUS: Readonly<Record<RefusalSort, number>> = {
  'unreadable': 400,
  'forbidden': 403,
  'unknown': 404,
  'conflict': 409,
  'too-large': 413,
  'invalid': 422,
  'later': 503,
  'broken': 500,
};
/** When to look again at what others have to do, in seconds. */
const LOOK_AGAIN: Readonly<Partial<Record<RequestState, number>>> = { SUBMITTED: 5, PENDING_APPROVAL: 300, APPROVED: 60, PROVISIONING: 60 };

interface Asked {
  readonly by: Actor;
  readonly id: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Body;
  readonly key: string;
}

/** A body that was held to its route's schema. */
type Body = Origin & Partial<RequestOrder> & { readonly why?: string; readonly request?: string };

/** The API of a desk. */
export class DeskApi {
  private readonly answers: Readonly<Record<RouteName, (asked: Asked) => Promise<ApiAnswer>>> = {
    createRequest: async asked => this.create(asked),
    tryRequest: async asked => answerOf(
      await this.desk.dryRun(submissionOf(asked)),
      ({ available, request }) => ({ ...shownRequest(request), available }),
    ),
    listRequests: async asked => this.listRequests(asked),
    getRequest: async ({ by, id }) => {
      const request = await this.store.request(id);
      return request === undefined || !maySee(by, request) ? refusedWith(deskRefusal('AR-DESK-NO-REQUEST', { id })) : requestAnswer(200, request);
    },
    approveRequest: async asked => this.answered(asked, 'approve'),
    rejectRequest: async asked => this.answered(asked, 'reject'),
    cancelRequest: async asked => this.answered(asked, 'cancel'),
    listAccounts: async asked => this.listAccounts(asked),
    getAccount: async ({ id }) => {
      const account = await this.store.account(id);
      return account === undefined ? refusedWith(deskRefusal('AR-DESK-NO-ACCOUNT', { id })) : answer(200, shownAccount(account));
    },
    confirmAccount: async ({ body, by, id }) =>
      answerOf(await this.desk.account({ wants: 'confirm', id, by, pool: body.pool ?? '', why: body.why ?? '', origin: originOf(body) }), shownAccount),
    assignAccount: async ({ body, by, id }) =>
      answerOf(await this.desk.account({ wants: 'assign', id, by, tenant: body.tenant, why: body.why ?? '', origin: originOf(body) }, body.request), shownAccount),
    returnAccount: async ({ body, by, id }) =>
      answerOf(await this.desk.account({ wants: 'return', id, by, tenant: body.tenant ?? '', why: body.why ?? '', origin: originOf(body) }), shownAccount),
    listAudit: async ({ query }) => query.day === undefined
      ? refusedWith(deskRefusal('AR-DESK-MEMBER', { place: 'day', value: 'missing', expected: 'a day like 2026-11-28' }))
      : answer(200, pageOf(await this.store.day(query.day, pageOptions(query)), shownTransition)),
  };

  constructor(private readonly desk: Desk, private readonly store: DeskStore) {}

  /** Answers; throws what the store throws when it doesn't. */
  public async serve(call: ApiCall, caller: Actor | DeskRefusal): Promise<ApiAnswer> {
    const found = routeOf(call.method, call.path);
    if (found === undefined) {
      return refusedWith(deskRefusal('AR-DESK-ROUTE', { value: quoted(`${call.method} ${call.path}`) }));
    }
    const { id, route } = found;
    if ('code' in caller) {
      return refusedWith(caller);
    }
    const denied = roleRefusal(caller, route.roles, `do this (${route.summary})`);
    if (denied !== undefined) {
      return refusedWith(denied);
    }
    const body = bodyOf(route, call.body);
    const problems = [...parameterProblems(route, call, id), ...body.problems];
    if (problems.length > 0) {
      return refusedWith(...problems);
    }
    try {
      return await this.answers[route.name as RouteName]({ by: caller, id: id ?? '', query: call.query, body: body.body, key: call.key ?? '' });
    } catch (error) {
      if (error instanceof DeskError) {
        return refusedWith(error.refusal);
      }
      throw error;
    }
  }

  private async create(asked: Asked): Promise<ApiAnswer> {
    const outcome = await this.desk.submit(submissionOf(asked));
    if (outcome.kind === 'refused') {
      return refusedWith(...outcome.refusals);
    }
    if (outcome.isReplay) {
      return requestAnswer(200, outcome.value);
    }
    return requestAnswer(202, await this.withAccounts(outcome.value), { location: `/requests/${outcome.value.id}` });
  }

  private async answered({ body, by, id }: Asked, wants: 'approve' | 'reject' | 'cancel'): Promise<ApiAnswer> {
    const outcome = await this.desk.answer({ wants, id, by, why: body.why ?? '', origin: originOf(body) });
    return outcome.kind === 'refused' ? refusedWith(...outcome.refusals) : requestAnswer(200, await this.withAccounts(outcome.value));
  }

  /** What is approved gets at once what there is. That it was approved stands, whatever comes of this: the next tick makes up for it. */
  private async withAccounts(request: DeskRequest): Promise<DeskRequest> {
    if (request.state !== 'APPROVED') {
      return request;
    }
    const outcome = await this.desk.fulfil(request.id);
    return outcome.kind === 'done' ? outcome.value : request;
  }

  private async listRequests({ by, query }: Asked): Promise<ApiAnswer> {
    const { state } = query;
    if (state === undefined) {
      return answer(200, pageOf(await this.store.requestsBy(by.person, pageOptions(query)), shownRequest));
    }
    const denied = roleRefusal(by, ['Approver', 'Operator', 'Auditor'], 'list the requests of others');
    if (denied !== undefined) {
      return refusedWith(denied);
    }
    return answer(200, pageOf(await this.store.requestsIn(state as RequestState, pageOptions(query)), shownRequest));
  }

  private async listAccounts({ query }: Asked): Promise<ApiAnswer> {
    const { pool, state, tenant } = query;
    if (tenant !== undefined && pool === undefined && state === undefined) {
      return answer(200, pageOf(await this.store.accountsOf(tenant, pageOptions(query)), shownHolding));
    }
    if (pool !== undefined && state !== undefined && tenant === undefined) {
      return answer(200, pageOf(await this.store.accountsIn(pool, state as AccountState, pageOptions(query)), shownAccount));
    }
    return refusedWith(deskRefusal('AR-DESK-MEMBER', { place: 'query', value: quoted(Object.keys(query).sort().join(', ')), expected: 'pool and state, or tenant alone' }));
  }
}

function maySee(by: Actor, { requester }: DeskRequest): boolean {
  return by.person === requester || by.roles.some(role => role !== 'Requester');
}

function submissionOf({ body, by, key }: Asked) {
  const { commit: _commit, parameters = {}, tags = {}, ticket: _ticket, ...order } = body;
  return { order: { ...order, parameters, tags } as RequestOrder, by, origin: originOf(body), key };
}

function originOf({ commit, ticket }: Body): Origin {
  return { ...ticket !== undefined && { ticket }, ...commit !== undefined && { commit } };
}

function pageOptions({ most, next }: Readonly<Record<string, string>>): PageOptions {
  return { most: most === undefined ? PAGE_DEFAULT : Number(most), ...next !== undefined && { next } };
}

function parameterProblems(route: Route, { key, query }: ApiCall, id: string | undefined): DeskRefusal[] {
  const schema = idSchemaOf(route);
  const known = Object.keys(route.query ?? {});
  return [
    ...schema === undefined ? [] : problemsOf(schema, id, 'id'),
    ...route.hasKey === true ? problemsOf(KEY_SCHEMA, key, 'Idempotency-Key') : [],
    ...Object.entries(query).flatMap(([name, value]) => known.includes(name) ? problemsOf(route.query![name], value, name)
      : [deskRefusal('AR-DESK-MEMBER', { place: name.slice(0, 128), value: 'unknown', expected: `one of ${known.join(', ') || 'none'}` })]),
  ];
}

function bodyOf({ body: schema }: Route, text: string | undefined): { readonly body: Body; readonly problems: readonly DeskRefusal[] } {
  const refused = (...problems: readonly DeskRefusal[]) => ({ body: {}, problems });
  if (schema === undefined) {
    return text === undefined || text === '' ? refused() : refused(deskRefusal('AR-DESK-BODY', { value: 'there', expected: 'none' }));
  }
  const bytes = Buffer.byteLength(text ?? '', 'utf8');
  if (bytes > BODY_MAX) {
    return refused(deskRefusal('AR-DESK-BODY-SIZE', { value: String(bytes), expected: String(BODY_MAX) }));
  }
  let body: unknown;
  try {
    body = JSON.parse(text ?? '');
  } catch {
    return refused(deskRefusal('AR-DESK-BODY', { value: text === undefined || text === '' ? 'missing' : 'no JSON', expected: 'a JSON object' }));
  }
  const problems = problemsOf(schema, body);
  return problems.length > 0 ? refused(...problems) : { body: body as Body, problems };
}

function answerOf<T>(outcome: Outcome<T>, shown: (value: T) => object): ApiAnswer {
  return outcome.kind === 'refused' ? refusedWith(...outcome.refusals) : answer(200, shown(outcome.value));
}

function requestAnswer(status: number, request: DeskRequest, headers: Readonly<Record<string, string>> = {}): ApiAnswer {
  const seconds = isFinal(request.state) ? undefined : LOOK_AGAIN[request.state];
  return answer(status, shownRequest(request), { ...headers, ...seconds !== undefined && { 'retry-after': String(seconds) } });
}

/** The answer if the desk itself failed. What it failed with is for the log, and not for callers. */
export function failedWith(error: unknown): ApiAnswer {
  return refusedWith(deskRefusal(error instanceof TransientError ? 'AR-DESK-BUSY' : 'AR-DESK-BROKEN', {}));
}

/** The answer to what is refused; the first reason says of what sort it is. */
export function refusedWith(...refusals: readonly DeskRefusal[]): ApiAnswer {
  const { sort } = DESK_REFUSALS[refusals[0].code];
  return answer(STATUS[sort], { errors: refusals }, sort === 'later' ? { 'retry-after': '5' } : {});
}

function answer(status: number, body: object, headers: Readonly<Record<string, string>> = {}): ApiAnswer {
  return { status, headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers }, body };
}

function pageOf<T>({ items, next }: Page<T>, shown: (item: T) => object): object {
  return { items: items.map(shown), ...next !== undefined && { next } };
}
