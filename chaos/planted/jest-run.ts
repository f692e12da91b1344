/** Runs tests of a copy of the source, and says which of them failed. */

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';

/** Longer than any of the tests takes several times over. */
const LIMIT_MS = 240_000;

/** What became of the tests. */
export interface JestOutcome {
  /** Names of tests that failed: they ran, and saw something. */
  readonly failed: readonly string[];
  /** Why they can't be taken for an answer: they didn't end, or a file of them couldn't be loaded. */
  readonly trouble?: string;
}

/** What jest writes, as far as it is read. */
interface JestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** Runs the tests of those files, one after the other in one process. `named`: those whose names hold that alone. */
export function runJest(folder: string, files: readonly string[], named?: string): JestOutcome {
  const output = path.join(folder, 'jest.json');
  fs.rmSync(output, { force: true });
  const { error } = spawnSync(process.execPath, [
    path.join(folder, 'node_modules/jest/bin/jest.js'), '--ci', '--runInBand', '--silent', '--forceExit', '--coverage=false',
    '--cacheDirectory', path.join(folder, '.jest'), '--json', '--outputFile', output,
    ...(named === undefined ? [] : ['--testNamePattern', named]), '--runTestsByPath', ...files,
  ], { cwd: folder, stdio: 'ignore', timeout: LIMIT_MS, killSignal: 'SIGKILL' });
  if (error) {
    return { failed: [], trouble: `the tests didn't end: ${error.message}` };
  }
  if (!fs.existsSync(output)) {
    return { failed: [], trouble: 'jest wrote no report' };
  }
  const { testResults } = JSON.parse(fs.readFileSync(output, 'utf8')) as JestReport;
  const broken = testResults.find(({ status, assertionResults }) => status === 'failed' && assertionResults.every(result => result.status !== 'failed'));
  const failed = testResults.flatMap(({ assertionResults }) => assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName.split('\n')[0]));
  const ran = testResults.flatMap(({ assertionResults }) => assertionResults.filter(({ status }) => status !== 'pending')).length;
  const trouble = broken === undefined ? undefined : `${path.basename(broken.name)} couldn't be run: ${broken.message.slice(0, 500)}`;
  return { failed, trouble: trouble ?? (ran === 0 ? 'there are no such tests' : undefined) };
}
