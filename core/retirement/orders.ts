/**
 * The orders to retire accounts: a ledger that is only added to, and what it comes to for each order.
 *
 *     1 order     pool-017, until closed, by somebody
 *     2 mark      of 1                           deployments leave the account alone from here on
 *     3 step      of 1: eject                    written before it is done, so that a run that dies is known to have begun it
 *     4 reached   of 1: ejected
 *     5 step      of 1: unenrol (the first time)
 *     6 reached   of 1: unmanaged                the cool-off begins
 *     7 undo      of 1, by somebody              or: step close, reached closed
 *
 * An entry is written under the number behind the last one, on the condition that there is none: of two functions that run at once, one goes on. No order is ever
 * read out of a tag: whoever can tag can order nothing.
 *
 * Entries of a kind that this version doesn't know are left alone. An order that it can't read whole is held, whatever wrote it.
 */

import { UNTIL } from './policy';
import type { Until } from './policy';

interface Numbered {
  /** From 1, without a gap. */
  readonly number: number;
  readonly at: Date;
}

/** What is done to an account. */
export const STEPS = ['clean', 'eject', 'unenrol', 'move', 'close', 'return', 'register'] as const;
export type StepName = (typeof STEPS)[number];

/** What an account has come to. `gone`: it has left the organization. `returned`: it is back where it was. */
export const STAGES = ['ejected', 'unmanaged', 'closed', 'gone', 'returned'] as const;
export type StageName = (typeof STAGES)[number];

/** The account that is meant. Its name and owner are those of the day: both can change, and the id can't. */
export type OrderedAccount = Readonly<Record<'id' | 'name' | 'owner', string>>;

/** Somebody wants an account retired. */
export interface OrderEntry extends Numbered {
  readonly kind: 'order';
  readonly account: OrderedAccount;
  readonly until: Until;
  readonly by: string;
  /** Whether it may be taken out of the pool although it couldn't be cleaned. */
  readonly asItIs?: true;
}

/** A person has said that it may go unclean. */
export interface AsItIsEntry extends Numbered {
  readonly kind: 'as-it-is';
  readonly order: number;
  readonly by: string;
}

/** Something is about to be done. */
export interface StepEntry extends Numbered {
  readonly kind: 'step';
  readonly order: number;
  readonly step: StepName;
}

/** Something has been reached. */
export interface ReachedEntry extends Numbered {
  readonly kind: 'reached';
  readonly order: number;
  readonly stage: StageName;
}

/** AWS has refused to close the account, because the budget of the organization is used up. */
export interface BudgetEntry extends Numbered {
  readonly kind: 'budget';
  readonly order: number;
}

/** The order has ended without being carried out: somebody leased the account meanwhile, for instance. */
export interface LapseEntry extends Numbered {
  readonly kind: 'lapse';
  readonly order: number;
  readonly why: string;
}

/** A person takes the account back. */
export interface UndoEntry extends Numbered {
  readonly kind: 'undo';
  readonly order: number;
  readonly by: string;
}

/** Deployments are told to leave the account alone, or no more. */
export interface MarkEntry extends Numbered {
  readonly kind: 'mark';
  readonly order: number;
  readonly isSet: boolean;
}

/** Others were told that the order is carried out. */
export interface ToldEntry extends Numbered {
  readonly kind: 'told';
  readonly order: number;
}

export type RetirementEntry = OrderEntry | AsItIsEntry | StepEntry | ReachedEntry | BudgetEntry | LapseEntry | UndoEntry | MarkEntry | ToldEntry;

/** What is written of an entry, before it has its number and its time. */
export type RetirementDraft = RetirementEntry extends infer Entry ? Entry extends RetirementEntry ? Omit<Entry, keyof Numbered> : never : never;

/** The store. Throws a TransientError if it didn't answer, and a RefusalError if it said no. */
export interface OrdersPort {
  /** All entries, in the order of their numbers. */
  read(): Promise<readonly RetirementEntry[]>;
  /** False if another one has that number already. */
  append(entry: RetirementEntry): Promise<boolean>;
}

/** The entry that would be the next one. */
export function nextEntry(entries: readonly RetirementEntry[], draft: RetirementDraft, now: Date): RetirementEntry {
  return { ...draft, number: (entries[entries.length - 1]?.number ?? 0) + 1, at: now };
}

/** What an order has come to. */
export interface Order {
  readonly number: number;
  readonly at: Date;
  readonly account: OrderedAccount;
  readonly until: Until;
  readonly by: string;
  readonly asItIs: boolean;
  /** When which step was begun, the last one last. */
  readonly steps: readonly { readonly number: number; readonly step: StepName; readonly at: Date }[];
  /** When what was reached first. */
  readonly reached: Readonly<Partial<Record<StageName, Date>>>;
  /** When AWS last refused to close it for want of budget. */
  readonly budgetAt?: Date;
  readonly lapsed?: string;
  readonly undone?: { readonly by: string; readonly at: Date };
  /** Whether deployments are told to leave it alone. */
  readonly isMarked: boolean;
  /** Whether others were told that it is carried out. */
  readonly isTold: boolean;
  /** What a later version has written of it: nothing is done to it. */
  readonly unreadable?: string;
}

/** The orders, oldest first. */
export function ordersOf(entries: readonly RetirementEntry[]): Order[] {
  const orders = new Map<number, Order>();
  for (const entry of entries) {
    if (entry.kind === 'order') {
      orders.set(entry.number, begun(entry));
    } else {
      const order = orders.get(entry.order);
      if (order !== undefined) {
        orders.set(entry.order, after(order, entry));
      }
    }
  }
  return [...orders.values()];
}

function begun(entry: OrderEntry): Order {
  return {
    number: entry.number,
    at: entry.at,
    account: entry.account,
    until: entry.until,
    by: entry.by,
    asItIs: entry.asItIs === true,
    steps: [],
    reached: {},
    isMarked: false,
    isTold: false,
    ...(UNTIL as readonly string[]).includes(entry.until) ? {} : { unreadable: `until ${String(entry.until)}` },
  };
}

function after(order: Order, entry: Exclude<RetirementEntry, OrderEntry>): Order {
  switch (entry.kind) {
    case 'as-it-is': return { ...order, asItIs: true };
    case 'step': return (STEPS as readonly string[]).includes(entry.step)
      ? { ...order, steps: [...order.steps, { number: entry.number, step: entry.step, at: entry.at }] }
      : { ...order, unreadable: `step ${String(entry.step)}` };
    case 'reached': return (STAGES as readonly string[]).includes(entry.stage)
      ? { ...order, reached: { ...order.reached, [entry.stage]: order.reached[entry.stage] ?? entry.at } }
      : { ...order, unreadable: `stage ${String(entry.stage)}` };
    case 'budget': return { ...order, budgetAt: entry.at };
    case 'lapse': return { ...order, lapsed: entry.why };
    case 'undo': return { ...order, undone: { by: entry.by, at: entry.at } };
    case 'mark': return { ...order, isMarked: entry.isSet };
    case 'told': return { ...order, isTold: true };
    default: return order;
  }
}

/** Whether the order is carried out as far as it goes, whatever comes later of itself. */
export function isReached({ until, reached }: Pick<Order, 'until' | 'reached'>): boolean {
  return reached[until] !== undefined || reached.closed !== undefined || reached.gone !== undefined;
}

/** Whether something is still to be done or waited for. */
export function isOpen(order: Order): boolean {
  if (order.lapsed !== undefined || order.reached.gone !== undefined) {
    return false;
  }
  return order.undone !== undefined ? order.reached.returned === undefined : !isReached(order);
}

/** Whether deployments have to leave the account alone: it is being retired, or it is. */
export function isWithheld(order: Order): boolean {
  return order.lapsed === undefined && order.reached.returned === undefined;
}

/** The last order for an account: those before it have ended. */
export function lastOrderFor(orders: readonly Order[], accountId: string): Order | undefined {
  return [...orders].reverse().find(({ account }) => account.id === accountId);
}

/** When the last step of that name was begun, leaving out an entry that was written just now. */
export function lastStep(order: Order, step: StepName, but?: number): Date | undefined {
  return [...order.steps].reverse().find(candidate => candidate.step === step && candidate.number !== but)?.at;
}

/** How often a step was begun, leaving out the same. */
export function timesOf(order: Order, step: StepName, but?: number): number {
  return order.steps.filter(candidate => candidate.step === step && candidate.number !== but).length;
}
