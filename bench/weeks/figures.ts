/** What many weeks come to, and what of it stands in docs/growth.md. */

import type { Week } from './run-week';
import { fixedPool } from './run-week';

/** The sums. */
export interface WeekFigures {
  readonly weeks: number;
  readonly broken: readonly string[];
  readonly growths: number;
  readonly halts: number;
  readonly asked: number;
  readonly found: number;
  readonly heldBack: number;
  /** The same leases, in pools of a fixed size that is the mean of the grown one's. */
  readonly foundByFixed: number;
  /** Weeks in which nothing held growth back. */
  readonly free: { readonly weeks: number; readonly asked: number; readonly found: number; readonly foundByFixed: number };
  /** From the low water to Available, without creation and cleaning: how often that was measured, its mean and its most, in minutes. */
  readonly overhead: { readonly measured: number; readonly mean: number; readonly most: number };
}

/** Adds weeks up. */
export function figuresOf(weeks: readonly Week[]): WeekFigures {
  const fixed = weeks.map(({ plan, meanSize }) => fixedPool(plan, Math.round(meanSize)).found);
  const sum = (of: (week: Week, index: number) => number) => weeks.reduce((total, week, index) => total + of(week, index), 0);
  const ofFree = (of: (week: Week, index: number) => number) => sum((week, index) => week.heldBack === 0 ? of(week, index) : 0);
  const overheads = weeks.flatMap(week => week.overheads);
  return {
    weeks: weeks.length,
    broken: weeks.flatMap(({ plan: { number }, broken }) => broken.map(what => `week ${number}, ${what}`)),
    growths: sum(week => week.growths),
    halts: sum(week => week.halts),
    asked: sum(week => week.asked),
    found: sum(week => week.found),
    heldBack: sum(week => week.heldBack),
    foundByFixed: sum((_, index) => fixed[index]),
    free: {
      weeks: ofFree(() => 1),
      asked: ofFree(week => week.asked),
      found: ofFree(week => week.found),
      foundByFixed: ofFree((_, index) => fixed[index]),
    },
    overhead: {
      measured: overheads.length,
      mean: overheads.reduce((total, one) => total + one, 0) / overheads.length,
      most: Math.max(...overheads),
    },
  };
}

/** As a table. */
export function figuresTable({ weeks, growths, halts, asked, found, heldBack, foundByFixed, free, overhead }: WeekFigures): string {
  const share = (part: number, whole: number) => `${(100 * part / whole).toFixed(1)} %`;
  return [
    `| ${weeks} random weeks, ${growths} growths, ${halts} halts, ${asked} leases asked for | the pool that grows | a fixed pool of the same mean size |`,
    '|---|---|---|',
    `| leases that find an account, where policy, quota and people allow growth | ${share(found, asked - heldBack)} | |`,
    `| leases that find an account, in the ${free.weeks} weeks in which nothing held growth back | ${share(free.found, free.asked)} | ${share(free.foundByFixed, free.asked)} |`,
    `| leases that find an account, in all weeks | ${share(found, asked)} | ${share(foundByFixed, asked)} |`,
    `| from the low water to Available, beyond one creation and one cleaning, with slots free | ${overhead.mean.toFixed(1)} min, ${overhead.most} min at most | |`,
  ].join('\n');
}
