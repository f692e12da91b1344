/**
 * Shows a rehearsal while it runs: on a terminal as lines that replace each other, elsewhere as a log.
 *
 * Virtual time stands still while a function works, and a large app can work for long: where nothing is heard for some real seconds, that is said, so that
 * nobody takes a slow rehearsal for one that hangs.
 */

import { frame } from './frame';
import { plainLine, silenceLine } from './plain';
import type { ProgressView } from './steps';
import { advance, firstView } from './steps';
import type { Progress } from '../../rehearsal/rehearse';
import type { Terminal } from '../terminal';

/** The terminal is drawn anew at most every so many milliseconds of real time. */
const REDRAW_MILLISECONDS = 80;
/** And at least every so many. Also how often it is looked whether nothing was said for long. */
const TICK_MILLISECONDS = 1000;
/** In a log, a line says that there was none for so many milliseconds of real time. */
const SILENCE_MILLISECONDS = 10_000;

/** Takes the events of a rehearsal. */
export interface Follower {
  readonly take: (event: Progress) => void;
  /** Takes away what is only of interest while it runs. What comes later is not shown. */
  readonly end: () => void;
}

/** Begins to follow. */
export async function follow(terminal: Terminal, accountNames: readonly string[]): Promise<Follower> {
  return terminal.interactive ? followLive(terminal, accountNames) : followInLines(terminal, accountNames);
}

function followInLines(terminal: Terminal, accountNames: readonly string[]): Follower {
  const names = new Set(accountNames);
  let at = 0;
  let toldAt = terminal.wallClock();
  let silences = 0;
  const look = () => {
    const silence = terminal.wallClock() - toldAt;
    if (silence >= (silences + 1) * SILENCE_MILLISECONDS) {
      silences = Math.floor(silence / SILENCE_MILLISECONDS);
      terminal.out(silenceLine(at, silence / 1000));
    }
  };
  return guarded(terminal, look, {
    take: event => {
      at = event.at;
      const line = plainLine(event, names);
      if (line === undefined) {
        look();
        return;
      }
      terminal.out(line);
      toldAt = terminal.wallClock();
      silences = 0;
    },
    end: () => terminal.out(''),
  });
}

async function followLive(terminal: Terminal, accountNames: readonly string[]): Promise<Follower> {
  const screen = await terminal.screen();
  let view: ProgressView = firstView(accountNames);
  let drawnAt = -Infinity;
  let heardAt = terminal.wallClock();
  const draw = (now: number, least: number) => {
    if (now - drawnAt >= least) {
      drawnAt = now;
      screen.show(frame(view, terminal, terminal.style, (now - heardAt) / 1000));
    }
  };
  return guarded(terminal, () => draw(terminal.wallClock(), TICK_MILLISECONDS), {
    take: event => {
      view = advance(view, event);
      heardAt = terminal.wallClock();
      draw(heardAt, REDRAW_MILLISECONDS);
    },
    end: () => screen.clear(),
  });
}

/** Looks again and again while nothing comes, and shows nothing any more after the end: an interrupted rehearsal goes on until its process has ended. */
function guarded(terminal: Terminal, look: () => void, follower: Follower): Follower {
  let ended = false;
  const stop = terminal.every(TICK_MILLISECONDS, look);
  return {
    take: event => {
      if (!ended) {
        follower.take(event);
      }
    },
    end: () => {
      ended = true;
      stop();
      follower.end();
    },
  };
}
