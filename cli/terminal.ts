/** Where the command writes to, and how. The command itself knows no stream, so that tests can read what it says. */

import { createColors } from 'picocolors';
import type { Signal } from './interruption';

/** How words stand out; all functions leave a text as it is when colors are off. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warn: (text: string) => string;
}

/** Lines that replace each other on a terminal. */
export interface Screen {
  show(lines: readonly string[]): void;
  /** Takes the lines away. */
  clear(): void;
}

/** The outside of the command. */
export interface Terminal {
  /** Whether lines can be replaced: the output is a terminal. */
  readonly interactive: boolean;
  readonly rows: number;
  readonly columns: number;
  readonly style: Style;
  /** Asks the person and gives what is typed. Undefined where nobody can be asked. */
  readonly ask?: (question: string) => Promise<string>;
  /** Results and progress. */
  out(line: string): void;
  /** Errors. */
  error(line: string): void;
  /** Opens the area of replaceable lines. Only called if `interactive`. */
  screen(): Promise<Screen>;
  /** Milliseconds of real time, to say how long something took. */
  wallClock(): number;
  /** Calls every so many milliseconds of real time, until the returned function is called. Keeps no process from ending. */
  every(milliseconds: number, action: () => void): () => void;
  /** Tells each signal to end, which then doesn't end the process, until the returned function is called. */
  onSignal(listener: (signal: Signal) => void): () => void;
}

/** Colors on or off. */
export function styleOf(colors: boolean): Style {
  const { bold, dim, green, red, yellow } = createColors(colors);
  return { bold, dim, good: green, bad: red, warn: yellow };
}

/** NO_COLOR, if set to anything, turns colors off; FORCE_COLOR turns them on where the output is no terminal. */
export function wantsColors(env: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') {
    return false;
  }
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '') {
    return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  }
  return isTerminal && env.TERM !== 'dumb';
}
