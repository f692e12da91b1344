/** Moments in time zones, for schedules: which wall clock shows what, and when. */

/** Days have no time of day here. */
export interface CalendarDay {
  readonly year: number;
  /** From 1 on. */
  readonly month: number;
  readonly day: number;
}

const MINUTE = 60_000;
const DAY = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) {
    return known;
  }
  const numeric = 'numeric' as const;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  });
  formats.set(zone, format);
  return format;
}

/** Whether there is such a time zone. */
export function isTimeZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** How far the wall clock of a zone is ahead of UTC at that moment, in milliseconds. */
function offsetAt(zone: string, at: number): number {
  if (zone === 'UTC') {
    return 0;
  }
  const parts = Object.fromEntries(formatOf(zone).formatToParts(new Date(at)).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second) - Math.floor(at / 1000) * 1000;
}

/** The day that it is there at that moment. */
export function dayAt(zone: string, at: number): CalendarDay {
  const local = new Date(at + offsetAt(zone, at));
  return { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate() };
}

export function nextDay({ year, month, day }: CalendarDay): CalendarDay {
  return dayAt('UTC', Date.UTC(year, month - 1, day) + DAY);
}

/** From 1 (Sunday) to 7. */
export function weekdayOf({ year, month, day }: CalendarDay): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;
}

export function lastDayOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** When a wall clock shows that; undefined for a time that is left out there that day, and the first of two. */
export function momentOf(zone: string, { year, month, day }: CalendarDay, hour: number, minute: number): number | undefined {
  const wanted = Date.UTC(year, month - 1, day, hour, minute);
  const candidates = [wanted - offsetAt(zone, wanted - DAY), wanted - offsetAt(zone, wanted + DAY)];
  const fitting = candidates.filter(candidate => candidate + offsetAt(zone, candidate) === wanted);
  return fitting.length === 0 ? undefined : Math.min(...fitting);
}

/** The moment without seconds. */
export function wholeMinute(at: number): number {
  return Math.floor(at / MINUTE) * MINUTE;
}
