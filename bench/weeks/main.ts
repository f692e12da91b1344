/** Lets pools live through random weeks, and writes what they come to into docs/growth.md: `npx tsx bench/weeks/main.ts`, or with a number of weeks, which writes nothing. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { figuresOf, figuresTable } from './figures';
import type { Week } from './run-week';
import { runWeek } from './run-week';
import { between } from '../between';

const WEEKS = 500;
const PAGE = path.join(__dirname, '..', '..', 'docs', 'growth.md');

async function main(): Promise<void> {
  const asked = process.argv[2] === undefined ? undefined : Number(process.argv[2]);
  const weeks: Week[] = [];
  for (let number = 1; number <= (asked ?? WEEKS); number++) {
    weeks.push(await runWeek(number));
  }
  const figures = figuresOf(weeks);
  process.stdout.write(`${figuresTable(figures)}\n${figures.broken.join('\n')}\n`);
  if (figures.broken.length > 0) {
    process.exitCode = 1;
  } else if (asked === undefined) {
    fs.writeFileSync(PAGE, between(fs.readFileSync(PAGE, 'utf8'), 'weeks', figuresTable(figures)));
  }
}

void main();
