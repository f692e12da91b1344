/** The week of examples/elastic: what its page, its pictures and docs/growth.md say is what the rehearsal comes to. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Report } from '../../rehearsal/report';
import type { Week } from '../../scripts/pictures/week';
import { beginOf, DAYS, dayAndTime, daysTable, figuresOf, figuresTable, messagesTable, weekOf, weekUntil, withTable } from '../../scripts/pictures/week';
import { WEEK_FILE, weekFiles, weekText } from '../../scripts/pictures/week-main';
import { weekPicture, weekSentences } from '../../scripts/pictures/week-picture';
import { weekRun } from '../../scripts/pictures/week-run';
import { parse, within } from '../cli/page/well-formed';

const ROOT = path.join(__dirname, '..', '..');
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8');
const week: Week = JSON.parse(read(WEEK_FILE));

/** Until Wednesday at ten past ten: both growths are decided, and all of the workshop has asked. */
const MINUTES = 3010;

test('it comes to what its data say, until the day of the workshop', () => {
  const { report, week: begun } = weekRun(MINUTES - 90);
  const end = beginOf(2) + 10 * 60 + 5;
  expect(weekUntil(begun, end)).toEqual(weekUntil(week, end));
  expect(weekUntil(week, end).growths.map(({ until }) => until === null)).toEqual([false, true]);
  expect(report.stacks.map(({ name, status }) => [name, status])).toEqual([['Pool', 'CREATE_COMPLETE'], ['PoolGrowth', 'CREATE_COMPLETE']]);
  expect(report.iam.denied).toEqual([]);
  expect(report.operations!.map(({ by }) => by)).toEqual(['grow', 'grow']);
  // Every tick was counted and answered.
  const ticks = report.apiCalls.capacity['lambda:Invoke'];
  expect(ticks).toBeGreaterThan((MINUTES - 90) / 5 - 2);
  expect(report.metrics!.find(({ name }) => name === 'Available')!.samples).toBe(ticks);
});

test('the pages and the pictures are made of the data', () => {
  expect(weekText(week)).toBe(read(WEEK_FILE));
  const files = weekFiles(week, read);
  for (const [file, content] of Object.entries(files)) {
    expect([file, content]).toEqual([file, read(file)]);
  }
  const page = read('examples/elastic/README.md');
  for (const picture of Object.keys(files).filter(file => file.endsWith('.svg'))) {
    expect(page).toContain(`"../../${picture}"`);
    expect(within(parse(files[picture])).length).toBeGreaterThan(50);
    expect(files[picture]).not.toMatch(/href|url\((?!#)|<script|<image/);
  }
});

test('the page tells of that week', () => {
  const page = read('examples/elastic/README.md');
  const app = read('examples/elastic/app.ts');
  // Ten accounts, 24 at most, six as low water, steps of four, twelve a day, sixteen unasked.
  expect(app).toContain('max: 24, initial: 10');
  for (const setting of ['lowWater: 6,', 'step: 4,', 'maxPerDay: 12,', 'GrowthApproval.above(16)', 'below: 3']) {
    expect(app).toContain(setting);
  }
  expect([week.initial, week.growths.map(({ from, to }) => [from, to])]).toEqual([10, [[10, 14], [14, 16]]]);
  expect(figuresOf(week, 0, 2)).toMatchObject({ refused: 0, growths: 0, messages: 0 });
  // Before ten, and a little after eleven.
  expect(dayAndTime(week.growths[0].until!)).toEqual({ day: 2, time: expect.stringMatching(/^09:/) });
  expect(dayAndTime(week.messages.at(-1)!.at)).toEqual({ day: 2, time: expect.stringMatching(/^11:0/) });
  expect(week.messages.at(-1)!.subject).toContain('may Pool grow');
  expect(page).toContain('2,016 counts');
  // Two find none at a quarter past nine, and one each at ten.
  expect(week.requests.filter(({ asked, met }) => met < asked)).toEqual([{ at: beginOf(2) + 9 * 60 + 15, asked: 4, met: 2 }]);
  expect(week.requests).toContainEqual({ at: beginOf(2) + 10 * 60, asked: 2, met: 2 });
});

describe('of a report', () => {
  const report = {
    accounts: [],
    leases: [{
      requests: [{ at: 3600, asked: 2, met: 1 }],
      counts: [
        { at: 60, available: 1, active: 0, frozen: 0, cleanUp: 0, coolingDown: 0, quarantine: 0 },
        { at: 3600, available: 0, active: 1, frozen: 0, cleanUp: 0, coolingDown: 0, quarantine: 0 },
        { at: 3610, available: 0, active: 1, frozen: 0, cleanUp: 1, coolingDown: 1, quarantine: 0 },
      ],
    }],
    operations: [
      { startedAt: 3660, endedAt: 7260, parameters: { PoolSize: { from: '1', to: '3' } } },
      { startedAt: 8000, endedAt: null, parameters: { PoolSize: { from: '3', to: '4' } } },
      { startedAt: 9000, endedAt: null, parameters: { Other: { from: null, to: '4' } } },
    ],
    messages: [{ at: 3660, subject: null }, { at: 90_000, subject: 'about Tuesday' }],
  } as unknown as Report;
  const small = weekOf(report);

  test('leases, growths, counts and messages are taken', () => {
    expect(small).toEqual({
      requests: [{ at: 60, asked: 2, met: 1 }],
      growths: [{ at: 61, until: 121, from: 1, to: 3 }, { at: 133, until: null, from: 3, to: 4 }],
      counts: [{ at: 1, available: 1, leased: 0, cleaned: 0 }, { at: 60, available: 0, leased: 1, cleaned: 2 }],
      initial: 1,
      messages: [{ at: 61, subject: '' }, { at: 1500, subject: 'about Tuesday' }],
    });
  });

  test('they are counted by the day', () => {
    expect(figuresOf(small)).toEqual({ asked: 2, met: 1, refused: 1, growths: 2, made: 3, messages: 2 });
    expect(figuresOf(small, 1, 2)).toEqual({ asked: 0, met: 0, refused: 0, growths: 0, made: 0, messages: 1 });
    const rows = daysTable(small).split('\n');
    expect(rows).toHaveLength(2 + DAYS.length);
    expect(rows[2]).toBe('| Monday | 2 | 1 | 1 | 1 | 0 | 3 | 4 | 1 |');
    expect(rows[3]).toBe('| Tuesday | 0 | 0 | 0 | 1 | 0 | 0 | 4 | 1 |');
    expect(messagesTable(small)).toContain('| Tuesday, 09:00 | about Tuesday |');
    expect(figuresTable(small)).toContain('| from the decision to the end of the growth | 60 to 60 min |');
    expect(figuresTable({ ...small, growths: [] })).toContain('| from the decision to the end of the growth | - |');
  });

  test('it is told to who doesn\'t see the picture, and those who find none are marked', () => {
    expect(weekSentences(small)).toBe('Monday, 09:00: 2 asked for, 1 met. Monday, 09:01: the pool begins to grow from 1 to 3, and is there 60 min later. '
      + 'Monday, 10:13: the pool begins to grow from 3 to 4.');
    expect(weekPicture(small, 'light')).toContain('✕ 1 find none');
    expect(weekPicture({ ...small, requests: [{ at: 60, asked: 2, met: 2 }] }, 'dark')).not.toContain('find none');
  });

  test('without leases it is refused, and so is a page without marks', () => {
    expect(() => weekOf({ accounts: [] } as unknown as Report)).toThrow('the report has no leases');
    expect(() => withTable('a page', 'days', '')).toThrow("the page has no marks '<!-- days: begin -->'");
  });

  test('of one that made nothing grow, the accounts are the size', () => {
    expect(weekOf({ ...report, operations: undefined, messages: undefined, accounts: [{}, {}] as never }))
      .toMatchObject({ initial: 2, growths: [], messages: [] });
  });
});
