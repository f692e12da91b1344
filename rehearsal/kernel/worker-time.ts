/** Virtual time inside a worker: Date, timers and chance, replaced before any handler code is loaded. */

import { keyedDraw } from './random';

// The modules themselves and not a bundler's copy of them: their members are replaced below.
const crypto = process.getBuiltinModule('node:crypto');
const timersPromises = process.getBuiltinModule('node:timers/promises');

interface Timer {
  readonly id: number;
  at: number;
  readonly every?: number;
  readonly run: () => void;
}

export class VirtualTime {
  private readonly timers = new Map<number, Timer>();
  private nextId = 1;
  private draws = 0;

  constructor(private readonly cell: Float64Array, private readonly randomKey: string) {}

  /** Epoch milliseconds. */
  public now(): number {
    return this.cell[0];
  }

  /** The moment of the timer that is due first. */
  public nextTimer(): number | undefined {
    let first: number | undefined;
    for (const timer of this.timers.values()) {
      if (first === undefined || timer.at < first) first = timer.at;
    }
    return first;
  }

  /** Runs every timer that is due, in the order of their moments. */
  public runDue(): void {
    for (;;) {
      const due = [...this.timers.values()].filter(timer => timer.at <= this.now()).sort((a, b) => a.at - b.at || a.id - b.id)[0];
      if (!due) return;
      if (due.every === undefined) this.timers.delete(due.id);
      else due.at += Math.max(1, due.every);
      due.run();
    }
  }

  /** Forgets all timers: what an ended invocation left behind must not run in the next one. */
  public clear(): void {
    this.timers.clear();
  }

  public install(): void {
    const time = this;
    const RealDate = Date;
    // A subclass keeps `instanceof Date` true for dates that built-in code makes.
    class WorkerDate extends RealDate {
      public static now(): number {
        return time.now();
      }

      constructor(...args: any[]) {
        if (args.length === 0) super(time.now());
        else super(...(args as [number]));
      }
    }
    globalThis.Date = new Proxy(WorkerDate, { apply: () => new WorkerDate().toString() }) as unknown as DateConstructor;

    const start = (every: boolean) => (run: (...args: any[]) => void, delay = 0, ...args: any[]) => {
      const milliseconds = Number(delay) > 0 ? Number(delay) : 0;
      const id = time.nextId++;
      time.timers.set(id, { id, at: time.now() + milliseconds, every: every ? milliseconds : undefined, run: () => run(...args) });
      return handle(id, () => { time.timers.delete(id); });
    };
    const stop = (timer: any) => { if (timer !== undefined && timer !== null) time.timers.delete(Number(timer)); };
    const globals = globalThis as any;
    globals.setTimeout = start(false);
    globals.setInterval = start(true);
    globals.clearTimeout = stop;
    globals.clearInterval = stop;
    (timersPromises as any).setTimeout = (delay?: number, value?: unknown) => new Promise(resolve => globals.setTimeout(() => resolve(value), delay));

    const random = () => keyedDraw(this.randomKey, [this.draws++]);
    Object.assign(Math, { random });
    (crypto as any).randomUUID = () => {
      const hex = crypto.createHash('sha256').update(`${random()}`).digest('hex');
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    };
  }
}

/** What setTimeout returns in Node: usable as a number, with ref and unref. */
function handle(id: number, close: () => void) {
  const self = {
    ref: () => self,
    unref: () => self,
    hasRef: () => true,
    refresh: () => self,
    close: () => { close(); return self; },
    [Symbol.toPrimitive]: () => id,
  };
  return self;
}
