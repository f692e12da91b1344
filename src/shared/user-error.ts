/** Wrong input, told as a sentence: what must be how, what it is instead, and what to do about it. */

import { isKnown } from './known-value';

/**
 * What the user gave can't be used.
 *
 * Node prints the stack of an error that nobody catches. Here the message names the construct or the file, so the
 * trace through this library would only bury it.
 */
export class UserError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'AccountRobot';
    this.stack = `${this.name}: ${message}`;
  }
}

/** Why a value can't be used. */
export interface Problem {
  /** Completes "must be ...". */
  readonly expected: string;
  /** What to do about it. */
  readonly fix: string;
}

/** Shows a value in a message, cut to a readable length. */
export function show(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value) ?? String(value);
  return text.length > 100 ? `${text.slice(0, 97)}...` : text;
}

/** The sentence that refuses a value. `subject` says where it stands. */
export function refusal(subject: string, setting: string, value: unknown, problem: Problem): string {
  // Of a look-up that has still to be made, no text can be a number, and refusing it keeps it from being made.
  const lookUp = Number.isNaN(value) ? '; if it is looked up, give the look-up a default value, which the first synthesis takes' : '';
  return `${subject}: '${setting}' must be ${problem.expected}, got ${show(value)}; ${problem.fix}${lookUp}`;
}

/** Throws if a value that is known at synthesis is unfit. */
export function refuseUnfit<T extends string | number>(
  subject: string, setting: string, value: T | undefined, check: (value: T) => Problem | undefined,
): void {
  if (value === undefined || !isKnown(value)) {
    return;
  }
  const problem = check(value);
  if (problem) {
    throw new UserError(refusal(subject, setting, value, problem));
  }
}
