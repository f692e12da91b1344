/** `import`: the shipped command prints code, which compiles, is synthesized, and takes over what it says. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as ts from 'typescript';
import { ServedOrganization } from './served-organization';
import * as robot from '../../../src';
import { HOLDING, SETTINGS } from '../../support/rehearse-app';
import { MACHINE_CLIENT, sandboxBlock } from '../../support/sandbox-app';
import { temporaryFolder } from '../shipped-command';

const ROOT = path.join(__dirname, '..', '..', '..');
const numbered = [1, 2, 4, 5, 7].map(number => `pool-00${number}`);
const id = (index: number) => String(222233330000 + index);
const accounts = [
  ...numbered.map((name, index) => `    - { name: ${name}, id: '${id(index)}', email: aws+${name}@corp.example }`),
  `    - { name: pool-003, id: '${id(20)}', email: aws+pool-003@corp.example, status: CLOSED, parentId: ou-abcd-isbavail }`,
  `    - { name: Data Team's, id: '${id(21)}', email: Data.Team@corp.example, parentId: ou-abcd-55556666 }`,
  `    - { name: script-made, id: '${id(22)}', email: script@corp.example }`,
  `    - { name: mine, id: '${id(23)}', email: aws+mine@corp.example, tags: { 'account-robot:owner': Other/Pool/mine } }`,
  `    - { name: elsewhere, id: '${id(24)}', email: e@corp.example, parentId: ${HOLDING} }`,
  `    - { name: single, id: '${id(25)}', email: one@corp.example, parentId: ${HOLDING} }`,
].join('\n');
const WORLD = `
organization:
  managementAccountId: '111122223333'
  homeRegion: eu-west-1
  organizationalUnits: [{ id: ${HOLDING}, name: Pool }, { id: ou-abcd-55556666, name: Data }]
  accounts:
${accounts}
  products:
${[...numbered.map((name, index) => [name, index]), ['single', 25]].map(([name, index]) => `    - { name: ${name}, accountId: '${id(Number(index))}' }`).join('\n')}
sandbox:
  namespace: myisb
  region: us-west-2
  hubAccountId: '222222222222'
  accounts:
${numbered.map((_name, index) => `    - { id: '${id(index)}', status: ${['Available', 'Active', 'Frozen', 'Quarantine', 'Available'][index]} }`).join('\n')}
    - { id: '${id(22)}', unit: entry }
    - { id: '${id(23)}', status: Available }
`;

/** Compiles the code against the library, and gives what it exports. */
function compiled(code: string): Record<string, (stack: Stack) => void> {
  const file = path.join(temporaryFolder(), 'take-over.ts');
  fs.writeFileSync(file, code);
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(path.join(ROOT, 'tsconfig.dev.json'), name => fs.readFileSync(name, 'utf8')).config, ts.sys, ROOT);
  const program = ts.createProgram([file], {
    ...options,
    noEmit: true,
    rootDir: undefined,
    paths: { 'account-robot': [path.join(ROOT, 'src/index.ts')], 'aws-cdk-lib': [path.join(ROOT, 'node_modules/aws-cdk-lib')] },
    typeRoots: [path.join(ROOT, 'node_modules/@types')],
  });
  const problems = ts.getPreEmitDiagnostics(program, program.getSourceFile(file));
  expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);

  const exported = {};
  const modules: Readonly<Record<string, unknown>> = { 'account-robot': robot };
  new Function('exports', 'require', ts.transpileModule(code, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } }).outputText)(exported, (name: string) => modules[name]);
  return exported;
}

function synthesized(code: string): string {
  const outdir = path.join(temporaryFolder(), 'cdk.out');
  const app = new App({ outdir, context: { 'account-robot': { ...SETTINGS, sandbox: sandboxBlock({ access: MACHINE_CLIENT }) } } });
  const stack = new Stack(app, 'Imported', { env: { account: '111122223333', region: 'eu-west-1' } });
  compiled(code).takeOver(stack);
  app.synth();
  return outdir;
}

let served: ServedOrganization;
beforeAll(async () => { served = await ServedOrganization.start(['--until', '0'], WORLD); });
const imported = async (...args: string[]) => served.command(['import', '--sandbox-region', 'us-west-2', ...args]);

test('the accounts of a sandbox\'s pool: a pool of those with numbers, the others one by one, and those that can\'t be taken are told', async () => {
  const { status, stdout, stderr } = await imported();

  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout.replace(/ at 2026-\S+\./, ' at TIME.')).toBe(`// Takes over 6 accounts of the organization as it was at TIME. Rehearse it before you deploy it: account-robot plan
// 4 accounts in the pool of Innovation Sandbox already: taken as they are, nothing in them is touched.
// 1 account to be registered: WITH A SANDBOX EVERYTHING IN IT IS ERASED, as is marked below.
// 1 account in quarantine or being cleaned: a deployment has it cleaned once more, which erases everything in it.
import { AccountPool, PoolAccount } from 'account-robot';
import type { Stack } from 'aws-cdk-lib';

export function takeOver(stack: Stack): void {
  // Everything in these is erased when they are registered: pool-005
  new AccountPool(stack, 'pool-001', {
    namePrefix: 'pool-',
    size: 5,
    skipNumbers: [3, 6],
    accountEmail: 'aws+{name}@corp.example',
    adoptExisting: true,
  });
  // in entry of Innovation Sandbox 'myisb': EVERYTHING IN IT IS ERASED when it is registered
  new PoolAccount(stack, 'script-made', { existingAccountId: '${id(22)}' });
}

// Left out: 2 accounts.
//   mine (${id(23)}): it is an account of Other/Pool/mine already
//   pool-003 (${id(20)}): its state is CLOSED: its name and its address can't be used again
`);
});

test('what is printed compiles, is synthesized, and takes those accounts over and creates none', async () => {
  const { stdout } = await imported();
  const file = path.join(temporaryFolder(), 'plan.json');
  await served.command(['plan', synthesized(stdout), '--json', file, '--no-rollback']);
  const plan = JSON.parse(fs.readFileSync(file, 'utf8')) as { counts: object; accounts: { name: string; action: string; accountId: string }[] };

  expect(plan.counts).toMatchObject({ create: 0, adopt: 6 });
  expect(plan.accounts.map(({ accountId }) => accountId).sort()).toEqual([...numbered.map((_name, index) => id(index)), id(22)].sort());
});

test('accounts in other units need the unit\'s name, and a name that is none of ours an id of its own', async () => {
  const { stdout } = await imported('--unit', 'Data', '--account', 'else*', '--account', id(25), '--holding', HOLDING);

  expect(stdout).toContain(`  // in Data: EVERYTHING IN IT IS ERASED when it is registered
  new PoolAccount(stack, 'Data-Team-s-0021', { existingAccountId: '${id(21)}', existingAccountParentId: 'ou-abcd-55556666' });
  // in Pool: EVERYTHING IN IT IS ERASED when it is registered
  new PoolAccount(stack, 'elsewhere', { existingAccountId: '${id(24)}' });
  // in Pool: EVERYTHING IN IT IS ERASED when it is registered
  new PoolAccount(stack, 'single', { accountEmail: 'one@corp.example', adoptExisting: true });
`);
  compiled(stdout);
});

test('more than a stack holds goes into several', async () => {
  const many = Array.from({ length: 170 }, (_, index) => `a-${String(index + 1).padStart(4, '0')}`);
  const large = await ServedOrganization.start(['--until', '0'], `
organization:
  homeRegion: eu-west-1
  organizationalUnits: [{ id: ${HOLDING}, name: Pool }]
  accounts:
${many.map((name, index) => `    - { name: ${name}, id: '${id(index)}', email: ${name}@corp.example, parentId: ${HOLDING} }`).join('\n')}
  products:
${many.map((name, index) => `    - { name: ${name}, accountId: '${id(index)}' }`).join('\n')}
`);
  const { stdout } = await large.command(['import', '--unit', 'Pool', '--holding', HOLDING]);

  expect([...stdout.matchAll(/new AccountPool\(stack, '([^']+)'/g)].map(([, construct]) => construct)).toEqual(['a-0001', 'a-0151']);
  expect(stdout).toContain('  digits: 4,\n  firstNumber: 151,\n    size: 20,'.replace(/^ {2}/gm, '    ').replace('      size', '    size'));
  const { takeOver1, takeOver2 } = compiled(stdout);
  const app = new App({ context: { 'account-robot': SETTINGS } });
  [takeOver1, takeOver2].forEach((takeOver, index) => takeOver(new Stack(app, `Imported${index}`)));
  expect(() => app.synth()).not.toThrow();
});

test.each<[string, string[], string]>([
  ['nobody fits', ['--account', 'nobody'], 'there is no account of those that were asked for that could be taken over; choose with --unit or --account'],
  ['those who fit can\'t be taken', ['--account', 'Management'], 'there is no account of those that were asked for that could be taken over (Management: it is the management account); choose with --unit or --account'],
  ['a unit is no id', ['--holding', 'Pool'], '--holding: is \'Pool\', but the id of an organizational unit was expected, like ou-abcd-11112222'],
])('%s', async (_what, args, sentence) => {
  expect(await imported(...args)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining(`account-robot: ${sentence}\n`) });
});
