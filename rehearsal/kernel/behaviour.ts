/**
 * Behaviours of the simulated organization, each with where it comes from and how sure it is. A list of them stands beside what behaves so, in
 * `fidelity.ts`; docs/fidelity.md is written from all of them. Nothing that runs reads them.
 */

/** How a behaviour is known. */
export type Mark =
  /** AWS, or whoever makes it, says so. */
  | 'documented'
  /** It stands in published source: of the thing itself, or of a tool that works with it every day. */
  | 'seen in source'
  /** Somebody reported what it did. */
  | 'observed'
  /** It follows from the others, and nobody has published that it is so. */
  | 'inferred';

/** What isn't ours, and says the same in a test. */
export type Witness = 'service models' | 'moto' | 'ministack' | 'cfn-lint' | 'asl-validator' | 'examples of IAM';

/** One thing that the simulated organization does. */
export interface Behaviour {
  /** A sentence without its stop. */
  readonly does: string;
  readonly mark: Mark;
  /** A page or a repository; what it follows from, where it is inferred. */
  readonly source: string;
  readonly heldAgainst?: readonly Witness[];
}
