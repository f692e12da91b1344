/** What ends a run because of a function: one sentence each, with the function, what is known and what to do. */

import type { Description } from './function-reports';
import { UnknownToRehearsal } from './types';

/** As much of a function as a sentence names. */
export interface NamedFunction {
  readonly name: string;
  readonly handler: string;
  readonly codeDirectory: string;
}

/** A function that neither ended nor came to rest. */
export function silent(fn: NamedFunction, known: {
  /** Real seconds without a word. */
  readonly seconds: number;
  /** Virtual seconds since the run began. */
  readonly at: number;
  /** What it waits for; undefined if it computes, so that nobody can ask. */
  readonly description?: Description;
  /** How many other functions wait for their turn. */
  readonly others: number;
}): UnknownToRehearsal {
  const others = known.others > 0 ? `; ${known.others} more ${known.others === 1 ? 'waits' : 'wait'} for their turn` : '';
  return new UnknownToRehearsal(`${named(fn)} was not heard of for ${known.seconds} seconds of real time, at ${minute(known.at)}: ${waitingFor(known.description)}${others}; the rehearsal ends here, since it can't know what the function would have done`);
}

/** A function that Lambda couldn't start. */
export function unloadable(fn: NamedFunction, message: string): UnknownToRehearsal {
  return new UnknownToRehearsal(`the code of ${named(fn)} can't be loaded: ${message}; Lambda couldn't load it either: mend the function, or what bundles it, and synthesize again`);
}

/** A function that went on after the time at which it rested had passed. */
export function unaccounted(fn: NamedFunction, what: string, at: number): UnknownToRehearsal {
  return new UnknownToRehearsal(`${named(fn)} ${what} at ${minute(at)} although it had come to rest before, so it had begun something that isn't counted on Node.js ${process.versions.node}, and what follows would depend on this machine; use a version that was tried ('account-robot --help' names them) and report this`);
}

function named({ name, handler, codeDirectory }: NamedFunction): string {
  return `function '${name}' (${handler} in ${codeDirectory})`;
}

function minute(seconds: number): string {
  return `minute ${Math.round(seconds / 60)} of the rehearsal`;
}

function waitingFor(description: Description | undefined): string {
  if (!description) {
    return 'its thread does not answer, so it computes without a pause';
  }
  const pending = Object.entries(description.pending).map(([what, count]) => `${what}${count === 1 ? '' : ` (${count} times)`}`);
  if (pending.length > 0) {
    return `it waits for ${pending.join(', ')}, which Node.js has begun and not ended`;
  }
  if (description.unsent > 0) {
    return 'it has begun a request and does not send it off';
  }
  return 'it has not ended, and waits neither for an answer nor for a timer, a file or anything else that is counted, but for a promise that nothing settles';
}
