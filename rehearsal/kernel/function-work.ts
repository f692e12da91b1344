/**
 * What a function has begun and Node has not ended yet: file reads and writes, thread-pool work (zlib, crypto, subtle),
 * look-ups of names, child processes, immediates, dynamic imports.
 *
 * A function that waits for one of these will go on by itself, so time must not move. Node has a list of its active
 * resources, but only by courtesy: zlib and crypto were never on it, and since 26.8 a read of a file is missing for hundreds
 * of turns. So in the function's own copies of the modules everything that begins such work is replaced by something that
 * counts, before the first line of a handler runs.
 *
 * Requests are counted apart (function-network.ts), because the kernel answers them; timers run on virtual time
 * (function-time.ts). What surprises: a member of a module that another one took before is not counted, hence the order in
 * function-environment.ts; and a stream of zlib that breaks never calls back, so its closing ends the count, too.
 */

import type { EventEmitter } from 'node:events';
import { types } from 'node:util';
import type { FunctionBuiltins } from './function-builtins';
import type { CountedModule } from './function-counted';
import { copyOf, overlay } from './function-overlay';
import type { Realm } from './function-realm';
import { NODE, PROCESS } from './function-realm';

const { promisify } = PROCESS.getBuiltinModule('node:util');

type Anything = (this: unknown, ...args: any[]) => any;

export class PendingWork {
  private readonly pending = new Map<string, number>();
  private size = 0;
  private over = false;

  /**
   * @param modules what is counted of Node's modules
   * @param onChange called with the name of the work whenever some begins or ends
   */
  constructor(private readonly modules: readonly CountedModule[], private readonly onChange: (what: string) => void) {}

  /** The function's process is gone: whoever waited for work is not called any more. */
  public abandon(): void {
    this.over = true;
  }

  /** Whether nobody waits any more. */
  public get isOver(): boolean {
    return this.over;
  }

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
      if (over) {
        return;
      }
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

  /** Replaces whatever begins work in the modules and globals of a function. */
  public install(realm: Realm, builtins: FunctionBuiltins): void {
    for (const { name, except } of this.modules) {
      builtins.amend(name, module => this.countMembers(module, name, except));
    }
    builtins.amend('fs', fs => this.countFileStreams(fs, builtins));
    builtins.amend('fs/promises', promises => this.countFileHandles(promises));
    builtins.amend('zlib', zlib => this.countZlibStreams(zlib));
    builtins.amend('child_process', childProcess => this.countChildProcesses(childProcess));
    builtins.amend('timers/promises', promises => this.countMembers(promises, 'timers/promises', name => name !== 'setImmediate'));
    builtins.amend('crypto', crypto => {
      Object.defineProperty(crypto, 'subtle', { value: this.countedOverlay(NODE.crypto.subtle, 'crypto.subtle'), enumerable: true, configurable: true });
    });
    this.countImmediates(realm, builtins);
    realm.WebAssembly = this.countedOverlay((NODE as Realm).WebAssembly, 'WebAssembly');
  }

  private add(what: string, change: 1 | -1): void {
    const count = (this.pending.get(what) ?? 0) + change;
    if (count === 0) {
      this.pending.delete(what);
    } else {
      this.pending.set(what, count);
    }
    this.size += change;
    this.onChange(what);
  }

  /** Functions that take a callback or give a promise; classes, and what works at once, stay as they are. */
  private countMembers(owner: object, prefix: string, except: (name: string) => boolean = () => false): void {
    for (const name of Object.getOwnPropertyNames(owner)) {
      const property = Object.getOwnPropertyDescriptor(owner, name)!;
      if (typeof property.value !== 'function' || !property.configurable || !/^[a-z]/.test(name) || /Sync$/.test(name) || except(name)) {
        continue;
      }
      if (name === 'constructor') {
        continue;
      }
      Object.defineProperty(owner, name, { ...property, value: this.counted(`${prefix}.${name}`, property.value) });
    }
  }

  /** An object whose methods work on Node's own only. */
  private countedOverlay<T extends object>(original: T, prefix: string): T {
    const methods: Record<string, unknown> = {};
    for (let owner: any = original; owner && owner !== NODE.Object.prototype; owner = Object.getPrototypeOf(owner)) {
      for (const name of Object.getOwnPropertyNames(owner)) {
        const value: unknown = Object.getOwnPropertyDescriptor(owner, name)!.value;
        if (typeof value === 'function' && /^[a-z]/.test(name) && name !== 'constructor') {
          methods[name] ??= this.counted(`${prefix}.${name}`, value.bind(original));
        }
      }
    }
    return overlay(original, methods);
  }

  private counted(what: string, original: Anything): Anything {
    const work = this;
    const counted = function (this: unknown, ...args: any[]) {
      const callback = args.at(-1);
      if (typeof callback === 'function') {
        const end = work.begin(what);
        args[args.length - 1] = function (this: unknown, ...results: unknown[]) {
          end();
          return work.isOver ? undefined : Reflect.apply(callback, this, results);
        };
        try {
          return Reflect.apply(original, this, args);
        } catch (error) {
          end();
          throw error;
        }
      }
      const result: unknown = Reflect.apply(original, this, args);
      return types.isPromise(result) ? work.during(what, result) : result;
    };
    return this.likeOriginal(counted, what, original);
  }

  /** With the original's name, length and marks; `promisify` has a form of its own for some functions (which is its own form), and it counts as well. */
  private likeOriginal(counted: Anything, what: string, original: Anything): Anything {
    const properties = Object.getOwnPropertyDescriptors(original) as Record<PropertyKey, PropertyDescriptor>;
    delete properties.prototype;
    const form = properties[promisify.custom];
    if (typeof form?.value === 'function') {
      form.value = form.value === original ? counted : this.counted(what, form.value);
    }
    Object.defineProperties(counted, properties);
    return counted;
  }

  /** A stream reads and writes by the functions that it is given. */
  private countFileStreams(fs: any, builtins: FunctionBuiltins): void {
    Object.defineProperty(fs, 'promises', { get: () => builtins.get('fs/promises'), enumerable: true, configurable: true });
    const own = (options: any) => ({ fs, ...(typeof options === 'string' ? { encoding: options } : options) });
    for (const [create, stream] of [['createReadStream', 'ReadStream'], ['createWriteStream', 'WriteStream']]) {
      const [make, Stream] = [fs[create], fs[stream]];
      fs[create] = (file: unknown, options?: unknown) => make(file, own(options));
      const value = new Proxy(Stream, { construct: (target, [file, options], asked) => Reflect.construct(target, [file, own(options)], asked) });
      Object.defineProperty(fs, stream, { value, enumerable: true, configurable: true, writable: true });
    }
  }

  /** Handles are Node's for all functions, so each one counts by itself from when it was opened. */
  private countFileHandles(promises: any): void {
    const open = promises.open as Anything;
    promises.open = this.likeOriginal(function (this: unknown, ...args) {
      return (Reflect.apply(open, this, args) as Promise<object>).then(handle => {
        const methods = copyOf(Object.getPrototypeOf(handle));
        countMethods(methods);
        for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(methods))) {
          if (typeof value === 'function' && name !== 'constructor') {
            Object.defineProperty(handle, name, { value, configurable: true, writable: true });
          }
        }
        return handle;
      });
    }, 'fs/promises.open', open);
    const countMethods = (methods: object) => this.countMembers(methods, 'FileHandle');
  }

  private countZlibStreams(zlib: any): void {
    const count = (stream: any) => {
      const original = stream._transform as Anything;
      const work = this;
      stream._transform = function (this: EventEmitter, chunk: unknown, encoding: unknown, callback: Anything) {
        const endOfWork = work.begin('zlib stream');
        const end = () => {
          this.off('close', end);
          endOfWork();
        };
        this.on('close', end);
        Reflect.apply(original, this, [chunk, encoding, (...results: unknown[]) => {
          end();
          callback(...results);
        }]);
      };
      return stream;
    };
    for (const name of Object.keys(zlib).filter(member => /^create[A-Z]/.test(member))) {
      const create = zlib[name] as Anything;
      zlib[name] = (...args: unknown[]) => (/32$/.test(name) ? create(...args) : count(create(...args)));
    }
    for (const name of Object.keys(zlib).filter(member => typeof zlib[member] === 'function' && '_transform' in (zlib[member].prototype ?? {}))) {
      zlib[name] = new Proxy(zlib[name], {
        construct: (target, args, asked) => count(Reflect.construct(target, args, asked)),
        apply: (target, _, args) => count(Reflect.construct(target, args)),
      });
    }
  }

  private countChildProcesses(childProcess: any): void {
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

  private countImmediates(realm: Realm, builtins: FunctionBuiltins): void {
    const timers = builtins.get('timers');
    const { setImmediate: start, clearImmediate: stop } = timers;
    const ends = new WeakMap<object, () => void>();
    const counted = this.likeOriginal((run: Anything, ...args: unknown[]) => {
      const end = this.begin('setImmediate');
      const immediate: object = start(() => {
        end();
        if (!this.isOver) {
          run(...args);
        }
      });
      ends.set(immediate, end);
      return immediate;
    }, 'setImmediate', start);
    const clear = (immediate: object | undefined) => {
      if (immediate) {
        ends.get(immediate)?.();
      }
      stop(immediate);
    };
    Object.assign(timers, { setImmediate: counted, clearImmediate: clear });
    Object.assign(realm, { setImmediate: counted, clearImmediate: clear });
  }
}
