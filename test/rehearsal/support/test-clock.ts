/** A virtual clock for tests: events run one after the other, in the caller's thread, as fast as they can. */

import { createHash } from 'node:crypto';
import type { Clock } from '../../../rehearsal/kernel/types';

interface TimedEvent {
  readonly at: number;
  readonly order: number;
  readonly sequence: number;
  readonly action: () => void;
}

/** When virtual time begins, unless a test says otherwise. */
export const TEST_START = new Date('2026-01-05T08:00:00Z');

/** Virtual time that only moves when the test says so. */
export class TestClock implements Clock {
  private seconds = 0;
  private sequence = 0;
  private readonly events: TimedEvent[] = [];

  constructor(private readonly seed = 'seed', private readonly start = TEST_START) {}

  public get now(): number {
    return this.seconds;
  }

  public get date(): Date {
    return new Date(this.start.getTime() + Math.round(this.seconds * 1000));
  }

  public after(seconds: number, key: string, action: () => void): void {
    const at = this.seconds + Math.max(0, seconds);
    const event = { at, order: this.draw('order', at, key), sequence: this.sequence++, action };
    this.events.push(event);
    for (let child = this.events.length - 1; child > 0;) {
      const parent = Math.floor((child - 1) / 2);
      if (!before(this.events[child], this.events[parent])) {
        break;
      }
      this.swap(child, parent);
      child = parent;
    }
  }

  public draw(...key: (string | number)[]): number {
    return createHash('sha256').update(JSON.stringify([this.seed, ...key])).digest().readUIntBE(0, 6) / 2 ** 48;
  }

  /** Runs all events of the next `seconds`, and is that much later afterwards. */
  public advance(seconds: number): void {
    const until = this.seconds + seconds;
    while (this.events.length > 0 && this.events[0].at <= until) {
      this.step();
    }
    this.seconds = until;
  }

  /** Runs until no event is left, or `done` says so. */
  public run(done: () => boolean = () => false): void {
    while (this.events.length > 0 && !done()) {
      this.step();
    }
  }

  private step(): void {
    const next = this.events[0];
    const last = this.events.pop()!;
    if (this.events.length > 0) {
      this.events[0] = last;
      this.sink();
    }
    this.seconds = Math.max(this.seconds, next.at);
    next.action();
  }

  private sink(): void {
    for (let parent = 0; ;) {
      let first = parent;
      for (const child of [2 * parent + 1, 2 * parent + 2]) {
        if (child < this.events.length && before(this.events[child], this.events[first])) {
          first = child;
        }
      }
      if (first === parent) {
        return;
      }
      this.swap(first, parent);
      parent = first;
    }
  }

  private swap(a: number, b: number): void {
    [this.events[a], this.events[b]] = [this.events[b], this.events[a]];
  }
}

function before(a: TimedEvent, b: TimedEvent): boolean {
  return a.at !== b.at ? a.at < b.at : a.order !== b.order ? a.order < b.order : a.sequence < b.sequence;
}
