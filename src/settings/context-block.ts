/** Checks a block of settings against a table: every key known, every value fit, all that is wrong told at once. */

import { CONTEXT_KEY, nearest } from '../contract';
import { isKnown } from '../shared/known-value';
import type { Problem } from '../shared/user-error';
import { refusal, show } from '../shared/user-error';

/** Where the settings stand, for messages. */
export const WHERE = `cdk.json, context '${CONTEXT_KEY}'`;

/** Says what is wrong with a value of any type. */
export type Check = (value: unknown) => Problem | undefined;

/** Checks by key. */
export type Checks = Readonly<Record<string, Check>>;

/** What is wrong with the keys and values of a block; `prefix` is what its keys stand below, for instance `ssoUser.`. */
export function* problemsOf(block: Record<string, unknown>, checks: Checks, prefix: string): Iterable<string> {
  for (const [key, value] of Object.entries(block)) {
    const known = Object.keys(checks);
    if (!known.includes(key)) {
      yield `${WHERE}: '${prefix}${key}' (${show(value)}) is not a setting, expected one of ${known.join(', ')}; `
        + `did you mean '${prefix}${nearest(key, known)}'?`;
      continue;
    }
    const problem = checks[key](value);
    if (problem) {
      yield refusal(WHERE, `${prefix}${key}`, value, problem);
    }
  }
}

/** Whether a value is an object with keys. */
export function isBlock(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A check of a text. The block may be put together in code, with values that aren't known yet. */
export function text(check: (value: string) => Problem | undefined): Check {
  return value => {
    if (typeof value !== 'string') {
      return { expected: 'a string', fix: 'put it in double quotes' };
    }
    return isKnown(value) ? check(value) : undefined;
  };
}

/** A check of a number. */
export function number(check: (value: number) => Problem | undefined): Check {
  return value => {
    if (typeof value !== 'number') {
      return check(NaN);
    }
    return isKnown(value) ? check(value) : undefined;
  };
}

/** A check of a switch. */
export function truth(): Check {
  return value => typeof value === 'boolean' ? undefined : { expected: 'true or false', fix: 'write it without quotes' };
}

/** A check of a block within the block; its keys have checks of their own. */
export function innerBlock(expected: string, fix: string): Check {
  return value => isBlock(value) ? undefined : { expected, fix };
}
