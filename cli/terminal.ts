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
  /** Waits so many milliseconds of real time, or less if it is cancelled. The process doesn't end meanwhile. */
  pause(milliseconds: number): { readonly over: Promise<void>; readonly cancel: () => void };
  /** Tells each signal to end, which then doesn't end the process, until the returned function is called. */
  onSignal(listener: (signal: Signal) => void): () => void;
}

/** What moves a cursor, ends a line, or lets the letters around it run another way than they are written. */
const UNFIT = '[\\p{Cc}\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]';
/** The styles of ours. */
const OWN = '\\u001b\\[(?:1|2|22|31|32|33|39)m';

/**
 * The terminal, which shows nothing but letters and our own styles: names, reasons and messages are other people's texts. Each line that is given to it stays
 * one line, so that no name can look like a line of ours.
 */
export function guarded(terminal: Terminal): Terminal {
  const isStyled = terminal.style.bold('x') !== 'x';
  const pattern = new RegExp(isStyled ? `(${OWN})|${UNFIT}` : UNFIT, 'gu');
  const clean = (line: string) => line.replace(pattern, (_found, own: string | number | undefined) => (typeof own === 'string' ? own : ' '));
  return {
    interactive: terminal.interactive,
    get rows() { return terminal.rows; },
    get columns() { return terminal.columns; },
    style: terminal.style,
    ask: terminal.ask && (async question => terminal.ask!(clean(question))),
    out: line => terminal.out(clean(line)),
    error: line => terminal.error(clean(line)),
    screen: async () => {
      const screen = await terminal.screen();
      return { show: lines => screen.show(lines.map(clean)), clear: () => screen.clear() };
    },
    wallClock: () => terminal.wallClock(),
    every: (milliseconds, action) => terminal.every(milliseconds, action),
    pause: milliseconds => terminal.pause(milliseconds),
    onSignal: listener => terminal.onSignal(listener),
  };
}

/** Prints a text of several lines. */
export function printText(print: (line: string) => void, text: string): void {
  text.trimEnd().split('\n').forEach(line => print(line));
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
