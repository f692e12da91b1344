/** What ESLint says of lines that nobody should write. */

import { spawnSync } from 'node:child_process';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..', '..');

/** Lints texts in the name of files, without the two rules that ask the compiler for types. ESLint is an ES module as its settings are, so it has a process of its own. */
const SCRIPT = `
  import { ESLint } from 'eslint';
  const eslint = new ESLint({
    overrideConfig: { files: ['**/*.ts'], languageOptions: { parserOptions: { project: null } } },
    ruleFilter: ({ ruleId }) => !['@typescript-eslint/no-floating-promises', '@typescript-eslint/return-await'].includes(ruleId),
  });
  const files = JSON.parse(process.argv[1]);
  const found = [];
  for (const [filePath, text] of files) {
    const [{ messages }] = await eslint.lintText(text + '\\n', { filePath });
    found.push(messages.map(({ ruleId, message }) => ruleId ?? message));
  }
  console.log(JSON.stringify(found));
`;

/** The names of the rules that each text violates. */
function lint(files: readonly (readonly [file: string, text: string])[]): string[][] {
  const { stderr, stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', SCRIPT, JSON.stringify(files)], { cwd: ROOT, encoding: 'utf8' });
  if (stdout === '') {
    throw new Error(stderr);
  }
  return JSON.parse(stdout);
}

test('the clock is read where it is injected, and nowhere else', () => {
  const readings: readonly (readonly [text: string, rule: string])[] = [
    ['export const now = Date.now();', 'no-restricted-properties'],
    ['export const { now } = Date;', 'no-restricted-properties'],
    ['export const now = performance.now();', 'no-restricted-properties'],
    ['export const now = process.hrtime.bigint();', 'no-restricted-properties'],
    ['export const now = new Date();', 'no-restricted-syntax'],
    ['export const now = Date();', 'no-restricted-syntax'],
    ["export { performance } from 'node:perf_hooks';", 'no-restricted-imports'],
  ];
  const rooms = ['src/accounts/planted.ts', 'core/vending/planted.ts', 'aws/sts/planted.ts', 'lambda/shared/planted.ts', 'rehearsal/kernel/planted.ts', 'cli/progress/planted.ts'];
  const planted = rooms.flatMap(room => readings.map(([text, rule]) => ({ file: [room, text] as const, rule })));
  expect(lint(planted.map(({ file }) => file))).toEqual(planted.map(({ rule }) => [rule]));

  expect(lint([
    ['lambda/shared/clock.ts', 'export const now = new Date();'],
    ['cli/main.ts', 'export const now = Date.now();'],
    ['bench/planted.ts', 'export const now = performance.now();'],
    ['core/vending/planted.ts', 'export const at = (milliseconds: number) => new Date(milliseconds);'],
  ])).toEqual([[], [], [], []]);
});

test('chance and environment are arguments, as the clock is', () => {
  expect(lint([
    ['rehearsal/kernel/planted.ts', 'export const draw = Math.random();'],
    ['lambda/shared/clock.ts', 'export const draw = Math.random();'],
    ['core/vending/planted.ts', 'export const region = process.env.AWS_REGION;'],
  ])).toEqual([['no-restricted-properties'], ['no-restricted-properties'], ['no-restricted-properties']]);
});

test('a comment switches no rule off', () => {
  const [found] = lint([['core/vending/planted.ts', '// eslint-disable-next-line no-restricted-properties\nexport const now = Date.now();']]);
  expect(found).toContain('no-restricted-properties');
});

test('one dialect is written', () => {
  const said: readonly (readonly [text: string, ...rules: string[]])[] = [
    ['export const twice = n => 2 * n;'],
    ['export const twice = (n) => 2 * n;', '@stylistic/arrow-parens'],
    ["if (process.argv.length > 2) {\n  throw new Error('too many');\n}"],
    ["if (process.argv.length > 2) throw new Error('too many');", 'curly'],
    ["if (process.argv.length > 2) { throw new Error('too many'); }", '@stylistic/curly-newline', '@stylistic/curly-newline'],
    ['export class Counter {\n  public count = 0;\n\n  constructor(private readonly step: number) {}\n\n  public next() { this.count += this.step; }\n}'],
    ['export class Counter {\n  count = 0;\n}', '@typescript-eslint/explicit-member-accessibility'],
    ["import type { Stats } from 'node:fs';\nimport { statSync } from 'node:fs';\n\nexport const stats = (): Stats => statSync('.');"],
    ["import { Stats, statSync } from 'node:fs';\n\nexport const stats = (): Stats => statSync('.');", '@typescript-eslint/consistent-type-imports'],
    ["export { statSync } from 'fs';", 'no-restricted-imports'],
    ["export { readFile } from 'fs/promises';", 'no-restricted-imports'],
    ["import { b } from '../b';\nimport { a } from './a';\n\nexport const both = [a, b];", 'import-x/order'],
    ['export const pair = {\n  a: 1, b: 2,\n};', '@stylistic/list-style'],
    ['\n'.repeat(401), '@stylistic/no-multiple-empty-lines', 'max-lines'],
  ];
  expect(lint(said.map(([text]) => ['scripts/planted.ts', text]))).toEqual(said.map(([, ...rules]) => rules));
});
