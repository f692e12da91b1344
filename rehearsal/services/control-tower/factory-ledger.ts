/** What the report tells of the factory in this run. */

import type { OperationKind } from '../service-catalog/catalog-state';

/** Times are epoch milliseconds. */
export interface LedgerEntry {
  /** Requests to create or enroll the account that were accepted. */
  attempts: number;
  requestedAt?: number;
  availableAt?: number;
}

export class FactoryLedger {
  /** By the name of the product; names whose product was terminated stay. */
  public readonly entries = new Map<string, LedgerEntry>();
  public busyRejections = 0;
  public firstRequestAt?: number;
  public lastAvailableAt?: number;

  constructor(private readonly beganAt: number) {}

  /** An operation was accepted. */
  public accepted(kind: OperationKind, name: string, at: number): void {
    if (kind === 'terminate') {
      return;
    }
    const entry = this.entry(name);
    entry.attempts += 1;
    entry.requestedAt ??= at;
    this.firstRequestAt ??= at;
  }

  /** A product became AVAILABLE; what happened before this run isn't told. */
  public available(name: string, at: number): void {
    if (at < this.beganAt) {
      return;
    }
    this.entry(name).availableAt = at;
    this.lastAvailableAt = at;
  }

  /** The factory had no slot for an operation. */
  public refusedAsBusy(at: number): void {
    if (at >= this.beganAt) {
      this.busyRejections += 1;
    }
  }

  private entry(name: string): LedgerEntry {
    const entry = this.entries.get(name) ?? { attempts: 0 };
    this.entries.set(name, entry);
    return entry;
  }
}
