/** A desk for tests: its rules, its people, and a store that keeps all in memory and lets nothing through that the real one wouldn't. */

import type { AccountTransition, Actor, DeskAccount, DeskRequest, DeskRole, RequestOrder, RequestTransition, Transition } from '../../../core/desk/model';
import type { Change, Committed, DeskStore, Page, PageOptions, TenantAccount, UsedKey } from '../../../core/desk/ports';
import type { CounterChange, DeskRules } from '../../../core/desk/rules';
import { accountOf, requestOf } from '../../../core/desk/told';

export const NOW = new Date('2026-11-28T09:00:00Z');

export const RULES: DeskRules = {
  pools: [
    { name: 'teams', organizationalUnitId: 'ou-abcd-11112222', hasSandbox: false },
    { name: 'research', organizationalUnitId: 'ou-abcd-33334444', hasSandbox: false },
    { name: 'sandbox', organizationalUnitId: 'ou-abcd-11112222', hasSandbox: true },
  ],
  templates: [
    { name: 'web', version: 1, parameters: { stage: { allowed: ['dev', 'prod'] } } },
    { name: 'web', version: 2, parameters: { stage: { allowed: ['dev', 'prod'] }, size: { default: 'small', maxLength: 6 } }, tags: { Baseline: 'web' } },
  ],
  ceilings: { perPerson: 6, perTeam: 10, perDay: 40 },
  mostPerRequest: 5,
  autoApprovalBelow: 2,
  units: ['ou-abcd-11112222'],
  costCentrePattern: 'CC-[0-9]{4}',
  pendingDays: 14,
};

export function actor(name: string, ...roles: DeskRole[]): Actor {
  return { person: `iam:${name}`, roles };
}

export const ALICE = actor('alice', 'Requester');
export const ANNA = actor('anna', 'Requester', 'Approver');
export const OTTO = actor('otto', 'Operator');

export const ORDER = {
  pool: 'teams',
  tenant: 'astro',
  team: 'space',
  costCentre: 'CC-1234',
  purpose: 'Spectra',
  count: 2,
  parameters: {},
  tags: {},
} satisfies RequestOrder;

/** Keeps transitions alone, and tells everything from them. */
export class MemoryStore implements DeskStore {
  public readonly log: Transition[] = [];
  public readonly keys = new Map<string, UsedKey & { readonly until: Date }>();
  public readonly counters = new Map<string, number>();
  public commits = 0;
  /** Called before each write: somebody else may be faster. */
  public before: () => Promise<void> = async () => undefined;

  public async request(id: string): Promise<DeskRequest | undefined> {
    return this.requestNow(id);
  }

  public async account(id: string): Promise<DeskAccount | undefined> {
    return this.accountNow(id);
  }

  public async usedKey(person: string, key: string, now: Date): Promise<UsedKey | undefined> {
    return this.keyNow(person, key, now);
  }

  public async requestsIn(state: string, page: PageOptions): Promise<Page<DeskRequest>> {
    return pageOf((await this.requests()).filter(one => one.state === state).sort((one, other) => +one.changed - +other.changed), page);
  }

  public async requestsBy(person: string, page: PageOptions): Promise<Page<DeskRequest>> {
    return pageOf((await this.requests()).filter(one => one.requester === person).reverse(), page);
  }

  public async accountsIn(pool: string, state: string, page: PageOptions): Promise<Page<DeskAccount>> {
    const found = (await this.accounts()).filter(one => one.pool === pool && one.state === state);
    return pageOf(found.sort((one, other) => +one.changed - +other.changed), page);
  }

  public async accountsOf(tenant: string, page: PageOptions): Promise<Page<TenantAccount>> {
    const held = (await this.accounts()).filter(one => one.assignment?.tenant === tenant && one.state !== 'AVAILABLE');
    return pageOf(held.map(({ assignment, id, pool }) => {
      const { by, request, since } = assignment!;
      return { id, pool, tenant, since, by, requestId: request?.id };
    }), page);
  }

  public async history(of: string, id: string, page: PageOptions): Promise<Page<Transition>> {
    return pageOf(this.log.filter(one => one.of === of && one.id === id), page);
  }

  public async day(day: string, page: PageOptions): Promise<Page<Transition>> {
    return pageOf(this.log.filter(({ at }) => at.toISOString().startsWith(day)), page);
  }

  public async counts(counters: readonly Pick<CounterChange, 'scope' | 'of'>[]): Promise<readonly number[]> {
    return counters.map(one => this.counters.get(scopeOf(one)) ?? 0);
  }

  public async commit({ accounts, counters, key, requests, transitions }: Change, now: Date): Promise<Committed> {
    await this.before();
    this.commits++;
    // From here on nobody comes between.
    const used = key && this.keyNow(key.person, key.key, now);
    if (used !== undefined) {
      return { kind: 'key-used', used };
    }
    const added = (of: string, id: string) => transitions.filter(one => one.of === of && one.id === id).length;
    const isStale = requests.some(({ id, version }) => (this.requestNow(id)?.version ?? 0) !== version - added('request', id))
      || accounts.some(({ id, version }) => (this.accountNow(id)?.version ?? 0) !== version - added('account', id));
    if (isStale) {
      return { kind: 'stale' };
    }
    const above = counters.find(one => one.most !== undefined && (this.counters.get(scopeOf(one)) ?? 0) + one.by > one.most);
    if (above !== undefined) {
      return { kind: 'ceiling', counter: above, count: this.counters.get(scopeOf(above)) ?? 0 };
    }
    this.log.push(...transitions);
    counters.forEach(one => this.counters.set(scopeOf(one), (this.counters.get(scopeOf(one)) ?? 0) + one.by));
    if (key !== undefined) {
      this.keys.set(JSON.stringify([key.person, key.key]), key);
    }
    return { kind: 'written' };
  }

  public async requests(): Promise<DeskRequest[]> {
    const ids = [...new Set(this.log.filter(({ of }) => of === 'request').map(({ id }) => id))];
    return ids.map(id => this.requestNow(id)!);
  }

  public async accounts(): Promise<DeskAccount[]> {
    const ids = [...new Set(this.log.filter(({ of }) => of === 'account').map(({ id }) => id))];
    return ids.map(id => this.accountNow(id)!);
  }

  private keyNow(person: string, key: string, now: Date): UsedKey | undefined {
    const used = this.keys.get(JSON.stringify([person, key]));
    return used !== undefined && used.until > now ? used : undefined;
  }

  private requestNow(id: string): DeskRequest | undefined {
    return requestOf(this.log.filter((one): one is RequestTransition => one.of === 'request' && one.id === id));
  }

  private accountNow(id: string): DeskAccount | undefined {
    return accountOf(this.log.filter((one): one is AccountTransition => one.of === 'account' && one.id === id));
  }
}

function scopeOf({ of, scope }: Pick<CounterChange, 'scope' | 'of'>): string {
  return `${scope} ${of}`;
}

function pageOf<T>(items: readonly T[], { most, next }: PageOptions): Page<T> {
  const start = Number(next ?? 0);
  return { items: items.slice(start, start + most), ...start + most < items.length && { next: String(start + most) } };
}
