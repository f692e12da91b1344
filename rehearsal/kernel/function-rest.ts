/**
 * Finds out when a function has come to rest, and says so.
 *
 *     woken (an event, an answer) -> nothing pending, and a turn of the loop without a change -> at rest, reported
 *
 * A function that waits for nothing that is known here, neither an answer nor a timer nor counted work, stays silent: what it
 * waits for may come by itself and wakes it then, or never comes, and the kernel's patience ends. One that moves after it
 * reported, although nobody woke it, says so: then something that it had begun was not counted.
 */

import { setImmediate as nextTurn } from 'node:timers';

/** What the rest of a function depends on. */
export interface Surroundings {
  /** Whether the function will go on by itself, as far as is known. */
  isWaiting(): boolean;
  /** Changes with whatever the report would hold. */
  state(): string;
  /** The function moved although it had reported. */
  late(what: string): void;
  report(): void;
}

/**
 * Quiet turns of the loop. Whatever runs at once, or when a promise settles, has run before the first. After work that is counted it
 * takes one more: a promise that the first one resolved has had its say by the second.
 */
const TURNS = { afterNothing: 1, afterWork: 2 };

export class Rest {
  private settling = false;
  private isResting = false;
  private isAbandoned = false;
  private turns = TURNS.afterNothing;

  constructor(private readonly around: Surroundings) {}

  /** Something came from outside. */
  public woken(): void {
    this.isResting = false;
    this.settle();
  }

  /** Work that is counted begins or ends. */
  public worked(what: string): void {
    this.turns = TURNS.afterWork;
    this.stirred(what);
  }

  /** The function did something, or something that it had begun has ended. */
  public stirred(what: string): void {
    if (this.isResting && !this.isAbandoned) {
      this.isResting = false;
      this.around.late(what);
    }
    this.settle();
  }

  /** Nobody wants to know any more. */
  public abandon(): void {
    this.isAbandoned = true;
  }

  private settle(): void {
    if (this.settling || this.isAbandoned) {
      return;
    }
    this.settling = true;
    let calm = 0;
    let seen = this.around.state();
    const look = () => {
      // Its end settles again.
      if (this.isAbandoned || this.around.isWaiting()) {
        this.settling = false;
        return;
      }
      const state = this.around.state();
      calm = state === seen ? calm + 1 : 0;
      seen = state;
      if (calm < this.turns) {
        nextTurn(look);
        return;
      }
      this.settling = false;
      this.isResting = true;
      this.turns = TURNS.afterNothing;
      this.around.report();
    };
    nextTurn(look);
  }
}
