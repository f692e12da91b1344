/** Random histories of a desk: fifty people who submit, answer, cancel, assign and return, several at once, and what must hold whatever they do. */

import * as fc from 'fast-check';
import { actor, ORDER, RULES } from './fixtures';
import { Desk } from '../../../core/desk/desk';
import type { Actor, AccountTransition, DeskAccount, DeskRequest, RequestTransition, Transition } from '../../../core/desk/model';
import { DESK, DESK_ROLES } from '../../../core/desk/model';
import type { DeskStore } from '../../../core/desk/ports';
import { accountOf, requestOf } from '../../../core/desk/told';

/** Everybody has one to four roles; a quarter of them all four, so that each may do everything and must not. */
export const PEOPLE: readonly Actor[] = Array.from({ length: 50 }, (_, index) =>
  actor(`p${index}`, ...DESK_ROLES.filter((_role, bit) => index % 4 === 0 || Math.floor(index / 4) % 4 === bit || index % 3 === bit)));
export const ACCOUNTS: readonly string[] = Array.from({ length: 6 }, (_, index) => String(100_000_000_000 + index));

export interface Act {
  readonly does: 'submit' | 'approve' | 'reject' | 'cancel' | 'fail' | 'fulfil' | 'confirm' | 'assign' | 'assign-for' | 'return' | 'restore' | 'retire' | 'tick';
  readonly who: number;
  /** Which request or account, among those that there are. */
  readonly which: number;
  readonly count: number;
  /** A key of few, so that some are used twice. */
  readonly key: number;
  readonly minutes: number;
}

const WEIGHTS: Readonly<Record<Act['does'], number>> = {
  'submit': 6,
  'approve': 6,
  'reject': 1,
  'cancel': 1,
  'fail': 1,
  'fulfil': 4,
  'confirm': 5,
  'assign': 3,
  'assign-for': 3,
  'return': 4,
  'restore': 4,
  'retire': 1,
  'tick': 1,
};

/** Batches of acts that happen at the same time. */
export const HISTORIES: fc.Arbitrary<readonly (readonly Act[])[]> = fc.array(
  fc.array(fc.record<Act>({
    does: fc.oneof(...Object.entries(WEIGHTS).map(([does, weight]) => ({ arbitrary: fc.constant(does as Act['does']), weight }))),
    who: fc.nat(PEOPLE.length - 1),
    which: fc.nat(99),
    count: fc.integer({ min: 1, max: 3 }),
    key: fc.nat(30),
    minutes: fc.nat(6000),
  }), { minLength: 1, maxLength: 6 }),
  { minLength: 10, maxLength: 40, size: 'max' },
);

/** What came of a history. */
export interface Happened {
  /** The ids of all requests that were made. */
  readonly requests: readonly string[];
  readonly now: Date;
}

/** Lets a history happen. */
export async function happen(store: DeskStore, history: readonly (readonly Act[])[], start: Date): Promise<Happened> {
  let now = start;
  const desk = new Desk(store, { ...RULES, ceilings: { perPerson: 6, perTeam: 9, perDay: 15 } }, () => now);
  const requests = new Set<string>();
  for (const batch of history) {
    // Clocks of functions differ: some acts are a little before the one that came first.
    now = new Date(now.getTime() + (batch[0].minutes - 5) * 60_000);
    const made = await Promise.all(batch.map(act => once(desk, act, [...requests])));
    made.forEach(id => id !== undefined && requests.add(id));
  }
  return { requests: [...requests], now };
}

async function once(desk: Desk, { count, does, key, which, who }: Act, requests: readonly string[]): Promise<string | undefined> {
  const by = PEOPLE[who];
  const request = requests[which % Math.max(1, requests.length)] ?? 'none';
  const account = ACCOUNTS[which % ACCOUNTS.length];
  const tenant = `tenant-${which % 3}`;
  const said = { why: 'so', by, origin: {} };
  switch (does) {
    case 'submit': {
      const order = { ...ORDER, count, tenant, team: `team-${who % 4}` };
      const outcome = await desk.submit({ order, by, origin: {}, key: `key-${key}` });
      return outcome.kind === 'done' ? outcome.value.id : undefined;
    }
    case 'approve':
    case 'reject':
    case 'cancel':
    case 'fail': await desk.answer({ ...said, wants: does, id: request }); return undefined;
    case 'fulfil': await desk.fulfil(request); return undefined;
    case 'tick': await desk.tick(); return undefined;
    case 'confirm': await desk.account({ ...said, wants: does, id: account, pool: 'teams' }); return undefined;
    case 'assign': await desk.account({ ...said, wants: does, id: account, tenant }); return undefined;
    case 'assign-for': await desk.account({ ...said, wants: 'assign', id: account }, request); return undefined;
    case 'return': await desk.account({ ...said, wants: does, id: account, tenant }); return undefined;
    case 'retire': await desk.account({ ...said, wants: does, id: account }); return undefined;
    case 'restore': {
      const evidence = { isAccessRevoked: which % 5 > 0, left: which % 7 === 0 ? ['a bucket'] : [] };
      await desk.account({ wants: does, id: account, evidence });
      return undefined;
    }
  }
}

/** What is broken of what must hold. Empty if all holds. */
export async function brokenOf(store: DeskStore, ids: readonly string[]): Promise<string[]> {
  const broken: string[] = [];
  const holders = new Map<string, Set<string>>();
  const counted = new Map<string, number>();
  const count = (key: string, by: number) => counted.set(key, (counted.get(key) ?? 0) + by);
  const requests: DeskRequest[] = [];
  for (const id of ids) {
    const request = await store.request(id);
    const log = await all<RequestTransition>(next => store.history('request', id, { most: 7, next }) as never);
    if (JSON.stringify(request) !== JSON.stringify(requestOf(log))) {
      broken.push(`request ${id} can't be rebuilt from its log: ${JSON.stringify(request)}, told ${JSON.stringify(requestOf(log))}`);
    }
    broken.push(...unheard(log));
    if (request !== undefined) {
      requests.push(request);
      if (request.approver === request.requester) {
        broken.push(`request ${id} was approved by its requester`);
      }
      // One that was returned and proven empty may come again.
      if (request.accountIds.length > request.order.count) {
        broken.push(`request ${id} has ${request.accountIds.join()} of ${request.order.count}`);
      }
      const open = ['REJECTED', 'CANCELLED', 'EXPIRED', 'FAILED'].includes(request.state) ? 0 : request.order.count - request.accountIds.length;
      count(`person ${request.requester}`, open);
      count(`team ${request.order.team}`, open);
    }
  }
  for (const id of ACCOUNTS) {
    const account = await store.account(id);
    const log = await all<AccountTransition>(next => store.history('account', id, { most: 7, next }) as never);
    if (JSON.stringify(account) !== JSON.stringify(accountOf(log))) {
      broken.push(`account ${id} can't be rebuilt from its log: ${JSON.stringify(account)}, told ${JSON.stringify(accountOf(log))}`);
    }
    broken.push(...unheard(log), ...overlapping(log));
    if (account?.assignment !== undefined && account.state === 'ASSIGNED') {
      const { request } = account.assignment;
      if (request !== undefined) {
        count(`person ${request.requester}`, 1);
        count(`team ${request.team}`, 1);
        if (!requests.some(one => one.id === request.id && one.accountIds.includes(id))) {
          broken.push(`account ${id} is assigned for ${request.id}, which does not know`);
        }
      }
    }
    await noteHolders(store, id, account, holders);
  }
  holders.forEach((tenants, id) => tenants.size > 1 && broken.push(`account ${id} has tenants ${[...tenants].join()}`));
  for (const [key, expected] of counted) {
    const [scope, of] = key.split(' ');
    const [found] = await store.counts([{ scope: scope as 'person', of }]);
    if (found !== expected) {
      broken.push(`${key} is counted as ${found}, and has ${expected}`);
    }
  }
  return broken;
}

async function noteHolders(store: DeskStore, id: string, account: DeskAccount | undefined, holders: Map<string, Set<string>>): Promise<void> {
  for (let tenant = 0; tenant < 3; tenant++) {
    const held = await all(next => store.accountsOf(`tenant-${tenant}`, { most: 5, next }));
    if (held.some(one => one.id === id)) {
      holders.set(id, (holders.get(id) ?? new Set()).add(`tenant-${tenant}`));
    }
  }
  const listed = [...holders.get(id) ?? []].join();
  if (listed !== (account?.assignment?.tenant ?? '')) {
    throw new Error(`account ${id} is of ${account?.assignment?.tenant ?? 'nobody'}, and is listed with ${listed || 'nobody'}`);
  }
}

/** What nobody who may not has done, read from the log alone. */
function unheard(log: readonly Transition[]): string[] {
  return log.flatMap((one, index) => {
    const earlier = log[index - 1];
    const isOwnAnswer = one.of === 'request' && (one.action === 'approve' || one.action === 'reject') && one.by === log[0].by;
    const isByNobody = one.by !== DESK && !PEOPLE.some(({ person }) => person === one.by);
    return [
      ...isOwnAnswer ? [`${one.id}: ${one.by} answered its own request`] : [],
      ...isByNobody || one.why === '' ? [`${one.id}: ${one.number} says not who or why`] : [],
      ...earlier !== undefined && earlier.at > one.at ? [`${one.id}: ${one.number} is before ${earlier.number}`] : [],
    ];
  });
}

/** Assignments between which the account was not proven empty. */
function overlapping(log: readonly AccountTransition[]): string[] {
  const said = log.map(({ action }) => action).filter(action => action === 'assign' || action === 'restore').join(' ');
  return said.includes('assign assign') ? [`account ${log[0].id} went from one tenant to the next: ${said}`] : [];
}

async function all<T>(list: (next?: string) => Promise<{ readonly items: readonly T[]; readonly next?: string }>): Promise<T[]> {
  const items: T[] = [];
  let next: string | undefined;
  do {
    const page = await list(next);
    items.push(...page.items);
    next = page.next;
  } while (next !== undefined);
  return items;
}
