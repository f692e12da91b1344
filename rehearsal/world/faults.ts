/** What goes wrong in a rehearsal, and how often it still does. */

import type { ByHand, Fault, Timed } from './world';
import type { Clock } from '../kernel/types';

/** Has a time of its own, which is that of what it does and not of when it may happen. */
const UNTIMED: readonly Fault['kind'][] = ['artifact-rebuilt'];
const BY_HAND: readonly Fault['kind'][] = ['account-appears', 'account-changes', 'product-removed', 'association-removed', 'stack-updated'];

interface Entry {
  readonly fault: Fault;
  readonly index: number;
  left: number;
  /** How often it was drawn whether it happens. */
  drawn: number;
  /** When it happened, each time. */
  readonly struckAt: number[];
}

/** How often a fault of the world happened. */
export interface FaultOutcome {
  /** As the world file says it, with every default filled in. */
  readonly fault: Fault;
  readonly times: number;
  /** Seconds since the run began; null if it never happened. */
  readonly firstAt: number | null;
  readonly lastAt: number | null;
}

/** Hands out faults to whoever makes them happen, and counts `times` down. A fault without `times` happens every time. */
export class FaultBook {
  private readonly entries: readonly Entry[];

  /** @param onStruck hears of each fault that happens, whenever it does */
  constructor(faults: readonly Fault[], private readonly clock: Pick<Clock, 'now' | 'draw'>, private readonly onStruck: (fault: Fault) => void = () => undefined) {
    this.entries = faults.map((fault, index) => ({ fault, index, left: ('times' in fault ? fault.times : undefined) ?? Infinity, drawn: 0, struckAt: [] }));
  }

  /** The first fault of that kind that still happens and that `matches`; it has happened once more afterwards. */
  public take<K extends Fault['kind']>(kind: K, matches: (fault: Extract<Fault, { kind: K }>) => boolean): Extract<Fault, { kind: K }> | undefined {
    for (const entry of this.entries) {
      if (entry.left > 0 && isOfKind(entry.fault, kind) && this.isTime(entry.fault) && matches(entry.fault) && this.isDrawn(entry)) {
        entry.left -= 1;
        entry.struckAt.push(this.clock.now);
        this.onStruck(entry.fault);
        return entry.fault;
      }
    }
    return undefined;
  }

  /** Counts one that comes by itself, at a time of its own: a rebuilt product, or what people do. */
  public happens(fault: Fault): void {
    this.entries.find(entry => entry.fault === fault)?.struckAt.push(this.clock.now);
  }

  /** In the order of the world file. */
  public report(): FaultOutcome[] {
    const second = (at: number | undefined) => (at === undefined ? null : Math.round(at));
    return this.entries.map(({ fault, struckAt }) => ({
      fault,
      times: struckAt.length,
      firstAt: second(struckAt[0]),
      lastAt: second(struckAt.at(-1)),
    }));
  }

  private isTime(fault: Fault): boolean {
    const { fromMinute = 0, toMinute = Infinity }: Timed = UNTIMED.includes(fault.kind) ? {} : fault as Timed;
    const minute = this.clock.now / 60;
    return fromMinute <= minute && minute < toMinute;
  }

  /** Each time is a draw of its own. */
  private isDrawn(entry: Entry): boolean {
    const { chance }: Timed = 'chance' in entry.fault ? entry.fault : {};
    return chance === undefined || this.clock.draw('fault', entry.index, ++entry.drawn) < chance;
  }
}

/** Whether it is something that people do beside the app. */
export function isByHand(fault: Fault): fault is ByHand {
  return BY_HAND.includes(fault.kind);
}

/** Whether a fault's `account` means the account of that name: `*` stands for anything, and no pattern means every account. */
export function matchesAccount(pattern: string | undefined, name: string | undefined): boolean {
  if (pattern === undefined) {
    return true;
  }
  if (name === undefined) {
    return false;
  }
  const expression = pattern.split('*').map(part => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&')).join('.*');
  return new RegExp(`^${expression}$`, 's').test(name);
}

function isOfKind<K extends Fault['kind']>(fault: Fault, kind: K): fault is Extract<Fault, { kind: K }> {
  return fault.kind === kind;
}
