/**
 * Discrete events in virtual time.
 *
 * Time jumps from event to event. Events of the same moment are ordered by a draw over their keys, so that the seed,
 * and nothing else, decides who comes first.
 */

import { keyedDraw } from './random';
import type { Clock } from './types';

interface Event {
  readonly at: number;
  readonly tie: number;
  readonly key: string;
  readonly sequence: number;
  readonly action: () => void;
}

export class VirtualClock implements Clock {
  private readonly heap: Event[] = [];
  private sequence = 0;
  private elapsed = 0;

  /** @param startsAt the calendar's moment at which the run begins, in epoch milliseconds */
  constructor(private readonly seed: string, private readonly startsAt: number) {}

  public get now(): number {
    return this.elapsed;
  }

  public get date(): Date {
    return new Date(this.startsAt + Math.round(this.elapsed * 1000));
  }

  /** Events that are still to come. */
  public get pending(): number {
    return this.heap.length;
  }

  /** When the next event is due, in seconds since the run began; undefined when there is none. */
  public get nextAt(): number | undefined {
    return this.heap.at(0)?.at;
  }

  /** Lets time pass in which nothing happens. */
  public passTo(seconds: number): void {
    const { nextAt } = this;
    if (nextAt !== undefined && nextAt < seconds) {
      throw new Error(`time can't pass to second ${seconds}: an event is due at ${nextAt}`);
    }
    this.elapsed = Math.max(this.elapsed, seconds);
  }

  public after(seconds: number, key: string, action: () => void): void {
    if (!(seconds >= 0)) {
      throw new Error(`event '${key}' is set ${seconds} seconds ahead; time runs forward only`);
    }
    // Milliseconds are the finest that dates show: finer moments would be told apart here and look equal there.
    const at = Math.round((this.elapsed + seconds) * 1000) / 1000;
    this.push({ at, tie: this.draw('tie', key, at), key, sequence: this.sequence++, action });
  }

  public draw(...key: (string | number)[]): number {
    return keyedDraw(this.seed, key);
  }

  /** Runs the next event. False when there is none left. */
  public step(): boolean {
    const event = this.pop();
    if (!event) {
      return false;
    }
    this.elapsed = event.at;
    event.action();
    return true;
  }

  private push(event: Event): void {
    const heap = this.heap;
    let index = heap.push(event) - 1;
    while (index > 0) {
      const parent = Math.floor((index - 1) / 2);
      if (!before(heap[index], heap[parent])) {
        break;
      }
      [heap[index], heap[parent]] = [heap[parent], heap[index]];
      index = parent;
    }
  }

  private pop(): Event | undefined {
    const heap = this.heap;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || first === last) {
      return first;
    }
    heap[0] = last;
    for (let index = 0; ;) {
      const left = 2 * index + 1;
      if (left >= heap.length) {
        return first;
      }
      const right = left + 1;
      const child = right < heap.length && before(heap[right], heap[left]) ? right : left;
      if (!before(heap[child], heap[index])) {
        return first;
      }
      [heap[index], heap[child]] = [heap[child], heap[index]];
      index = child;
    }
  }
}

function before(a: Event, b: Event): boolean {
  if (a.at !== b.at) {
    return a.at < b.at;
  }
  if (a.tie !== b.tie) {
    return a.tie < b.tie;
  }
  if (a.key !== b.key) {
    return a.key < b.key;
  }
  return a.sequence < b.sequence;
}
