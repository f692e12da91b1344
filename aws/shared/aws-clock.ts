/**
 * AWS's clock, for what AWS holds against its own: signatures, tokens, the ends of sessions.
 *
 * Clients of the SDK learn it from the dates of their answers, and correct what they sign by it. What is signed by hand goes by what they learned.
 */

/** A client of the SDK: how far AWS's clock is ahead of ours, in milliseconds, as its last answer told; 0 before the first one. */
export interface ClockedClient {
  readonly config: { readonly systemClockOffset?: number };
}

/** What an answer's way and its date without fractions may come to. AWS takes signatures that are five minutes off. */
const TOLERATED_MS = 60_000;

/** Our clock, put right by whichever client knows better. */
export function awsClock(own: () => Date, clients: readonly ClockedClient[]): () => Date {
  return () => {
    const offsets = clients.map(({ config }) => config.systemClockOffset ?? 0);
    const widest = offsets.reduce((one, other) => (Math.abs(other) > Math.abs(one) ? other : one), 0);
    return Math.abs(widest) < TOLERATED_MS ? own() : new Date(own().getTime() + widest);
  };
}
