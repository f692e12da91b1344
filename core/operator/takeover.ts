/** How accounts that exist come into a pool: which property each needs, and what becomes of what is in it. Pure. */

import type { Snapshot, SnapshotAccount, SnapshotProduct } from './snapshot';
import { ACCOUNT_NAME_PATTERN, EMAIL_PATTERN, OWNER_TAG } from '../../src/contract';

/** What registration does to the contents of an account. */
export type Fate =
  /** It is in the pool: nothing is written to it. */
  | 'kept'
  /** Registration erases everything in it. */
  | 'erased'
  /** It is cleaned once more: it is in quarantine, or its cleaning isn't over. */
  | 'cleaned-again';

/** One account that can be taken over. */
export interface Takeover {
  readonly account: SnapshotAccount;
  /** `adoptExisting`, for a product of the account's own name; `existingAccountId` for all others. */
  readonly by: 'adoptExisting' | 'existingAccountId';
  /** The unit that must be named, because nobody is to erase what is in it by mistake. */
  readonly parentId?: string;
  /** Where it is, in words. */
  readonly place: string;
  readonly fate: Fate;
}

/** One that can't, and why. */
export interface LeftOut {
  readonly account: SnapshotAccount;
  readonly why: string;
}

/** Which accounts are meant. Without any condition: all in the units of an Innovation Sandbox. */
export interface Choice {
  /** Ids or names of units; accounts directly in them. */
  readonly units: readonly string[];
  /** Ids or names of accounts; `*` stands for anything. */
  readonly accounts: readonly string[];
  /** The unit that the factory of the app puts its accounts in. */
  readonly holdingUnitId?: string;
}

/** The accounts that are meant, each with its way into the pool or the reason why it has none; in the order of their names. */
export function takeovers(snapshot: Snapshot, choice: Choice): { readonly taken: readonly Takeover[]; readonly leftOut: readonly LeftOut[] } {
  const byName = (one: Pick<LeftOut, 'account'>, other: Pick<LeftOut, 'account'>) => (one.account.name < other.account.name ? -1 : 1);
  const decided = (snapshot.accounts ?? []).filter(account => isMeant(account, snapshot, choice)).map(account => decide(account, snapshot, choice));
  return {
    taken: decided.flatMap(each => ('by' in each ? [each] : [])).sort(byName),
    leftOut: decided.flatMap(each => ('why' in each ? [each] : [])).sort(byName),
  };
}

/** Whether an account is one of those. */
export function isMeant(
  { id, name, parentId }: SnapshotAccount, snapshot: Pick<Snapshot, 'sandboxes' | 'units'>, { accounts, units }: Choice,
): boolean {
  if (accounts.length === 0 && units.length === 0) {
    return sandboxPlaceOf(parentId, snapshot) !== undefined;
  }
  const inUnit = units.some(unit => unit === parentId || (snapshot.units ?? []).some(known => known.id === parentId && known.name === unit));
  return inUnit || accounts.some(wanted => wanted === id || matches(wanted, name));
}

function matches(pattern: string, name: string): boolean {
  return new RegExp(`^${pattern.split('*').map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`).test(name);
}

function decide(account: SnapshotAccount, snapshot: Snapshot, { holdingUnitId }: Choice): Takeover | LeftOut {
  const product = snapshot.products?.find(({ accountId }) => accountId === account.id);
  const owner = product?.tags[OWNER_TAG] ?? account.tags?.[OWNER_TAG];
  if (account.id === snapshot.organization?.managementAccountId) {
    return { account, why: 'it is the management account' };
  }
  if (account.state !== 'ACTIVE') {
    return { account, why: `its state is ${account.state}: its name and its address can't be used again` };
  }
  if (owner !== undefined) {
    return { account, why: `it is an account of ${owner} already` };
  }
  const by = isAdoptable(account, product) ? 'adoptExisting' : 'existingAccountId';
  const here = sandboxPlaceOf(account.parentId, snapshot);
  if (here !== undefined) {
    const place = `${here.unit} of Innovation Sandbox '${here.namespace}'`;
    return { account, by: here.unit === 'exit' ? 'existingAccountId' : by, place, fate: FATES[here.unit] ?? 'erased' };
  }
  const isOpen = account.parentId === snapshot.organization?.rootId || account.parentId === holdingUnitId || account.parentId === undefined;
  const unit = snapshot.units?.find(({ id }) => id === account.parentId);
  const place = account.parentId === snapshot.organization?.rootId ? 'the root' : unit?.name ?? account.parentId ?? 'an unknown unit';
  // Whoever names the unit says that he knows what is in the account; the property goes with the id alone.
  return isOpen
    ? { account, by, place, fate: 'erased' }
    : { account, by: 'existingAccountId', parentId: account.parentId, place, fate: 'erased' };
}

/** The factory's product must have the account's name, and the app must be able to say both. */
function isAdoptable({ email, name }: SnapshotAccount, product: SnapshotProduct | undefined): boolean {
  return product?.name === name && product.status === 'AVAILABLE' && ACCOUNT_NAME_PATTERN.test(name) && EMAIL_PATTERN.test(email);
}

const FATES: Readonly<Record<string, Fate>> = { available: 'kept', active: 'kept', frozen: 'kept', quarantine: 'cleaned-again', cleanUp: 'cleaned-again' };

function sandboxPlaceOf(parentId: string | undefined, { sandboxes = [] }: Pick<Snapshot, 'sandboxes'>): { readonly namespace: string; readonly unit: string } | undefined {
  for (const { namespace, units } of sandboxes) {
    const unit = Object.entries(units ?? {}).find(([, id]) => id === parentId)?.[0];
    if (unit !== undefined && unit !== 'pool') {
      return { namespace, unit };
    }
  }
  return undefined;
}
