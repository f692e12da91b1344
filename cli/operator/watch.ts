/**
 * Looks at a pool again and again: on a terminal as lines that replace each other, elsewhere as a log of what has changed.
 *
 *     look -> show -> wait -> look ...     until no operation runs on the stacks, or somebody ends it
 *
 * How long it waits follows from how much a look costs: a call a second on the average, so that whoever deploys isn't throttled because somebody watches. After
 * a look in which AWS throttled it waits twice as long, and comes back to its pace by and by. A look that fails because AWS can't be reached is no end.
 */

import { slotWords, stepWords, totalWords } from './status-words';
import type { Unseen } from '../../core/operator/snapshot';
import type { PoolStatus, StatusAccount } from '../../core/operator/status/model';
import type { Signal } from '../interruption';
import { framed } from '../progress/frame';
import { line } from '../progress/plain';
import type { ProgressView, ShownStep } from '../progress/steps';
import type { Terminal } from '../terminal';
import { count, cut, LINE_MAX, moment } from '../text';

/** One look, and what it took. */
export interface Look {
  readonly status: PoolStatus;
  readonly unseen: readonly Unseen[];
  readonly calls: number;
  /** Whether calls had to be made once more. */
  readonly wasThrottled: boolean;
}

export interface Watching {
  readonly first: Look;
  readonly look: () => Promise<Look>;
  readonly terminal: Terminal;
  /** Seconds from one look to the next; undefined for what its calls ask for. */
  readonly interval?: number;
  readonly interrupted: Promise<Signal>;
}

/** The last look, and the signal that ended it. */
export interface Watched {
  readonly last: Look;
  readonly signal?: Signal;
}

const SHORTEST_SECONDS = 15;
const LONGEST_SECONDS = 300;
const TICK_MILLISECONDS = 1000;

/** How long to wait after a look: `before` is how long was waited for it. */
export function pauseAfter({ calls, wasThrottled }: Pick<Look, 'calls' | 'wasThrottled'>, before: number | undefined, asked?: number): number {
  const pace = asked ?? Math.min(LONGEST_SECONDS, Math.max(SHORTEST_SECONDS, calls));
  const last = Math.max(pace, before ?? pace);
  return wasThrottled ? Math.max(pace, Math.min(LONGEST_SECONDS, last * 2)) : Math.max(pace, Math.floor(last / 2));
}

/** Watches. */
export async function watch({ first, look, terminal, interval, interrupted }: Watching): Promise<Watched> {
  const show = await shower(terminal);
  let last = first;
  let pause: number | undefined;
  let signal: Signal | undefined;
  void interrupted.then(each => { signal = each; });
  try {
    while (isRunning(last.status)) {
      pause = pauseAfter(last, pause, interval);
      show.take(last, pause);
      await untilNext(terminal, pause, interrupted);
      if (signal !== undefined) {
        break;
      }
      const next = await Promise.race([lookAgain(look, last), interrupted]);
      if (typeof next === 'string') {
        break;
      }
      if ('failure' in next) {
        pause = Math.min(LONGEST_SECONDS, pause * 2);
        last = { ...last, wasThrottled: true };
        show.fail(next.failure);
      } else {
        last = next;
      }
    }
    // What it ended with, for those that see changes alone.
    show.take(last, 0);
  } finally {
    show.end();
  }
  return { last, ...(signal === undefined ? {} : { signal }) };
}

/** Whether an operation runs on any of the stacks. */
export function isRunning({ stacks }: PoolStatus): boolean {
  return stacks.some(({ running }) => running);
}

async function lookAgain(look: () => Promise<Look>, before: Look): Promise<Look | { readonly failure: string }> {
  try {
    const next = await look();
    // A stack whose read gave up has not ended.
    const lost = next.unseen.find(({ kind, part }) => kind === 'failed' && part.startsWith('stacks'));
    return lost === undefined || next.status.stacks.length >= before.status.stacks.length ? next : { failure: `${lost.call} failed` };
  } catch (error) {
    if (error instanceof Error && 'passing' in error && error.passing === true) {
      return { failure: error.message };
    }
    throw error;
  }
}

async function untilNext(terminal: Terminal, seconds: number, interrupted: Promise<Signal>): Promise<void> {
  const pause = terminal.pause(seconds * 1000);
  await Promise.race([pause.over, interrupted]);
  pause.cancel();
}

interface Shower {
  readonly take: (look: Look, pause: number) => void;
  readonly fail: (why: string) => void;
  readonly end: () => void;
}

async function shower(terminal: Terminal): Promise<Shower> {
  return terminal.interactive ? live(terminal) : inLines(terminal);
}

async function live(terminal: Terminal): Promise<Shower> {
  const screen = await terminal.screen();
  let shown: { readonly look: Look; readonly at: number; readonly pause: number } | undefined;
  let failure: string | undefined;
  const draw = () => {
    if (shown !== undefined) {
      const since = (terminal.wallClock() - shown.at) / 1000;
      const { status } = shown.look;
      const view = viewOf(status, since);
      const next = `looked ${Math.floor(since)} s ago, again every ${Math.round(shown.pause)} s${failure === undefined ? '' : `; the last look failed: ${failure}`}`;
      screen.show(framed(`${moment(view.now)} of the deployment, ${next}`, view, terminal, terminal.style, [
        '',
        `Slots: ${slotWords(status)}`,
        `${totalWords(status)}${errorWords(status)}`,
      ]));
    }
  };
  const stop = terminal.every(TICK_MILLISECONDS, draw);
  return {
    take: (look, pause) => {
      shown = { look, pause, at: terminal.wallClock() };
      failure = undefined;
      draw();
    },
    fail: why => {
      failure = why;
      draw();
    },
    end: () => {
      stop();
      screen.clear();
    },
  };
}

function errorWords({ accounts }: PoolStatus): string {
  const codes = [...new Set(accounts.flatMap(({ error }) => error?.code ?? []))];
  return codes.length === 0 ? '' : ` (${codes.join(', ')})`;
}

/** Of a first look all that are not waiting for their turn, then what has changed. */
function inLines(terminal: Terminal): Shower {
  const told = new Map<string, string>();
  let began: string | undefined;
  let at = 0;
  const tell = (subject: string, words: string) => {
    if (told.get(subject) !== words) {
      told.set(subject, words);
      terminal.out(cut(line(at, subject, words), LINE_MAX));
    }
  };
  return {
    take: ({ status }) => {
      // When it has ended, no operation tells any more when it began.
      began ??= beginningOf(status);
      at = secondsFrom(began, status.takenAt);
      const isFirst = told.size === 0;
      status.stacks.forEach(stack => tell(stack.name, stack.status));
      const waiting = status.accounts.filter(({ step }) => step === 'queued');
      status.accounts.filter(account => account.step !== 'queued').forEach(account => tell(account.name, accountWords(account)));
      if (isFirst && waiting.length > 0) {
        tell('(status)', `${count(waiting.length, 'account')} waiting for ${waiting.length === 1 ? 'its' : 'their'} turn`);
      }
    },
    fail: why => tell('(status)', `a look failed, and is made again: ${why}`),
    end: () => terminal.out(''),
  };
}

function accountWords(account: StatusAccount): string {
  const { error, says, step } = account;
  const why = error !== null ? `: ${error.code}` : says !== null && (step === 'busy' || step === 'failing') ? `: ${says}` : '';
  return `${stepWords(account)}${why}`;
}

/** When the operation under way began that began first; the look itself, if none is. */
function beginningOf({ stacks, takenAt }: PoolStatus): string {
  const begun = stacks.filter(({ running }) => running).flatMap(({ startedAt }) => startedAt ?? []).sort();
  return begun[0] ?? takenAt;
}

function nowOf(status: PoolStatus, since = 0): number {
  return secondsFrom(beginningOf(status), status.takenAt) + since;
}

/** As the live view of a rehearsal wants it: seconds since the operation began. */
export function viewOf(status: PoolStatus, since: number): ProgressView<ShownStep> {
  const began = beginningOf(status);
  return {
    now: nowOf(status, since),
    accounts: status.accounts.map(({ name, step, startedAt, endedAt, sandbox, decay }) => ({
      name,
      step: decay.length > 0 ? 'decayed' : step,
      sandbox: sandbox !== null,
      startedAt: startedAt === null ? null : secondsFrom(began, startedAt),
      endedAt: endedAt === null ? null : secondsFrom(began, endedAt),
    })),
    stacks: Object.fromEntries(status.stacks.map(({ name, status: state }) => [name, state])),
  };
}

function secondsFrom(beginning: string, time: string): number {
  return (Date.parse(time) - Date.parse(beginning)) / 1000;
}

