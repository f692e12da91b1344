/** The accounts function of Innovation Sandbox: its routes, and what it makes of a request's body. */

import type { HttpAnswer } from './answers';
import { fail, moving, plain, Refusal, success } from './answers';
import type { Cleaner } from './cleaner';
import { deleteRecord, recordView, setStatus, shownRecord } from './records';
import type { Registration } from './registration';
import type { SandboxContext } from './sandbox-context';
import type { SandboxRecord } from './sandbox-state';
import type { Deferred } from '../../kernel/types';
import { UNIT_OF_STATUS } from '../../world/sandbox-units';

/** A request that was let in. */
export interface AccountsRequest {
  readonly method: string;
  /** Without the stage. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Text, or an object where the function was invoked directly. */
  readonly body: unknown;
}

const MOST_ACCOUNTS = 2000;
const MOST_UNREGISTERED = 20;
const KEYS = ['awsAccountId', 'email', 'name', 'meta'];

type Handler = (request: AccountsRequest, accountId: string) => HttpAnswer | Deferred;

export class AccountsApi {
  private readonly routes: readonly (readonly [string, RegExp, Handler])[];

  constructor(private readonly sandbox: SandboxContext, private readonly registration: Registration, private readonly cleaner: Cleaner) {
    const always: typeof this.routes = [
      ['GET', /^\/accounts$/, request => this.list(request)],
      ['POST', /^\/accounts$/, request => this.register(request)],
      ['GET', /^\/accounts\/unregistered$/, request => this.listUnregistered(request)],
      ['GET', /^\/accounts\/([^/]+)$/, (_request, id) => success(200, recordView(sandbox, this.recordOf(id, shownRecord)))],
      ['POST', /^\/accounts\/([^/]+)\/retryCleanup$/, (_request, id) => this.retryCleanup(id)],
      ['POST', /^\/accounts\/([^/]+)\/eject$/, (_request, id) => this.eject(id)],
    ];
    const latest: typeof this.routes = [
      ['POST', /^\/accounts\/([^/]+)\/quarantine$/, (_request, id) => this.quarantine(id)],
      ['POST', /^\/accounts\/([^/]+)\/skipCooldown$/, (_request, id) => this.skipCooldown(id)],
    ];
    this.routes = sandbox.isAtLeast(1, 3) ? [...always, ...latest] : always;
  }

  /** Answers a request, whatever it is. */
  public answer(request: AccountsRequest): HttpAnswer | Deferred {
    try {
      const path = request.path.replace(/\/+$/, '');
      for (const [method, pattern, handler] of this.routes) {
        const match = method === request.method ? pattern.exec(path) : null;
        if (match) {
          return handler(request, decodeURIComponent(match[1] ?? ''));
        }
      }
      throw plain(404, 'Route does not exist');
    } catch (error) {
      if (error instanceof Refusal) {
        return error.answer;
      }
      throw error;
    }
  }

  private list({ query }: AccountsRequest): HttpAnswer {
    const { state } = this.sandbox;
    const sizeKey = this.sandbox.isAtLeast(1, 3) ? 'maxResults' : 'pageSize';
    const { items, next } = pageOf(state.records, query, sizeKey, MOST_ACCOUNTS);
    return success(200, { result: items.map(record => recordView(this.sandbox, record)), nextPageIdentifier: next ?? null });
  }

  private listUnregistered({ query }: AccountsRequest): HttpAnswer {
    const { organizations, world } = this.sandbox;
    const there = organizations.state.accounts.filter(({ parentId }) => parentId === world.organizationalUnits.entry);
    const { items, next } = pageOf(there, query, 'pageSize', MOST_UNREGISTERED);
    const result = items.map(({ id, email, name }) => ({ Id: id, Email: email, Name: name }));
    return success(200, { result, ...(next !== undefined ? { nextPageIdentifier: next } : {}) });
  }

  private register(request: AccountsRequest): HttpAnswer | Deferred {
    const body = bodyOf(request);
    const unknown = Object.keys(body).filter(key => !KEYS.includes(key));
    if (typeof body.awsAccountId !== 'string' || !/^\d{12}$/.test(body.awsAccountId)) {
      throw fail(400, body.awsAccountId === undefined ? 'Required' : 'AWS Account ID must be exactly 12 digits', 'awsAccountId');
    }
    if (unknown.length > 0) {
      throw fail(400, `Unrecognized key(s) in object: ${unknown.map(key => `'${key}'`).join(', ')}`, 'input');
    }
    const { to, world } = this.sandbox;
    if ([to.world.organization.managementAccountId, world.hubAccountId].includes(body.awsAccountId)) {
      throw fail(400, 'Account is an ISB administration account. Aborting registration.');
    }
    return this.registration.register(body.awsAccountId);
  }

  private retryCleanup(accountId: string): HttpAnswer {
    const record = this.recordOf(accountId);
    if (record.status !== 'Quarantine' && record.status !== 'CleanUp') {
      throw fail(409, 'Can only retry cleanup on quarantined accounts and those already in Cleanup.');
    }
    // The words of this refusal are ours: that there is one was read, but not how it is put.
    if (this.sandbox.isAtLeast(1, 3) && this.cleaner.isRunning(record)) {
      throw fail(409, 'Account cleanup is already in progress.');
    }
    if (record.status === 'Quarantine') {
      moving(() => this.sandbox.moveFrom(accountId, 'quarantine', 'cleanUp'));
      setStatus(this.sandbox, record, 'CleanUp');
    }
    this.cleaner.request(accountId, 'RETRY_FAILED_CLEANUP');
    return success(200);
  }

  private eject(accountId: string): HttpAnswer {
    const record = this.recordOf(accountId);
    if (record.status === 'CleanUp') {
      throw fail(409, 'Accounts cannot be ejected while in the CleanUp state.');
    }
    moving(() => this.sandbox.moveFrom(accountId, UNIT_OF_STATUS[record.status], 'exit'));
    deleteRecord(this.sandbox, accountId);
    return success(200);
  }

  private quarantine(accountId: string): HttpAnswer {
    const record = this.recordOf(accountId);
    if (record.status === 'Quarantine') {
      throw fail(409, 'Account is already quarantined.');
    }
    if (record.status === 'CleanUp') {
      throw fail(409, 'Account cannot be quarantined while cleanup is in progress.');
    }
    moving(() => this.sandbox.moveFrom(accountId, UNIT_OF_STATUS[record.status], 'quarantine'));
    setStatus(this.sandbox, record, 'Quarantine');
    this.sandbox.to.emit('quarantined', record.name, 'by an administrator');
    return success(200);
  }

  private skipCooldown(accountId: string): HttpAnswer {
    // The words of this refusal are ours.
    if (!this.cleaner.skipCooldown(this.recordOf(accountId))) {
      throw fail(409, 'Account is not cooling down.');
    }
    return success(200);
  }

  /** What is done goes by what is there; what is shown may lag. */
  private recordOf(accountId: string, read = (sandbox: SandboxContext, id: string) => sandbox.record(id)): SandboxRecord {
    if (!/^\d{12}$/.test(accountId)) {
      throw fail(400, 'AWS Account ID must be exactly 12 digits', 'awsAccountId');
    }
    const record = read(this.sandbox, accountId);
    if (!record) {
      throw fail(404, 'Account not found.');
    }
    return record;
  }
}

function bodyOf({ headers, body }: AccountsRequest): Record<string, unknown> {
  const type = headers['content-type'];
  if (type !== undefined && !/^application\/(.*\+)?json\b/.test(type)) {
    throw fail(415, 'Unsupported Media Type.');
  }
  if (body === undefined || body === null || body === '') {
    throw fail(415, 'Body not provided.');
  }
  let value: unknown = body;
  if (typeof body === 'string') {
    try {
      value = JSON.parse(body);
    } catch {
      throw fail(415, 'Invalid JSON in request body. Please check your JSON syntax.');
    }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw fail(400, 'Expected object', 'input');
  }
  return value as Record<string, unknown>;
}

function pageOf<T>(
  all: readonly T[], query: Readonly<Record<string, string>>, sizeKey: string, most: number,
): { readonly items: readonly T[]; readonly next?: string } {
  const size = query[sizeKey] === undefined ? most : Number(query[sizeKey]);
  if (!(size <= most)) {
    throw fail(400, `Number must be less than or equal to ${most}`, sizeKey);
  }
  const from = Number(query.pageIdentifier ?? 0);
  return { items: all.slice(from, from + size), ...(from + size < all.length ? { next: String(from + size) } : {}) };
}
