/** What synthesis lets through, the code that runs in AWS understands, and what it would refuse never gets there. */

import type { CfnResource, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { AccountFailure } from '../../../core/failures/errors';
import { parseSandboxes } from '../../../core/registration/innovation-sandbox/sandboxes';
import { parseEnvironment } from '../../../lambda/pool-account/environment';
import { parseProperties } from '../../../lambda/pool-account/properties';
import type { AccountFactoryProps, InnovationSandboxOptions, MachineClientOptions, PoolAccountProps } from '../../../src';
import { AccountFactory, InnovationSandbox, PoolAccount, SandboxAccess } from '../../../src';
import { MAX_TAGS, writeSandboxes } from '../../../src/contract';
import { UserError } from '../../../src/shared/user-error';
import { asProp, BILLING_VIEW, poolStack, SANDBOX, SETTINGS } from '../support';

/** One value, and both sides that look at it. */
interface Case<T> {
  readonly values: fc.Arbitrary<T>;
  /** Values that were told apart once. */
  readonly examples?: readonly T[];
  /** What synthesis makes of it, for the code that runs in AWS. Throws if it refuses the value. */
  readonly write: (value: T) => unknown;
  /** The same with the value as it is. */
  readonly raw: (value: T) => unknown;
  /** Throws if it refuses what it reads. */
  readonly read: (written: any) => unknown;
}

function refuses(error: new (...args: any[]) => Error, action: () => unknown): boolean {
  try {
    action();
    return false;
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(error);
    return true;
  }
}

/** No shrinking: it would make hundreds of apps of a value that is short enough to be read. */
function agree<T>({ values, examples = [], write, raw, read }: Case<T>, numRuns = 150): void {
  fc.assert(fc.property(values, value => {
    let written: unknown;
    const isRefused = refuses(UserError, () => { written = write(value); });
    expect([value, refuses(AccountFailure, () => read(isRefused ? raw(value) : written))]).toEqual([value, isRefused]);
  }), { numRuns, endOnFailure: true, examples: examples.map(example => [example]) });
}

/** Texts that fit, texts that nearly do, and any. An empty text is no value to CloudFormation, which leaves it out. */
function near(...patterns: RegExp[]): fc.Arbitrary<string> {
  const fitting = fc.oneof(...patterns.map(pattern => fc.stringMatching(pattern)));
  const edited = fc.tuple(fitting, fc.nat(80), fc.nat(2), fc.string({ unit: fc.constantFrom('-', '/', ':', 'A', 'z', '0', ' ', '%', '\n', 'é', '\u{1D41A}'), maxLength: 2 }))
    .map(([text, at, cut, put]) => text.slice(0, at) + put + text.slice(at + cut));
  return fc.oneof(fitting, edited, fc.string({ unit: 'grapheme', maxLength: 70 })).filter(text => text !== '');
}

const UNIT = /^ou-[0-9a-z]{4,6}-[0-9a-z]{8,10}$/;
const ROLE = /^arn:aws(-cn|-eusc|-us-gov|-iso-b)?:iam::[0-9]{12}:role\/([a-z]{1,4}\/)?[\w+=,.@-]{1,20}$/;

describe('the properties of an account', () => {
  const REST = { Leg: 'Resource', AccountName: 'pool-010', AccountEmail: 'a@example.com', Owner: 'Pool/pool-010' };

  /** What the last leg carries; the account is validated as it is when the app is synthesized. */
  function written(props: PoolAccountProps, tags: Record<string, string> = {}): unknown {
    const stack = poolStack();
    const source = asProp({ bindAccount: () => ({ serviceToken: 'token' }), listen: () => undefined });
    const account = new PoolAccount(stack, 'pool-010', { accountEmail: props.existingAccountId === undefined ? 'a@example.com' : undefined, ...props, source });
    // As `Tags.of()` does when the app is synthesized.
    for (const [key, value] of Object.entries(tags)) {
      account.cdkTagManager.setTag(key, value);
    }
    const problems = account.node.validate();
    if (problems.length > 0) {
      throw new UserError(problems.join('\n'));
    }
    const leg = account.node.findChild('Resource') as CfnResource;
    const [{ Properties }] = Object.values<any>(stack.resolve((leg as any)._toCloudFormation()).Resources);
    return Object.fromEntries(Object.entries<any>(Properties).map(([key, value]) => [key, Array.isArray(value) ? value : String(value)]));
  }

  const property = (key: string, value: string) => ({ ...REST, [key]: value });
  const ofExisting = { existingAccountId: '444455556666' };
  const sandbox = (namespace: string) => InnovationSandbox.fromNamespace(namespace, { access: SandboxAccess.machineClient(CLIENT) });

  test.each<[string, Case<string>]>([
    ['names', {
      values: near(/^[A-Za-z0-9._-]{1,52}$/),
      examples: ['x'.repeat(50), 'x'.repeat(51)],
      write: accountName => written({ accountName }),
      raw: value => property('AccountName', value),
      read: parseProperties,
    }],
    ['addresses', {
      values: near(/^[a-z0-9._+%-]{1,52}@[a-z0-9.-]{1,10}\.[a-z]{1,3}$/, /^[a-z]{1,8}@[a-z]{1,8}\.[a-z]{2}$/),
      examples: ['aws+100%@example.com', 'aws+{name}@example.com', '.a@example.com', 'a@-b.com', 'a@b-.com', 'a@b.c-.com'],
      write: accountEmail => written({ accountEmail }),
      raw: value => property('AccountEmail', value),
      read: parseProperties,
    }],
    ['ids of accounts', {
      values: near(/^[0-9]{11,13}$/),
      write: existingAccountId => written({ existingAccountId }),
      raw: value => property('ExistingAccountId', value),
      read: parseProperties,
    }],
    ['units', {
      values: near(UNIT),
      write: existingAccountParentId => written({ ...ofExisting, existingAccountParentId, sandbox: sandbox('myisb') }),
      raw: value => ({ ...REST, ExistingAccountId: '444455556666', ExistingAccountParentId: value }),
      read: parseProperties,
    }],
    ['namespaces', {
      values: near(/^[a-zA-Z0-9]{2,9}$/),
      write: namespace => written({ sandbox: sandbox(namespace) }),
      raw: value => property('SandboxNamespace', value),
      read: parseProperties,
    }],
    ['keys of tags', {
      values: near(/^[a-zA-Z0-9 _.:/=+@-]{1,130}$/, /^(aws|AWS|Account-robot|account-robot):[a-z]{0,4}$/, /^[\u{1D400}-\u{1D433}]{1,130}$/u),
      examples: ['\u{1D41A}'.repeat(100), '\u{1D41A}'.repeat(129), 'a\u2028b', 'a!'],
      write: key => written({}, { [key]: 'x' }),
      raw: value => ({ ...REST, Tags: [{ Key: value, Value: 'x' }] }),
      read: parseProperties,
    }],
    ['values of tags', {
      values: near(/^[a-zA-Z0-9 _.:/=+@-]{1,258}$/, /^[\u{1D400}-\u{1D433}]{1,258}$/u),
      examples: ['\u{1D41A}'.repeat(200), '\u{1D41A}'.repeat(257), 'a!'],
      write: value => written({}, { key: value }),
      raw: value => ({ ...REST, Tags: [{ Key: 'key', Value: value }] }),
      read: parseProperties,
    }],
  ])('%s', (_, each) => agree(each));

  test('numbers of tags', () => {
    const tags = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, 'x']));
    agree<number>({
      values: fc.integer({ min: 1, max: 60 }),
      examples: [MAX_TAGS, MAX_TAGS + 1],
      write: count => written({}, tags(count)),
      raw: count => ({ ...REST, Tags: Object.entries(tags(count)).map(([Key, Value]) => ({ Key, Value })) }),
      read: parseProperties,
    }, 30);
  });
});

const { kind: _kind, ...CLIENT } = SANDBOX.access;

describe('the settings of a sandbox', () => {
  const stack = poolStack();

  function written(options: Partial<InnovationSandboxOptions>, client: Partial<MachineClientOptions> = {}): string | undefined {
    const sandbox = InnovationSandbox.fromNamespace('myisb', { region: 'us-west-2', access: SandboxAccess.machineClient({ ...CLIENT, ...client }), ...options });
    return writeSandboxes({ myisb: sandbox._bind(stack).settings }, value => stack.resolve(stack.toJsonString(value)));
  }

  function raw(settings: object, access: object = {}): string {
    const whole = { region: 'us-west-2', access: { kind: 'machine-client', apiId: 'a1b2c3d4e5', ...CLIENT, ...access }, ...settings };
    return JSON.stringify({ myisb: whole });
  }

  test.each<[string, Case<string>]>([
    ['regions', {
      values: near(/^(us|eu|cn|eusc|us-gov|us-iso)-[a-z]{2,9}(-east)?-[0-9]{1,3}$/),
      examples: ['eusc-de-east-1', 'us-isob-east-1', 'mx-central-1'],
      write: region => written({ region }),
      raw: region => raw({ region }),
      read: parseSandboxes,
    }],
    ['ARNs of roles', {
      values: near(ROLE),
      examples: ['arn:aws-eusc:iam::222222222222:role/name', 'arn:aws:iam::222222222222:role/a b'],
      write: roleArn => written({}, { roleArn, apiId: 'a1b2c3d4e5' }),
      raw: roleArn => raw({}, { roleArn }),
      read: parseSandboxes,
    }],
    ['ARNs of the roles that read the id of the API', {
      values: near(ROLE),
      write: apiIdRoleArn => written({}, { apiIdRoleArn }),
      raw: apiIdRoleArn => raw({}, { apiId: undefined, apiIdRoleArn }),
      read: parseSandboxes,
    }],
    ['ARNs of the roles in the hub', {
      values: near(ROLE),
      write: hubRoleArn => written({ access: SandboxAccess.signedInvoke({ hubRoleArn }) }),
      raw: hubRoleArn => raw({ access: { kind: 'signed-invoke', hubRoleArn } }),
      read: parseSandboxes,
    }],
    ['external ids', {
      values: near(/^[\w+=,.@:/-]{1,40}$/),
      write: externalId => written({}, { externalId }),
      raw: externalId => raw({}, { externalId }),
      read: parseSandboxes,
    }],
    ['ids of the API', {
      values: near(/^[a-z0-9]{3,33}$/),
      write: apiId => written({}, { apiId }),
      raw: apiId => raw({}, { apiId }),
      read: parseSandboxes,
    }],
    ['billing views', {
      values: near(/^arn:aws(-eusc)?:billing::[0-9]{12}:billingview\/(primary|custom-[a-z0-9/]{1,20})$/),
      examples: [BILLING_VIEW, 'arn:aws:billing::111122223333:billingview/primary'],
      write: billingViewArn => written({ billingViewArn }),
      raw: billingViewArn => raw({ billingViewArn }),
      read: parseSandboxes,
    }],
  ])('%s', (_, each) => agree(each));
});

describe('the settings of a factory', () => {
  const REST = {
    PRODUCT_ID: 'prod-1',
    HOLDING_ORGANIZATIONAL_UNIT_ID: 'ou-abcd-11112222',
    SSO_USER_EMAIL: 'pool@example.com',
    SSO_USER_FIRST_NAME: 'Pool',
    SSO_USER_LAST_NAME: 'Account',
    CONCURRENCY: '5',
  };

  function written(props: AccountFactoryProps): unknown {
    const stack: Stack = poolStack();
    const factory = new AccountFactory(stack, 'Factory', props);
    const kick = factory.node.findChild('Kick').node.defaultChild as CfnResource;
    const [{ Properties }] = Object.values<any>(stack.resolve((kick as any)._toCloudFormation()).Resources);
    return { ...Properties.Environment.Variables, PRODUCT_ID: 'prod-1' };
  }
  const user = (change: object) => written({ ssoUser: { ...SETTINGS.ssoUser, ...change } });
  const variable = (name: string) => (value: string) => ({ ...REST, [name]: value });

  test.each<[string, Case<string>]>([
    ['units', {
      values: near(UNIT),
      examples: ['r-abcd'],
      write: holdingOrganizationalUnitId => written({ holdingOrganizationalUnitId }),
      raw: variable('HOLDING_ORGANIZATIONAL_UNIT_ID'),
      read: parseEnvironment,
    }],
    ['addresses of the user', {
      values: near(/^[A-Za-z0-9._%+-]{1,8}@[A-Za-z0-9.-]{1,8}\.[A-Za-z]{1,3}$/),
      write: email => user({ email }),
      raw: variable('SSO_USER_EMAIL'),
      read: parseEnvironment,
    }],
    ['first names', { values: near(/^[a-z ]{1,130}$/), examples: [' ', '\n', 'é'], write: firstName => user({ firstName }), raw: variable('SSO_USER_FIRST_NAME'), read: parseEnvironment }],
    ['last names', { values: near(/^[a-z ]{1,130}$/), examples: ['x'.repeat(129)], write: lastName => user({ lastName }), raw: variable('SSO_USER_LAST_NAME'), read: parseEnvironment }],
  ])('%s', (_, each) => agree(each, 25));

  test('concurrency', () => agree<number>({
    values: fc.oneof(fc.integer({ min: -1, max: 12 }), fc.double({ min: 0, max: 11 })),
    examples: [0, 1, 10, 11, 2.5],
    write: concurrency => written({ concurrency }),
    raw: concurrency => variable('CONCURRENCY')(String(concurrency)),
    read: parseEnvironment,
  }, 40));
});
