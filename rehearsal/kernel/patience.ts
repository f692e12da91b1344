/**
 * Real seconds in which no function was heard of, while the kernel waits for one.
 *
 * Counted in ticks instead of read from a clock: a machine that was asleep, or a kernel that computed for long, counts one
 * tick for it and not the hours.
 */

const TICK_MILLISECONDS = 1000;

export class Patience {
  private ticks = 0;
  private interval?: NodeJS.Timeout;

  constructor(private readonly seconds: number, private readonly giveUp: (seconds: number) => void) {}

  /** The kernel begins to wait. */
  public begin(): void {
    this.heard();
    this.interval ??= setInterval(() => this.tick(), TICK_MILLISECONDS);
  }

  /** A function reported, or a request of its arrived. */
  public heard(): void {
    this.ticks = 0;
  }

  /** Nobody waits any more. */
  public end(): void {
    clearInterval(this.interval);
    this.interval = undefined;
  }

  private tick(): void {
    this.ticks++;
    if (this.ticks === this.seconds) {
      this.giveUp(this.ticks);
    }
  }
}
