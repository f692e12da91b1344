/** Accounts with a sandbox: what they carry, what their factory knows, and what is refused. */

import { CfnParameter, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { parseEnvironment } from '../../../lambda/pool-account/environment';
import type { InnovationSandboxOptions, MachineClientOptions, SignedInvokeOptions } from '../../../src';
import { AccountFactory, InnovationSandbox, PoolAccount, SandboxAccess } from '../../../src';
import { POOL_ACCOUNT_TYPE, PoolAccountEnvironment } from '../../../src/contract';
import { appWith, BILLING_VIEW, ENV, legsOf, messageOf, poolStack, SANDBOX, SETTINGS } from '../support';

const { kind: _, ...CLIENT } = SANDBOX.access;
const HUB_ROLE = 'arn:aws:iam::222222222222:role/AccountRobot-myisb-hub';

function sandbox(options: Partial<InnovationSandboxOptions> = {}, namespace = 'myisb'): InnovationSandbox {
  return InnovationSandbox.fromNamespace(namespace, { region: 'us-west-2', access: SandboxAccess.machineClient(CLIENT), ...options });
}

function stackWith(...sandboxes: (InnovationSandbox | undefined)[]): Stack {
  const stack = poolStack();
  sandboxes.forEach((each, index) => new PoolAccount(stack, `pool-${index}`, { sandbox: each }));
  return stack;
}

/** The variable of both functions, as the template has it. */
function variableOf(template: Template): unknown {
  const functions = Object.values(template.findResources('AWS::Lambda::Function'))
    .map(({ Properties }) => Properties.Environment?.Variables ?? {}).filter(variables => PoolAccountEnvironment.CONCURRENCY in variables);
  expect(functions).toHaveLength(2);
  expect(functions[0].SANDBOXES).toEqual(functions[1].SANDBOXES);
  return functions[0].SANDBOXES;
}

function settingsOf(stack: Stack): Record<string, unknown> {
  return JSON.parse(variableOf(Template.fromStack(stack)) as string);
}

describe('an account with a sandbox', () => {
  test('carries its namespace in every leg, and nothing else of it', () => {
    const template = Template.fromStack(stackWith(sandbox({ billingViewArn: BILLING_VIEW })));
    for (const leg of legsOf(template, 'pool-0')) {
      expect(leg.properties.SandboxNamespace).toBe('myisb');
      expect(JSON.stringify(leg.properties)).not.toMatch(/222222222222|us-west-2|billingview/);
    }
  });

  test('is left as it is when access, region or billing view change', () => {
    const accounts = (options: Partial<InnovationSandboxOptions>) => Template.fromStack(stackWith(sandbox(options))).findResources(POOL_ACCOUNT_TYPE);
    const before = accounts({});
    expect(accounts({ access: SandboxAccess.signedInvoke({ hubRoleArn: HUB_ROLE }) })).toEqual(before);
    expect(accounts({ region: 'eu-west-1' })).toEqual(before);
    expect(accounts({ billingViewArn: BILLING_VIEW, billingViewRequired: true })).toEqual(before);
  });

  test('is that of the context unless the account has its own', () => {
    const stack = new Stack(appWith({ ...SETTINGS, sandbox: SANDBOX }), 'Pool', { env: ENV });
    new PoolAccount(stack, 'a');
    new PoolAccount(stack, 'b', { sandbox: sandbox({}, 'other') });
    const template = Template.fromStack(stack);
    expect(legsOf(template, 'a')[0].properties.SandboxNamespace).toBe('myisb');
    expect(legsOf(template, 'b')[0].properties.SandboxNamespace).toBe('other');
    expect(Object.keys(JSON.parse(variableOf(template) as string))).toEqual(['myisb', 'other']);
  });

  test('comes to the same from the context as from props', () => {
    const withContext = new Stack(appWith({ ...SETTINGS, sandbox: { ...SANDBOX, billingViewArn: BILLING_VIEW, billingViewRequired: true } }), 'Pool', { env: ENV });
    new PoolAccount(withContext, 'pool-0');
    const withProps = stackWith(sandbox({ billingViewArn: BILLING_VIEW, billingViewRequired: true }));
    expect(Template.fromStack(withContext).toJSON()).toEqual(Template.fromStack(withProps).toJSON());
  });
});

describe('the handlers know', () => {
  test('no sandbox where no account has one', () => {
    expect(variableOf(Template.fromStack(stackWith(undefined)))).toBeUndefined();
  });

  test('a machine client, with the hub role that may read the id of the API', () => {
    expect(settingsOf(stackWith(sandbox()))).toEqual({
      myisb: { region: 'us-west-2', access: { kind: 'machine-client', ...CLIENT, apiIdRoleArn: HUB_ROLE } },
    });
  });

  test.each([
    ['a hub role of another name', { apiIdRoleArn: 'arn:aws:iam::222222222222:role/other' }],
    ['the id itself', { apiId: 'a1b2c3d4e5' }],
  ])('a machine client with %s', (_name, more) => {
    expect(settingsOf(stackWith(sandbox({ access: SandboxAccess.machineClient({ ...CLIENT, ...more }) })))).toEqual({
      myisb: { region: 'us-west-2', access: { kind: 'machine-client', ...CLIENT, ...more } },
    });
  });

  test('a role for signed calls, with external id or without', () => {
    const access = (options: SignedInvokeOptions) => settingsOf(stackWith(sandbox({ access: SandboxAccess.signedInvoke(options) })));
    expect(access({ hubRoleArn: HUB_ROLE })).toEqual({ myisb: { region: 'us-west-2', access: { kind: 'signed-invoke', hubRoleArn: HUB_ROLE } } });
    expect(access({ hubRoleArn: HUB_ROLE, externalId: 'robot' })).toMatchObject({ myisb: { access: { externalId: 'robot' } } });
  });

  test('a billing view, and whether it must be', () => {
    const settings = (billingViewRequired?: boolean) => settingsOf(stackWith(sandbox({ billingViewArn: BILLING_VIEW, billingViewRequired }))).myisb;
    expect(settings()).toMatchObject({ billingViewArn: BILLING_VIEW });
    expect(settings(false)).not.toHaveProperty('billingViewRequired');
    expect(settings(true)).toMatchObject({ billingViewArn: BILLING_VIEW, billingViewRequired: true });
  });

  test('the region of the factory where none is said', () => {
    expect(settingsOf(stackWith(sandbox({ region: undefined })))).toMatchObject({ myisb: { region: 'eu-west-1' } });
    const stack = new Stack(appWith(), 'Pool');
    new PoolAccount(stack, 'a', { sandbox: sandbox({ region: undefined }) });
    expect(JSON.stringify(variableOf(Template.fromStack(stack)))).toContain('{"Ref":"AWS::Region"}');
  });

  test('what is known only later', () => {
    const stack = poolStack();
    const parameter = (id: string) => new CfnParameter(stack, id).valueAsString;
    const access = SandboxAccess.machineClient({ roleArn: parameter('Role'), externalId: parameter('ExternalId') });
    new PoolAccount(stack, 'a', { sandbox: sandbox({ access, region: parameter('Region'), billingViewArn: parameter('View') }) });
    const value = JSON.stringify(variableOf(Template.fromStack(stack)));
    for (const id of ['Role', 'ExternalId', 'Region', 'View']) {
      expect(value).toContain(`{"Ref":"${id}"}`);
    }
    expect(value).toContain(':role/AccountRobot-myisb-hub');
  });

  test('accounts of other stacks of theirs too', () => {
    const app = appWith();
    const shared = new Stack(app, 'Shared', { env: ENV });
    const source = new AccountFactory(shared, 'Factory');
    new PoolAccount(new Stack(app, 'Pool', { env: ENV }), 'a', { source, sandbox: sandbox() });
    expect(Object.keys(settingsOf(shared))).toEqual(['myisb']);
  });

  test('all that synthesis lets through, in their own reading', () => {
    const template = Template.fromStack(stackWith(
      sandbox({ billingViewArn: BILLING_VIEW, billingViewRequired: true }), sandbox({ access: SandboxAccess.signedInvoke({ hubRoleArn: HUB_ROLE, externalId: 'x1' }) }, 'Other1'),
    ));
    const environment = {
      PRODUCT_ID: 'prod-1',
      HOLDING_ORGANIZATIONAL_UNIT_ID: 'ou-abcd-11112222',
      SSO_USER_EMAIL: 'a@example.com',
      SSO_USER_FIRST_NAME: 'a',
      SSO_USER_LAST_NAME: 'b',
      CONCURRENCY: '5',
      PACKAGE_VERSION: '1.2.3',
      SANDBOXES: variableOf(template) as string,
    };
    expect(parseEnvironment(environment).sandboxes).toEqual(JSON.parse(environment.SANDBOXES));
  });
});

describe('two accounts of one factory', () => {
  test('may have one sandbox, said twice', () => {
    expect(Object.keys(settingsOf(stackWith(sandbox(), sandbox(), undefined)))).toEqual(['myisb']);
  });

  test('may have two sandboxes', () => {
    expect(Object.keys(settingsOf(stackWith(sandbox(), sandbox({}, 'other'))))).toEqual(['myisb', 'other']);
  });

  test.each<[string, Partial<InnovationSandboxOptions>]>([
    ['access.kind, access.roleArn, access.externalId, access.apiIdRoleArn, access.hubRoleArn', { access: SandboxAccess.signedInvoke({ hubRoleArn: HUB_ROLE }) }],
    ['access.apiIdRoleArn, access.apiId', { access: SandboxAccess.machineClient({ ...CLIENT, apiId: 'a1b2c3d4e5' }) }],
    ['region', { region: 'us-east-1' }],
    ['billingViewArn', { billingViewArn: BILLING_VIEW }],
  ])('throws when they know one sandbox differently: %s', (differing, options) => {
    expect(messageOf(() => stackWith(sandbox(), sandbox(options)))).toBe("pool account 'Pool/pool-1': Innovation Sandbox 'myisb' is known to account factory "
      + `'Pool/AccountFactory' with other settings, from pool account 'Pool/pool-0' (${differing}); give both accounts the same sandbox`);
  });

  test('may know one sandbox differently if each has a factory of its own', () => {
    const stack = poolStack();
    new PoolAccount(stack, 'a', { sandbox: sandbox() });
    new PoolAccount(stack, 'b', { sandbox: sandbox({ region: 'us-east-1' }), source: new AccountFactory(stack, 'Other') });
    Template.fromStack(stack);
  });
});

describe('an existing account', () => {
  const existing = (props: object) => {
    const stack = poolStack();
    new PoolAccount(stack, 'old', { sandbox: sandbox(), ...props });
    return stack;
  };

  test('may be moved out of the unit that is named', () => {
    const template = Template.fromStack(existing({ existingAccountId: '444455556666', existingAccountParentId: 'ou-abcd-33334444' }));
    for (const leg of legsOf(template, 'old')) {
      expect(leg.properties).toMatchObject({ ExistingAccountId: '444455556666', ExistingAccountParentId: 'ou-abcd-33334444' });
    }
  });

  test('throws for a unit without an account, because it says nothing about a new one', () => {
    expect(messageOf(() => existing({ existingAccountParentId: 'ou-abcd-33334444' }))).toBe("pool account 'Pool/old': 'existingAccountParentId' (\"ou-abcd-33334444\") "
      + "says nothing without 'existingAccountId': it names the unit that an existing account may be moved out of, into Innovation Sandbox; set 'existingAccountId' too, or remove it");
  });

  test('throws for a unit without a sandbox, because nothing is moved then', () => {
    expect(messageOf(() => existing({ sandbox: undefined, existingAccountId: '444455556666', existingAccountParentId: 'ou-abcd-33334444' }))).toContain("without a 'sandbox'");
  });

  test.each([
    ['r-abcd', 'an account directly below the root may be moved without it; remove it'],
    ['Workloads', 'it must be the unit that the account is in'],
  ])('throws for the unit %j', (existingAccountParentId, fix) => {
    expect(messageOf(() => existing({ existingAccountId: '444455556666', existingAccountParentId }))).toContain(fix);
  });

  test('is warned about: everything in it will be erased', () => {
    const stack = existing({ existingAccountId: '444455556666' });
    Annotations.fromStack(stack).hasWarning('/Pool/old',
      Match.stringLikeRegexp("everything in the existing account 444455556666 will be erased when it is registered with Innovation Sandbox 'myisb'.*account-robot:existing-account-erased"));
    const vended = existing({ existingAccountId: '444455556666', sandbox: undefined });
    Annotations.fromStack(vended).hasNoWarning('*', Match.anyValue());
  });
});

describe('messages', () => {
  test('say nothing about accounts that are registered', () => {
    const annotations = Annotations.fromStack(stackWith(sandbox()));
    annotations.hasNoInfo('*', Match.anyValue());
    annotations.hasNoWarning('*', Match.anyValue());
  });

  test('say which accounts are vended only where there are both', () => {
    Annotations.fromStack(stackWith(sandbox(), undefined)).hasInfo('/Pool', Match.stringLikeRegexp("pool accounts of this stack that have no 'sandbox' are vended only"));
  });

  test.each([
    ['of another namespace', 'other-isb-m2m-admin-robot'],
    ['that is no administrator', 'myisb-isb-m2m-user-robot'],
    ['of any other name', 'robot'],
  ])('warn of a machine client %s', (_name, name) => {
    const roleArn = `arn:aws:iam::222222222222:role/${name}`;
    Annotations.fromStack(stackWith(sandbox({ access: SandboxAccess.machineClient({ ...CLIENT, roleArn }) })))
      .hasWarning('/Pool/AccountFactory', Match.stringLikeRegexp(`the role '${name}' is not named like a machine client with the role Admin of namespace 'myisb'`));
  });
});

describe('validation', () => {
  test.each(['abc', 'myisb', 'A1b2C3d4'])('a namespace may be %s', namespace => {
    expect(sandbox({}, namespace).namespace).toBe(namespace);
  });

  test.each(['', 'ab', 'abcdefghi', 'my-isb', 'my isb', 'myisb\n'])('throws for the namespace %j', namespace => {
    expect(messageOf(() => sandbox({}, namespace))).toContain(`InnovationSandbox.fromNamespace: 'namespace' must be 3 to 8 letters and digits, got ${JSON.stringify(namespace)}`);
  });

  test('throws for a namespace that is known only later', () => {
    expect(messageOf(() => sandbox({}, new CfnParameter(poolStack(), 'Namespace').valueAsString))).toContain("'namespace' must be known at synthesis, got a token");
  });

  test.each(['us-west-2', 'us-gov-west-1', 'cn-north-1', 'us-isob-east-1', 'eusc-de-east-1', 'ap-southeast-1'])('a region may be %s', region => {
    sandbox({ region });
  });

  test.each(['', 'Oregon', 'us-west', 'us_west_2', 'us-west-2a', 'US-WEST-2'])('throws for the region %j', region => {
    expect(messageOf(() => sandbox({ region }))).toContain(`Innovation Sandbox 'myisb': 'region' must be a region, like "us-west-2", got ${JSON.stringify(region)}`);
  });

  test.each([
    'arn:aws:iam::222222222222:role/robot', 'arn:aws-us-gov:iam::222222222222:role/a/b/robot', `arn:aws:iam::222222222222:role/${'x'.repeat(64)}`,
  ])('a role may be %s', hubRoleArn => {
    SandboxAccess.signedInvoke({ hubRoleArn });
  });

  test.each([
    'robot', 'arn:aws:iam::222222222222:user/robot', 'arn:aws:iam::22222222222:role/robot', 'arn:aws:sts::222222222222:assumed-role/robot/session', 'arn:aws:iam::222222222222:role/*',
    'arn:aws:iam::222222222222:role/', `arn:aws:iam::222222222222:role/${'x'.repeat(65)}`,
  ])('throws for the role %j, wherever it stands', arn => {
    const message = `must be the ARN of a role, like "arn:aws:iam::222222222222:role/name", got ${JSON.stringify(arn)}; copy it from the outputs`;
    expect(messageOf(() => SandboxAccess.signedInvoke({ hubRoleArn: arn }))).toContain(`SandboxAccess.signedInvoke: 'hubRoleArn' ${message}`);
    expect(messageOf(() => SandboxAccess.machineClient({ ...CLIENT, roleArn: arn }))).toContain(`SandboxAccess.machineClient: 'roleArn' ${message}`);
    expect(messageOf(() => SandboxAccess.machineClient({ ...CLIENT, apiIdRoleArn: arn }))).toContain(`SandboxAccess.machineClient: 'apiIdRoleArn' ${message}`);
  });

  test.each(['', 'x', 'a b', 'ä1', 'x'.repeat(1225)])('throws for the external id %j', externalId => {
    const message = "'externalId' must be 2 to 1224 letters, digits or _ + = , . @ : / -";
    expect(messageOf(() => SandboxAccess.machineClient({ ...CLIENT, externalId }))).toContain(`SandboxAccess.machineClient: ${message}`);
    expect(messageOf(() => SandboxAccess.signedInvoke({ hubRoleArn: HUB_ROLE, externalId }))).toContain(`SandboxAccess.signedInvoke: ${message}`);
  });

  test.each<[string, Partial<MachineClientOptions>, string]>([
    ['a URL for an API', { apiId: 'https://a1b2c3d4e5.execute-api.us-west-2.amazonaws.com/prod/' }, 'without the rest of the URL'],
    ['two ways to the id of the API', { apiId: 'a1b2c3d4e5', apiIdRoleArn: HUB_ROLE }, "'apiId' and 'apiIdRoleArn' can't both be set"],
  ])('throws for %s', (_name, options, message) => {
    expect(messageOf(() => SandboxAccess.machineClient({ ...CLIENT, ...options }))).toContain(message);
  });

  test.each([
    ['custom-1', "'billingViewArn' must be the ARN of a custom billing view"],
    ['arn:aws:billing::111122223333:billingview/primary', 'the primary view has all accounts of the organization already; remove the setting'],
    ['arn:aws:billing:us-east-1:111122223333:billingview/custom-1', 'look it up in the Billing console'],
  ])('throws for the billing view %j', (billingViewArn, message) => {
    expect(messageOf(() => sandbox({ billingViewArn }))).toContain(message);
  });

  test('throws for a billing view that must be, but is not named', () => {
    expect(messageOf(() => sandbox({ billingViewRequired: true }))).toContain("'billingViewRequired' says nothing without 'billingViewArn'");
    sandbox({ billingViewRequired: false });
  });
});

test('throws for an account name that Innovation Sandbox would refuse after the account is made', () => {
  expect(messageOf(() => new PoolAccount(poolStack(), 'x'.repeat(51), { sandbox: sandbox() }))).toContain("'accountName' must be 1 to 50");
});
