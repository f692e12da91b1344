/** What the report tells of the accounts in Innovation Sandbox in this run. */

/** Times are epoch milliseconds. */
export interface SandboxLedgerEntry {
  /** Registrations that succeeded. */
  registrations: number;
  /** When the last registration succeeded. */
  registeredAt?: number;
  /** When the last cleaning began. */
  cleaningAt?: number;
  /** Cleanings that began. */
  cleanings: number;
  /** When the account last became Available. */
  availableAt?: number;
}

export class SandboxLedger {
  private readonly entries = new Map<string, SandboxLedgerEntry>();

  constructor(private readonly beganAt: number) {}

  public of(accountId: string): SandboxLedgerEntry {
    return this.entries.get(accountId) ?? { registrations: 0, cleanings: 0 };
  }

  public registered(accountId: string, at: number): void {
    this.note(accountId, at, entry => {
      entry.registrations += 1;
      entry.registeredAt = at;
    });
  }

  public cleaning(accountId: string, at: number): void {
    this.note(accountId, at, entry => {
      entry.cleanings += 1;
      entry.cleaningAt = at;
    });
  }

  public available(accountId: string, at: number): void {
    this.note(accountId, at, entry => { entry.availableAt = at; });
  }

  /** What happened before this run isn't told. */
  private note(accountId: string, at: number, change: (entry: SandboxLedgerEntry) => void): void {
    if (at < this.beganAt) {
      return;
    }
    const entry = this.of(accountId);
    change(entry);
    this.entries.set(accountId, entry);
  }
}
