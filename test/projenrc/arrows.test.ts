/** What lint says of a small house with one arrow in each of the wrong directions. */

import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..', '..');

/** Files that stand where they may, and know what they may. */
const SOUND: Readonly<Record<string, string>> = {
  'src/contract/names.ts': 'export interface Name { readonly name: string }',
  'src/accounts/account.ts': "import { Construct } from 'constructs';\nimport type { Name } from '../contract/names';\nexport interface Account { readonly construct: Construct; readonly name: Name }",
  'src/shared/user-error.ts': 'export interface UserError { readonly text: string }',
  'core/decision.ts': "import { createHash } from 'node:crypto';\nimport type { Name } from '../src/contract/names';\nexport const decide = (name: Name) => createHash('md5').update(name.name);",
  'aws/directory.ts': "import { decide } from '../core/decision';\nexport const list = [decide];",
  'lambda/shared/clock.ts': 'export const now = 1;',
  'lambda/first/handler.ts': "import { list } from '../../aws/directory';\nimport { now } from '../shared/clock';\nexport const handler = [list, now];",
  'lambda/second/handler.ts': "import { now } from '../shared/clock';\nexport const handler = now;",
  'rehearsal/kernel/clock.ts': 'export interface Clock { readonly now: number }',
  'rehearsal/cloudformation/engine.ts': "import type { Clock } from '../kernel/clock';\nexport interface Engine { readonly clock: Clock }",
  'rehearsal/services/billing/billing.ts': "import type { Engine } from '../../cloudformation/engine';\nexport interface Billing { readonly engine: Engine }",
  'rehearsal/accounts/rows.ts': "import type { Billing } from '../services/billing/billing';\nexport interface Rows { readonly billing: Billing }",
  'rehearsal/rehearse.ts': "import type { Rows } from './accounts/rows';\nexport interface Rehearsal { readonly rows: Rows }",
  'cli/main.ts': "import type { Rehearsal } from '../rehearsal/rehearse';\nimport { list } from '../aws/directory';\nexport const run = (rehearsal: Rehearsal) => [rehearsal, list];",
};

/** A line that is added to a file, and what lint says of it. */
const PLANTED: readonly (readonly [file: string, line: string, rule: string])[] = [
  ['rehearsal/kernel/clock.ts', "export type { Rows } from '../accounts/rows';", 'rehearsal/kernel knows no other'],
  ['rehearsal/cloudformation/engine.ts', "export type { Billing } from '../services/billing/billing';", 'rehearsal/cloudformation knows kernel'],
  ['rehearsal/services/billing/billing.ts', "export type { Rows } from '../../accounts/rows';", 'rehearsal/services knows world, iam, cloudformation, kernel'],
  ['rehearsal/rehearse.ts', "export { decide } from '../core/decision';", 'rehearsal knows src/contract'],
  ['src/shared/user-error.ts', "export type { Account } from '../accounts/account';", 'src/shared knows contract'],
  ['src/accounts/account.ts', "export { decide } from '../../core/decision';", 'src knows no other'],
  ['src/accounts/account.ts', "export { parse } from 'yaml';", 'users have what the library imports'],
  ['src/contract/names.ts', "export { sep } from 'node:path';", 'contract computes only'],
  ['core/decision.ts', "export type { Account } from '../src/accounts/account';", 'core knows src/contract'],
  ['core/decision.ts', "export { readFileSync } from 'node:fs';", 'core decides over plain data'],
  ['aws/directory.ts', "export { handler } from '../lambda/first/handler';", 'aws knows core, src/contract'],
  ['lambda/first/handler.ts', "export const other = import('../second/handler');", 'functions know what they share'],
  ['cli/main.ts', "export { handler } from '../lambda/first/handler';", 'cli knows rehearsal, aws, core, src/contract'],
  ['cli/main.ts', "export { parse } from 'semver';", 'declared in package.json'],
  ['cli/main.ts', "export * from './nowhere';", 'to be found'],
];

let house: string;

beforeEach(() => {
  house = fs.mkdtempSync(path.join(os.tmpdir(), 'house-'));
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(house, 'node_modules'));
  for (const file of ['.dependency-cruiser.json', 'package.json']) {
    fs.copyFileSync(path.join(ROOT, file), path.join(house, file));
  }
  write('tsconfig.dev.json', '{}');
  for (const [file, text] of Object.entries(SOUND)) {
    write(file, text);
  }
});

afterEach(() => fs.rmSync(house, { recursive: true }));

test('a house with sound arrows passes', () => {
  expect(lint()).toEqual([]);
});

test('an arrow in a wrong direction fails, whatever kind of import it is', () => {
  for (const [file, line] of PLANTED) {
    fs.appendFileSync(path.join(house, file), `\n${line}`);
  }
  const found = lint().filter(violation => !violation.includes('circle'));
  expect(found).toEqual(PLANTED.map(([file, , rule]) => `${file}: ${rule}`).sort());
});

test('a circle fails, by types alone too', () => {
  write('core/first.ts', "import type { Second } from './second';\nexport interface First { readonly second?: Second }");
  write('core/second.ts', "export interface Second { readonly first?: import('./first').First }");
  write('cli/progress/steps.ts', "import type { Frame } from '../frame/frame';\nexport interface Step { readonly frame: Frame }");
  write('cli/frame/frame.ts', 'export interface Frame { readonly height: number }');
  write('cli/frame/text.ts', "import type { Step } from '../progress/steps';\nexport interface Text { readonly step: Step }");
  expect(lint()).toEqual([
    'cli/frame: no circle of folders',
    'cli/progress: no circle of folders',
    'core/first.ts: no circle',
  ]);
});

function write(file: string, text: string): void {
  fs.mkdirSync(path.dirname(path.join(house, file)), { recursive: true });
  fs.writeFileSync(path.join(house, file), text);
}

/** The violations as `<file>: <rule>`, in order. It must have failed if there are any. */
function lint(): string[] {
  const depcruise = path.join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const folders = [...new Set(Object.keys(SOUND).map(file => file.split('/')[0]))];
  const { status, stderr, stdout } = spawnSync(process.execPath, [depcruise, '--output-type', 'err', ...folders], { cwd: house, encoding: 'utf8' });
  if (!/cruised/.test(stdout)) {
    throw new Error(stdout + stderr);
  }
  const violations = [...stdout.matchAll(/^ *error (.+): (\S+) → /gm)].map(([, rule, file]) => `${file}: ${rule}`);
  expect(status).toBe(violations.length);
  return violations.sort();
}
