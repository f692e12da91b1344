/** Runs work in dependency order, everything at once that doesn't have to wait. */

/** Tells the schedule that a piece of work has ended. */
export type Finished = (succeeded: boolean) => void;

/**
 * Starts each node as soon as all that it needs has succeeded.
 *
 * What needs a node that failed is never started. The schedule is over when nothing runs and nothing can start; it then
 * calls `over` once. Starting is done in one loop and not by recursion, so that long chains of instant work are no matter.
 */
export class Schedule {
  private readonly waiting: Set<string>;
  private readonly succeeded = new Set<string>();
  private readonly running = new Set<string>();
  private readonly ready: string[] = [];
  private readonly neededBy = new Map<string, string[]>();
  private readonly missing = new Map<string, number>();
  private halted = false;
  private looping = false;
  private ended = false;

  constructor(
    graph: ReadonlyMap<string, readonly string[]>,
    private readonly start: (id: string, finished: Finished) => void,
    private readonly over: () => void,
  ) {
    this.waiting = new Set(graph.keys());
    for (const [id, needs] of graph) {
      const present = needs.filter(need => graph.has(need));
      this.missing.set(id, present.length);
      for (const need of present) {
        const dependents = this.neededBy.get(need);
        if (dependents === undefined) {
          this.neededBy.set(need, [id]);
        } else {
          dependents.push(id);
        }
      }
      if (present.length === 0) {
        this.ready.push(id);
      }
    }
  }

  /** Begins; may call `over` before it returns. */
  public run(): void {
    this.loop();
  }

  /** Starts nothing more. `over` is called when what runs has ended. */
  public halt(): void {
    this.halted = true;
    this.loop();
  }

  /** What has been started and has not ended. */
  public inProgress(): string[] {
    return [...this.running];
  }

  private finish(id: string, ok: boolean): void {
    if (!this.running.delete(id)) {
      return;
    }
    if (ok) {
      this.succeeded.add(id);
      for (const dependent of this.neededBy.get(id) ?? []) {
        const left = this.missing.get(dependent)! - 1;
        this.missing.set(dependent, left);
        if (left === 0) {
          this.ready.push(dependent);
        }
      }
    }
    this.loop();
  }

  private loop(): void {
    if (this.looping || this.ended) {
      return;
    }
    this.looping = true;
    for (let id = this.next(); id !== undefined; id = this.next()) {
      const started = id;
      this.waiting.delete(started);
      this.running.add(started);
      this.start(started, ok => this.finish(started, ok));
    }
    this.looping = false;
    if (this.running.size === 0) {
      this.ended = true;
      this.over();
    }
  }

  private next(): string | undefined {
    return this.halted ? undefined : this.ready.shift();
  }
}

/** The same graph with every arrow turned round: for deletions. */
export function reversed(graph: ReadonlyMap<string, readonly string[]>): Map<string, readonly string[]> {
  const turned = new Map<string, string[]>([...graph.keys()].reverse().map(id => [id, []]));
  for (const [id, needs] of graph) {
    for (const need of needs) {
      turned.get(need)?.push(id);
    }
  }
  return turned;
}
