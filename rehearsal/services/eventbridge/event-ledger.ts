/** What was put on buses, added up. */

import type { WholeEvent } from './whole-event';


/** All times are seconds since the run began. */
export interface ReportEvents {
  /** The ARN of the bus. */
  readonly bus: string;
  readonly source: string;
  readonly detailType: string;
  readonly times: number;
  /** Those that a rule was about. */
  readonly matched: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

export class EventLedger {
  private readonly lines = new Map<string, ReportEvents>();

  constructor(private readonly now: () => number) {}

  public note(bus: string, { source, 'detail-type': detailType }: WholeEvent, isMatched: boolean): void {
    const key = JSON.stringify([bus, source, detailType]);
    const at = Math.round(this.now());
    const { firstAt = at, matched = 0, times = 0 } = this.lines.get(key) ?? {};
    this.lines.set(key, { bus, source, detailType, times: times + 1, matched: matched + (isMatched ? 1 : 0), firstAt, lastAt: at });
  }

  /** In the order in which the first of each came. */
  public report(): ReportEvents[] {
    return [...this.lines.values()];
  }
}
