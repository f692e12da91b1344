/** The systems that retirement looks at and acts on. Every method throws a TransientError if AWS didn't answer, and a RefusalError if it said no. */

import type { OrdersPort, RetirementEntry } from './orders';
import type { RetiringProduct } from './seen';
import type { Account, Parent, Tag } from '../accounts/account';
import type { EventsPort } from '../events/event';
import type { PoolUnits, SandboxAnswer, SandboxRecord, StackSetInstance } from '../registration/innovation-sandbox/model';

/** AWS Organizations. */
export interface RetirementDirectory {
  /** All accounts, those that are closed included. */
  accounts(): Promise<readonly Account[]>;
  /** null if the organization doesn't show such an account. */
  accountById(accountId: string): Promise<Account | null>;
  parent(accountId: string): Promise<Parent | null>;
  tags(accountId: string): Promise<readonly Tag[] | null>;
  move(accountId: string, fromId: string, toId: string): Promise<void>;
  /** Whether a policy of the unit itself denies everything; 'missing' if there is no such unit. */
  unit(unitId: string): Promise<'closed' | 'open' | 'missing'>;
  /** Accounts that nobody retires, by their ids: what each is. */
  guarded(): Promise<Readonly<Record<string, string>>>;
}

/** The Innovation Sandbox of the pool. */
export interface RetirementSandbox {
  /** null: it publishes none. */
  units(): Promise<PoolUnits | null>;
  /** null: it has no record of the account. */
  record(accountId: string): Promise<SandboxRecord | null>;
  clean(accountId: string): Promise<SandboxAnswer>;
  eject(accountId: string): Promise<SandboxAnswer>;
  register(accountId: string): Promise<SandboxAnswer>;
  /** null: the StackSet hasn't begun with the account. */
  instance(accountId: string): Promise<StackSetInstance | null>;
}

/** Account Factory, as far as it lets go of accounts. */
export interface RetirementFactory {
  /** The product that stands for the account, whatever its name; null if there is none. */
  productOf(accountId: string): Promise<RetiringProduct | null>;
  /** Names of products that are under change, whoever asked for it. */
  atWork(): Promise<readonly string[]>;
  terminate(productId: string, token: string): Promise<void>;
}

/** What closes accounts. */
export interface ClosingPort {
  /** 'over-budget': the organization has closed as many in 30 days as it may. 'busy': too many are in closure right now. */
  close(accountId: string): Promise<'asked' | 'over-budget' | 'busy'>;
}

/** What a mark says. */
export interface RetiredMark {
  readonly accountId: string;
  readonly name: string;
  readonly until: string;
  /** When it was ordered. ISO 8601. */
  readonly since: string;
}

/** Where deployments see which accounts they leave alone. */
export interface MarksPort {
  set(owner: string, mark: RetiredMark): Promise<void>;
  /** Nothing if there is none. */
  clear(owner: string): Promise<void>;
}

/** All of them. */
export interface RetirementPorts {
  readonly orders: OrdersPort;
  readonly directory: RetirementDirectory;
  /** Missing for a pool without one. */
  readonly sandbox?: RetirementSandbox;
  readonly factory: RetirementFactory;
  readonly closing: ClosingPort;
  readonly marks: MarksPort;
  readonly events: EventsPort;
  readonly now: () => Date;
  /** Learns of each entry that was written. */
  readonly written: (entry: RetirementEntry) => void;
  /** Learns how an order stands that doesn't simply rest. */
  readonly stands: (account: string, text: string, code?: string) => void;
}
