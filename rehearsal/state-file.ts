/**
 * The state file: the organization and its stacks as one rehearsal left them and the next goes on from.
 *
 * It is JSON with a version. It is written beside itself and renamed, so that a rehearsal that is interrupted leaves the old one.
 */

import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { StacksState } from './cloudformation/stacks-state';
import { UnusableInput } from './kernel/types';
import type { ServicesState } from './services/registry';
import { madeByStacks } from './services/rehearsed-services';

/** The version that this release reads and writes. */
export const STATE_VERSION = 2;

/** What outlives a rehearsal. */
export interface RehearsalState {
  readonly version: typeof STATE_VERSION;
  /** When the last run ended, in epoch milliseconds of the organization's calendar. */
  readonly clock: number;
  readonly services: ServicesState;
  readonly stacks: StacksState;
}

const AFRESH = 'delete the file, or name another one with --state, to begin with a fresh organization';

/** The stacks as they were left, for a rehearsal in which the world tells of the organization anew. */
export function stacksAlone(state: RehearsalState): RehearsalState {
  return { ...state, services: madeByStacks(state.services) };
}

/** Reads a state file; undefined if there is none yet. Throws {@link UnusableInput} for one that can't be gone on from. */
export function readState(file: string): RehearsalState | undefined {
  let text: string;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') {
      return undefined;
    }
    throw new UnusableInput(`${file}: the state file ${code === 'EISDIR' ? 'is a folder; name a file' : `can't be read (${code ?? String(error)}); check its permissions`}`);
  }
  let state: unknown;
  try {
    state = JSON.parse(text);
  } catch {
    throw new UnusableInput(`${file}: the state file isn't JSON (it may have been edited or cut off); ${AFRESH}`);
  }
  const version = isRecord(state) ? state.version : undefined;
  if (isRecord(state) && version !== undefined && version !== STATE_VERSION) {
    throw new UnusableInput(`${file}: the state file has version ${JSON.stringify(version)}, but this release reads version ${STATE_VERSION}; use the release that wrote it, or ${AFRESH}`);
  }
  if (!isRecord(state) || version === undefined || typeof state.digest !== 'string') {
    throw new UnusableInput(`${file}: isn't a state file that a rehearsal wrote (it has no ${isRecord(state) && version !== undefined ? 'digest' : 'version'}); ${AFRESH}`);
  }
  const { digest, ...rest } = state;
  if (digest !== digestOf(rest)) {
    throw new UnusableInput(`${file}: the state file was changed after a rehearsal wrote it, so it can't be relied on; make changes in the world file, and ${AFRESH}`);
  }
  return rest as unknown as RehearsalState;
}

/** Writes the state file, whole or not at all. Throws {@link UnusableInput} if it can't. */
export function writeState(file: string, state: RehearsalState): void {
  writeWhole(file, `${JSON.stringify({ ...state, digest: digestOf(state) })}\n`, 'the state file');
}

/** Finds out before a rehearsal whether its result can be written. Throws {@link UnusableInput} if it can't. */
export function checkWritable(file: string, what: string): void {
  if (kindOf(file) === 'folder') {
    throw new UnusableInput(`${file}: ${what} can't be written (it is a folder); name a file`);
  }
  telling(file, what, () => {
    if (kindOf(file) !== 'device') {
      const target = linkedFile(file);
      const check = `${target}.check`;
      // The write itself is the only test that no file system fools.
      makeFolder(path.dirname(target));
      fs.writeFileSync(check, '');
      fs.rmSync(check);
    }
  });
}

/** Writes a file beside itself, then renames it. Folders on the way are created. Devices and pipes are simply written to. */
export function writeWhole(file: string, text: string, what: string): void {
  telling(file, what, () => {
    if (kindOf(file) === 'device') {
      fs.writeFileSync(file, text);
      return;
    }
    const target = linkedFile(file);
    const draft = `${target}.${process.pid}.tmp`;
    try {
      makeFolder(path.dirname(target));
      fs.writeFileSync(draft, text);
      fs.renameSync(draft, target);
    } catch (error) {
      removeDraft(draft);
      throw error;
    }
  });
}

/** Opens a file that is written line by line. Folders on the way are created. Throws {@link UnusableInput} if it can't. */
export function openLines(file: string, what: string): { readonly write: (text: string) => void; readonly close: () => void } {
  const descriptor = telling(file, what, () => {
    makeFolder(path.dirname(file));
    return fs.openSync(file, 'w');
  });
  return {
    write: text => { telling(file, what, () => fs.writeSync(descriptor, text)); },
    close: () => fs.closeSync(descriptor),
  };
}

function telling<T>(file: string, what: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw new UnusableInput(`${file}: ${what} can't be written (${(error as NodeJS.ErrnoException).code ?? String(error)}); name a file in a folder that you may write to`);
  }
}

/** Step by step: asked for all of them at once, Node 20 tries for ever where a file system such as /proc takes no folders. */
function makeFolder(folder: string): void {
  if (fs.existsSync(folder)) {
    return;
  }
  makeFolder(path.dirname(folder));
  fs.mkdirSync(folder);
}

/**
 * A device is whatever is neither file nor folder, such as a pipe or /dev/null: what it leads to is written to. Renaming a file to its name would put the
 * file in its place, for everybody.
 */
function kindOf(file: string): 'file' | 'folder' | 'device' | 'nothing' {
  if (!fs.existsSync(file)) {
    return 'nothing';
  }
  const stat = fs.statSync(file);
  return stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : 'device';
}

/** What a name leads to: renaming a file to the name of a link would put the file in the link's place, and leave what it leads to as it was. */
export function linkedFile(file: string, links = 0): string {
  const isLink = fs.lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  // The system itself follows no more than 40, and says so when the file is opened.
  return isLink && links < 40 ? linkedFile(path.resolve(path.dirname(file), fs.readlinkSync(file)), links + 1) : file;
}

function removeDraft(draft: string): void {
  try {
    fs.rmSync(draft, { force: true });
  } catch {
    // What kept the file from being written keeps its draft from existing: the first error is the one to tell.
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
/**
 * Tells a file that a rehearsal wrote from one that was edited. Everything in it hangs together (products, records, accounts, stacks), so a change by hand
 * that no check of single values could find would show as an organization that can't be.
 */
const digestOf = (state: object): string => createHash('sha256').update(JSON.stringify(state)).digest('hex');
