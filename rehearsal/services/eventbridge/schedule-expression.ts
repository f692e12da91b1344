/**
 * Schedule expressions of rules and of EventBridge Scheduler: `rate(5 minutes)`, `cron(0 8 ? * MON-FRI *)`, `at(2026-11-30T08:00:00)`.
 *
 * A rate counts from when its schedule was made, a cron goes by the calendar.
 */

import type { CalendarDay } from './calendar';
import { dayAt, lastDayOf, momentOf, nextDay, weekdayOf } from './calendar';

/** When a schedule is due. Moments are epoch milliseconds. */
export interface ScheduleExpression {
  /** The first time after that moment; undefined if there is none. `since` is when the schedule begins. */
  next(after: number, since: number): number | undefined;
}

/** What is looked ahead for the next time: leap days come every four years, or every eight. */
const DAYS_AHEAD = 366 * 9;
const UNITS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** @param zone of a wall clock; rules go by UTC. Undefined for what is no such expression. */
export function scheduleExpression(text: string, zone = 'UTC'): ScheduleExpression | undefined {
  const [, kind, inner] = /^(rate|cron|at)\((.*)\)$/.exec(text) ?? [];
  switch (kind) {
    case 'rate': return rate(inner);
    case 'cron': return cron(inner, zone);
    case 'at': return once(inner, zone);
    default: return undefined;
  }
}

function rate(inner: string): ScheduleExpression | undefined {
  const [, number, unit, plural] = /^(\d+) (minute|hour|day)(s?)$/.exec(inner) ?? [];
  const value = Number(number);
  // One is written in the singular, and others in the plural.
  if (number === undefined || value < 1 || (value === 1) === (plural === 's')) {
    return undefined;
  }
  const interval = value * UNITS[unit];
  return { next: (after, since) => since + (Math.floor(Math.max(0, after - since) / interval) + 1) * interval };
}

function once(inner: string, zone: string): ScheduleExpression | undefined {
  const [, year, month, day, hour, minute, second] = (/^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})$/.exec(inner) ?? []).map(Number);
  if (year === undefined || month < 1 || month > 12 || day < 1 || day > lastDayOf(year, month) || hour > 23 || minute > 59 || second > 59) {
    return undefined;
  }
  const at = momentOf(zone, { year, month, day }, hour, minute);
  return { next: after => (at !== undefined && at + second * 1000 > after ? at + second * 1000 : undefined) };
}

/** Whether a day fits. */
type DayField = (day: CalendarDay) => boolean;

function cron(inner: string, zone: string): ScheduleExpression | undefined {
  const fields = inner.split(/\s+/);
  if (fields.length !== 6) {
    return undefined;
  }
  const [minutes, hours, months, years] = [
    numbers(fields[0], 0, 59), numbers(fields[1], 0, 23), numbers(fields[3], 1, 12, MONTHS, 1), numbers(fields[5], 1970, 2199),
  ];
  const [ofMonth, ofWeek] = [dayOfMonth(fields[2]), dayOfWeek(fields[4])];
  // One of the two days must be a question mark.
  if (!minutes || !hours || !months || !years || !ofMonth || !ofWeek || (fields[2] === '?') === (fields[4] === '?')) {
    return undefined;
  }
  const fits = (day: CalendarDay) => months.has(day.month) && years.has(day.year) && ofMonth(day) && ofWeek(day);
  return {
    next: after => {
      let day = dayAt(zone, after);
      for (let ahead = 0; ahead < DAYS_AHEAD; ahead++, day = nextDay(day)) {
        const found = fits(day) ? firstOn(day, after) : undefined;
        if (found !== undefined) {
          return found;
        }
      }
      return undefined;
    },
  };

  function firstOn(day: CalendarDay, after: number): number | undefined {
    for (const hour of hours!) {
      for (const minute of minutes!) {
        const moment = momentOf(zone, day, hour, minute);
        if (moment !== undefined && moment > after) {
          return moment;
        }
      }
    }
    return undefined;
  }
}

/** A field as the numbers that it stands for, smallest first. */
function numbers(field: string, least: number, most: number, names: readonly string[] = [], firstName = 0): Set<number> | undefined {
  const found = new Set<number>();
  const numberOf = (text: string) => {
    const index = names.indexOf(text.toUpperCase());
    return index >= 0 ? index + firstName : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  };
  for (const part of field.split(',')) {
    const [, range, step = '1'] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
    if (range === undefined || Number(step) < 1) {
      return undefined;
    }
    const [first, last = part.includes('/') ? String(most) : first] = range === '*' ? [String(least), String(most)] : range.split('-');
    const [from, to] = [numberOf(first), numberOf(last)];
    if (!(from >= least && to <= most && from <= to) || range.split('-').length > 2) {
      return undefined;
    }
    for (let value = from; value <= to; value += Number(step)) {
      found.add(value);
    }
  }
  return new Set([...found].sort((a, b) => a - b));
}

/** With `L` for the last one and `15W` for the weekday next to the 15th. */
function dayOfMonth(field: string): DayField | undefined {
  if (field === '?') {
    return () => true;
  }
  if (field === 'L') {
    return ({ year, month, day }) => day === lastDayOf(year, month);
  }
  const [, near] = /^(\d{1,2})W$/.exec(field) ?? [];
  if (near !== undefined) {
    return Number(near) >= 1 && Number(near) <= 31 ? day => day.day === nearestWeekday(day, Number(near)) : undefined;
  }
  const days = numbers(field, 1, 31);
  return days && (({ day }) => days.has(day));
}

/** In the same month. */
function nearestWeekday({ year, month }: CalendarDay, wanted: number): number {
  const last = lastDayOf(year, month);
  if (wanted > last) {
    return -1;
  }
  switch (weekdayOf({ year, month, day: wanted })) {
    case 7: return wanted === 1 ? 3 : wanted - 1;
    case 1: return wanted === last ? wanted - 2 : wanted + 1;
    default: return wanted;
  }
}

/** With `L` for Saturday, `5L` for the last Thursday, and `3#2` for the second Tuesday. */
function dayOfWeek(field: string): DayField | undefined {
  if (field === '?') {
    return () => true;
  }
  if (field === 'L') {
    return day => weekdayOf(day) === 7;
  }
  const [, name, mark, nth] = /^(\w+?)(L|#)(\d)?$/.exec(field) ?? [];
  if (name !== undefined && !WEEKDAYS.includes(field.toUpperCase())) {
    const weekday = [...numbers(name, 1, 7, WEEKDAYS, 1) ?? []][0];
    if (weekday === undefined || (mark === '#') !== (nth !== undefined)) {
      return undefined;
    }
    return day => weekdayOf(day) === weekday
      && (mark === 'L' ? day.day + 7 > lastDayOf(day.year, day.month) : Math.ceil(day.day / 7) === Number(nth));
  }
  const days = numbers(field, 1, 7, WEEKDAYS, 1);
  return days && (day => days.has(weekdayOf(day)));
}
