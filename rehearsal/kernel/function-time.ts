/** Virtual time of one function: its Date, timers and clocks, replaced before any of its code is loaded. */

import type { FunctionBuiltins } from './function-builtins';
import { overlay } from './function-overlay';
import type { Realm } from './function-realm';
import { asOwn, NODE, PROCESS } from './function-realm';

const { promisify } = PROCESS.getBuiltinModule('node:util');

interface Timer {
  readonly id: number;
  at: number;
  readonly every?: number;
  readonly run: () => void;
}

export class VirtualTime {
  private readonly timers = new Map<number, Timer>();
  private nextId = 1;

  /**
   * @param now epoch milliseconds of virtual time
   * @param onTimer called when a timer is set
   * @param aheadMs by how much the calendar of this machine is ahead of it
   */
  constructor(public readonly now: () => number, private readonly onTimer: () => void, private readonly aheadMs = 0) {}

  /** The moment that this machine believes to be the present one. */
  private get date(): number {
    return this.now() + this.aheadMs;
  }

  /** The moment of the timer that is due first. */
  public nextTimer(): number | undefined {
    let first: number | undefined;
    for (const timer of this.timers.values()) {
      if (first === undefined || timer.at < first) {
        first = timer.at;
      }
    }
    return first;
  }

  /** Runs every timer that is due, in the order of their moments. */
  public runDue(): void {
    for (;;) {
      const due = [...this.timers.values()].filter(timer => timer.at <= this.now()).sort((a, b) => a.at - b.at || a.id - b.id)[0];
      if (!due) {
        return;
      }
      if (due.every === undefined) {
        this.timers.delete(due.id);
      } else {
        due.at += Math.max(1, due.every);
      }
      due.run();
    }
  }

  /** Forgets all timers: what an ended invocation left behind must not run in the next one. */
  public clear(): void {
    this.timers.clear();
  }

  public install(realm: Realm, builtins: FunctionBuiltins): void {
    this.installDate(realm);
    this.installTimers(realm, builtins);
    this.installClocks(realm);
  }

  private installDate(realm: Realm): void {
    const time = this;
    const RealDate = realm.Date;
    // A subclass keeps `instanceof Date` true for dates that built-in code makes.
    class FunctionDate extends RealDate {
      public static now(): number {
        return time.date;
      }

      // Dates that Node's modules make are recognized by the class that this one extends.
      public static [Symbol.hasInstance](value: unknown): boolean {
        return Function.prototype[Symbol.hasInstance].call(this, value) || ((this as unknown) === realm.Date && value instanceof RealDate);
      }

      constructor(...args: any[]) {
        if (args.length === 0) {
          super(time.date);
        } else {
          super(...(args as [number]));
        }
      }
    }
    realm.Date = new Proxy(FunctionDate, { apply: () => new FunctionDate().toString() }) as unknown as DateConstructor;
  }

  private installTimers(realm: Realm, builtins: FunctionBuiltins): void {
    const start = (every: boolean) => asOwn(realm, (run: (...args: any[]) => void, delay = 0, ...args: any[]) => {
      // Node counts whole milliseconds too. A timer that is due between two of them would never be reached, and woken for again and again.
      const milliseconds = Number(delay) > 0 ? Math.trunc(Number(delay)) : 0;
      const id = this.nextId++;
      this.timers.set(id, { id, at: this.now() + milliseconds, every: every ? milliseconds : undefined, run: () => run(...args) });
      this.onTimer();
      return handle(id, () => { this.timers.delete(id); });
    });
    const stop = asOwn(realm, (timer: any) => {
      if (timer !== undefined && timer !== null) {
        this.timers.delete(Number(timer));
      }
    });
    const setTimeout = start(false);
    const wait = (delay?: number, value?: unknown) => new realm.Promise(resolve => setTimeout(() => resolve(value), delay));
    Object.defineProperty(setTimeout, promisify.custom, { value: wait });
    const timers = { setTimeout, setInterval: start(true), clearTimeout: stop, clearInterval: stop };
    Object.assign(realm, timers);
    builtins.amend('timers/promises', promises => Object.assign(promises, {
      setTimeout: wait,
      setInterval: async function* (delay?: number, value?: unknown) {
        for (;;) {
          yield await wait(delay, value);
        }
      },
      scheduler: overlay(promises.scheduler, { wait: (delay: number) => wait(delay) }),
    }));
    const timersModule = builtins.get('timers');
    Object.assign(timersModule, timers);
    Object.defineProperty(timersModule, 'promises', { get: () => builtins.get('timers/promises'), enumerable: true, configurable: true });
    const timeout = (delay: number) => {
      const controller = new NODE.AbortController();
      setTimeout(() => controller.abort(new NODE.DOMException('The operation was aborted due to timeout', 'TimeoutError')), delay);
      return controller.signal;
    };
    realm.AbortSignal = overlay(NODE.AbortSignal, { timeout });
  }

  /** Clocks that count from the beginning of the process count from the instance's. */
  private installClocks(realm: Realm): void {
    const beganAt = this.now();
    const elapsed = () => this.now() - beganAt;
    realm.performance = overlay(NODE.performance, { now: elapsed, timeOrigin: beganAt + this.aheadMs });
    const nanoseconds = () => BigInt(Math.round(elapsed())) * 1_000_000n;
    const hrtime = (before?: [number, number]): [number, number] => {
      const since = nanoseconds() - (before ? BigInt(before[0]) * 1_000_000_000n + BigInt(before[1]) : 0n);
      return [Number(since / 1_000_000_000n), Number(since % 1_000_000_000n)];
    };
    realm.process.hrtime = Object.assign(hrtime, { bigint: nanoseconds });
    realm.process.uptime = () => elapsed() / 1000;
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
