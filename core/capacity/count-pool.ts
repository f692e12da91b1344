/**
 * Counts a pool: what was looked at becomes numbers.
 *
 *     accounts in the units of the sandbox   -> available, active, frozen, cleanUp, quarantine; who cools down stands in CleanUp
 *     the stack's parameter, and its legs     -> declared, inFlight while the stack is at work
 *     products of the factory under change    -> slotsInUse, inFlight where it has failed
 *     quota and accounts of the organization  -> quotaLeft
 *
 * All of them are lists that lag by some seconds, so that numbers of one moment need not add up.
 */

import type { PoolCounts, SandboxCounts, Unseen } from './counts';
import type { LegState, OrganizationRoom, PoolStack, ProductAtWork } from './ports';
import { legMark } from '../../src/contract';
import type { Account } from '../accounts/account';

/** The units that are counted. Entry and Exit are on the way into the pool and out of it. */
export const COUNTED_UNITS = ['available', 'active', 'frozen', 'cleanUp', 'quarantine'] as const;
export type CountedUnit = (typeof COUNTED_UNITS)[number];

/** What is counted, as its construct says. */
export interface CountedPool {
  /** What the tags of its accounts' owners begin with: stack and pool, with the slash behind it. */
  readonly owner: string;
  readonly maxSize: number;
  /** The stack's parameter that says how many accounts there are; undefined for a pool of `maxSize` accounts. */
  readonly sizeParameter?: string;
  /** Marks of its accounts' last legs, by their numbers: see `legMark`. */
  readonly legs: readonly string[];
}

/** What was looked at. Whatever is undefined couldn't be, or wasn't asked for. */
export interface PoolLooks {
  readonly units?: Readonly<Record<CountedUnit, readonly Account[]>>;
  /** Ids of the accounts that cool down; of none where Innovation Sandbox knows no cooldown. */
  readonly coolingDown?: readonly string[];
  /** null: there is no such stack. */
  readonly stack?: PoolStack | null;
  /** Asked for only while the stack is at work on accounts. */
  readonly legs?: readonly LegState[];
  /** Asked for only where the stack doesn't tell all: each call of Service Catalog costs. */
  readonly products?: readonly ProductAtWork[];
  /** Whether nothing of the pool was left at work after the stack's last operation. */
  readonly isQuiet?: boolean;
  readonly room?: OrganizationRoom;
}

/** Whether the stack is at work on accounts. A rollback begins none, and a cleanup only deletes. */
export function isAtWork({ status }: PoolStack): boolean {
  return status === 'CREATE_IN_PROGRESS' || status === 'UPDATE_IN_PROGRESS';
}

/** Whether all accounts that the stack declares are there: its last operation succeeded. */
export function isComplete({ status }: PoolStack): boolean {
  return status === 'CREATE_COMPLETE' || status === 'UPDATE_COMPLETE' || status === 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS';
}

/** Whether the stack does nothing, so that nothing of the pool begins. */
export function isSettled({ status }: PoolStack): boolean {
  return !status.endsWith('_IN_PROGRESS');
}

/** What of the pool is under change. */
export function atWorkOf({ owner }: Pick<CountedPool, 'owner'>, products: readonly ProductAtWork[]): readonly ProductAtWork[] {
  return products.filter(product => product.owner?.startsWith(owner));
}

/** The counts. Total: what isn't known leaves what depends on it out. */
export function countPool(pool: CountedPool, looks: PoolLooks, at: Date, unseen: readonly Unseen[] = []): PoolCounts {
  const { stack, products, room, units } = looks;
  const declared = stack ? declaredBy(pool, stack) : undefined;
  return present({
    at,
    sandbox: units && sandboxCounts(units, looks.coolingDown),
    inFlight: inFlight(pool, looks, declared),
    declared,
    maxSize: pool.maxSize,
    quotaLeft: room?.quota === undefined ? undefined : Math.max(0, room.quota - room.accounts),
    slotsInUse: products?.length,
    unseen: unseen.length === 0 ? undefined : unseen,
  });
}

function sandboxCounts(units: Readonly<Record<CountedUnit, readonly Account[]>>, cooling: readonly string[] | undefined): SandboxCounts {
  // An account that was closed stays in its unit for 90 days, and nobody can work in it.
  const live = (unit: CountedUnit) => units[unit].filter(({ status }) => status === 'ACTIVE');
  const cleanUp = live('cleanUp');
  // Both lists lag: who cools down in one of them, and has left CleanUp in the other, is counted where it stands.
  const coolingDown = cooling && cleanUp.filter(({ id }) => cooling.includes(id)).length;
  return present({
    available: live('available').length,
    active: live('active').length,
    frozen: live('frozen').length,
    cleanUp: cleanUp.length - (coolingDown ?? 0),
    coolingDown,
    quarantine: live('quarantine').length,
  });
}

/** How many accounts the stack has. Undefined if its parameter isn't there, or is no size of this pool: somebody deployed another pool. */
function declaredBy({ sizeParameter, maxSize }: CountedPool, { parameters }: PoolStack): number | undefined {
  if (sizeParameter === undefined) {
    return maxSize;
  }
  const value = parameters[sizeParameter] ?? '';
  return /^[1-9][0-9]*$/.test(value) && Number(value) <= maxSize ? Number(value) : undefined;
}

/**
 * While the stack is at work it knows best: of the declared accounts those are on their way that aren't there and haven't failed in this operation. Those that wait
 * for their turn have no leg yet. After it has failed nobody works on them but the factory, with what was begun and left.
 */
function inFlight(pool: CountedPool, { stack, legs, products, isQuiet }: PoolLooks, declared: number | undefined): number | undefined {
  if (!stack) {
    return undefined;
  }
  if (!isAtWork(stack)) {
    return isQuiet || isComplete(stack) ? 0 : products && atWorkOf(pool, products).length;
  }
  if (legs === undefined || declared === undefined) {
    return undefined;
  }
  const wanted = new Set(pool.legs.slice(0, declared));
  const ended = new Set(legs.filter(leg => hasEnded(leg, stack)).map(({ logicalId }) => legMark(logicalId)).filter(mark => wanted.has(mark)));
  return declared - ended.size;
}

/** Whether the account of a leg is there, or has failed in this operation of the stack. What is updated was there before. */
function hasEnded({ status, since }: LegState, stack: PoolStack): boolean {
  return status.startsWith('UPDATE_') || status === 'CREATE_COMPLETE' || (status === 'CREATE_FAILED' && since >= stack.startedAt);
}

function present<T extends object>(members: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}
