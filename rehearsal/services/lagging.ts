/**
 * Reads that lag: they go on showing for a while what was there before a change.
 *
 * AWS says of Organizations that its reads are eventually consistent, and gives no figure; of Service Catalog nothing is known. A run begins with everything
 * seen, because between two runs there are minutes.
 */

import type { ServiceTime } from './service-time';
import type { Clock } from '../kernel/types';
import type { World, WorldLag } from '../world/world';

/** What may lag. */
export type LaggingRead = Exclude<keyof WorldLag, 'drawn'>;

interface Change {
  /** As it was before; null if there was no such thing. */
  readonly before: unknown;
  readonly shownFrom: number;
}

export class LaggingReads {
  private readonly changes: Readonly<Record<LaggingRead, Map<string, Change[]>>>;

  constructor(private readonly to: { readonly clock: Clock; readonly time: ServiceTime; readonly world: World }) {
    const { drawn: _, ...reads } = to.world.lag;
    this.changes = Object.fromEntries(Object.keys(reads).map(read => [read, new Map()])) as unknown as typeof this.changes;
  }

  /** Notes that the thing with that id is about to change. `before`: as reads show it now. */
  public note(read: LaggingRead, id: string, before: unknown): void {
    const { clock, time, world: { lag } } = this.to;
    if (lag[read] === 0) {
      return;
    }
    const changes = this.changes[read];
    const kept = (changes.get(id) ?? []).filter(({ shownFrom }) => shownFrom > time.now);
    const seconds = lag.drawn ? clock.draw('lag', read, id, time.now) * lag[read] : lag[read];
    // What came earlier never shows later.
    const shownFrom = Math.max(time.now + Math.round(seconds * 1000), kept.at(-1)?.shownFrom ?? 0);
    changes.set(id, [...kept, { before: structuredClone(before), shownFrom }]);
  }

  /** The thing as a read shows it now; null if the read doesn't know it yet. */
  public shown<T>(read: LaggingRead, id: string, present: T): T | null {
    const hidden = this.changes[read].get(id)?.find(({ shownFrom }) => shownFrom > this.to.time.now);
    return hidden === undefined ? present : hidden.before as T | null;
  }

  /** Of these things those that a list shows now, as it shows them. Lists of thousands are read page by page, and few of what they hold has changed of late. */
  public listed<T extends { readonly id: string }>(read: LaggingRead, present: readonly T[]): readonly T[] {
    return this.changes[read].size === 0 ? present : present.flatMap(thing => this.shown(read, thing.id, thing) ?? []);
  }
}
