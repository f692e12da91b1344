/**
 * Plants the faults of `faults.ts` into a copy of the source, one at a time, and runs the tests that are named for each: `npm run planted [-- --only TEXT]`.
 *
 *     --only TEXT   only the faults whose name or file holds that text; several times, if need be
 *     --new         only those that weren't tried yet, or weren't caught
 *     --list        tells the faults, and runs nothing
 *
 * First the tests run without any fault, because tests that fail anyway find nothing. What came of it is kept in chaos/planted/results.json, and written into
 * docs/reliability.md. It ends with 1 if a fault isn't caught.
 */

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { PLANTED } from './faults';
import { runJest } from './jest-run';
import { joined, keep, keyOf, readKept } from './kept';
import type { Tried } from './kept';
import type { PlantedFault } from './planted-fault';
import { SourceCopy } from './source-copy';

function main(): number {
  const { values } = parseArgs({
    options: { only: { type: 'string', multiple: true, default: [''] }, new: { type: 'boolean', default: false }, list: { type: 'boolean', default: false } },
  });
  const foreign = values.only.find(text => !PLANTED.some(fault => holds(fault, text)));
  if (foreign !== undefined) {
    throw new Error(`no planted fault has '${foreign}' in its name or file; --list tells them all`);
  }
  const known = new Set(readKept().tried.filter(({ caughtBy }) => caughtBy !== null).map(keyOf));
  const faults = PLANTED.filter(fault => values.only.some(text => holds(fault, text)) && !(values.new && known.has(keyOf(fault))));
  if (faults.length === 0) {
    say('all of them were caught before');
    return 0;
  }
  if (values.list) {
    faults.forEach(fault => say(`${fault.name} (${fault.file}): ${fault.caughtBy.join(', ')}`));
    return 0;
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'account-robot-planted-'));
  try {
    return findAll(faults, new SourceCopy(folder));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

function holds({ name, file }: PlantedFault, text: string): boolean {
  return `${name} ${file}`.includes(text);
}

function findAll(faults: readonly PlantedFault[], copy: SourceCopy): number {
  const tests = [...new Set(faults.flatMap(({ caughtBy }) => caughtBy))].sort();
  const control = runJest(copy.folder, tests);
  if (control.trouble !== undefined || control.failed.length > 0) {
    say(`without a fault the tests must pass: ${control.trouble ?? control.failed.join('; ')}`);
    return 1;
  }
  say(`without a fault all tests pass: ${tests.length} files`);
  const tried = faults.map(fault => {
    const one = tryOut(fault, copy);
    // One by one: a run that is ended early is gone on with by '--new'.
    keep(joined(PLANTED, readKept(), [one]));
    return one;
  });
  const caught = tried.filter(({ caughtBy }) => caughtBy !== null).length;
  say(`${caught} of ${faults.length} planted faults caught`);
  return caught === faults.length ? 0 : 1;
}

function tryOut(fault: PlantedFault, copy: SourceCopy): Tried {
  const began = Date.now();
  const { failed, trouble } = copy.with(fault, () => runJest(copy.folder, fault.caughtBy, fault.named));
  const isCaught = trouble === undefined && failed.length > 0;
  const what = isCaught ? `caught by '${failed[0]}'${failed.length > 1 ? ` and ${failed.length - 1} more` : ''}` : `NOT caught by ${fault.caughtBy.join(', ')}`;
  say(`${fault.name} (${fault.file}): ${what}${trouble === undefined ? '' : `: ${trouble}`}, in ${((Date.now() - began) / 1000).toFixed(1)} s`);
  return { name: fault.name, file: fault.file, caughtBy: isCaught ? failed[0] : null };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

process.exitCode = main();
