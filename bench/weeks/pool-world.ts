/**
 * A pool, its stack and those who lease from it, for weeks in a second: what the rehearsal does in detail, as far as growth can see it.
 *
 * The stack takes one operation at a time, knows updates by their tokens, goes on with its other accounts when one fails, and tries the failed ones again with
 * each operation. An account is made once for each number; one that is forgotten and declared again is taken back.
 */

import type { WeekPlan } from './draws';
import { CLEANING_MINUTES, CREATION_MINUTES, Draws } from './draws';
import { dateOf } from './minutes';
import type { PoolCounts } from '../../core/capacity/counts';
import type { PoolStack } from '../../core/growth/pool-stack';

type Place = 'available' | 'active' | 'cleanUp' | 'coolingDown' | 'quarantine';

/** Counts, as they change with each step of an account. */
type Level = Record<Place, number> & { inFlight: number; declared: number; made: number };

interface Account {
  readonly number: number;
  place: Place;
}

/** An operation of the stack. */
interface Operation {
  readonly by: 'growth' | 'somebody';
  readonly waiting: number[];
  readonly failed: Set<number>;
  running: number;
  /** Accounts of it that are neither there nor failed. */
  open: number;
  readonly isStuckAfter: boolean;
}

/** How an update was received. */
export interface Received {
  readonly minute: number;
  readonly token: string;
  readonly from: number;
  readonly to: number;
  /** How the stack stood right before. */
  readonly before: PoolStack;
  /** How many accounts it makes: new ones, and those that failed or were never tried. */
  readonly toMake: number;
}

export class PoolWorld {
  public minute = 0;
  public size: number;
  /** Updates by growth that began something. */
  public readonly begun: Received[] = [];
  /** How often an account was made, by its number. */
  public readonly timesMade = new Map<number, number>();
  public readonly leases = { asked: 0, found: 0 };
  /** Creation and cleaning of each account that came into the pool. */
  public readonly ways: { readonly number: number; readonly creation: number; readonly cleaning: number; readonly availableAt: number }[] = [];

  private status = 'CREATE_COMPLETE';
  private operationAt = 0;
  private changedAt = 0;
  private readonly ends: (() => void)[] = [];
  private isStuck = false;
  private operation?: Operation;
  private readonly accounts = new Map<number, Account>();
  private readonly hopeless = new Set<number>();
  private failed = new Set<number>();
  private readonly tokens = new Set<string>();
  private readonly agenda = new Map<number, (() => void)[]>();
  private readonly level: Level = { available: 0, active: 0, cleanUp: 0, coolingDown: 0, quarantine: 0, inFlight: 0, declared: 0, made: 0 };
  private readonly past: Level[] = [];
  private readonly draws: Draws;

  constructor(private readonly plan: WeekPlan) {
    this.draws = new Draws(plan.number + 1_000_003);
    this.size = plan.initial;
    this.level.declared = this.size;
    for (let number = 1; number <= this.size; number++) {
      this.accounts.set(number, { number, place: 'available' });
      this.timesMade.set(number, 1);
      this.level.available++;
      this.level.made++;
    }
    plan.leases.forEach(({ at, minutes }) => this.at(at, () => this.lease(minutes)));
  }

  /** Lets one minute pass. */
  public pass(): void {
    this.minute++;
    this.agenda.get(this.minute)?.forEach(act => act());
    this.agenda.delete(this.minute);
    this.past[this.minute % 8] = { ...this.level };
  }

  public at(minute: number, act: () => void): void {
    const due = Math.max(minute, this.minute + 1);
    this.agenda.set(due, [...this.agenda.get(due) ?? [], act]);
  }

  /** What is counted, as it was so many minutes ago. */
  public counts(lag: number): PoolCounts {
    const { available, active, cleanUp, coolingDown, quarantine, inFlight, declared, made } = this.past[(this.minute - lag + 8) % 8] ?? this.level;
    return {
      at: dateOf(this.minute),
      sandbox: { available, active, frozen: 0, cleanUp, coolingDown, quarantine },
      inFlight,
      declared,
      maxSize: this.plan.policy.max,
      quotaLeft: Math.max(0, this.plan.quota - made),
    };
  }

  /** What is there, or comes by itself, at this moment. */
  public get effective(): number {
    return this.level.available + this.level.coolingDown + this.level.inFlight;
  }

  public get isSettled(): boolean {
    return this.operation === undefined;
  }

  /** Does something when the operation that runs has ended. */
  public afterOperation(act: () => void): void {
    this.ends.push(act);
  }

  public get room(): number {
    return this.plan.quota - this.level.made - this.level.inFlight - this.failed.size;
  }

  public get stack(): PoolStack {
    return {
      status: this.status,
      size: String(this.size),
      operationAt: dateOf(this.operationAt),
      ...this.operation === undefined && { changedAt: dateOf(this.changedAt) },
      failedAccounts: [...this.failed].map(number => `pool-${number}`),
      otherFailures: this.status === 'UPDATE_FAILED' && this.isStuck ? ['Topic'] : [],
    };
  }

  /** What CloudFormation says to an update by growth. */
  public update(to: number, token: string): 'begun' | 'busy' {
    if (this.tokens.has(token)) {
      return 'begun';
    }
    if (this.operation !== undefined) {
      return 'busy';
    }
    const toMake = Array.from({ length: to }, (_, index) => index + 1).filter(number => !this.accounts.has(number)).length;
    this.begun.push({ minute: this.minute, token, from: this.size, to, before: this.stack, toMake });
    this.tokens.add(token);
    this.begin('growth', to, false);
    return 'begun';
  }

  /** Somebody deploys, if nothing is under way: the same app, now and then with another size, and now and then with something else that fails. */
  public deploy(isStuckAfter: boolean, size = this.size): void {
    if (this.operation === undefined) {
      this.begin('somebody', size, isStuckAfter);
    }
  }

  private begin(by: Operation['by'], size: number, isStuckAfter: boolean): void {
    this.size = size;
    this.level.declared = size;
    this.status = 'UPDATE_IN_PROGRESS';
    this.isStuck = false;
    this.operationAt = this.minute;
    this.failed = new Set();
    const waiting = Array.from({ length: size }, (_, index) => index + 1).filter(number => !this.accounts.has(number));
    this.operation = { by, waiting, failed: new Set(), running: 0, open: waiting.length, isStuckAfter };
    this.level.inFlight = waiting.length;
    if (waiting.length > 0 && this.draws.chance(this.plan.weather.operationFails)) {
      // The organization fails the first one, and none of the others is attempted.
      this.operation.failed.add(waiting[0]);
      this.at(this.minute + this.draws.between(3, 30), () => this.end());
      return;
    }
    if (waiting.length === 0) {
      this.at(this.minute + this.draws.between(1, 10), () => this.end());
      return;
    }
    this.start(this.operation);
  }

  /** Starts as many accounts as there are slots for. */
  private start(operation: Operation): void {
    while (operation.running < this.plan.concurrency && operation.waiting.length > 0) {
      const number = operation.waiting.shift()!;
      operation.running++;
      const creation = this.draws.between(CREATION_MINUTES.least, CREATION_MINUTES.most);
      const isHopeless = this.hopeless.has(number) || this.draws.chance(this.plan.weather.accountNeverWorks);
      const fails = isHopeless || this.draws.chance(this.plan.weather.accountFails);
      if (isHopeless) {
        this.hopeless.add(number);
      }
      this.at(this.minute + creation, () => {
        operation.running--;
        if (fails) {
          this.close(operation, number);
        } else {
          this.clean(operation, number, creation);
        }
        this.start(operation);
      });
    }
  }

  private clean(operation: Operation, number: number, creation: number): void {
    const account: Account = { number, place: 'cleanUp' };
    this.accounts.set(number, account);
    this.timesMade.set(number, (this.timesMade.get(number) ?? 0) + 1);
    this.level.made++;
    const cleaning = this.draws.between(CLEANING_MINUTES.least, CLEANING_MINUTES.most);
    const fails = this.draws.chance(this.plan.weather.cleaningFails);
    this.at(this.minute + cleaning, () => {
      if (fails) {
        this.level.quarantine++;
        account.place = 'quarantine';
        operation.failed.add(number);
      } else {
        this.level.available++;
        account.place = 'available';
        this.ways.push({ number, creation, cleaning, availableAt: this.minute });
      }
      this.close(operation);
    });
  }

  private close(operation: Operation, failed?: number): void {
    if (failed !== undefined) {
      operation.failed.add(failed);
    }
    operation.open--;
    this.level.inFlight--;
    if (operation.open === 0) {
      this.end();
    }
  }

  private end(): void {
    const { failed, isStuckAfter } = this.operation!;
    this.failed = failed;
    this.isStuck = isStuckAfter;
    this.status = isStuckAfter ? (this.draws.chance(0.5) ? 'UPDATE_FAILED' : 'UPDATE_ROLLBACK_FAILED') : failed.size > 0 ? 'UPDATE_FAILED' : 'UPDATE_COMPLETE';
    this.operation = undefined;
    this.level.inFlight = 0;
    this.changedAt = this.minute;
    this.ends.splice(0).forEach(act => act());
    if (isStuckAfter) {
      // Somebody comes to it, after a while.
      this.at(this.minute + this.draws.between(30, 300), () => this.deploy(false));
    }
  }

  private lease(minutes: number): void {
    this.leases.asked++;
    const account = [...this.accounts.values()].find(({ place }) => place === 'available');
    if (account === undefined) {
      return;
    }
    this.leases.found++;
    this.move(account, 'active');
    this.at(this.minute + minutes, () => {
      this.move(account, 'cleanUp');
      const fails = this.draws.chance(this.plan.weather.cleaningFails);
      this.at(this.minute + this.draws.between(CLEANING_MINUTES.least, CLEANING_MINUTES.most), () => {
        this.move(account, fails ? 'quarantine' : this.plan.cooldownMinutes > 0 ? 'coolingDown' : 'available');
        if (account.place === 'coolingDown') {
          this.at(this.minute + this.plan.cooldownMinutes, () => this.move(account, 'available'));
        }
      });
    });
  }

  private move(account: Account, to: Place): void {
    this.level[account.place]--;
    this.level[to]++;
    account.place = to;
  }
}
