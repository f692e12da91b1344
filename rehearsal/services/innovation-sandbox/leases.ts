/**
 * Leases as the world says that they come and go.
 *
 *     so many at once -> each finds an Available account -> Active ... its time is over -> CleanUp -> cleaned, cooled down -> Available
 *                     -> each that finds none            -> refused, and nobody asks again
 *
 * Which account is taken is as in Innovation Sandbox: the one that has been at rest longest.
 */

import { tellBus } from './bus';
import type { Cleaner } from './cleaner';
import { setStatus } from './records';
import type { SandboxContext } from './sandbox-context';
import type { CleaningState, SandboxRecord, SandboxStep } from './sandbox-state';
import type { WorldLease } from '../../world/world';

/** What became of leases that were asked for at one time. */
export interface LeaseRequest {
  /** Seconds since the run began. */
  readonly at: number;
  /** How many were asked for. */
  readonly asked: number;
  /** How many found an account. */
  readonly met: number;
}

/** Accounts of the sandbox by what they are doing, from one second on. */
export interface SandboxCount {
  readonly at: number;
  readonly available: number;
  readonly active: number;
  readonly frozen: number;
  readonly cleanUp: number;
  readonly coolingDown: number;
  readonly quarantine: number;
}

const MINUTE = 60_000;

export class Leases {
  private readonly requests: LeaseRequest[] = [];
  private readonly counted: SandboxCount[] = [];
  /** Cleanings whose end is waited for. */
  private readonly awaited = new Set<string>();

  constructor(private readonly sandbox: SandboxContext, private readonly cleaner: Cleaner, world: readonly WorldLease[]) {
    const { clock } = sandbox.to;
    world.forEach((lease, index) => clock.after(lease.at * 60, `${sandbox.world.namespace} leases ${index}`, () => this.request(lease)));
    if (world.length > 0) {
      sandbox.listeners.push(() => this.countIn(0));
    }
  }

  /** In the order in which they were asked for; none where the world has no leases. */
  public report(): { readonly requests: readonly LeaseRequest[]; readonly counts: readonly SandboxCount[] } {
    return { requests: this.requests, counts: this.counted };
  }

  /** The time of a lease is over. Who isn't Active any more has gone another way. */
  public end({ accountId }: Extract<SandboxStep, { kind: 'end-lease' }>): void {
    const [account, record] = [this.sandbox.account(accountId), this.sandbox.record(accountId)];
    if (account === undefined || record?.status !== 'Active') {
      return;
    }
    this.sandbox.move(account, 'cleanUp');
    setStatus(this.sandbox, record, 'CleanUp');
    tellBus(this.sandbox, 'LeaseTerminated', { accountId, reason: { type: 'Expired' } });
    this.cleaner.request(accountId, 'LEASE_TERMINATION');
  }

  private request(lease: WorldLease): void {
    const met = Array.from({ length: lease.take }, () => this.takeOne(lease)).filter(taken => taken).length;
    this.requests.push({ at: this.second(), asked: lease.take, met });
    this.count();
  }

  private takeOne(lease: WorldLease): boolean {
    const { agenda, now, to } = this.sandbox;
    tellBus(this.sandbox, 'LeaseRequested', {});
    const [record] = this.free();
    if (record === undefined) {
      tellBus(this.sandbox, 'LeaseDenied', {});
      return false;
    }
    const { accountId, name } = record;
    this.sandbox.move(this.sandbox.account(accountId)!, 'active');
    setStatus(this.sandbox, record, 'Active');
    tellBus(this.sandbox, 'LeaseApproved', { accountId });
    to.emit('leased', name, accountId);
    agenda.add({ at: now + Math.round(lease.for * MINUTE), kind: 'end-lease', accountId });
    return true;
  }

  private free(): SandboxRecord[] {
    const rested = ({ createdAt, lastCleanedAt = createdAt }: SandboxRecord) => lastCleanedAt;
    const unitOf = (accountId: string) => this.sandbox.unitOf(this.sandbox.account(accountId)?.parentId ?? '');
    return this.sandbox.state.records
      .filter(({ accountId, status }) => status === 'Available' && unitOf(accountId) === 'available')
      .sort((one, other) => rested(one) - rested(other) || (one.accountId < other.accountId ? -1 : 1));
  }

  private count(): void {
    const { now, state: { records } } = this.sandbox;
    const isCooling = ({ cleaning }: SandboxRecord) =>
      cleaning !== undefined && !cleaning.ended && cleaning.ending !== 'times-out' && now >= cleaning.nukedAt;
    const isThere = ({ accountId }: SandboxRecord) => this.sandbox.account(accountId) !== undefined;
    const of = (status: SandboxRecord['status']) => records.filter(record => record.status === status && isThere(record));
    const cleaned = of('CleanUp');
    cleaned.forEach(({ cleaning }) => this.countWhenCool(cleaning));
    const count = {
      at: this.second(),
      available: of('Available').length,
      active: of('Active').length,
      frozen: of('Frozen').length,
      cleanUp: cleaned.filter(record => !isCooling(record)).length,
      coolingDown: cleaned.filter(isCooling).length,
      quarantine: of('Quarantine').length,
    };
    if (this.counted.at(-1)?.at === count.at) {
      this.counted.pop();
    }
    const { at: _, ...before } = this.counted.at(-1) ?? { at: 0 };
    const { at: __, ...present } = count;
    if (JSON.stringify(before) !== JSON.stringify(present)) {
      this.counted.push(count);
    }
  }

  /** Nothing else happens when an account is clean and begins to cool down. */
  private countWhenCool(cleaning: CleaningState | undefined): void {
    const { now } = this.sandbox;
    if (cleaning !== undefined && cleaning.nukedAt > now && cleaning.endsAt > cleaning.nukedAt && !this.awaited.has(cleaning.executionArn)) {
      this.awaited.add(cleaning.executionArn);
      this.countIn((cleaning.nukedAt - now) / 1000);
    }
  }

  private countIn(seconds: number): void {
    const { to: { clock }, world: { namespace } } = this.sandbox;
    clock.after(seconds, `${namespace} is counted`, () => this.count());
  }

  private second(): number {
    return Math.round(this.sandbox.to.clock.now);
  }
}
