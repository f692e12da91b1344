/** Virtual time inside a worker: Date, timers, clocks and chance, replaced before any handler code is loaded. */

import { keyedDraw } from './random';

// The modules themselves and not a bundler's copy of them: their members are replaced below.
const crypto = process.getBuiltinModule('node:crypto');
const timersModule = process.getBuiltinModule('node:timers');
const timersPromises = process.getBuiltinModule('node:timers/promises');
const { promisify } = process.getBuiltinModule('node:util');

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
  private drawnBytes = 0;
  private drawnIds = 0;

  /** @param onTimer called when a timer is set */
  constructor(private readonly cell: Float64Array, private readonly randomKey: string, private readonly onTimer: () => void) {}

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
    this.installDate();
    this.installTimers();
    this.installClocks();
    this.installChance();
  }

  private installDate(): void {
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
  }

  private installTimers(): void {
    const start = (every: boolean) => (run: (...args: any[]) => void, delay = 0, ...args: any[]) => {
      const milliseconds = Number(delay) > 0 ? Number(delay) : 0;
      const id = this.nextId++;
      this.timers.set(id, { id, at: this.now() + milliseconds, every: every ? milliseconds : undefined, run: () => run(...args) });
      this.onTimer();
      return handle(id, () => { this.timers.delete(id); });
    };
    const stop = (timer: any) => { if (timer !== undefined && timer !== null) this.timers.delete(Number(timer)); };
    const setTimeout = start(false);
    const wait = (delay?: number, value?: unknown) => new Promise(resolve => setTimeout(() => resolve(value), delay));
    Object.defineProperty(setTimeout, promisify.custom, { value: wait });
    const timers = { setTimeout, setInterval: start(true), clearTimeout: stop, clearInterval: stop };
    Object.assign(globalThis, timers);
    Object.assign(timersModule, timers);
    Object.assign(timersPromises, {
      setTimeout: wait,
      setInterval: async function* (delay?: number, value?: unknown) {
        for (;;) yield await wait(delay, value);
      },
    });
    Object.assign(timersPromises.scheduler, { wait: (delay: number) => wait(delay) });
    AbortSignal.timeout = delay => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')), delay);
      return controller.signal;
    };
  }

  /** Clocks that count from the beginning of the process count from the instance's. */
  private installClocks(): void {
    const beganAt = this.now();
    const elapsed = () => this.now() - beganAt;
    Object.defineProperties(performance, {
      now: { value: elapsed, configurable: true, writable: true },
      timeOrigin: { value: beganAt, configurable: true },
    });
    const nanoseconds = () => BigInt(Math.round(elapsed())) * 1_000_000n;
    const hrtime = (before?: [number, number]): [number, number] => {
      const since = nanoseconds() - (before ? BigInt(before[0]) * 1_000_000_000n + BigInt(before[1]) : 0n);
      return [Number(since / 1_000_000_000n), Number(since % 1_000_000_000n)];
    };
    process.hrtime = Object.assign(hrtime, { bigint: nanoseconds });
    process.uptime = () => elapsed() / 1000;
  }

  private installChance(): void {
    const random = () => keyedDraw(this.randomKey, [this.draws++]);
    Object.assign(Math, { random });
    // Apart from the numbers: jitter doesn't change when a library draws bytes.
    const drawByte = () => Math.floor(keyedDraw(this.randomKey, ['bytes', this.drawnBytes++]) * 256);
    const fill = (view: NodeJS.ArrayBufferView, from = 0, to = view.byteLength) => {
      const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
      for (let index = from; index < to; index++) bytes[index] = drawByte();
      return view;
    };
    const drawn = <T>(value: T, callback?: (error: null, value: T) => void): T | undefined => {
      if (!callback) return value;
      setImmediate(() => callback(null, value));
      return undefined;
    };
    const uuid = (number: () => number) => () => {
      const hex = crypto.createHash('sha256').update(`${number()}`).digest('hex');
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    };
    const between = (from: number, to: number) => from + Math.floor(random() * (to - from));
    const bytes = (size: number, callback?: (error: null, value: Buffer) => void) => drawn(fill(Buffer.alloc(size)) as Buffer, callback);
    Object.assign(crypto, {
      randomUUID: uuid(random),
      randomBytes: bytes,
      pseudoRandomBytes: bytes,
      randomFillSync: (view: NodeJS.ArrayBufferView, offset = 0, size?: number) => fill(view, offset, size === undefined ? undefined : offset + size),
      randomFill: (view: NodeJS.ArrayBufferView, ...rest: any[]) => {
        const [offset = 0, size] = rest.slice(0, -1) as number[];
        drawn(fill(view, offset, size === undefined ? undefined : offset + size), rest.at(-1));
      },
      randomInt: (low: number, high?: number | ((error: null, value: number) => void), callback?: (error: null, value: number) => void) =>
        (typeof high === 'number' ? drawn(between(low, high), callback) : drawn(between(0, low), high)),
    });
    Object.assign(globalThis.crypto, {
      // The SDK numbers its requests with these: more requests don't change jitter either.
      randomUUID: uuid(() => keyedDraw(this.randomKey, ['uuid', this.drawnIds++])),
      getRandomValues: (view: NodeJS.ArrayBufferView) => fill(view),
    });
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
