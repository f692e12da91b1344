/** What was measured, by the digest of its code. */
export interface Measured {
  /** None in results from before digests were kept. */
  readonly code?: string;
}
