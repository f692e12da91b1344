/** Chance of one function: everything that it can draw comes from the seed. */

import { createHash } from 'node:crypto';
import type { FunctionBuiltins } from './function-builtins';
import { overlay } from './function-overlay';
import type { Realm } from './function-realm';
import { NODE } from './function-realm';
import { keyedDraw } from './random';

export class KeyedChance {
  private draws = 0;
  private drawnBytes = 0;
  private drawnIds = 0;

  constructor(private readonly randomKey: string) {}

  public install(realm: Realm, builtins: FunctionBuiltins): void {
    const random = () => keyedDraw(this.randomKey, [this.draws++]);
    Object.assign(realm.Math, { random });
    // Apart from the numbers: jitter doesn't change when a library draws bytes.
    const drawByte = () => Math.floor(keyedDraw(this.randomKey, ['bytes', this.drawnBytes++]) * 256);
    const fill = (view: NodeJS.ArrayBufferView, from = 0, to = view.byteLength) => {
      const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
      for (let index = from; index < to; index++) {
        bytes[index] = drawByte();
      }
      return view;
    };
    const drawn = <T>(value: T, callback?: (error: null, value: T) => void): T | undefined => {
      if (!callback) {
        return value;
      }
      realm.setImmediate(() => callback(null, value));
      return undefined;
    };
    const uuid = (number: () => number) => () => {
      const hex = createHash('sha256').update(`${number()}`).digest('hex');
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    };
    const between = (from: number, to: number) => from + Math.floor(random() * (to - from));
    const bytes = (size: number, callback?: (error: null, value: Buffer) => void) => drawn(fill(Buffer.alloc(size)) as Buffer, callback);
    const own = overlay(NODE.crypto, {
      // The SDK numbers its requests with these: more requests don't change jitter either.
      randomUUID: uuid(() => keyedDraw(this.randomKey, ['uuid', this.drawnIds++])),
      getRandomValues: (view: NodeJS.ArrayBufferView) => fill(view),
      get subtle() { return builtins.get('crypto').subtle; },
    });
    realm.crypto = own;
    const drawing = {
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
    };
    builtins.amend('crypto', crypto => {
      Object.assign(crypto, drawing);
      for (const [name, value] of Object.entries({ webcrypto: own, getRandomValues: own.getRandomValues })) {
        Object.defineProperty(crypto, name, { value, enumerable: true, configurable: true });
      }
    });
  }
}
