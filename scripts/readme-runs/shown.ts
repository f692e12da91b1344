/** What a page shows of what commands print, and whether they print it. */

import type { Step } from './steps';

/** Stands for any lines, or none. */
const DOTS = '...';
/** The last line of a rehearsal whose deployment fails. */
const FAILS = 'The deployment fails';

/** How a command of a block has to end: the last one fails if the page shows that it does. */
export function statusOf(block: Step, line: string, next: Step | undefined): number {
  const isLast = block.kind === 'commands' && block.lines.at(-1) === line;
  return isLast && next?.kind === 'output' && next.lines.some(shown => shown.startsWith(FAILS)) ? 1 : 0;
}

/** Throws unless the lines that are shown were printed in this order, one right after the other but for where dots stand; empty lines don't count. */
export function requireShown(lines: readonly string[], printed: string): void {
  const got = printed.split('\n').map(line => line.trimEnd()).filter(line => line !== '');
  let next = 0;
  let anywhere = false;
  for (const line of lines.map(one => one.trimEnd()).filter(one => one !== '')) {
    if (line.trim() === DOTS) {
      anywhere = true;
      continue;
    }
    const found = got.indexOf(line, next);
    if (found < 0 || (!anywhere && found > next)) {
      throw new Error(`the page shows the line\n${line}\n${found < 0 ? 'and it is not printed there' : `and before it is printed\n${got.slice(next, found).join('\n')}`}; all that is printed:\n${got.join('\n')}`);
    }
    next = found + 1;
    anywhere = false;
  }
  if (!anywhere && next < got.length) {
    throw new Error(`after the last line that the page shows is printed\n${got.slice(next).join('\n')}`);
  }
}
