/** The public surface as other languages see it: the jsii assembly of the sources as they are. */

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { DEFAULT_DIGITS, DEFAULT_FIRST, DEFAULT_MAX_SIZE, DEFAULT_PREFIX } from '../../src/accounts/pool-numbers';
import { DEFAULT_CONCURRENCY, DEFAULT_TIMEOUT_MINUTES, ORGANIZATIONS_TIMEOUT_MINUTES } from '../../src/contract';

interface Docs { readonly summary?: string; readonly remarks?: string; readonly default?: string }
interface Value { readonly name?: string; readonly optional?: boolean; readonly docs?: Docs; readonly type?: object }
interface Member extends Value { readonly parameters?: Value[]; readonly returns?: Value; readonly overrides?: string; readonly protected?: boolean }
interface Type extends Member {
  readonly kind: string;
  readonly datatype?: boolean;
  readonly properties?: Member[];
  readonly methods?: Member[];
  readonly members?: Member[];
  readonly initializer?: Member;
}

const ROOT = path.join(__dirname, '..', '..');

const PUBLIC = [
  'AccountEnrolment', 'AccountFactory', 'AccountFactoryProps', 'AccountNotifications', 'AccountNotificationsProps', 'AccountPool',
  'AccountPoolProps', 'AccountRetirement', 'AccountRetirementProps', 'AccountSource', 'AccountSourceConfig', 'AccountSourceOptions',
  'ChatNotificationOptions', 'ElasticSize', 'FunctionOptions', 'GrowthApproval', 'IAccountSource', 'IPoolAccount', 'InnovationSandbox',
  'InnovationSandboxOptions', 'LowWaterAlarmOptions', 'MachineClientOptions', 'OrganizationEventRelay', 'OrganizationEventRelayProps',
  'OrganizationsSource', 'OrganizationsSourceProps', 'PoolAccount', 'PoolAccountAttributes', 'PoolAccountProps', 'PoolCapacity',
  'PoolCapacityProps', 'PoolDashboard', 'PoolDashboardProps', 'PoolEvent', 'PoolGrowth', 'PoolGrowthProps', 'SandboxAccess',
  'SandboxEventReceiver', 'SandboxEventReceiverProps', 'SandboxEventRelay', 'SandboxEventRelayProps', 'SandboxGeneration', 'SandboxHubAccess',
  'SandboxHubAccessProps', 'SignedInvokeOptions', 'SsoUser',
];

let types: Record<string, Type>;

beforeAll(() => {
  const folder = mkdtempSync(path.join(tmpdir(), 'account-robot-jsii-'));
  for (const file of ['src', 'package.json', 'tsconfig.json', 'README.md', 'LICENSE']) {
    cpSync(path.join(ROOT, file), path.join(folder, file), { recursive: true });
  }
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(ROOT, 'node_modules', 'jsii', 'bin', 'jsii'), '--silence-warnings=reserved-word'], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0) {
    throw new Error(`jsii ended with status ${status}\n${stdout}${stderr}`);
  }
  const assembly: { types: Record<string, Type> } = JSON.parse(readFileSync(path.join(folder, '.jsii'), 'utf8'));
  types = Object.fromEntries(Object.entries(assembly.types).map(([name, type]) => [name.replace('account-robot.', ''), type]));
  rmSync(folder, { recursive: true });
}, 240_000);

/** Every member of every type, with its full name. */
function members(): [string, Member][] {
  return Object.entries(types).flatMap(([name, type]) =>
    [...type.properties ?? [], ...type.methods ?? [], ...type.members ?? []].map((member): [string, Member] => [`${name}.${member.name}`, member]));
}

test('the surface is what is meant to be public, and nothing else', () => {
  expect(Object.keys(types).sort()).toEqual(PUBLIC);
});

test('every type and every member is documented', () => {
  const silent = [...Object.entries(types), ...members()].filter(([, { docs }]) => !docs?.summary).map(([name]) => name);
  expect(silent).toEqual([]);
});

test('every parameter of a method of ours is documented', () => {
  const silent = members().flatMap(([name, { parameters = [] }]) => parameters.filter(({ docs }) => !docs?.summary).map(parameter => `${name}(${parameter.name})`));
  expect(silent).toEqual([]);
});

test('every optional property says what happens without it', () => {
  const silent = Object.entries(types).filter(([, { datatype }]) => datatype)
    .flatMap(([name, { properties = [] }]) => properties.filter(({ optional, docs }) => optional && !docs?.default).map(property => `${name}.${property.name}`));
  expect(silent).toEqual([]);
});

test('defaults that are numbers are the numbers that the code uses', () => {
  const defaultOf = (type: string, name: string) => types[type].properties!.find(property => property.name === name)!.docs!.default;
  expect(defaultOf('AccountFactoryProps', 'concurrency')).toContain(`or ${DEFAULT_CONCURRENCY}:`);
  expect(defaultOf('PoolAccountProps', 'timeout')!.replace(/\s+/g, ' ')).toContain(
    `${DEFAULT_TIMEOUT_MINUTES} minutes through Account Factory, ${ORGANIZATIONS_TIMEOUT_MINUTES} through AWS Organizations`);
  expect(defaultOf('AccountSourceConfig', 'timeout')).toBe(`Duration.minutes(${DEFAULT_TIMEOUT_MINUTES})`);
  expect(['maxSize', 'namePrefix', 'digits', 'firstNumber'].map(name => defaultOf('AccountPoolProps', name)))
    .toEqual([`${DEFAULT_MAX_SIZE}`, `'${DEFAULT_PREFIX}'`, `${DEFAULT_DIGITS}`, `${DEFAULT_FIRST}`]);
});

test.each([
  'PoolAccount', 'PoolAccountProps.sandbox', 'PoolAccountProps.existingAccountId', 'PoolAccountProps.existingAccountParentId', 'PoolAccountProps.adoptExisting',
  'PoolAccountProps.verify', 'AccountPoolProps.sandbox', 'InnovationSandbox', 'InnovationSandbox.fromNamespace', 'SandboxAccess', 'SandboxHubAccess',
])('%s leads into Innovation Sandbox, and says that everything in the account is erased', name => {
  const found = new Map([...Object.entries(types), ...members()]).get(name) as { docs: Docs } | undefined;
  expect(`${found?.docs.summary} ${found?.docs.remarks}`).toMatch(/erase[sd]? everything in (the account|it|them)|[Ee]verything in ((the|an) account( that is taken over)?|it|them) (will be|is|are) erased|erases everything in/);
});

test('nothing is a union, which other languages could not type', () => {
  expect(JSON.stringify(types)).not.toContain('"union"');
});

test('no internal is visible', () => {
  expect(members().map(([name]) => name).filter(name => /\._/.test(name))).toEqual([]);
  const named = [...JSON.stringify(types).matchAll(/"fqn":"account-robot\.(\w+)/g)].map(([, name]) => name);
  expect(named.filter(name => !PUBLIC.includes(name))).toEqual([]);
});

test('of what users implement one alone gives a struct of ours, to which jsii-diff would let a required member be added: no more is required of a source', () => {
  const structs = Object.entries(types).filter(([, { datatype }]) => datatype).map(([name]) => `account-robot.${name}`);
  const implemented = Object.entries(types).filter(([, { kind, datatype }]) => kind === 'interface' && !datatype);
  expect(implemented.map(([name, { properties = [], methods = [] }]) => {
    const given = JSON.stringify([...properties.map(({ type }) => type), ...methods.map(({ returns }) => returns?.type)]);
    return [name, structs.filter(struct => given.includes(`"${struct}"`))];
  })).toEqual([['IAccountSource', ['account-robot.AccountSourceConfig']], ['IPoolAccount', []]]);
  expect(types.AccountSourceConfig.properties!.filter(({ optional }) => optional !== true).map(({ name }) => name)).toEqual(['serviceToken']);
});

test('every struct is made of properties that nobody changes', () => {
  for (const [name, type] of Object.entries(types).filter(([, { datatype }]) => datatype)) {
    for (const property of type.properties ?? []) {
      expect([name, property]).toEqual([name, expect.objectContaining({ immutable: true })]);
    }
  }
});
