/**
 * ESLint: how code is written here. Who may know whom stands in `arrows.ts`.
 *
 * projen has a component of its own, which knows ESLint 9 and the old form of its settings. This one writes `eslint.config.mjs`.
 */

import { TextFile } from 'projen';
import type { javascript } from 'projen';

type Rules = Readonly<Record<string, unknown>>;

/** Rules for some of the files; those of a later block win. */
interface Block {
  readonly files: readonly string[];
  readonly rules: Rules;
}

/** Statements whose bodies stand on lines of their own. */
const STATEMENTS = [
  'IfStatementConsequent', 'IfStatementAlternative', 'ForStatement', 'ForInStatement', 'ForOfStatement', 'WhileStatement', 'DoWhileStatement', 'SwitchStatement',
  'TryStatementBlock', 'TryStatementHandler', 'TryStatementFinalizer',
];
/** Bodies that may stand on one line. */
const BODIES = ['ArrowFunctionExpression', 'FunctionDeclaration', 'FunctionExpression', 'BlockStatement', 'ClassBody', 'Property', 'StaticBlock', 'SwitchCase'];

const STYLE: Rules = {
  '@stylistic/arrow-parens': ['error', 'as-needed'],
  '@stylistic/block-spacing': 'error',
  '@stylistic/brace-style': ['error', '1tbs', { allowSingleLine: true }],
  '@stylistic/comma-dangle': ['error', 'always-multiline'],
  '@stylistic/comma-spacing': 'error',
  '@stylistic/curly-newline': ['error', {
    ...Object.fromEntries(STATEMENTS.map(kind => [kind, { minElements: 1, consistent: true }])),
    ...Object.fromEntries(BODIES.map(kind => [kind, { consistent: true }])),
  }],
  '@stylistic/indent': ['error', 2],
  '@stylistic/key-spacing': 'error',
  '@stylistic/keyword-spacing': 'error',
  // Braces alone: tables of tests have several items a line, and calls end as they like.
  '@stylistic/list-style': ['error', { overrides: { '{}': { singleLine: { spacing: 'always' } }, '[]': 'off', '()': 'off', '<>': 'off' } }],
  // Sentences are as long as they are.
  '@stylistic/max-len': ['error', { code: 150, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreComments: true, ignoreRegExpLiterals: true }],
  '@stylistic/member-delimiter-style': 'error',
  '@stylistic/no-multi-spaces': 'error',
  '@stylistic/no-multiple-empty-lines': 'error',
  '@stylistic/no-trailing-spaces': 'error',
  '@stylistic/quote-props': ['error', 'consistent-as-needed'],
  '@stylistic/quotes': ['error', 'single', { avoidEscape: true }],
  '@stylistic/semi': ['error', 'always'],
  '@stylistic/space-before-blocks': 'error',
  'curly': ['error', 'all'],
  'dot-notation': 'error',
  'max-lines': ['error', 400],
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/explicit-member-accessibility': ['error', { overrides: { constructors: 'no-public' } }],
  '@typescript-eslint/member-ordering': ['error', {
    default: [
      'public-static-field', 'public-static-method', 'protected-static-field', 'protected-static-method', 'private-static-field', 'private-static-method',
      'field', 'constructor', 'method',
    ],
  }],
  'import-x/no-duplicates': 'error',
  // What others have written, what lies beside the file, what lies elsewhere.
  'import-x/order': ['error', {
    groups: ['builtin', 'external', ['internal', 'unknown'], ['sibling', 'index'], 'parent'],
    alphabetize: { order: 'asc', caseInsensitive: true },
  }],
};

/** The same on each Node, so that the settings are. */
const NODE_MODULES = 'assert|async_hooks|buffer|child_process|console|crypto|dns|events|fs|http|http2|https|inspector|module|net|os|path|perf_hooks|process|readline|'
  + 'stream|string_decoder|timers|tls|tty|url|util|v8|vm|worker_threads|zlib';
const UNPREFIXED = { regex: `^(${NODE_MODULES})(/|$)`, message: 'modules of Node begin with node:' };

const MISTAKES: Rules = {
  'no-bitwise': 'error',
  'no-restricted-imports': ['error', { patterns: [UNPREFIXED] }],
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-require-imports': 'error',
  '@typescript-eslint/no-shadow': 'error',
  // Inside try, a promise that isn't awaited fails outside.
  '@typescript-eslint/return-await': 'error',
};

/** A member of a global object that may not be used, and why. */
interface Refused {
  readonly object: string;
  readonly property: string;
  readonly message: string;
}

const CLOCK = 'the clock is an argument';
const CLOCK_MEMBERS: readonly Refused[] = ['Date.now', 'performance.now', 'performance.timeOrigin', 'process.hrtime', 'process.uptime'].map(name => {
  const [object, property] = name.split('.');
  return { object, property, message: CLOCK };
});
/** Where a clock may not be read: what runs at deployments, in AWS and in rehearsals has the time from its caller. */
const TIMELESS = ['src/**', 'core/**', 'aws/**', 'lambda/**', 'rehearsal/**', 'cli/**'];
/** The clocks themselves: of functions, of the command, and of rehearsed functions, whose Date is a virtual one. */
const CLOCKS = ['lambda/shared/clock.ts', 'cli/main.ts', 'rehearsal/kernel/function-time.ts'];

const CHANCE: Refused = { object: 'Math', property: 'random', message: 'chance is an argument: draws are keyed by a seed' };
const ENVIRONMENT: Refused = { object: 'process', property: 'env', message: 'the environment is an argument' };

const BLOCKS: readonly Block[] = [
  { files: ['**/*.ts'], rules: { ...STYLE, ...MISTAKES } },
  {
    files: TIMELESS,
    rules: {
      'no-restricted-properties': ['error', ...CLOCK_MEMBERS, CHANCE],
      'no-restricted-syntax': ['error', ...['NewExpression[arguments.length=0]', 'CallExpression'].map(call => ({ selector: `${call}[callee.name='Date']`, message: CLOCK }))],
      'no-restricted-imports': ['error', { patterns: [UNPREFIXED], paths: [{ name: 'node:perf_hooks', message: CLOCK }] }],
    },
  },
  { files: ['core/**'], rules: { 'no-restricted-properties': ['error', ...CLOCK_MEMBERS, CHANCE, ENVIRONMENT] } },
  {
    files: CLOCKS,
    rules: { 'no-restricted-properties': ['error', CHANCE], 'no-restricted-syntax': 'off' },
  },
  {
    // Loaded on first use: an import would load every client for every function, and the table of failures for every run.
    files: ['rehearsal/kernel/sdk.ts', 'core/failures/failures.ts'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
];

/** Writes the settings of ESLint. */
export function addEslint(project: javascript.NodeProject): void {
  project.addDevDeps('eslint@^10', 'typescript-eslint@^8', '@stylistic/eslint-plugin@^6', 'eslint-plugin-import-x@^4');
  project.npmignore?.exclude('/eslint.config.mjs');
  const file = new TextFile(project, 'eslint.config.mjs', { marker: true });
  file.addLine(`// ${file.marker}`);
  for (const line of settings().split('\n')) {
    file.addLine(line);
  }
}

function settings(): string {
  return `import stylistic from '@stylistic/eslint-plugin';
import imports from 'eslint-plugin-import-x';
import { parser, plugin } from 'typescript-eslint';

export default [
  { ignores: ['**/*.d.ts', 'lib/', 'assets/', 'coverage/', '**/cdk.out/'] },
  {
    files: ['**/*.ts'],
    languageOptions: {
      parser,
      // One project knows all that jsii doesn't compile as well.
      parserOptions: { project: ['./tsconfig.dev.json', './projenrc/tsconfig.json'], tsconfigRootDir: import.meta.dirname },
    },
    plugins: { '@stylistic': stylistic, '@typescript-eslint': plugin, 'import-x': imports },
    // What a comment could switch off is no rule.
    linterOptions: { noInlineConfig: true },
  },
  ...${JSON.stringify(BLOCKS, undefined, 2).replaceAll('\n', '\n  ')},
];`;
}
