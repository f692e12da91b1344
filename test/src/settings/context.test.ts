import { Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { AccountFactoryProps, PoolAccountProps } from '../../../src';
import { AccountFactory, PoolAccount } from '../../../src';
import { DEFAULT_CONCURRENCY, FUNCTION_LABEL, PoolAccountEnvironment } from '../../../src/contract';
import { appWith, legsOf, messageOf, SETTINGS } from '../support';

function synthesize(settings: unknown, factoryProps?: AccountFactoryProps, props: PoolAccountProps = {}): Template {
  const stack = new Stack(appWith(settings), 'Pool');
  new PoolAccount(stack, 'pool-010', { ...factoryProps && { source: new AccountFactory(stack, 'Factory', factoryProps) }, ...props });
  return Template.fromStack(stack);
}

function environmentOf(template: Template): Record<string, string> {
  const functions = Object.values(template.findResources('AWS::Lambda::Function'))
    .map(({ Properties }) => Properties.Environment?.Variables ?? {}).filter(variables => PoolAccountEnvironment.CONCURRENCY in variables);
  expect(functions).toHaveLength(2);
  const [kick, isComplete] = functions.map(({ [FUNCTION_LABEL]: _, ...settings }) => settings);
  expect(kick).toEqual(isComplete);
  return kick;
}

describe('props win over the context, and the context over the default', () => {
  const PROPS = {
    holdingOrganizationalUnitId: 'ou-abcd-99999999',
    accountEmail: 'props+{name}@example.com',
    ssoUser: { email: 'props@example.com', firstName: 'From', lastName: 'Props' },
    concurrency: 7,
  };

  test('for everything that the factory knows', () => {
    expect(environmentOf(synthesize({ ...SETTINGS, concurrency: 3 }, PROPS))).toMatchObject({
      HOLDING_ORGANIZATIONAL_UNIT_ID: 'ou-abcd-99999999',
      SSO_USER_EMAIL: 'props@example.com',
      SSO_USER_FIRST_NAME: 'From',
      SSO_USER_LAST_NAME: 'Props',
      CONCURRENCY: '7',
    });
    expect(environmentOf(synthesize({ ...SETTINGS, concurrency: 3 }, {}))).toMatchObject({
      HOLDING_ORGANIZATIONAL_UNIT_ID: 'ou-abcd-11112222',
      SSO_USER_EMAIL: 'pool@example.com',
      SSO_USER_FIRST_NAME: 'Pool',
      SSO_USER_LAST_NAME: 'Account',
      CONCURRENCY: '3',
    });
    expect(environmentOf(synthesize(SETTINGS, {})).CONCURRENCY).toBe(String(DEFAULT_CONCURRENCY));
  });

  test('for the address: account, factory, context', () => {
    const addressOf = (template: Template) => legsOf(template, 'pool-010')[0].properties.AccountEmail;
    expect(addressOf(synthesize(SETTINGS, PROPS, { accountEmail: 'own@example.com' }))).toBe('own@example.com');
    expect(addressOf(synthesize(SETTINGS, PROPS))).toBe('props+pool-010@example.com');
    expect(addressOf(synthesize(SETTINGS, {}))).toBe('aws+pool-010@example.com');
  });

  test('for the timeout', () => {
    const legs = (template: Template) => legsOf(template, 'pool-010').length;
    expect(legs(synthesize({ ...SETTINGS, timeoutMinutes: 200 }, undefined, { timeout: Duration.minutes(90) }))).toBe(2);
    expect(legs(synthesize({ ...SETTINGS, timeoutMinutes: 200 }))).toBe(4);
    expect(legs(synthesize(SETTINGS))).toBe(3);
  });

  test('and props alone are enough', () => {
    expect(environmentOf(synthesize(null, PROPS)).CONCURRENCY).toBe('7');
  });
});

describe('missing settings', () => {
  test('are told all at once, with where each can be set and an example', () => {
    expect(messageOf(() => synthesize(null))).toBe([
      "pool account 'Pool/pool-010': 3 settings are missing:",
      "  - 'holdingOrganizationalUnitId': the organizational unit, registered with Control Tower, that new accounts are created in; prop 'holdingOrganizationalUnitId' of AccountFactory, or context 'account-robot' in cdk.json",
      "  - 'accountEmail': the e-mail addresses, a pattern with {name}; prop 'accountEmail' of AccountFactory or of each PoolAccount, or context 'account-robot' in cdk.json",
      "  - 'ssoUser': email, firstName and lastName of the IAM Identity Center user that gets administrator access to each account; prop 'ssoUser' of AccountFactory, or context 'account-robot' in cdk.json",
      'Everything in cdk.json would look like this: {"context":{"account-robot":{"holdingOrganizationalUnitId":"ou-abcd-11112222",'
      + '"accountEmail":"aws+{name}@example.com","ssoUser":{"email":"pool@example.com","firstName":"Pool","lastName":"Account"}}}}',
    ].join('\n'));
  });

  test('the example of the message is enough to synthesize', () => {
    const message = messageOf(() => synthesize(null));
    const example = JSON.parse(message.slice(message.indexOf('{"context"')));
    expect(legsOf(synthesize(example.context['account-robot']), 'pool-010')).toHaveLength(3);
  });

  test('a member of the user is missed by its name', () => {
    expect(messageOf(() => synthesize({ ...SETTINGS, ssoUser: { email: 'pool@example.com', lastName: 'Account' } })))
      .toMatch(/a setting is missing:\n {2}- 'ssoUser.firstName'.*\nEverything/);
  });

  test('an address is not missed by an account that has its own', () => {
    const { accountEmail, ...rest } = SETTINGS;
    expect(messageOf(() => synthesize(rest))).toMatch(/a setting is missing:\n {2}- 'accountEmail'/);
    expect(legsOf(synthesize(rest, undefined, { accountEmail }), 'pool-010')).toHaveLength(3);
    expect(messageOf(() => synthesize(null, undefined, { accountEmail }))).not.toContain("'accountEmail':");
  });

  test('an address is missed by an account of a factory that has none', () => {
    const { accountEmail, ...rest } = SETTINGS;
    expect(messageOf(() => synthesize(rest, {}))).toMatch(/^pool account 'Pool\/pool-010': a setting is missing:\n {2}- 'accountEmail'/);
    expect(legsOf(synthesize(rest, {}, { accountEmail }), 'pool-010')).toHaveLength(3);
  });

  test('a factory of its own tells what it misses, and mentions the address along with it', () => {
    expect(messageOf(() => synthesize(null, {}))).toMatch(/^account factory 'Pool\/Factory': 3 settings are missing:/);
    expect(messageOf(() => synthesize({ accountEmail: SETTINGS.accountEmail }, {}))).toContain('2 settings are missing');
  });
});

describe('the context block', () => {
  test.each([
    ['a misspelled key', { ...SETTINGS, holdingOrganisationalUnitId: 'ou-abcd-11112222' },
      "cdk.json, context 'account-robot': 'holdingOrganisationalUnitId' (\"ou-abcd-11112222\") is not a setting, expected one of "
      + "holdingOrganizationalUnitId, accountEmail, ssoUser, concurrency, timeoutMinutes, sandbox; did you mean 'holdingOrganizationalUnitId'?"],
    ['a misspelled member of the user', { ...SETTINGS, ssoUser: { ...SETTINGS.ssoUser, surname: 'Account' } },
      "cdk.json, context 'account-robot': 'ssoUser.surname' (\"Account\") is not a setting, expected one of email, firstName, lastName; did you mean 'ssoUser.firstName'?"],
    ['a number in quotes', { ...SETTINGS, concurrency: '5' },
      "cdk.json, context 'account-robot': 'concurrency' must be a whole number from 1 to 10, got \"5\"; "
      + 'use your quota "Concurrent account operations", or remove the setting to create one account after another'],
    ['half an operation', { ...SETTINGS, concurrency: 1.5 }, "'concurrency' must be a whole number from 1 to 10, got 1.5"],
    ['a timeout of seconds', { ...SETTINGS, timeoutMinutes: 9000 }, "'timeoutMinutes' must be 1 to 1440 minutes, got 9000"],
    ['a user that is none', { ...SETTINGS, ssoUser: 'pool@example.com' }, "'ssoUser' must be an object with email, firstName and lastName, got \"pool@example.com\""],
    ['a unit that is none', { ...SETTINGS, holdingOrganizationalUnitId: 12 }, "'holdingOrganizationalUnitId' must be a string, got 12; put it in double quotes"],
    ['a pattern with another placeholder', { ...SETTINGS, accountEmail: 'aws+{id}@example.com' },
      "'accountEmail' must be an address whose only placeholder is {name}, got \"aws+{id}@example.com\"; replace \"{id}\" by {name}"],
    ['no block at all', 'x', "cdk.json, context: 'account-robot' must be an object with the keys holdingOrganizationalUnitId, accountEmail, ssoUser, concurrency, timeoutMinutes, sandbox, got \"x\""],
    ['a list', [], "cdk.json, context: 'account-robot' must be an object with the keys"],
  ])('is refused with %s', (_, settings, message) => {
    expect(messageOf(() => synthesize(settings))).toContain(message);
  });

  test('is refused for all that is wrong in it, in one error', () => {
    expect(messageOf(() => synthesize({ concurency: 5, timeoutMinutes: 0 })).split('\n')).toEqual([
      expect.stringContaining("did you mean 'concurrency'?"),
      expect.stringContaining("'timeoutMinutes' must be"),
    ]);
  });

  test('is checked even where props override it', () => {
    expect(messageOf(() => synthesize({ ...SETTINGS, concurrency: 11 }, { concurrency: 5 }))).toContain('got 11');
  });
});
