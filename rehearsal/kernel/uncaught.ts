/** What functions throw and nobody catches: while they are at work it is theirs, and no matter of the process around them. */

import { PROCESS } from './function-realm';

export type UncaughtKind = 'uncaughtException' | 'unhandledRejection';
type Listener = (error: unknown, promise: unknown) => void;

const KINDS: readonly UncaughtKind[] = ['uncaughtException', 'unhandledRejection'];

/** Who listened before the first rehearsal began to, while at least one does. Rehearsals of one process may take turns: whoever ends last gives it back. */
const others = new Map<UncaughtKind, Listener[]>();
const listening = new Set<Uncaught>();

export class Uncaught {
  private readonly own = new Map<UncaughtKind, Listener>();

  constructor(hear: (kind: UncaughtKind, error: unknown, promise: unknown) => void) {
    for (const kind of KINDS) {
      this.own.set(kind, (error, promise) => hear(kind, error, promise));
    }
  }

  /** Nobody but rehearsals hears it from here on. */
  public begin(): void {
    if (listening.has(this)) {
      return;
    }
    for (const kind of KINDS) {
      if (listening.size === 0) {
        others.set(kind, PROCESS.rawListeners(kind) as Listener[]);
        PROCESS.removeAllListeners(kind);
      }
      PROCESS.on(kind as 'uncaughtException', this.own.get(kind)!);
    }
    listening.add(this);
  }

  /** As it was before. */
  public end(): void {
    if (!listening.delete(this)) {
      return;
    }
    for (const kind of KINDS) {
      PROCESS.off(kind, this.own.get(kind)!);
      if (listening.size === 0) {
        for (const listener of others.get(kind) ?? []) {
          PROCESS.on(kind as 'uncaughtException', listener);
        }
      }
    }
  }
}
