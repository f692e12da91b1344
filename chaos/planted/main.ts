/**
 * Plants the faults of `faults.ts` into a copy of the source, one at a time, and runs the tests that are named for each: `npm run planted [-- --only TEXT]`.
 *
 *     --only TEXT   only the faults whose name or file holds that text
 *     --list        tells the faults, and runs nothing
 *
 * First the tests run without any fault, because tests that fail anyway find nothing. It ends with 1 if a fault isn't caught.
 */

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { PLANTED } from './faults';
import { runJest } from './jest-run';
import type { PlantedFault } from './planted-fault';
import { SourceCopy } from './source-copy';

function main(): number {
  const { values } = parseArgs({ options: { only: { type: 'string', default: '' }, list: { type: 'boolean', default: false } } });
  const faults = PLANTED.filter(({ name, file }) => `${name} ${file}`.includes(values.only));
  if (faults.length === 0) {
    throw new Error(`no planted fault has '${values.only}' in its name or file; --list tells them all`);
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

function findAll(faults: readonly PlantedFault[], copy: SourceCopy): number {
  const tests = [...new Set(faults.flatMap(({ caughtBy }) => caughtBy))].sort();
  const control = runJest(copy.folder, tests);
  if (control.trouble !== undefined || control.failed.length > 0) {
    say(`without a fault the tests must pass: ${control.trouble ?? control.failed.join('; ')}`);
    return 1;
  }
  say(`without a fault all tests pass: ${tests.length} files`);
  const missed = faults.filter(fault => !isCaught(fault, copy));
  say(`${faults.length - missed.length} of ${faults.length} planted faults caught`);
  return missed.length === 0 ? 0 : 1;
}

function isCaught(fault: PlantedFault, copy: SourceCopy): boolean {
  const { failed, trouble } = copy.with(fault, () => runJest(copy.folder, fault.caughtBy, fault.named));
  const caught = trouble === undefined && failed.length > 0;
  const what = caught ? `caught by '${failed[0]}'${failed.length > 1 ? ` and ${failed.length - 1} more` : ''}` : `NOT caught by ${fault.caughtBy.join(', ')}`;
  say(`${fault.name} (${fault.file}): ${what}${trouble === undefined ? '' : `: ${trouble}`}`);
  return caught;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

process.exitCode = main();
