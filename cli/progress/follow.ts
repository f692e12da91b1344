/** Shows a rehearsal while it runs: on a terminal as lines that replace each other, elsewhere as a log. */

import type { Progress } from '../../rehearsal/rehearse';
import { Terminal } from '../terminal';
import { frame } from './frame';
import { plainLine } from './plain';
import { advance, firstView, ProgressView } from './steps';

/** The terminal is drawn anew at most every so many milliseconds of real time. */
const REDRAW_MILLISECONDS = 80;

/** Takes the events of a rehearsal. */
export interface Follower {
  readonly take: (event: Progress) => void;
  /** Takes away what is only of interest while it runs. */
  readonly end: () => void;
}

/** Begins to follow. */
export async function follow(terminal: Terminal, accountNames: readonly string[]): Promise<Follower> {
  if (!terminal.interactive) {
    const names = new Set(accountNames);
    return {
      take: (event) => {
        const line = plainLine(event, names);
        if (line !== undefined) {
          terminal.out(line);
        }
      },
      end: () => terminal.out(''),
    };
  }
  const screen = await terminal.screen();
  let view: ProgressView = firstView(accountNames);
  let drawnAt = -Infinity;
  return {
    take: (event) => {
      view = advance(view, event);
      const now = terminal.wallClock();
      if (now - drawnAt >= REDRAW_MILLISECONDS) {
        drawnAt = now;
        screen.show(frame(view, terminal, terminal.style));
      }
    },
    end: () => screen.clear(),
  };
}
