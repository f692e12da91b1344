/** Keeps a state file for one rehearsal at a time: of two that go on from it, one would lose what the other did. */

import * as fs from 'node:fs';
import * as os from 'node:os';
import { UnusableInput } from './kernel/types';
import { linkedFile } from './state-file';

interface Holder {
  readonly process: number;
  readonly host: string;
}

/** Takes a state file, and returns what gives it back. Throws {@link UnusableInput} while another rehearsal has it. */
export function lockState(file: string): () => void {
  if (isDevice(file)) {
    return () => {};
  }
  const lock = `${linkedFile(file)}.lock`;
  if (!take(lock)) {
    const holder = holderOf(lock);
    if (holder !== undefined && mayBeAtWork(holder)) {
      throw new UnusableInput(`${file}: another rehearsal (process ${holder.process}${holder.host === os.hostname() ? '' : ` on ${holder.host}`}) goes on from this state file right now; wait until it ends or name another file with --state, and if there is none any more, delete ${lock}`);
    }
    // Its process is gone without a word: nobody gives this one back.
    fs.rmSync(lock, { force: true });
    if (!take(lock)) {
      throw new UnusableInput(`${file}: another rehearsal has just begun to go on from this state file; wait until it ends, or name another file with --state`);
    }
  }
  return () => fs.rmSync(lock, { force: true });
}

function take(lock: string): boolean {
  try {
    fs.writeFileSync(lock, JSON.stringify({ process: process.pid, host: os.hostname() } satisfies Holder), { flag: 'wx' });
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') {
      return false;
    }
    throw new UnusableInput(`${lock}: can't be written (${code ?? String(error)}), and beside a state file it keeps other rehearsals away; name a state file in a folder that you may write to`);
  }
}

/** Undefined for one that was not written to its end. */
function holderOf(lock: string): Holder | undefined {
  try {
    const holder = JSON.parse(fs.readFileSync(lock, 'utf8')) as Partial<Holder>;
    return typeof holder.process === 'number' && typeof holder.host === 'string' ? { process: holder.process, host: holder.host } : undefined;
  } catch {
    return undefined;
  }
}

/** Of another machine that shares the folder, nothing can be known. This very process has just begun: what has its number is an older one's. */
function mayBeAtWork({ process: id, host }: Holder): boolean {
  if (host !== os.hostname()) {
    return true;
  }
  if (id === process.pid) {
    return false;
  }
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isDevice(file: string): boolean {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  return stat !== undefined && !stat.isFile() && !stat.isDirectory();
}
