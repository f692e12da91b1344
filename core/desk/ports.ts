/** What the desk asks of its store. */

import type { DeskAccount, DeskRequest, Transition } from './model';
import type { CounterChange } from './rules';
import type { AccountState, RequestState } from './states';

/** Part of a list, with what the next part is asked by. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Opaque, and of this list only; missing behind the last one. */
  readonly next?: string;
}

/** Which part of a list. */
export interface PageOptions {
  readonly most: number;
  /** Of the part before. */
  readonly next?: string;
}

/** What an idempotency key was used for. */
export interface UsedKey {
  readonly requestId: string;
  readonly bodyHash: string;
}

/** Changes that belong together: all are written, or none. */
export interface Change {
  /** As they are then; their versions say what they follow. */
  readonly requests: readonly DeskRequest[];
  readonly accounts: readonly DeskAccount[];
  readonly transitions: readonly Transition[];
  readonly counters: readonly CounterChange[];
  /** Of a submission with an idempotency key. */
  readonly key?: UsedKey & { readonly person: string; readonly key: string; readonly until: Date };
}

/** What became of a change. */
export type Committed =
  | { readonly kind: 'written' }
  /** A record is not as it was when this was decided. */
  | { readonly kind: 'stale' }
  /** A count would be above its ceiling; how many there are. */
  | { readonly kind: 'ceiling'; readonly counter: CounterChange; readonly count: number }
  | { readonly kind: 'key-used'; readonly used: UsedKey };

/**
 * Requests, accounts and what happened to them. Reads of one record are consistent; lists may lag for a moment, so nothing is decided by them but where to look.
 *
 * Throws a TransientError if it didn't answer, a RefusalError if it said no, and a DeskError for what can't be read or a page token of another list.
 */
export interface DeskStore {
  request(id: string): Promise<DeskRequest | undefined>;
  account(id: string): Promise<DeskAccount | undefined>;
  usedKey(person: string, key: string, now: Date): Promise<UsedKey | undefined>;
  /** Those that are in a state, the longest first. */
  requestsIn(state: RequestState, page: PageOptions): Promise<Page<DeskRequest>>;
  /** Those of a person, the newest first. */
  requestsBy(person: string, page: PageOptions): Promise<Page<DeskRequest>>;
  /** Those of a pool that are in a state, the longest first. */
  accountsIn(pool: string, state: AccountState, page: PageOptions): Promise<Page<DeskAccount>>;
  /** Those that a tenant has. */
  accountsOf(tenant: string, page: PageOptions): Promise<Page<TenantAccount>>;
  /** What happened to a request or an account, in order. */
  history(of: Transition['of'], id: string, page: PageOptions): Promise<Page<Transition>>;
  /** What happened on a day (2026-11-28, UTC), in order. */
  day(day: string, page: PageOptions): Promise<Page<Transition>>;
  /** How many each of these comes to now, in their order. */
  counts(counters: readonly Pick<CounterChange, 'scope' | 'of'>[]): Promise<readonly number[]>;
  /** Writes a change if nothing of it has changed, no ceiling is exceeded and the key is free. Repeated, it is one change. */
  commit(change: Change, now: Date): Promise<Committed>;
}

/** An account as the list of a tenant has it. */
export interface TenantAccount {
  readonly id: string;
  readonly tenant: string;
  readonly pool: string;
  readonly since: Date;
  readonly by: string;
  readonly requestId?: string;
}
