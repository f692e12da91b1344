/** Rehearses the week of examples/elastic and writes what came of it: its data, the pictures, and the tables of the pages. With --check it compares instead. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Week } from './week';
import { daysTable, figuresTable, messagesTable, withTable } from './week';
import { weekPicture } from './week-picture';
import { weekRun } from './week-run';

const ROOT = path.join(__dirname, '..', '..');

/** Where the data of the last run stand. */
export const WEEK_FILE = 'examples/elastic/week.json';

/** What is made of a week, by its path. `read` gets a page as it is. */
export function weekFiles(week: Week, read: (file: string) => string): Readonly<Record<string, string>> {
  const page = withTable(read('examples/elastic/README.md'), 'days', daysTable(week));
  return {
    'docs/pictures/week-light.svg': weekPicture(week, 'light'),
    'docs/pictures/week-dark.svg': weekPicture(week, 'dark'),
    'examples/elastic/README.md': withTable(page, 'messages', messagesTable(week)),
    'docs/growth.md': withTable(read('docs/growth.md'), 'week', figuresTable(week)),
  };
}

/** One line an entry, so that a change can be read. */
export function weekText(week: Week): string {
  const lines = Object.entries(week).map(([name, value]) => `  ${JSON.stringify(name)}: ${Array.isArray(value)
    ? `[${value.map(entry => `\n    ${JSON.stringify(entry)}`).join(',')}\n  ]`
    : JSON.stringify(value)}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

if (require.main === module) {
  const { week } = weekRun();
  const read = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8');
  const files = { [WEEK_FILE]: weekText(week), ...weekFiles(week, read) };
  const other = Object.entries(files).filter(([file, content]) => !fs.existsSync(path.join(ROOT, file)) || read(file) !== content);
  if (!process.argv.includes('--check')) {
    other.forEach(([file, content]) => fs.writeFileSync(path.join(ROOT, file), content));
  } else if (other.length > 0) {
    console.error(`The week of examples/elastic comes to something else than ${other.map(([file]) => file).join(', ')}: run scripts/pictures/week-main.ts, and look what has changed.`);
    process.exitCode = 1;
  }
}
