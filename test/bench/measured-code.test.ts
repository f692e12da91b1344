/** What makes results older: a change of the code that decides them, and nothing else. */

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { Digests, Part } from '../../bench/measured-code';
import { PARTS, presentCode } from '../../bench/measured-code';

const ROOT = path.join(__dirname, '..', '..');
let copy: string;
let before: Digests;

beforeAll(() => {
  copy = fs.mkdtempSync(path.join(os.tmpdir(), 'measured-code-'));
  for (const name of ['core', 'aws', 'lambda', 'src', 'rehearsal', 'cli', 'bench', 'bin', 'package.json', 'tsconfig.json', 'tsconfig.dev.json']) {
    fs.cpSync(path.join(ROOT, name), path.join(copy, name), { recursive: true });
  }
  before = presentCode(copy);
});

afterAll(() => fs.rmSync(copy, { recursive: true }));

/** The parts that are older once this text of the file is another. */
function olderAfter(file: string, from: string, to: string): Part[] {
  const name = path.join(copy, file);
  const text = fs.readFileSync(name, 'utf8');
  expect(text).toContain(from);
  fs.writeFileSync(name, text.replace(from, to));
  try {
    const after = presentCode(copy);
    return PARTS.filter(part => after[part] !== before[part]);
  } finally {
    fs.writeFileSync(name, text);
  }
}

test('the same code has the same digests, wherever it lies', () => {
  expect(before).toEqual(presentCode());
});

test.each<[string, string, string, string, Part[]]>([
  ['a decision', 'core/vending/control-tower/timing.ts', 'GATE_SECONDS = 96', 'GATE_SECONDS = 97', ['growth', 'calls', 'speed', 'redeployment', 'sizes']],
  ['the constructs', 'src/contract/limits.ts', 'DEFAULT_TIMEOUT_MINUTES = 150', 'DEFAULT_TIMEOUT_MINUTES = 151', [...PARTS]],
  ['the simulated world', 'rehearsal/cloudformation/custom-resource.ts', 'SECOND_DELIVERY = 3', 'SECOND_DELIVERY = 4', ['growth', 'calls', 'speed', 'redeployment', 'sizes']],
  ['the thread of a rehearsal', 'rehearsal/run-thread.ts', '\nimport ', '\nvoid process.title;\nimport ', ['growth', 'calls', 'speed', 'redeployment', 'sizes']],
  ['what the command says', 'cli/verdict.ts', 'The deployment fails', 'The deployment failed', ['speed', 'sizes']],
  ['a model', 'bench/models.ts', 'CLEANING_MINUTES = 9', 'CLEANING_MINUTES = 8', ['growth']],
  ['a price', 'bench/calls.ts', 'lambdaRequest: 0.20 / 1e6', 'lambdaRequest: 0.30 / 1e6', ['calls']],
  ['the benchmarked pools', 'bench/scenarios.ts', 'SLOTS = 5', 'SLOTS = 6', [...PARTS].filter(part => part !== 'sizes')],
  ['a comment', 'core/vending/control-tower/timing.ts', '/** ', '/** Once more: ', []],
  ['a type', 'bench/growth.ts', 'readonly seeds: number;', 'readonly seeds: bigint;', []],
])('a change of %s', (_what, file, from, to, parts) => {
  expect(olderAfter(file, from, to)).toEqual(parts);
});
