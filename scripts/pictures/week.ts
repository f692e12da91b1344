/** What the week of examples/elastic comes to: what is drawn and told of its report, in minutes since the deployment began. Pure. */

import type { Report } from '../../rehearsal/report';

/** The part of the report that the picture and the tables are made of. */
export interface Week {
  readonly requests: readonly Request[];
  readonly growths: readonly Growth[];
  /** What the accounts are doing, from each minute on at which it changes. */
  readonly counts: readonly Count[];
  /** How many accounts the pool was deployed with. */
  readonly initial: number;
  /** What people are told. */
  readonly messages: readonly Message[];
}

export interface Request {
  readonly at: number;
  readonly asked: number;
  readonly met: number;
}

export interface Growth {
  readonly at: number;
  /** Null while it goes on. */
  readonly until: number | null;
  readonly from: number;
  readonly to: number;
}

export interface Count {
  readonly at: number;
  readonly available: number;
  readonly leased: number;
  readonly cleaned: number;
}

export interface Message {
  readonly at: number;
  readonly subject: string;
}

/** What the tables are headed by. */
export const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
export const DAY = 24 * 60;
/** The clock of a rehearsal begins on a Monday at eight. */
const EIGHT = 8 * 60;
/** The parameter of the pool in app.ts. */
const SIZE = 'PoolSize';

const minute = (seconds: number) => Math.round(seconds / 60);

/** Of a report. */
export function weekOf(report: Report): Week {
  const { leases: [sandbox] = [], messages = [], operations = [] } = report;
  if (sandbox === undefined) {
    throw new Error('the report has no leases; rehearse examples/elastic with its world.yaml');
  }
  const growths = operations.flatMap(({ endedAt, parameters, startedAt }) => {
    const { from, to } = parameters[SIZE] ?? {};
    return from && to ? [{ at: minute(startedAt), until: endedAt === null ? null : minute(endedAt), from: Number(from), to: Number(to) }] : [];
  });
  const counts = sandbox.counts.map(({ active, at, available, cleanUp, coolingDown }) =>
    ({ at: minute(at), available, leased: active, cleaned: cleanUp + coolingDown }));
  return {
    requests: sandbox.requests.map(({ asked, at, met }) => ({ at: minute(at), asked, met })),
    growths,
    // Of the changes within a minute the last one is what it comes to.
    counts: counts.filter(({ at }, index) => counts[index + 1]?.at !== at),
    initial: growths[0]?.from ?? report.accounts.length,
    messages: messages.map(({ at, subject }) => ({ at: minute(at), subject: subject ?? '' })),
  };
}

/** What was there until then. */
export function weekUntil(week: Week, end: number): Week {
  const before = <T extends { readonly at: number }>(list: readonly T[]) => list.filter(({ at }) => at < end);
  return {
    ...week,
    requests: before(week.requests),
    growths: before(week.growths).map(growth => ({ ...growth, until: growth.until !== null && growth.until < end ? growth.until : null })),
    counts: before(week.counts),
    messages: before(week.messages),
  };
}

/** The day, from 0 on, and the time of the day. */
export function dayAndTime(at: number): { readonly day: number; readonly time: string } {
  const since = at + EIGHT;
  const two = (part: number) => String(part).padStart(2, '0');
  return { day: Math.floor(since / DAY), time: `${two(Math.floor(since % DAY / 60))}:${two(since % 60)}` };
}

/** The minute at which a day begins. */
export const beginOf = (day: number): number => day * DAY - EIGHT;

export interface Figures {
  readonly asked: number;
  readonly met: number;
  readonly refused: number;
  readonly growths: number;
  /** By growths. */
  readonly made: number;
  readonly messages: number;
}

/** All in all, or of the days from one to before another. */
export function figuresOf({ growths, messages, requests }: Week, from = 0, to = Infinity): Figures {
  const within = <T extends { readonly at: number }>(list: readonly T[]) =>
    list.filter(({ at }) => dayAndTime(at).day >= from && dayAndTime(at).day < to);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
  const [asked, met] = [sum(within(requests).map(request => request.asked)), sum(within(requests).map(request => request.met))];
  return {
    asked,
    met,
    refused: asked - met,
    growths: within(growths).length,
    made: sum(within(growths).map(growth => growth.to - growth.from)),
    messages: within(messages).length,
  };
}

const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;

/** The table of the days, of the example's page. */
export function daysTable(week: Week): string {
  const sizeAt = (at: number) => week.growths.filter(growth => growth.at < at).at(-1)?.to ?? week.initial;
  const rows = DAYS.map((name, day) => {
    const [begin, end] = [beginOf(day), beginOf(day + 1)];
    const { asked, made, messages, met, refused } = figuresOf(week, day, day + 1);
    // From the first account that is Available on: before, there is no pool yet.
    const first = week.counts.find(({ available, leased }) => available + leased >= week.initial)!.at;
    // What it was when the day began counts, too.
    const counts = [...week.counts.filter(({ at }) => at <= begin).slice(-1), ...week.counts.filter(({ at }) => at > begin && at < end)]
      .filter(({ at }) => at >= first);
    const [most, fewest] = [Math.max(...counts.map(({ leased }) => leased)), Math.min(...counts.map(({ available }) => available))];
    return row([name, asked, met, refused, most, fewest, made, sizeAt(end), messages]);
  });
  return [
    row(['', 'leases asked for', 'met', 'refused', 'leased at once', 'fewest Available', 'accounts made by growth', 'size at midnight', 'messages']),
    '|---|---|---|---|---|---|---|---|---|', ...rows,
  ].join('\n');
}

/** What people are told, in order. */
export function messagesTable({ messages }: Week): string {
  return [row(['when', 'message']), '|---|---|', ...messages.map(({ at, subject }) => row([`${DAYS[dayAndTime(at).day]}, ${dayAndTime(at).time}`, subject]))].join('\n');
}

/** The table of docs/growth.md. */
export function figuresTable(week: Week): string {
  const { asked, growths, made, messages, met, refused } = figuresOf(week);
  // A growth that goes on has no end yet.
  const minutes = week.growths.flatMap(({ at, until }) => (until === null ? [] : [until - at]));
  return [
    row(['a week of a workshop', '']), '|---|---|',
    row(['leases asked for', asked]),
    row(['leases that found an account', met]),
    row(['leases that were refused', refused]),
    row(['growths', growths]),
    row(['accounts made by growth', made]),
    row(['from the decision to the end of the growth', minutes.length === 0 ? '-' : `${Math.min(...minutes)} to ${Math.max(...minutes)} min`]),
    row(['messages to people', messages]),
  ].join('\n');
}

/** Puts a table between its marks on a page. */
export function withTable(page: string, mark: string, table: string): string {
  const [begin, end] = [`<!-- ${mark}: begin -->`, `<!-- ${mark}: end -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) {
    throw new Error(`the page has no marks '${begin}' and '${end}', between which a table stands; put them back`);
  }
  return `${page.slice(0, from)}${begin}\n\n${table}\n\n${page.slice(to)}`;
}
