/** What was sent to whom, added up: a week of ticks is one line. */

import type { Sender } from './parcel';

/** All times are seconds since the run began. */
export interface ReportDelivery {
  /** 'rule', 'schedule', 'alarm' or 'topic', and its name. */
  readonly from: string;
  /** The ARN of a function, a topic, a bus, or anything else. */
  readonly to: string;
  readonly times: number;
  /** Those that a fault of the world lost. */
  readonly lost: number;
  /** Those that the receiver didn't take. */
  readonly refused: number;
  /** Why it didn't take the last of them. */
  readonly reason: string | null;
  /** Whether the receiver is one that is only counted. */
  readonly counted: boolean;
  readonly firstAt: number;
  readonly lastAt: number;
}

interface Line {
  readonly from: string;
  readonly to: string;
  readonly counted: boolean;
  readonly firstAt: number;
  times: number;
  lost: number;
  refused: number;
  reason: string | null;
  lastAt: number;
}

export class DeliveryLedger {
  private readonly lines = new Map<string, Line>();

  constructor(private readonly now: () => number) {}

  /** @param how 'sent' for a receiver that isn't rehearsed */
  public note({ kind, name }: Pick<Sender, 'kind' | 'name'>, to: string, how: 'taken' | 'sent' | 'lost', refusal?: string): void {
    const from = `${kind} ${name}`;
    const at = Math.round(this.now());
    const key = JSON.stringify([from, to]);
    const line = this.lines.get(key) ?? { from, to, counted: how === 'sent', firstAt: at, times: 0, lost: 0, refused: 0, reason: null, lastAt: at };
    this.lines.set(key, line);
    line.times += 1;
    line.lastAt = at;
    line.lost += how === 'lost' ? 1 : 0;
    if (refusal !== undefined) {
      line.refused += 1;
      line.reason = refusal;
    }
  }

  /** In the order in which the first of each was sent. */
  public report(): ReportDelivery[] {
    return [...this.lines.values()].map(line => ({ ...line }));
  }
}
