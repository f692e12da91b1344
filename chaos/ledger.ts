/**
 * What really is whose, kept beside the organization through all deployments of a run: not what a report, a tag or a product says, but what was seen to happen.
 *
 * An account is ours if Account Factory created it for a request that one of our functions made, or if the app names it as one that is there before.
 */

/** Kept for one run. */
export class Ledger {
  /** Our accounts: their ids, with the names that they were requested under. */
  private readonly accounts = new Map<string, string>();
  /** Names that our functions have asked the factory for. */
  private readonly requested = new Set<string>();
  /** Accounts that somebody has brought into the organization, or done something to. */
  private readonly touchedByHand = new Set<string>();
  private readonly struck = new Map<string, number>();

  /** The app names an account that is there before. */
  public noteDeclared(name: string, accountId: string): void {
    this.accounts.set(accountId, name);
  }

  public noteRequest(name: string): void {
    this.requested.add(name);
  }

  /** Account Factory has created an account for a product of this name. */
  public noteCreation(name: string, accountId: string): void {
    if (this.requested.has(name) && !this.touchedByHand.has(accountId)) {
      this.accounts.set(accountId, name);
    }
  }

  /** Somebody has made or changed an account. What is ours already remains so. */
  public noteByHand(accountId: string): void {
    this.touchedByHand.add(accountId);
  }

  public isOurs(accountId: string): boolean {
    return this.accounts.has(accountId);
  }

  public accountsOf(name: string): string[] {
    return [...this.accounts].flatMap(([id, ofName]) => (ofName === name ? [id] : []));
  }

  /** Something went wrong, or somebody did something. */
  public noteStruck(kind: string): void {
    this.struck.set(kind, (this.struck.get(kind) ?? 0) + 1);
  }

  /** How often each kind of fault happened. */
  public get met(): ReadonlyMap<string, number> {
    return this.struck;
  }
}
