/**
 * Records as items of the desk's one table, and back.
 *
 *     REQ#<id>          A              lists: REQ#<state>          <changed>#<id>     a request
 *     REQ#<id>          BY             lists: WHO#<hash>           <since>#<id>       the same, as its requester's list has it
 *     ACC#<id>          A              lists: POOL#<pool>#<state>  <changed>#<id>     an account
 *     TEN#<tenant>      ACC#<id>                                                      that a tenant has it
 *     REQ#.. or ACC#..  EV#<number>    lists: DAY#<date>           <at>#<pk>#<number> what happened
 *     CNT#<scope>#..    A                                                             a count
 *     KEY#<hash>        A                                                             an idempotency key
 *
 * An account is one item, because its id is the key. What a record says is one JSON text; what conditions and lists go by stands beside it. An address stands in no
 * key: a person is a hash there.
 *
 * Each item says the format that it is written in. One of a later format was written by a newer version of the desk, and is refused: what this version doesn't
 * know, it would lose.
 */

import { REQUEST_ID_PATTERN } from './desk';
import type { DeskAccount, DeskRequest, Transition } from './model';
import type { Change, TenantAccount, UsedKey } from './ports';
import { DeskError, deskRefusal } from './refusals';
import type { CounterChange } from './rules';
import { isFinal } from './states';
import type { AccountState, RequestState } from './states';
import {
  ACCOUNT_ID_PATTERN,
  DESK_INDEX_PARTITION_KEY,
  DESK_INDEX_SORT_KEY,
  DESK_PARTITION_KEY,
  DESK_SORT_KEY,
  DESK_TTL,
} from '../../src/contract';
import { minutesAfter } from '../clock';
import { hashOf } from '../hash';

/** What DynamoDB writes a value as. */
export type ItemValue = { readonly S: string } | { readonly N: string };
export type Item = Readonly<Record<string, ItemValue>>;

/** The format that is written, and the latest that is read. */
export const FORMAT = 1;
/** Requests that came to nothing, whose texts may name people, are kept for so long; what happened stays in the log. */
const KEPT_MINUTES = 400 * 24 * 60;
/** A day's count is of no use when the day is over everywhere. */
const DAY_COUNT_MINUTES = 3 * 24 * 60;

export const MAIN = 'A';
export const BY_REQUESTER = 'BY';

/** The attributes beside the keys. */
export const Attribute = { FORMAT: 'fv', VERSION: 'v', STATE: 'st', REQUESTER: 'who', DATA: 'data', COUNT: 'n', REQUEST: 'req', BODY: 'body', TTL: DESK_TTL } as const;

const text = (value: string): ItemValue => ({ S: value });
const number = (value: number): ItemValue => ({ N: String(value) });
const seconds = (date: Date) => number(Math.floor(date.getTime() / 1000));

/** A list of the index, or a partition of the table. */
export interface List {
  readonly partition: string;
  readonly isIndex: boolean;
  readonly isNewestFirst?: boolean;
  /** What sort keys begin with; all if missing. */
  readonly prefix?: string;
}

export const LISTS = {
  requestsIn: (state: RequestState): List => ({ partition: `REQ#${state}`, isIndex: true }),
  requestsBy: (person: string): List => ({ partition: `WHO#${personHash(person)}`, isIndex: true, isNewestFirst: true }),
  accountsIn: (pool: string, state: AccountState): List => ({ partition: `POOL#${pool}#${state}`, isIndex: true }),
  accountsOf: (tenant: string): List => ({ partition: `TEN#${tenant}`, isIndex: false }),
  history: (of: Transition['of'], id: string): List => ({ partition: of === 'request' ? requestKey(id) : accountKey(id), isIndex: false, prefix: 'EV#' }),
  day: (day: string): List => ({ partition: `DAY#${day}`, isIndex: true }),
} as const;

/** The key of a request. Throws for what is none. */
export function requestKey(id: string): string {
  return `REQ#${fit(id, REQUEST_ID_PATTERN, 'AR-DESK-NO-REQUEST')}`;
}

/** The key of an account. Throws for what is none: another way to write an id would be another item. */
export function accountKey(id: string): string {
  return `ACC#${fit(id, ACCOUNT_ID_PATTERN, 'AR-DESK-NO-ACCOUNT')}`;
}

function fit(id: string, pattern: RegExp, code: 'AR-DESK-NO-REQUEST' | 'AR-DESK-NO-ACCOUNT'): string {
  if (!pattern.test(id)) {
    throw new DeskError(deskRefusal(code, { id: JSON.stringify(id).slice(0, 80) }));
  }
  return id;
}

export function keyOf(partition: string, sort: string): Item {
  return { [DESK_PARTITION_KEY]: text(partition), [DESK_SORT_KEY]: text(sort) };
}

function listed(partition: string, sort: string): Item {
  return { [DESK_INDEX_PARTITION_KEY]: text(partition), [DESK_INDEX_SORT_KEY]: text(sort) };
}

export function personHash(person: string): string {
  return hashOf('person', person).slice(0, 32);
}

/** Both items of a request. */
export function requestItems(request: DeskRequest): { readonly main: Item; readonly by: Item } {
  const { changed, id, requester, since, state, version } = request;
  const ends = isFinal(state) && request.accountIds.length === 0;
  const body = {
    [Attribute.FORMAT]: number(FORMAT),
    [Attribute.VERSION]: number(version),
    [Attribute.STATE]: text(state),
    [Attribute.REQUESTER]: text(personHash(requester)),
    [Attribute.DATA]: text(JSON.stringify(request)),
    ...ends && { [Attribute.TTL]: seconds(minutesAfter(changed, KEPT_MINUTES)) },
  };
  return {
    main: { ...keyOf(requestKey(id), MAIN), ...listed(LISTS.requestsIn(state).partition, `${changed.toISOString()}#${id}`), ...body },
    by: { ...keyOf(requestKey(id), BY_REQUESTER), ...listed(LISTS.requestsBy(requester).partition, `${since.toISOString()}#${id}`), ...body },
  };
}

export function accountItem(account: DeskAccount): Item {
  const { changed, id, pool, state, version } = account;
  return {
    ...keyOf(accountKey(id), MAIN),
    ...listed(LISTS.accountsIn(pool, state).partition, `${changed.toISOString()}#${id}`),
    [Attribute.FORMAT]: number(FORMAT),
    [Attribute.VERSION]: number(version),
    [Attribute.STATE]: text(state),
    [Attribute.DATA]: text(JSON.stringify(account)),
  };
}

export function holdingKey(tenant: string, accountId: string): Item {
  return keyOf(LISTS.accountsOf(tenant).partition, accountKey(accountId));
}

export function holdingItem({ assignment, id, pool }: DeskAccount): Item {
  const { by, request, since, tenant } = assignment!;
  const held: TenantAccount = { id, tenant, pool, since, by, ...request !== undefined && { requestId: request.id } };
  return { ...holdingKey(tenant, id), [Attribute.FORMAT]: number(FORMAT), [Attribute.DATA]: text(JSON.stringify(held)) };
}

export function transitionItem(transition: Transition): Item {
  const { at, id, number: place, of } = transition;
  const partition = of === 'request' ? requestKey(id) : accountKey(id);
  const padded = String(place).padStart(8, '0');
  return {
    ...keyOf(partition, `EV#${padded}`),
    ...listed(LISTS.day(at.toISOString().slice(0, 10)).partition, `${at.toISOString()}#${partition}#${padded}`),
    [Attribute.FORMAT]: number(FORMAT),
    [Attribute.DATA]: text(JSON.stringify(transition)),
  };
}

export function counterKey({ of, scope }: Pick<CounterChange, 'scope' | 'of'>): Item {
  return keyOf(`CNT#${scope}#${scope === 'day' ? of : hashOf(scope, of).slice(0, 32)}`, MAIN);
}

/** When a count is removed, if ever. */
export function counterTtl({ scope }: CounterChange, now: Date): ItemValue | undefined {
  return scope === 'day' ? seconds(minutesAfter(now, DAY_COUNT_MINUTES)) : undefined;
}

export function usedKeyKey(person: string, key: string): Item {
  return keyOf(`KEY#${hashOf('key', person, key)}`, MAIN);
}

export function usedKeyItem({ bodyHash, key, person, requestId, until }: NonNullable<Change['key']>): Item {
  return {
    ...usedKeyKey(person, key),
    [Attribute.FORMAT]: number(FORMAT),
    [Attribute.REQUEST]: text(requestId),
    [Attribute.BODY]: text(bodyHash),
    [Attribute.TTL]: seconds(until),
  };
}

/** What an item says that isn't over, for what has a time to end. */
export function usedKeyOf(item: Item | undefined, now: Date): UsedKey | undefined {
  if (item === undefined || numberOf(item[Attribute.TTL]) * 1000 <= now.getTime()) {
    return undefined;
  }
  requireKnown(item);
  return { requestId: textOf(item[Attribute.REQUEST]), bodyHash: textOf(item[Attribute.BODY]) };
}

/** Members of records that are times. */
const TIMES: readonly string[] = ['since', 'changed', 'at'];

/** The record that an item holds. Throws a {@link DeskError} for one of a later format. */
export function recordOf<T>(item: Item): T {
  requireKnown(item);
  return JSON.parse(textOf(item[Attribute.DATA]), (name, value: unknown) => TIMES.includes(name) && typeof value === 'string' ? new Date(value) : value) as T;
}

function requireKnown(item: Item): void {
  const format = numberOf(item[Attribute.FORMAT]);
  if (!(format <= FORMAT)) {
    throw new DeskError(deskRefusal('AR-DESK-NEWER', { id: textOf(item[DESK_PARTITION_KEY]), value: String(format), expected: String(FORMAT) }));
  }
}

export function countOf(item: Item | undefined): number {
  return item === undefined ? 0 : numberOf(item[Attribute.COUNT]);
}

export function textOf(value: ItemValue | undefined): string {
  return value !== undefined && 'S' in value ? value.S : '';
}

function numberOf(value: ItemValue | undefined): number {
  return value !== undefined && 'N' in value ? Number(value.N) : NaN;
}
