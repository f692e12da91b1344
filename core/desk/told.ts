/** How things stand, from what happened: the one place where a transition changes a record. Decisions use it, and so does whoever rebuilds records from the audit log. */

import type { AccountTransition, DeskAccount, DeskRequest, RequestTransition } from './model';
import { accountMove, holds, requestMove } from './states';

/** The request after a transition. Throws for one that doesn't follow from how it stands: the log was tampered with, or lacks an entry. */
export function requestAfter(request: DeskRequest | undefined, told: RequestTransition): DeskRequest {
  requireNext(request, told, requestMove(told.action, request?.state));
  const { accountId, action, at, by, id, number, order, origin, to, why } = told;
  const base = request ?? { id, order: order ?? missing(told, 'order'), requester: by, origin, accountIds: [], since: at };
  return {
    ...base,
    state: to,
    why,
    by,
    ...action === 'approve' && { approver: by },
    accountIds: accountId === undefined ? base.accountIds : [...base.accountIds, accountId],
    changed: at,
    version: number,
  };
}

/** The account after a transition. Throws as above. */
export function accountAfter(account: DeskAccount | undefined, told: AccountTransition): DeskAccount {
  requireNext(account, told, accountMove(told.action, account?.state));
  const { assignment, at, by, id, number, pool, to, why } = told;
  const { assignment: had, ...base } = account ?? { id, pool: pool ?? missing(told, 'pool'), since: at };
  const has = assignment === undefined ? had : { ...assignment, since: at, by };
  return { ...base, state: to, why, by, ...holds(to) && has !== undefined && { assignment: has }, changed: at, version: number };
}

/** A request as its transitions tell it, in the order of their numbers. */
export function requestOf(transitions: readonly RequestTransition[]): DeskRequest | undefined {
  return transitions.reduce<DeskRequest | undefined>(requestAfter, undefined);
}

/** An account as its transitions tell it. */
export function accountOf(transitions: readonly AccountTransition[]): DeskAccount | undefined {
  return transitions.reduce<DeskAccount | undefined>(accountAfter, undefined);
}

interface Next {
  readonly of: string;
  readonly id: string;
  readonly number: number;
  readonly action: string;
  readonly from?: string;
  readonly to: string;
}

type Before = Pick<DeskRequest, 'id' | 'version'> & { readonly state: string };

function requireNext(before: Before | undefined, told: Next, leadsTo: string | undefined): void {
  const expected = (before?.version ?? 0) + 1;
  if (told.number !== expected || told.from !== before?.state || told.to !== leadsTo || (before !== undefined && before.id !== told.id)) {
    throw new Error(`transition ${told.number} of ${told.of} ${told.id} (${told.action}, ${told.from ?? 'none'} -> ${told.to}) does not follow ${before === undefined ? 'nothing' : `${before.version} of ${before.id}, ${before.state}`}: the log lacks an entry, or was changed`);
  }
}

function missing({ id, number, of }: Next, what: string): never {
  throw new Error(`transition ${number} of ${of} ${id} is the first one and has no ${what}: the log was changed`);
}
