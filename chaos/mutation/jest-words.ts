/**
 * What the tests of the core use of Jest, for Mocha. Mocha keeps tests loaded from mutant to mutant, where Jest loads them anew for each, which takes a
 * hundred times as long as the tests themselves.
 */

import { createRequire } from 'node:module';
import { TOOLS } from './tools';

const tools = createRequire(`${TOOLS}/`);
const { expect } = tools('expect') as { readonly expect: unknown };
const { bind } = tools('jest-each') as { readonly bind: (word: unknown, withDone?: boolean) => unknown };

/** Adds something to a word of Mocha whenever Mocha defines it, which it does for each file. */
function extend(name: string, extension: (word: object) => void): void {
  let known: object | undefined;
  Object.defineProperty(globalThis, name, {
    get: () => known,
    set: (word: object) => {
      extension(word);
      known = word;
    },
  });
}

extend('it', it => Object.assign(globalThis, { test: Object.assign(it, { each: bind(it) }) }));
extend('describe', describe => Object.assign(describe, { each: bind(describe, false) }));
Object.assign(globalThis, { expect });
