/** What happened to each stack, as CloudFormation tells it. Nothing of it is kept for the next rehearsal: AWS forgets it, too, though only after 90 days. */

/** One event. That of the stack itself has the stack's own id as its physical one. */
export interface LoggedEvent {
  readonly at: Date;
  readonly logicalId: string;
  readonly physicalId?: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
}

export class EventLog {
  private readonly events = new Map<string, LoggedEvent[]>();

  public add(stackId: string, event: LoggedEvent): void {
    const known = this.events.get(stackId);
    if (known) {
      known.push(event);
    } else {
      this.events.set(stackId, [event]);
    }
  }

  /** The newest first. */
  public of(stackId: string): readonly LoggedEvent[] {
    return [...this.events.get(stackId) ?? []].reverse();
  }
}
