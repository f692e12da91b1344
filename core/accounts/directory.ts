/** AWS Organizations, as the directory of accounts: what is looked up in it, and what is observed. */

import type { Account, AccountCreation, Parent, Tag } from './account';

/**
 * The directory.
 *
 * Every method of every port throws a TransientError if AWS didn't answer, and a RefusalError if it said no.
 */
export interface DirectoryPort {
  accountById(accountId: string): Promise<Account | null>;
  /** Scans the organization, or remembers a scan that began at `notOlderThan` or later. */
  accountByEmail(email: string, notOlderThan: Date): Promise<Account | null>;
  /** The accounts of that name, whatever their addresses, from such a scan. */
  accountsByName(name: string, notOlderThan: Date): Promise<Account[]>;
  /** Running requests to create an account of that name, and those made from `since` to `until` that succeeded; null if there are none. */
  creation(accountName: string, since: Date, until: Date): Promise<AccountCreation | null>;
  /** null if the organization doesn't show such an account. */
  parent(accountId: string): Promise<Parent | null>;
  organizationalUnitName(organizationalUnitId: string): Promise<string>;
  /** null if the organization doesn't show such an account. */
  tags(accountId: string): Promise<Tag[] | null>;
  tag(accountId: string, tags: readonly Tag[]): Promise<void>;
  /** Moves the account if it stands in `fromId`. If it stands somewhere else by now, that is a TransientError: look again. */
  move(accountId: string, fromId: string, toId: string): Promise<void>;
}

/** What the directory shows of one account. A member that is undefined has not been looked at; null means looked, and there is none. */
export interface DirectoryObserved {
  readonly account?: Account | null;
  readonly parent?: Parent;
  /** The account's tags. */
  readonly tags?: readonly Tag[];
  /** An account whose id is known was asked for, and doesn't show. */
  readonly unseen?: true;
}

/** What every stage may look up about an account whose id is known. */
export type DirectoryLook =
  | { readonly at: 'account'; readonly by: 'id'; readonly accountId: string }
  | { readonly at: 'parent'; readonly accountId: string }
  | { readonly at: 'tags'; readonly accountId: string };

/** What those looks need. */
export type DirectoryReader = Pick<DirectoryPort, 'accountById' | 'parent' | 'tags'>;

interface OfAccount {
  readonly accountId: string;
}

/** Looks it up. */
export function directoryLooks(directory: DirectoryReader) {
  return {
    account: async ({ accountId }: OfAccount): Promise<DirectoryObserved> => ({ account: await directory.accountById(accountId) }),
    parent: async ({ accountId }: OfAccount): Promise<DirectoryObserved> => {
      const parent = await directory.parent(accountId);
      return parent === null ? { unseen: true } : { parent };
    },
    tags: async ({ accountId }: OfAccount): Promise<DirectoryObserved> => {
      const tags = await directory.tags(accountId);
      return tags === null ? { unseen: true } : { tags };
    },
  };
}
