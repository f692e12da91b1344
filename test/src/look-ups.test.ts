/**
 * A value that is looked up while the app is synthesized. The first synthesis has only the CDK's stand-in for it, and must end all the same: only then does the
 * CDK's command learn what to look up. The second one has the value, and holds it to everything that a value has to be.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { App, CfnParameter, Stack, Tags, Token } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { ENV, legsOf, messageOf, SANDBOX, SETTINGS } from './support';
import type { AccountFactoryProps, InnovationSandboxOptions, MachineClientOptions, SandboxHubAccessProps, SignedInvokeOptions } from '../../src';
import {
  AccountFactory,
  AccountPool,
  InnovationSandbox,
  PoolAccount,
  SandboxAccess,
  SandboxGeneration,
  SandboxHubAccess,
} from '../../src';

type Build = (stack: Stack, value: string) => unknown;

const HUB_ROLE = 'arn:aws:iam::222222222222:role/AccountRobot-myisb-hub';

const factory = (props: (value: string) => AccountFactoryProps): Build => (stack, value) =>
  new PoolAccount(stack, 'pool-010', { source: new AccountFactory(stack, 'Factory', { ...SETTINGS, ...props(value) }) });
const inSandbox = (namespace: string, options: InnovationSandboxOptions, stack: Stack) =>
  new PoolAccount(stack, 'pool-010', { sandbox: InnovationSandbox.fromNamespace(namespace, options) });
const machineClient = (options: (value: string) => Partial<MachineClientOptions>): Build => (stack, value) => inSandbox('myisb', {
  access: SandboxAccess.machineClient({ roleArn: SANDBOX.access.roleArn, externalId: SANDBOX.access.externalId, ...options(value) }),
}, stack);
const signedInvoke = (options: (value: string) => Partial<SignedInvokeOptions>): Build => (stack, value) => inSandbox('myisb', {
  access: SandboxAccess.signedInvoke({ hubRoleArn: HUB_ROLE, ...options(value) }),
}, stack);
const hub = (props: (value: string) => Partial<SandboxHubAccessProps>): Build => (stack, value) => new SandboxHubAccess(stack, 'Hub', {
  namespace: 'myisb',
  clientRoleArn: 'arn:aws:iam::111122223333:role/AccountRobot-Pool',
  externalId: 'account-robot',
  generation: SandboxGeneration.SIGNED_INVOKE,
  ...props(value),
});
const context = (settings: (value: string) => object): Build => (stack, value) => {
  stack.node.setContext('account-robot', { ...SETTINGS, ...settings(value) });
  new PoolAccount(stack, 'pool-010');
};
const sandboxContext = (settings: (value: string) => object): Build => context(value => ({ sandbox: { ...SANDBOX, ...settings(value) } }));
const accessContext = (settings: (value: string) => object): Build =>
  sandboxContext(value => ({ access: { ...SANDBOX.access, ...settings(value) } }));
const BILLING_ARN = 'arn:aws:billing::111122223333:billingview/custom-1';

/** What a value can be given for, one that fits there, and one that doesn't. */
const PLACES: [place: string, fit: string, unfit: string, build: Build][] = [
  ['the unit of a factory', 'ou-abcd-11112222', 'r-abcd', factory(holdingOrganizationalUnitId => ({ holdingOrganizationalUnitId }))],
  ['the address pattern of a factory', 'x+{name}@example.com', 'x', factory(accountEmail => ({ accountEmail }))],
  ['the domain in the address pattern of a factory', 'example.com', 'EXAMPLE', factory(domain => ({ accountEmail: `aws+{name}@${domain}` }))],
  ['the address of the user', 'x@example.com', 'x', factory(email => ({ ssoUser: { ...SETTINGS.ssoUser, email } }))],
  ['the first name of the user', 'Pool', ' ', factory(firstName => ({ ssoUser: { ...SETTINGS.ssoUser, firstName } }))],
  ['the last name of the user', 'Account', ' ', factory(lastName => ({ ssoUser: { ...SETTINGS.ssoUser, lastName } }))],
  ['the role name of a factory', 'robot', 'a robot', factory(roleName => ({ roleName }))],

  ['the name of an account', 'pool-011', 'pool 011', (stack, accountName) => new PoolAccount(stack, 'pool-010', { accountName })],
  ['the id of an account', 'pool-011', 'pool 011', (stack, id) => new PoolAccount(stack, id)],
  ['the address of an account', 'x@example.com', 'X', (stack, accountEmail) => new PoolAccount(stack, 'pool-010', { accountEmail })],
  ['the id of an existing account', '333344445555', '33334444555', (stack, existingAccountId) => new PoolAccount(stack, 'pool-010', { existingAccountId })],
  ['the unit of an existing account', 'ou-abcd-22223333', 'r-abcd', (stack, existingAccountParentId) => {
    const sandbox = InnovationSandbox.fromNamespace('myisb', { access: SandboxAccess.signedInvoke({ hubRoleArn: HUB_ROLE }) });
    new PoolAccount(stack, 'pool-010', { existingAccountId: '333344445555', existingAccountParentId, sandbox });
  }],
  ['the id of an imported account', '333344445555', '33334444555', (stack, accountId) => {
    PoolAccount.fromAccountId(stack, 'Imported', accountId);
    new PoolAccount(stack, 'pool-010');
  }],
  ['the key of a tag', 'team', 'account-robot:mine', (stack, key) => Tags.of(new PoolAccount(stack, 'pool-010')).add(key, 'one')],
  ['the value of a tag', 'one', 'one;two', (stack, value) => Tags.of(new PoolAccount(stack, 'pool-010')).add('team', value)],

  ['the prefix of a pool', 'other-', 'other ', (stack, namePrefix) => new AccountPool(stack, 'Accounts', { size: 2, namePrefix })],
  ['the address pattern of a pool', 'x+{name}@example.com', 'x@example.com', (stack, accountEmail) => new AccountPool(stack, 'Accounts', { size: 2, accountEmail })],
  ['the key of a tag of a pool', 'team', 'account-robot:mine', (stack, key) => new AccountPool(stack, 'Accounts', { size: 2, tags: { [key]: 'one' } })],
  ['the value of a tag of a pool', 'one', 'one;two', (stack, value) => new AccountPool(stack, 'Accounts', { size: 2, tags: { team: value } })],

  ['the namespace of a sandbox', 'myisb', 'my isb', (stack, namespace) => inSandbox(namespace, { access: SandboxAccess.signedInvoke({ hubRoleArn: HUB_ROLE }) }, stack)],
  ['the region of a sandbox', 'us-west-2', 'Oregon', (stack, region) => inSandbox('myisb', { region, access: SandboxAccess.signedInvoke({ hubRoleArn: HUB_ROLE }) }, stack)],
  ['the billing view of a sandbox', BILLING_ARN, 'custom', (stack, billingViewArn) =>
    inSandbox('myisb', { billingViewArn, access: SandboxAccess.signedInvoke({ hubRoleArn: HUB_ROLE }) }, stack)],
  ['the role of a machine client', SANDBOX.access.roleArn, 'role', machineClient(roleArn => ({ roleArn }))],
  ['the account in the role of a machine client', '222222222222', 'two', machineClient(id => ({ roleArn: `arn:aws:iam::${id}:role/myisb-isb-m2m-admin-robot` }))],
  ['the external id of a machine client', 'an-id', 'an id', machineClient(externalId => ({ externalId }))],
  ['the role that reads the id of the API', HUB_ROLE, 'role', machineClient(apiIdRoleArn => ({ apiIdRoleArn }))],
  ['the id of the API', 'a1b2c3d4e5', 'A1', machineClient(apiId => ({ apiId }))],
  ['the role for signed calls', HUB_ROLE, 'role', signedInvoke(hubRoleArn => ({ hubRoleArn }))],
  ['the external id for signed calls', 'an-id', 'an id', signedInvoke(externalId => ({ externalId }))],

  ['the namespace of the hub', 'myisb', 'my isb', hub(namespace => ({ namespace }))],
  ['the client of the hub', 'arn:aws:iam::111122223333:role/Robot', 'role', hub(clientRoleArn => ({ clientRoleArn }))],
  ['the account of the client of the hub', '111122223333', 'one', hub(id => ({ clientRoleArn: `arn:aws:iam::${id}:role/Robot` }))],
  ['the external id of the hub', 'an-id', 'an id', hub(externalId => ({ externalId }))],
  ['the region of the hub', 'us-west-2', 'Oregon', hub(region => ({ region }))],
  ['the key of the hub', 'arn:aws:kms:us-west-2:222222222222:key/1', 'key', hub(jwtSecretKeyArn => ({ jwtSecretKeyArn }))],

  ['the unit in the context', 'ou-abcd-11112222', 'r-abcd', context(holdingOrganizationalUnitId => ({ holdingOrganizationalUnitId }))],
  ['the address pattern in the context', 'x+{name}@example.com', 'x', context(accountEmail => ({ accountEmail }))],
  ['the address of the user in the context', 'x@example.com', 'x', context(email => ({ ssoUser: { ...SETTINGS.ssoUser, email } }))],
  ['the first name of the user in the context', 'Pool', ' ', context(firstName => ({ ssoUser: { ...SETTINGS.ssoUser, firstName } }))],
  ['the last name of the user in the context', 'Account', ' ', context(lastName => ({ ssoUser: { ...SETTINGS.ssoUser, lastName } }))],
  ['the namespace in the context', 'myisb', 'my isb', sandboxContext(namespace => ({ namespace }))],
  ['the region in the context', 'us-west-2', 'Oregon', sandboxContext(region => ({ region }))],
  ['the billing view in the context', BILLING_ARN, 'custom', sandboxContext(billingViewArn => ({ billingViewArn }))],
  ['the role of a machine client in the context', SANDBOX.access.roleArn, 'role', accessContext(roleArn => ({ roleArn }))],
  ['the external id of a machine client in the context', 'an-id', 'an id', accessContext(externalId => ({ externalId }))],
  ['the role that reads the id of the API in the context', HUB_ROLE, 'role', accessContext(apiIdRoleArn => ({ apiIdRoleArn }))],
  ['the id of the API in the context', 'a1b2c3d4e5', 'A1', accessContext(apiId => ({ apiId }))],
  ['the role for signed calls in the context', HUB_ROLE, 'role', sandboxContext(hubRoleArn => ({ access: { kind: 'signed-invoke', hubRoleArn } }))],
  ['the external id for signed calls in the context', 'an-id', 'an id', sandboxContext(externalId => ({ access: { kind: 'signed-invoke', hubRoleArn: HUB_ROLE, externalId } }))],
];

/** The app as the CDK's command runs it, with what it has looked up so far. Each is an app with its settings in the context. */
function stackWith(lookedUp: Record<string, string> = {}, outdir?: string): Stack {
  return new Stack(new App({ outdir, context: { 'account-robot': SETTINGS, ...lookedUp } }), 'Pool', { env: ENV });
}

const lookUp = (stack: Stack, name = '/Robot/value') => StringParameter.valueFromLookup(stack, name);

/** Synthesizes an app that has nothing looked up yet; returns the key under which it expects the value. */
function firstSynthesis(build: Build): string {
  const stack = stackWith();
  build(stack, lookUp(stack));
  const [missing, ...more] = (stack.node.root as App).synth().manifest.missing ?? [];
  expect(more).toEqual([]);
  return missing.key;
}

describe('a value that is looked up may be', () => {
  test.each(PLACES)('%s', (_, fit, unfit, build) => {
    const key = firstSynthesis(build);
    const synthesize = (value: string) => {
      const stack = stackWith({ [key]: value });
      build(stack, lookUp(stack));
      return JSON.stringify(Template.fromStack(stack).toJSON());
    };
    expect(synthesize(fit)).not.toMatch(/dummy-value/i);
    expect(messageOf(() => synthesize(unfit))).toContain(unfit);
  });
});

describe('a number that is looked up', () => {
  test.each<[string, Build]>([
    ['size', (stack, value) => new AccountPool(stack, 'Accounts', { size: Number(value) })],
    ['concurrency', factory(value => ({ concurrency: Number(value) }))],
    ['concurrency', context(value => ({ concurrency: Number(value) }))],
  ])('is refused as %s, because no text stands in for it, and the way out is told', (setting, build) => {
    expect(messageOf(() => firstSynthesis(build))).toMatch(new RegExp(`'${setting}' must be a whole number.*, got NaN; .*; if it is looked up, give the look-up a default value`));
  });

  test('may be one with a default value', () => {
    const stack = stackWith();
    new AccountPool(stack, 'Accounts', { size: Number(StringParameter.valueFromLookup(stack, '/Robot/size', '3')) });
    expect(legsOf(Template.fromStack(stack), 'pool-003')).toHaveLength(3);
  });
});

test('accounts of one look-up each are not taken for one account', () => {
  const stack = stackWith();
  for (const id of ['a', 'b']) {
    new PoolAccount(stack, id, { accountName: lookUp(stack, `/${id}/name`), accountEmail: lookUp(stack, '/email'), existingAccountId: lookUp(stack, `/${id}/account`) });
  }
  expect((stack.node.root as App).synth().manifest.missing).toHaveLength(5);
});

test('the names of a first synthesis are not missed by the second', () => {
  const outdir = mkdtempSync(path.join(tmpdir(), 'account-robot-'));
  const pool = (lookedUp: Record<string, string>) => {
    const stack = stackWith(lookedUp, outdir);
    new AccountPool(stack, 'Accounts', { size: 2, namePrefix: lookUp(stack) });
    return stack;
  };
  const { missing } = (pool({}).node.root as App).synth().manifest;
  Annotations.fromStack(pool({ [missing![0].key]: 'real-' })).hasNoWarning('*', Match.stringLikeRegexp('account-robot:accounts-forgotten'));
  rmSync(outdir, { recursive: true });
});

describe('tokens in a context block that is put together in code', () => {
  const text = (Ref: string) => Token.asString({ Ref });
  const number = (Ref: string) => Token.asNumber({ Ref });

  test('pass where props may be tokens', () => {
    const stack = stackWith();
    context(() => ({
      holdingOrganizationalUnitId: text('Unit'),
      concurrency: number('Slots'),
      sandbox: { ...SANDBOX, region: text('Region'), access: { ...SANDBOX.access, roleArn: text('Role') } },
    }))(stack, '');
    for (const id of ['Unit', 'Slots', 'Region', 'Role']) {
      new CfnParameter(stack, id, { type: id === 'Slots' ? 'Number' : 'String' });
    }
    const template = JSON.stringify(Template.fromStack(stack).toJSON());
    for (const id of ['Unit', 'Slots', 'Region', 'Role']) {
      expect(template).toContain(`{"Ref":"${id}"}`);
    }
  });

  test('throw where they decide what there is', () => {
    const message = (build: Build) => messageOf(() => build(stackWith(), ''));
    expect(message(context(() => ({ timeoutMinutes: number('Minutes') })))).toContain("'timeout' must be known at synthesis, got a token");
    expect(message(sandboxContext(() => ({ namespace: text('Namespace') })))).toContain("'namespace' must be known at synthesis, got a token");
  });
});
