/** When schedules are due. */

import { scheduleExpression } from '../../../../rehearsal/services/eventbridge/schedule-expression';

const at = (text: string) => Date.parse(text);
const due = (expression: string, after: string, { zone, since = after, times = 1 }: { zone?: string; since?: string; times?: number } = {}) => {
  const schedule = scheduleExpression(expression, zone)!;
  const found: string[] = [];
  for (let moment = at(after), time = 0; time < times; time++) {
    const next = schedule.next(moment, at(since));
    if (next === undefined) {
      return [...found, 'never'];
    }
    found.push(new Date(next).toISOString().replace('.000', ''));
    moment = next;
  }
  return found;
};

test.each<[string, string, string[]]>([
  // 2026-01-05 is a Monday.
  ['cron(0 8 ? * MON-FRI *)', '2026-01-09T08:00:00Z', ['2026-01-12T08:00:00Z', '2026-01-13T08:00:00Z']],
  ['cron(0/15 10 * * ? *)', '2026-01-05T10:20:00Z', ['2026-01-05T10:30:00Z', '2026-01-05T10:45:00Z', '2026-01-06T10:00:00Z']],
  ['cron(5,35 14-15 * * ? 2026)', '2026-01-05T15:10:00Z', ['2026-01-05T15:35:00Z', '2026-01-06T14:05:00Z']],
  ['cron(0 0 L * ? *)', '2026-01-31T01:00:00Z', ['2026-02-28T00:00:00Z', '2026-03-31T00:00:00Z']],
  ['cron(0 9 1W * ? *)', '2026-01-02T00:00:00Z', ['2026-02-02T09:00:00Z', '2026-03-02T09:00:00Z']],
  ['cron(0 9 ? * 2#1 *)', '2026-01-05T10:00:00Z', ['2026-02-02T09:00:00Z']],
  ['cron(0 9 ? * 6L *)', '2026-01-05T10:00:00Z', ['2026-01-30T09:00:00Z', '2026-02-27T09:00:00Z']],
  ['cron(0 12 29 FEB ? *)', '2026-01-05T10:00:00Z', ['2028-02-29T12:00:00Z']],
  ['cron(0 12 1 1 ? 2020)', '2026-01-05T10:00:00Z', ['never']],
  ['at(2026-01-05T12:30:15)', '2026-01-05T10:00:00Z', ['2026-01-05T12:30:15Z', 'never']],
])('%s after %s', (expression, after, expected) => {
  expect(due(expression, after, { times: expected.length })).toEqual(expected);
});

test('a rate counts from when its schedule was made', () => {
  expect(due('rate(5 minutes)', '2026-01-05T10:12:00Z', { since: '2026-01-05T10:01:00Z', times: 2 })).toEqual(['2026-01-05T10:16:00Z', '2026-01-05T10:21:00Z']);
  expect(due('rate(1 day)', '2026-01-05T10:12:00Z')).toEqual(['2026-01-06T10:12:00Z']);
});

test('a wall clock that leaves an hour out leaves out what is due in it, and one that repeats it does not repeat that', () => {
  expect(due('cron(30 2 * * ? *)', '2026-03-28T02:00:00Z', { zone: 'Europe/Berlin', times: 2 })).toEqual(['2026-03-30T00:30:00Z', '2026-03-31T00:30:00Z']);
  expect(due('cron(30 2 * * ? *)', '2026-10-24T12:00:00Z', { zone: 'Europe/Berlin', times: 2 })).toEqual(['2026-10-25T00:30:00Z', '2026-10-26T01:30:00Z']);
});

test.each(['rate(1 minutes)', 'rate(5 minute)', 'rate(0 minutes)', 'cron(0 8 * * * *)', 'cron(0 8 ? * ? *)', 'cron(60 8 ? * MON *)', 'cron(0 8 ? * MON)', 'every(5 minutes)', 'at(2026-02-30T00:00:00)', '5 minutes'])(
  '%s is none', expression => expect(scheduleExpression(expression)).toBeUndefined());
