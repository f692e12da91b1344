/** Which accounts of a pool go first when it is to be smaller: those in quarantine, then those that were never leased, then those that have rested longest. A leased one never does. */

import type { Account } from '../accounts/account';
import type { SandboxRecord } from '../registration/innovation-sandbox/model';

/** An account of the pool with its record. */
export interface Retirable {
  readonly account: Account;
  readonly record: SandboxRecord;
}

/** A registration is cleaned within so long. What was cleaned later was leased in between, as far as its record tells. */
const FIRST_CLEANING_HOURS = 13;

/** In the order in which they go. */
export function whichFirst(accounts: readonly Retirable[]): Retirable[] {
  return accounts
    .filter(({ record }) => rankOf(record) !== undefined)
    .sort((one, other) => rankOf(one.record)! - rankOf(other.record)!
      || restedSince(one.record) - restedSince(other.record)
      || (one.account.id < other.account.id ? -1 : 1));
}

function rankOf(record: SandboxRecord): number | undefined {
  switch (record.status) {
    case 'Quarantine': return 0;
    case 'Available': return wasNeverLeased(record) ? 1 : 2;
    // Being cleaned: it has been leased, or is about to be had. Leased, or what a later version invents: not to be touched.
    default: return undefined;
  }
}

/** Innovation Sandbox doesn't tell; its record says when it was made, and when it was cleaned last. */
export function wasNeverLeased({ createdAt, cleanedAt, cleaning }: SandboxRecord): boolean {
  const cleaned = cleanedAt ?? cleaning?.startedAt;
  return createdAt !== undefined && cleaned !== undefined && Date.parse(cleaned) - Date.parse(createdAt) < FIRST_CLEANING_HOURS * 3_600_000;
}

function restedSince({ cleanedAt, lastEditedAt, createdAt }: SandboxRecord): number {
  return Date.parse(cleanedAt ?? lastEditedAt ?? createdAt ?? '') || 0;
}
