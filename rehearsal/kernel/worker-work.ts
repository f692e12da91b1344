/**
 * What a function has begun and Node has not ended yet: file reads and writes, thread-pool work (zlib, crypto, subtle),
 * look-ups of names, child processes, immediates, dynamic imports.
 *
 * A worker that waits for one of these will go on by itself, so time must not move. Node has a list of its active
 * resources, but only by courtesy: zlib and crypto were never on it, and since 26.8 a read of a file is missing for hundreds
 * of turns. So every function that begins such work is replaced by one that counts, before the first line of a handler runs.
 *
 * Requests are counted apart (worker-network.ts), because the kernel answers them; timers run on virtual time
 * (worker-time.ts). What surprises: a member of a module that another one took before is not counted, hence the order in
 * worker.ts; and a stream of zlib that breaks never calls back, so its closing ends the count, too.
 */

import type { EventEmitter } from 'node:events';
import { COUNTED_MODULES } from './worker-counted';

type Anything = (this: unknown, ...args: any[]) => any;

export class PendingWork {
  private readonly pending = new Map<string, number>();
  private size = 0;

  /** @param onChange called with the name of the work whenever some begins or ends */
  constructor(private readonly onChange: (what: string) => void) {}

  /** How much has begun and not ended. */
  public get count(): number {
    return this.size;
  }

  /** What that is, and how often: for people. */
  public describe(): Record<string, number> {
    return Object.fromEntries(this.pending);
  }

  /** Counts until the returned function is called; calling it again does nothing. */
  public begin(what: string): () => void {
    this.add(what, 1);
    let over = false;
    return () => {
      if (over) return;
      over = true;
      this.add(what, -1);
    };
  }

  /** Counts until the promise settles. */
  public during<T>(what: string, promise: Promise<T>): Promise<T> {
    const end = this.begin(what);
    promise.then(end, end);
    return promise;
  }

  /** Replaces whatever begins work in the modules, and in the globals of this thread. */
  public install(): void {
    for (const { name, except } of COUNTED_MODULES) {
      this.countMembers(process.getBuiltinModule(`node:${name}`)!, name, except);
    }
    this.countFileHandles();
    this.countZlibStreams();
    this.countChildProcesses();
    this.countImmediates();
    this.countMembers(globalThis.crypto.subtle.constructor.prototype, 'crypto.subtle');
    this.countMembers((globalThis as any).WebAssembly, 'WebAssembly');
    this.countMembers(globalThis, 'global', name => name !== 'fetch');
    // So that a named import of an ES module is the counting function as well.
    process.getBuiltinModule('node:module').syncBuiltinESMExports();
  }

  private add(what: string, change: 1 | -1): void {
    const count = (this.pending.get(what) ?? 0) + change;
    if (count === 0) this.pending.delete(what);
    else this.pending.set(what, count);
    this.size += change;
    this.onChange(what);
  }

  /** Functions that take a callback or give a promise; classes, and what works at once, stay as they are. */
  private countMembers(owner: object, prefix: string, except: (name: string) => boolean = () => false): void {
    for (const name of Object.getOwnPropertyNames(owner)) {
      const property = Object.getOwnPropertyDescriptor(owner, name)!;
      if (typeof property.value !== 'function' || !property.configurable || !/^[a-z]/.test(name) || /Sync$/.test(name) || except(name)) continue;
      if (name === 'constructor') continue;
      Object.defineProperty(owner, name, { ...property, value: this.counted(`${prefix}.${name}`, property.value) });
    }
  }

  private counted(what: string, original: Anything): Anything {
    const work = this;
    const counted = function (this: unknown, ...args: any[]) {
      const callback = args.at(-1);
      if (typeof callback === 'function') {
        const end = work.begin(what);
        args[args.length - 1] = function (this: unknown, ...results: unknown[]) {
          end();
          return Reflect.apply(callback, this, results);
        };
        try {
          return Reflect.apply(original, this, args);
        } catch (error) {
          end();
          throw error;
        }
      }
      const result: unknown = Reflect.apply(original, this, args);
      return result instanceof Promise ? work.during(what, result) : result;
    };
    return this.likeOriginal(counted, what, original);
  }

  /** With the original's name, length and marks; `promisify` has a form of its own for some functions (which is its own form), and it counts as well. */
  private likeOriginal(counted: Anything, what: string, original: Anything): Anything {
    const { promisify } = process.getBuiltinModule('node:util');
    const properties = Object.getOwnPropertyDescriptors(original) as Record<PropertyKey, PropertyDescriptor>;
    delete properties.prototype;
    const form = properties[promisify.custom];
    if (typeof form?.value === 'function') form.value = form.value === original ? counted : this.counted(what, form.value);
    Object.defineProperties(counted, properties);
    return counted;
  }

  /** Their class has no name to be found by, so it is taken from the first one that is opened. */
  private countFileHandles(): void {
    const fs = process.getBuiltinModule('node:fs');
    const open = fs.promises.open as Anything;
    let found = false;
    (fs.promises as any).open = this.likeOriginal(function (this: unknown, ...args) {
      const handle: Promise<object> = Reflect.apply(open, this, args);
      return found ? handle : handle.then(first => {
        if (!found) countHandles(Object.getPrototypeOf(first));
        found = true;
        return first;
      });
    }, 'fs/promises.open', open);
    const countHandles = (prototype: object) => this.countMembers(prototype, 'FileHandle');
  }

  private countZlibStreams(): void {
    const zlib = process.getBuiltinModule('node:zlib');
    let prototype: any = zlib.Gzip.prototype;
    while (prototype && !Object.hasOwn(prototype, '_transform')) prototype = Object.getPrototypeOf(prototype);
    const original = prototype._transform as Anything;
    const work = this;
    prototype._transform = function (this: EventEmitter, chunk: unknown, encoding: unknown, callback: Anything) {
      const count = work.begin('zlib stream');
      const end = () => {
        this.off('close', end);
        count();
      };
      this.on('close', end);
      Reflect.apply(original, this, [chunk, encoding, (...results: unknown[]) => {
        end();
        callback(...results);
      }]);
    };
  }

  private countChildProcesses(): void {
    const childProcess = process.getBuiltinModule('node:child_process') as any;
    for (const name of ['spawn', 'exec', 'execFile', 'fork']) {
      const original = childProcess[name] as Anything;
      const work = this;
      childProcess[name] = this.likeOriginal(function (this: unknown, ...args: any[]) {
        const child: EventEmitter = Reflect.apply(original, this, args);
        const end = work.begin(`child_process.${name}`);
        child.once('close', end).once('error', end);
        return child;
      }, `child_process.${name}`, original);
    }
  }

  private countImmediates(): void {
    const timers = process.getBuiltinModule('node:timers') as any;
    const { setImmediate: start, clearImmediate: stop } = timers;
    const ends = new WeakMap<object, () => void>();
    const counted = this.likeOriginal((run: Anything, ...args: unknown[]) => {
      const end = this.begin('setImmediate');
      const immediate: object = start(() => {
        end();
        run(...args);
      });
      ends.set(immediate, end);
      return immediate;
    }, 'setImmediate', start);
    const clear = (immediate: object | undefined) => {
      if (immediate) ends.get(immediate)?.();
      stop(immediate);
    };
    timers.setImmediate = counted;
    timers.clearImmediate = clear;
    Object.assign(globalThis, { setImmediate: counted, clearImmediate: clear });
    this.countMembers(process.getBuiltinModule('node:timers/promises'), 'timers/promises', name => name !== 'setImmediate');
  }
}
