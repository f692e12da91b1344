/** What is kept of the planted faults, and what the page shows of it. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { PLANTED } from '../../../chaos/planted/faults';
import type { Kept } from '../../../chaos/planted/kept';
import { joined, pageOf, readKept } from '../../../chaos/planted/kept';
import type { PlantedFault } from '../../../chaos/planted/planted-fault';

const fault = (name: string, file = 'core/growth/ledger.ts'): PlantedFault => ({ name, file, right: 'a', wrong: 'b', caughtBy: ['test/core/growth/ledger.test.ts'] });
const tried = (name: string, caughtBy: string | null, file = 'core/growth/ledger.ts') => ({ name, file, caughtBy });

describe('what some runs come to', () => {
  const known: Kept = { tried: [tried('one', 'a test'), tried('two', null), tried('gone', 'a test')] };

  test('takes the place of what was known of these, in the order of the list, and what is planted no more is gone', () => {
    expect(joined([fault('three'), fault('two'), fault('one'), fault('untried')], known, [tried('two', 'a test'), tried('three', null)])).toEqual({
      tried: [tried('three', null), tried('two', 'a test'), tried('one', 'a test')],
    });
  });

  test('is of the fault of one file, whatever others are called', () => {
    const other = 'lambda/grow/request.ts';
    expect(joined([fault('one', other)], known, []).tried).toEqual([]);
    expect(joined([fault('one', other)], known, [tried('one', null, other)])).toEqual({ tried: [tried('one', null, other)] });
  });

  test('is shown by room, and what wasn\'t caught by its name', () => {
    const page = pageOf({ tried: [tried('one', null), tried('two', 'a | b'), tried('three', 'a test', 'lambda/grow/request.ts')] });
    expect(page.split('\n')).toEqual([
      '`npm run planted`: 2 of 3 planted faults caught.',
      '',
      '| room | faults | caught | such as | caught by |',
      '|---|---|---|---|---|',
      '| `core/growth` | 2 | 1 | two | a \\| b |',
      '| `lambda/grow` | 1 | 1 | three | a test |',
      '',
      'Not caught:',
      '',
      '- one (`core/growth/ledger.ts`)',
    ]);
  });
});

describe('what is kept', () => {
  const kept = readKept();

  test('is of all planted faults: `npm run planted -- --new` tries those that are missing', () => {
    expect(kept.tried.map(({ name, file }) => [name, file])).toEqual(PLANTED.map(({ name, file }) => [name, file]));
  });

  test('is that each was caught', () => expect(kept.tried.filter(({ caughtBy }) => caughtBy === null)).toEqual([]));

  test('is what the page shows', () => {
    expect(fs.readFileSync(path.join(__dirname, '..', '..', '..', 'docs/reliability.md'), 'utf8')).toContain(pageOf(kept));
  });
});
