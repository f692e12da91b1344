/** Node's objects as one function has them: with some members of its own, and whatever it changes stays with it. */

type Members = Record<PropertyKey, any>;

/** A copy of a module's members, all of which can be changed; functions that are modules themselves are Node's own. */
export function copyOf<T extends object>(original: T): T {
  if (typeof original === 'function') {
    return original;
  }
  const members: Record<PropertyKey, PropertyDescriptor> = Object.getOwnPropertyDescriptors(original);
  for (const key of Reflect.ownKeys(members)) {
    Object.assign(members[key], { configurable: true }, 'value' in members[key] && { writable: true });
  }
  return Object.create(Object.getPrototypeOf(original), members);
}

/** The same object with some members of its own. Node's functions know their own objects only, so they are called on the original. */
export function overlay<T extends object>(original: T, own: Members): T {
  const bound = new Map<unknown, unknown>();
  // An arrow function has no prototype of its own, so it can stand for whatever `instanceof` is asked of.
  return new Proxy(typeof original === 'function' ? () => undefined : {}, {
    get: (_, key) => {
      if (Object.hasOwn(own, key)) {
        return own[key];
      }
      const value: unknown = Reflect.get(original, key, original);
      if (typeof value !== 'function' || typeof key !== 'string' || !/^[a-z]/.test(key) || key === 'constructor') {
        return value;
      }
      if (!bound.has(value)) {
        bound.set(value, value.bind(original));
      }
      return bound.get(value);
    },
    set: (_, key, value) => {
      own[key] = value;
      return true;
    },
    defineProperty: (_, key, property) => Reflect.defineProperty(own, key, property),
    has: (_, key) => key in own || key in original,
    getPrototypeOf: () => Object.getPrototypeOf(original),
  }) as T;
}
