/**
 * The desk: looks, decides, writes; and looks again if somebody else was faster.
 *
 *     look at the record -> decide (decide-request.ts, decide-assignment.ts) -> write on the condition that it is as it was
 *              ^                                                                      |
 *              +------------------------------- it is not ---------------------------+     a few times, then the caller is told
 *
 * Nothing is remembered between two commands. Whoever died between a look and a write has changed nothing; whoever died behind a write has changed all of it.
 */

import type { AssignmentCommand, AssignmentDecision } from './decide-assignment';
import { decideAssignment } from './decide-assignment';
import type { RequestCommand } from './decide-request';
import { decideRequest, isLate } from './decide-request';
import type { Actor, DeskAccount, DeskRequest, Origin, RequestOrder } from './model';
import { DESK } from './model';
import type { Change, Committed, DeskStore, Page, UsedKey } from './ports';
import type { DeskRefusal } from './refusals';
import { DeskError, deskRefusal } from './refusals';
import type { CounterChange, DeskRules } from './rules';
import type { RequestState } from './states';
import { minutesAfter } from '../clock';
import { fractionOf, hashOf } from '../hash';

/** What came of a command. */
export type Outcome<T> =
  | { readonly kind: 'done'; readonly value: T; readonly isReplay?: true }
  | { readonly kind: 'refused'; readonly refusals: readonly DeskRefusal[] };

/** A submission. */
export interface Submission {
  readonly order: RequestOrder;
  readonly by: Actor;
  readonly origin: Origin;
  /** Of the caller's choice: the same one with the same body is one request. */
  readonly key: string;
}

/** What a submission would come to. */
export interface DryRun {
  readonly request: DeskRequest;
  /** Available accounts of its pool, as far as they are looked at. */
  readonly available: number;
}

/** How often a record is looked at again before the caller is told that others change it. */
const ATTEMPTS = 5;
/** An idempotency key is good for so long. */
const KEY_MINUTES = 7 * 24 * 60;
/**
 * Among so many of the longest idle accounts one is chosen. Were it always the very longest, two hundred who ask at once would all want the same one, and all but one
 * of them in vain; spread over fifty, half of them have one at once.
 */
const CANDIDATES = 50;
/** The desk itself, as an actor: what the rules let it do needs no person. */
const ITSELF: Actor = { person: DESK, roles: ['Operator'] };

export class Desk {
  constructor(private readonly store: DeskStore, private readonly rules: DeskRules, private readonly now: () => Date) {}

  /** Makes a request; with a key that was used for the same body, answers with the request that was made then. */
  public async submit(submission: Submission): Promise<Outcome<DeskRequest>> {
    return readable(async () => this.submitted(submission));
  }

  private async submitted(submission: Submission): Promise<Outcome<DeskRequest>> {
    const { by, key, order, origin } = submission;
    const now = this.now();
    const bodyHash = hashOf('body', canonicalJson({ order, origin }));
    const before = await this.store.usedKey(by.person, key, now);
    if (before !== undefined) {
      return this.replay(before, bodyHash);
    }
    const command: RequestCommand = { wants: 'submit', id: requestId(now, by.person, key), order, by, origin };
    const decision = decideRequest(command, { rules: this.rules, now });
    if (decision.kind === 'refused') {
      return decision;
    }
    const { counters, request, transitions } = decision;
    const until = minutesAfter(now, KEY_MINUTES);
    const used = { person: by.person, key, requestId: request.id, bodyHash, until };
    const written = await this.store.commit({ requests: [request], accounts: [], transitions, counters, key: used }, now);
    switch (written.kind) {
      case 'written': return { kind: 'done', value: request };
      case 'key-used': return this.replay(written.used, bodyHash);
      case 'ceiling': return refused(ceilingRefusal(written.counter, written.count));
      // The id is of this moment, this person and this key: somebody has made this very request, and its key tells which.
      case 'stale': return refused(deskRefusal('AR-DESK-CHANGED', { id: request.id, value: '1' }));
    }
  }

  /** Says what a submission would come to, and changes nothing. */
  public async dryRun({ by, key, order, origin }: Submission): Promise<Outcome<DryRun>> {
    const now = this.now();
    const decision = decideRequest({ wants: 'submit', id: requestId(now, by.person, key), order, by, origin }, { rules: this.rules, now });
    if (decision.kind === 'refused') {
      return decision;
    }
    const [counts, { items }] = await Promise.all([
      this.store.counts(decision.counters),
      this.store.accountsIn(order.pool, 'AVAILABLE', { most: CANDIDATES }),
    ]);
    const above = decision.counters.flatMap((counter, index) => {
      const { by: added, most = Infinity } = counter;
      return counts[index] + added > most ? [ceilingRefusal(counter, counts[index])] : [];
    });
    return above.length > 0 ? refused(...above) : { kind: 'done', value: { request: decision.request, available: items.length } };
  }

  /** Whatever is wanted of a request that there is. */
  public async answer(command: Exclude<RequestCommand, { readonly wants: 'submit' }>): Promise<Outcome<DeskRequest>> {
    return readable(async () => this.patiently(command.id, async now => {
      const request = await this.store.request(command.id);
      const decision = decideRequest(command, { request, rules: this.rules, now });
      return decision.kind === 'refused' ? decision : { value: decision.request, change: { accounts: [], requests: [decision.request], ...decision } };
    }));
  }

  /** Whatever is wanted of an account; `requestId`: for which request it is assigned. */
  public async account(command: AssignmentCommand, requestOf?: string): Promise<Outcome<DeskAccount>> {
    return readable(async () => this.patiently(command.id, async now => {
      const [account, request] = await Promise.all([
        this.store.account(command.id),
        requestOf === undefined ? undefined : this.store.request(requestOf),
      ]);
      if (requestOf !== undefined && request === undefined) {
        return refused(deskRefusal('AR-DESK-NO-REQUEST', { id: requestOf }));
      }
      return planOf(decideAssignment(command, { account, request, rules: this.rules, now }));
    }));
  }

  /**
   * Gives a request one of its pool's available accounts, whichever is free.
   *
   * An account that another one has taken meanwhile isn't tried again, and the list is asked anew only if all of it was taken.
   */
  public async assignAny(requestOf: string, by: Actor = ITSELF): Promise<Outcome<DeskAccount>> {
    return readable(async () => this.assigned(requestOf, by));
  }

  private async assigned(requestOf: string, by: Actor): Promise<Outcome<DeskAccount>> {
    const tried = new Set<string>();
    let request = await this.store.request(requestOf);
    while (request !== undefined) {
      const candidates = await this.candidates(request.order.pool, tried);
      if (candidates.length === 0) {
        return refused(deskRefusal('AR-DESK-NONE-AVAILABLE', { value: request.order.pool }));
      }
      const account = candidates[Math.floor(fractionOf(`${request.id} ${request.version} ${tried.size}`) * candidates.length)];
      const now = this.now();
      const { order: { purpose: why }, origin } = request;
      const plan = planOf(decideAssignment({ wants: 'assign', id: account.id, why, by, origin }, { account, request, rules: this.rules, now }));
      if ('kind' in plan) {
        return plan;
      }
      const written = await this.store.commit(plan.change, now);
      if (written.kind === 'written') {
        return { kind: 'done', value: plan.value };
      }
      const seen: DeskRequest = request;
      request = await this.store.request(requestOf);
      // If the request is another one now, nothing is known of the account.
      if (request?.version === seen.version) {
        tried.add(account.id);
      }
    }
    return refused(deskRefusal('AR-DESK-NO-REQUEST', { id: requestOf }));
  }

  /** Gives a request all that its pool has for it. The request as it stands then. */
  public async fulfil(requestOf: string): Promise<Outcome<DeskRequest>> {
    return readable(async () => this.fulfilled(requestOf));
  }

  private async fulfilled(requestOf: string): Promise<Outcome<DeskRequest>> {
    for (;;) {
      const request = await this.store.request(requestOf);
      if (request === undefined) {
        return refused(deskRefusal('AR-DESK-NO-REQUEST', { id: requestOf }));
      }
      if ((request.state !== 'APPROVED' && request.state !== 'PROVISIONING') || request.accountIds.length >= request.order.count) {
        return { kind: 'done', value: request };
      }
      if ((await this.assignAny(requestOf)).kind === 'refused') {
        return { kind: 'done', value: (await this.store.request(requestOf)) ?? request };
      }
    }
  }

  /** What has to happen without anybody asking: requests that wait get accounts that came meanwhile, and those that nobody answered expire. */
  public async tick(): Promise<{ readonly given: number; readonly expired: number }> {
    let expired = 0;
    // What has its first account is served first, so that few wait for long with half of what they need.
    const given = await this.serveWaiting('PROVISIONING') + await this.serveWaiting('APPROVED');
    // They are listed by when they came to their state: behind the first that may still wait, all may.
    for (const request of (await this.store.requestsIn('PENDING_APPROVAL', { most: CANDIDATES })).items) {
      if (!isLate(request, { rules: this.rules, now: this.now() })) {
        break;
      }
      expired += (await this.answer({ wants: 'expire', id: request.id })).kind === 'done' ? 1 : 0;
    }
    return { given, expired };
  }

  /** How many accounts were given to those that wait in a state, the longest first. A pool that has none left is asked no more. */
  private async serveWaiting(state: RequestState): Promise<number> {
    const exhausted = new Set<string>();
    let given = 0;
    let next: string | undefined;
    do {
      const page: Page<DeskRequest> = await this.store.requestsIn(state, { most: CANDIDATES, next });
      for (const { accountIds, id, order: { count, pool } } of page.items) {
        const outcome = exhausted.has(pool) ? undefined : await this.fulfil(id);
        if (outcome?.kind === 'done') {
          given += outcome.value.accountIds.length - accountIds.length;
          if (outcome.value.accountIds.length < count) {
            exhausted.add(pool);
          }
        }
      }
      next = page.next;
    } while (next !== undefined);
    return given;
  }

  private async candidates(pool: string, tried: ReadonlySet<string>): Promise<DeskAccount[]> {
    let next: string | undefined;
    do {
      const page = await this.store.accountsIn(pool, 'AVAILABLE', { most: CANDIDATES, next });
      const free = page.items.filter(({ id }) => !tried.has(id));
      if (free.length > 0) {
        return free;
      }
      next = page.next;
    } while (next !== undefined);
    return [];
  }

  private async replay({ bodyHash, requestId: id }: UsedKey, asked: string): Promise<Outcome<DeskRequest>> {
    if (bodyHash !== asked) {
      return refused(deskRefusal('AR-DESK-KEY', { id }));
    }
    const request = await this.store.request(id);
    return request === undefined ? refused(deskRefusal('AR-DESK-NO-REQUEST', { id })) : { kind: 'done', value: request, isReplay: true };
  }

  private async patiently<T>(id: string, plan: (now: Date) => Promise<Plan<T> | Refused>): Promise<Outcome<T>> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const now = this.now();
      const planned = await plan(now);
      if ('kind' in planned) {
        return planned;
      }
      const written: Committed = await this.store.commit(planned.change, now);
      if (written.kind === 'written') {
        return { kind: 'done', value: planned.value };
      }
    }
    return refused(deskRefusal('AR-DESK-CHANGED', { id, value: String(ATTEMPTS) }));
  }
}

/** What can't be read is a refusal like every other one. */
async function readable<T>(act: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof DeskError) {
      return refused(error.refusal);
    }
    throw error;
  }
}

interface Plan<T> {
  readonly value: T;
  readonly change: Change;
}

type Refused = Extract<Outcome<unknown>, { readonly kind: 'refused' }>;

function planOf(decision: AssignmentDecision): Plan<DeskAccount> | Refused {
  if (decision.kind === 'refused') {
    return decision;
  }
  const { account, counters, request, transitions } = decision;
  return { value: account, change: { accounts: [account], requests: request === undefined ? [] : [request], transitions, counters } };
}

function ceilingRefusal({ by, most, of, scope }: CounterChange, count: number): DeskRefusal {
  const names = { person: of, team: `team ${of}`, day: `the day ${of}` };
  return deskRefusal('AR-DESK-CEILING', { name: names[scope], count: String(count), value: String(by), expected: String(most) });
}

function refused(...refusals: readonly DeskRefusal[]): Refused {
  return { kind: 'refused', refusals };
}

/** Ids of requests go up with time, and are of one moment, person and key: `01k9x3f0z8-3f2a9c1e5b7d`. */
export function requestId(now: Date, person: string, key: string): string {
  return `${now.getTime().toString(36).padStart(9, '0')}-${hashOf('request', now.toISOString(), person, key).slice(0, 16)}`;
}

/** What an id of a request looks like. */
export const REQUEST_ID_PATTERN = /^[0-9a-z]{9}-[0-9a-f]{16}$/;

/** JSON with sorted members: the same for bodies that say the same. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => inner !== null && typeof inner === 'object' && !Array.isArray(inner)
    ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => one < other ? -1 : 1)) : inner);
}
