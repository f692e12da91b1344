/** What functions throw and nobody catches: while they are at work it is theirs, and no matter of the process around them. */

import { PROCESS } from './function-realm';

export type UncaughtKind = 'uncaughtException' | 'unhandledRejection';
type Listener = (error: unknown, promise: unknown) => void;

const KINDS: readonly UncaughtKind[] = ['uncaughtException', 'unhandledRejection'];

export class Uncaught {
  private others?: Map<UncaughtKind, Listener[]>;
  private readonly own = new Map<UncaughtKind, Listener>();

  constructor(hear: (kind: UncaughtKind, error: unknown, promise: unknown) => void) {
    for (const kind of KINDS) {
      this.own.set(kind, (error, promise) => hear(kind, error, promise));
    }
  }

  /** Nobody else hears it from here on. */
  public begin(): void {
    if (this.others) {
      return;
    }
    this.others = new Map();
    for (const kind of KINDS) {
      this.others.set(kind, PROCESS.rawListeners(kind) as Listener[]);
      PROCESS.removeAllListeners(kind);
      PROCESS.on(kind as 'uncaughtException', this.own.get(kind)!);
    }
  }

  /** As it was before. */
  public end(): void {
    const { others } = this;
    this.others = undefined;
    for (const [kind, listeners] of others ?? []) {
      PROCESS.off(kind, this.own.get(kind)!);
      for (const listener of listeners) {
        PROCESS.on(kind as 'uncaughtException', listener);
      }
    }
  }
}
