/** Runs StrykerJS over the core, and reads what it writes. */

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { mutantsOf } from './mutants';
import type { Mutant, StrykerReport } from './mutants';
import { ROOT, TOOLS } from './tools';

/** What holds texts and no decisions: each of them is held to what it must have, whatever it says. */
const TEXTS = ['core/failures/failure-table.ts', 'core/failures/surroundings.ts', 'core/failures/failure-examples.ts'];
/** What the tests of the core read. */
const READ = ['core/**', 'src/contract/**', 'test/core/**', 'test/support/**', 'lambda/shared/**', 'scripts/errors-doc.ts', 'scripts/events/samples.ts', 'bench/weeks/**', 'docs/errors.md', 'tsconfig*.json'];
/** Beyond what its tests take anyway: a machine that is busy with other things must not pass for tests that find something. */
const TIMEOUT_MS = 60_000;

const TABLES = 'test/core/**/!(*.property).test.ts';
const PROPERTIES = 'test/core/**/*.property.test.ts';

/** What is tried, besides tables of cases. */
export interface Depth {
  /** Whether what passes the tables is tried with properties, which take a thousand times as long. */
  readonly properties: boolean;
  /** Whether what is computed once, when a file is loaded, is changed as well: that takes a process for each change. */
  readonly statics: boolean;
}

/** What becomes of the mutants of these files, or of pieces of files, such as 'core/clock.ts:22:3-22:40'. */
export function mutate(pieces: readonly string[], { properties, statics }: Depth): Mutant[] {
  const report = path.join(TOOLS, 'report.json');
  const options = path.join(TOOLS, 'options.json');
  fs.rmSync(report, { force: true });
  fs.writeFileSync(options, JSON.stringify({
    plugins: [path.join(TOOLS, 'node_modules/@stryker-mutator/mocha-runner/dist/src/index.js')],
    testRunner: 'mocha',
    mochaOptions: {
      'spec': properties ? [TABLES, PROPERTIES] : [TABLES],
      'require': [require.resolve('tsx/cjs'), path.join(__dirname, 'jest-words.ts'), path.join(ROOT, 'test/support/property-seed.ts')],
      'no-config': true,
      'no-package': true,
    },
    mutate: [...pieces, ...TEXTS.map(file => `!${file}`)],
    ignorePatterns: ['**', ...READ.map(pattern => `!${pattern}`)],
    coverageAnalysis: 'perTest',
    ignoreStatic: !statics,
    concurrency: 1,
    timeoutMS: TIMEOUT_MS,
    cleanTempDir: 'always',
    tempDirName: path.relative(ROOT, path.join(TOOLS, 'sandbox')),
    // Types are erased when the tests are loaded.
    disableTypeChecks: false,
    reporters: ['json', 'progress'],
    jsonReporter: { fileName: path.relative(ROOT, report) },
  }));
  const stryker = path.join(TOOLS, 'node_modules/@stryker-mutator/core/bin/stryker.js');
  const { status } = spawnSync(process.execPath, [stryker, 'run', options], { cwd: ROOT, stdio: 'inherit', env: { ...process.env, TSX_TSCONFIG_PATH: 'tsconfig.dev.json' } });
  if (status !== 0 || !fs.existsSync(report)) {
    throw new Error(`StrykerJS ended with ${status}; see above what it says`);
  }
  return mutantsOf(JSON.parse(fs.readFileSync(report, 'utf8')) as StrykerReport);
}
