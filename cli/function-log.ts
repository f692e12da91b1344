/** What the rehearsed functions wrote to their logs: in a file, whole, and in the summary the end of it where one failed. */

import type { LogLine, Progress } from '../rehearsal/rehearse';
import { openLines } from '../rehearsal/state-file';
import { POOL_ACCOUNT_TYPE, PoolAccountProperty } from '../src/contract';

/** So many lines of a function that failed are shown. */
export const TAIL_LINES = 10;

/** Digits before and after the point, so that the lines of a day stand below each other. */
const TIME_WIDTH = 10;

/** What was written at once, line by line: the virtual second, the function, the text. */
export function fileLines({ at, function: name, line }: LogLine): string[] {
  return textLines(line).map(text => `${at.toFixed(3).padStart(TIME_WIDTH)}  ${name}  ${text}`);
}

/** A file of log lines. It is written as they come: it is wanted most where a rehearsal doesn't end well. */
export interface LogFile {
  readonly write: (line: LogLine) => void;
  /** What comes later is dropped: an interrupted rehearsal goes on until its process has ended. */
  readonly close: () => void;
}

/** Empties the file. Throws `UnusableInput` if it can't be written. */
export function logFile(file: string): LogFile {
  const { write, close } = openLines(file, 'the log');
  let closed = false;
  return {
    write: line => {
      if (!closed) {
        write(fileLines(line).map(text => `${text}\n`).join(''));
      }
    },
    close: () => {
      closed = true;
      close();
    },
  };
}

/** The end of a function's log at the moment when it made a resource fail. */
export interface LogTail {
  readonly function: string;
  readonly lines: readonly { readonly at: number; readonly text: string }[];
}

/** Where the Provider framework names the log of the function that threw. */
const NAMED_LOG = /\n\nLogs: \/aws\/lambda\/(\S+)/;
/** A failure of ours says all that there is to say. */
const OWN_CODE = /\bAR-[A-Z]+(?:-[A-Z]+)*: /;

/** Keeps the ends of logs, and which of them explains which failure. */
export class LogTails {
  private readonly ends = new Map<string, LogTail['lines']>();
  private readonly tails = new Map<string, LogTail>();

  public readonly hear = (line: LogLine): void => {
    const added = textLines(line.line).map(text => ({ at: line.at, text }));
    this.ends.set(line.function, [...this.ends.get(line.function) ?? [], ...added].slice(-TAIL_LINES));
  };

  /** Everything that was logged before it must have been heard. */
  public readonly see = (progress: Progress): void => {
    if (progress.kind !== 'stack' || !progress.event.status.endsWith('_FAILED')) {
      return;
    }
    const { stack, type, logicalId, reason = '', properties } = progress.event;
    const name = NAMED_LOG.exec(reason)?.[1];
    if (name === undefined || OWN_CODE.test(reason)) {
      return;
    }
    const subject = type === POOL_ACCOUNT_TYPE ? String(properties?.[PoolAccountProperty.ACCOUNT_NAME]) : logicalId;
    this.tails.set(keyOf(stack, subject), { function: name, lines: this.ends.get(name) ?? [] });
  };

  /** What explains the failure of an account, by its name, or of another resource, by its logical id. */
  public readonly of = (stack: string, subject: string): LogTail | undefined => this.tails.get(keyOf(stack, subject));
}

const keyOf = (stack: string, subject: string) => JSON.stringify([stack, subject]);

function textLines(text: string): string[] {
  return text.replace(/\n+$/, '').split('\n');
}
