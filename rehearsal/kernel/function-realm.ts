/**
 * The globals of one function: a realm of its own in this thread, with Node's own things lent to it.
 *
 * A realm has its own Object, Error, Promise and Date, so that what one function does to them no other one sees. Node's modules
 * live in Node's realm and give objects of that: an error of `fs` is made by another Error than the function's. In Lambda there
 * is one of each, hence two bridges. Bytes are Node's throughout, since a Buffer has to be a Uint8Array; and the function's
 * constructors recognize what Node's made when `instanceof` asks.
 *
 * What surprises: `constructor === Error` and a prototype compared with `===` still tell the two apart.
 */

import { types } from 'node:util';
import * as vm from 'node:vm';

/** The realm that Node's modules live in. It is the one of this code, unless a test runner has put that into another. */
export const NODE = vm.runInThisContext('globalThis') as typeof globalThis;
/** Node's own process, which a test runner may have hidden behind a copy. */
export const PROCESS = NODE.process;

/** The global object of a function. */
export type Realm = typeof globalThis & Record<string, any>;

type Constructor = abstract new (...args: any[]) => object;

/** Constructors whose objects Node's modules hand out, or take. */
const RECOGNIZING = [
  'Object', 'Function', 'Array', 'Promise', 'RegExp', 'Date', 'Map', 'Set', 'WeakMap', 'WeakSet',
  'Error', 'AggregateError', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError',
];
const isBytes = (name: string): boolean => /^(Shared)?ArrayBuffer$|^DataView$|^(Big)?(Int|Uint|Float)\d+(Clamped)?Array$/.test(name);
const nodeIsInstance = (constructor: Constructor, value: unknown): boolean => value instanceof constructor;

const contexts = new WeakMap<Realm, vm.Context>();

/** The context whose global object that is, for who runs code in it. */
export function contextOf(realm: Realm): vm.Context {
  return contexts.get(realm)!;
}

/** Makes the globals of a function. */
export function openRealm(): Realm {
  // Where Node can, a global object without interceptors: each look-up of a global name would ask an object of ours first.
  const context = vm.createContext(vm.constants?.DONT_CONTEXTIFY ?? {});
  const realm = vm.runInContext('globalThis', context) as Realm;
  contexts.set(realm, context);
  for (const name of RECOGNIZING) {
    recognizeNodes(realm, name);
  }
  for (const name of Object.getOwnPropertyNames(NODE)) {
    if (isBytes(name)) {
      realm[name] = (NODE as Realm)[name];
    } else if (!(name in realm)) {
      lend(realm, name);
    }
  }
  for (const name of ['global', 'globalThis']) {
    Object.defineProperty(realm, name, { value: realm, writable: true, configurable: true });
  }
  realm.structuredClone = asOwn(realm, (value: any, options?: any) => adopt(NODE.structuredClone(value, options), realm));
  return realm;
}

/** A function of this code's, which passes in the realm for one of its own. */
export function asOwn<F extends (...args: any[]) => unknown>(realm: Realm, implementation: F): F {
  return Object.setPrototypeOf(implementation, realm.Function.prototype);
}

/** Whether the error was made in that realm, by its own code or by the engine for it. */
export function isErrorOf(realm: Realm, error: unknown): boolean {
  return typeof error === 'object' && error !== null && Object.prototype.isPrototypeOf.call(realm.Error.prototype, error);
}

/** Values that Node made of plain data become the realm's own. */
function adopt<T>(value: T, realm: Realm, known = new Set<unknown>()): T {
  if (typeof value !== 'object' || value === null || known.has(value)) {
    return value;
  }
  known.add(value);
  const prototype = Object.getPrototypeOf(value);
  const name = RECOGNIZING.find(candidate => (NODE as Realm)[candidate].prototype === prototype);
  if (name !== undefined) {
    Object.setPrototypeOf(value, realm[name].prototype);
  }
  if (types.isMap(value)) {
    for (const [key, member] of value) {
      [key, member].forEach(part => adopt(part, realm, known));
    }
  }
  if (types.isSet(value)) {
    for (const member of value) {
      adopt(member, realm, known);
    }
  }
  if (name === 'Object' || name === 'Array') {
    Object.values(value).forEach(member => adopt(member, realm, known));
  }
  return value;
}

function recognizeNodes(realm: Realm, name: string): void {
  const own: Constructor = realm[name];
  const nodes: Constructor = (NODE as Realm)[name];
  const isInstance = Function.prototype[Symbol.hasInstance];
  Object.defineProperty(own, Symbol.hasInstance, {
    // Classes that extend this one inherit the method, and ask for themselves.
    value: function (this: Constructor, value: unknown) { return isInstance.call(this, value) || (this === own && nodeIsInstance(nodes, value)); },
    configurable: true,
    writable: true,
  });
}

/** Some of Node's globals are loaded when they are first asked for, and must be asked for on Node's own global object. */
function lend(realm: Realm, name: string): void {
  const { enumerable } = Object.getOwnPropertyDescriptor(NODE, name)!;
  const settle = (value: unknown) => Object.defineProperty(realm, name, { value, enumerable, writable: true, configurable: true });
  Object.defineProperty(realm, name, {
    get: () => {
      const value = (NODE as Realm)[name];
      settle(value);
      return value;
    },
    set: settle,
    enumerable,
    configurable: true,
  });
}
