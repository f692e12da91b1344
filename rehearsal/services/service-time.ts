/** The time of services: what is due goes on between two rehearsals. */

import type { Clock } from '../kernel/types';

/**
 * Time as epoch milliseconds.
 *
 * What came due between two rehearsals happens when the second one begins, one thing after the other, each at its own
 * time: so the past stays in order and the records carry the right dates.
 */
export class ServiceTime {
  private readonly overdue: { readonly at: number; readonly key: string; readonly action: () => void }[] = [];
  private moment?: number;
  private started = false;

  constructor(private readonly clock: Clock) {}

  /** Epoch milliseconds. */
  public get now(): number {
    return this.moment ?? this.clock.date.getTime();
  }

  /** Seconds between the beginning of this run and `at`; negative before it. */
  public secondsInto(at: number): number {
    return Math.round(at - this.clock.date.getTime() + this.clock.now * 1000) / 1000;
  }

  /** Runs `action` at that moment, or as soon as {@link catchUp} is called if the moment has passed. */
  public at(moment: number, key: string, action: () => void): void {
    const run = () => {
      this.moment = moment;
      try {
        action();
      } finally {
        this.moment = undefined;
      }
    };
    const milliseconds = moment - this.clock.date.getTime();
    if (milliseconds < 0 && !this.started) {
      this.overdue.push({ at: moment, key, action: run });
    } else {
      this.clock.after(Math.max(0, milliseconds) / 1000, key, run);
    }
  }

  /** Lets everything happen that is overdue when a run begins. */
  public catchUp(): void {
    while (this.overdue.length > 0) {
      // What happens may bring on more that is overdue.
      this.overdue.sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
      this.overdue.shift()!.action();
    }
    this.started = true;
  }
}
