import type { Stack } from 'aws-cdk-lib';
import { CfnParameter } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as fc from 'fast-check';
import { parseProperties } from '../../../lambda/pool-account/properties';
import type { AccountFactoryProps, PoolAccountProps } from '../../../src';
import { AccountFactory, PoolAccount } from '../../../src';
import { accountEmailProblem, accountNameProblem } from '../../../src/settings/validation';
import { messageOf, poolStack, SETTINGS } from '../support';

function account(props: PoolAccountProps): void {
  new PoolAccount(poolStack(), 'pool-010', props);
}

function factory(props: AccountFactoryProps): void {
  new AccountFactory(poolStack(), 'Factory', props);
}

describe('the name of an account', () => {
  test.each(['a', '0', 'pool-010', 'Pool.010_x', 'x'.repeat(50)])('may be %s', accountName =>
    account({ accountName, accountEmail: 'a@example.com' }));

  test.each([
    ['', "set 'accountName', which defaults to the construct id"],
    ['pool 010', '"pool-010" would do, as \'accountName\' or as construct id; an account that has this name already keeps it if you take it by its \'existingAccountId\''],
    ['-pool', '"pool" would do'],
    ['pööl', '"p-l" would do'],
    ['x'.repeat(51), `"${'x'.repeat(50)}" would do`],
    ['pool\n', '"pool" would do'],
  ])('throws for %j and says what would do', (accountName, fix) => {
    expect(messageOf(() => account({ accountName }))).toBe(
      "pool account 'Pool/pool-010': 'accountName' must be 1 to 50 letters, digits, '.', '_' or '-' and begin with a letter or digit, "
      + `got ${JSON.stringify(accountName)}; ${fix}${fix.endsWith('would do') ? ", as 'accountName' or as construct id" : ''}`);
  });

  test('throws for a construct id that cannot be one', () => {
    expect(messageOf(() => new PoolAccount(poolStack(), 'Pool account 10'))).toContain('"Pool-account-10" would do');
  });

  test('whatever would do, does', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), name => {
      const fix = accountNameProblem(name)?.fix.match(/^(".*") would do/)?.[1];
      if (fix && !fix.endsWith('...')) {
        expect(accountNameProblem(JSON.parse(fix))).toBeUndefined();
      }
    }));
  });
});

describe('the e-mail address of an account', () => {
  test.each(['a@b.co', 'aws+pool-010@example.com', 'a@b--c.d-e.example.com', '-a.@b.co', 'a.b_c+d-e@mail.example.com', `${'x'.repeat(52)}@example.com`])('may be %s', accountEmail => account({ accountEmail }));

  test.each([
    ['AWS+Pool@example.com', 'must be lower case, got "AWS+Pool@example.com"; write "aws+pool@example.com"'],
    ['a@b.c', 'must be 6 to 64 characters long'],
    [`${'x'.repeat(53)}@example.com`, 'must be 6 to 64 characters long'],
    ['pool.example.com', 'must be an e-mail address of letters'],
    ['pool@example', 'must be an e-mail address of letters'],
    ['pool@example..com', 'must be an e-mail address of letters'],
    ['.pool@example.com', 'must be an e-mail address of letters'],
    ['pool@-example.com', 'must be an e-mail address of letters'],
    ['pool@example-.com', 'must be an e-mail address of letters'],
    ['pool@mail.-example.com', 'must be an e-mail address of letters'],
    ['pool@.example.com', 'must be an e-mail address of letters'],
    ['pool 1@example.com', 'must be an e-mail address of letters'],
    ['pool%1@example.com', 'must be an e-mail address of letters'],
    ['pool(1)@example.com', 'must be an e-mail address of letters'],
    ['pöl@example.com', 'must be an e-mail address of letters'],
    ['pool@example.com\n', 'must be an e-mail address of letters'],
    ['a@b@example.com', 'must be an e-mail address of letters'],
    ['pool@example.c0m', 'must be an e-mail address of letters'],
    ['aws+{account}@example.com', 'must be an address whose only placeholder is {name}'],
  ])('throws for %j', (accountEmail, message) => {
    expect(messageOf(() => account({ accountEmail }))).toContain(`pool account 'Pool/pool-010': 'accountEmail' ${message}`);
  });

  test('throws for a pattern that makes too long an address with the name', () => {
    expect(messageOf(() => account({ accountName: 'x'.repeat(50) }))).toContain('it has 66; shorten the account name or the address');
  });
});

test('the code that runs in AWS takes every name and address that synthesis lets through', () => {
  const name = fc.stringMatching(/^[A-Za-z0-9._-]{1,52}$/);
  const email = fc.stringMatching(/^[a-z0-9._+%-]{1,20}@[a-z0-9.-]{1,20}\.[a-z]{1,4}$/);
  fc.assert(fc.property(name, email, (accountName, accountEmail) => {
    fc.pre(!accountNameProblem(accountName) && !accountEmailProblem(accountEmail));
    const { desired } = parseProperties({ Leg: 'Start', AccountName: accountName, AccountEmail: accountEmail, Owner: 'Pool/pool-010' });
    expect(desired).toMatchObject({ name: accountName, email: accountEmail });
  }));
});

describe('ids', () => {
  test.each(['ou-abcd-11112222', `ou-${'a'.repeat(32)}-${'1'.repeat(32)}`])('an organizational unit may be %s', holdingOrganizationalUnitId =>
    factory({ holdingOrganizationalUnitId }));

  test.each(['ou-abc-11112222', 'ou-abcd-1111222', 'ou-ABCD-11112222', 'Sandbox', 'Sandbox (ou-abcd-11112222)', 'ou-abcd-11112222 ', 'r-abcd'])(
    'throws for the organizational unit %j', holdingOrganizationalUnitId => {
      expect(messageOf(() => factory({ holdingOrganizationalUnitId }))).toContain(
        `account factory 'Pool/Factory': 'holdingOrganizationalUnitId' must be the id of an organizational unit, like "ou-abcd-11112222", got "${holdingOrganizationalUnitId}"`);
    });

  test('throws for the root, and says what to do instead', () => {
    expect(messageOf(() => factory({ holdingOrganizationalUnitId: 'r-abcd' }))).toContain('create an organizational unit below it');
  });

  test.each(['11112222333', '1111222233334', '1111-2222-3333', ' 111122223333'])('throws for the account id %j', existingAccountId => {
    expect(messageOf(() => account({ existingAccountId }))).toContain("'existingAccountId' must be the twelve digits of an account id");
  });

  test('throws for the management account, as far as it is known', () => {
    expect(messageOf(() => account({ existingAccountId: '111122223333' }))).toContain("'existingAccountId' must be a member account, and not the management account");
  });

  test('an account id may begin with zeros', () => account({ existingAccountId: '000022223333' }));
});

describe('concurrency', () => {
  test.each([1, 5, 10])('may be %d', concurrency => factory({ concurrency }));

  test.each([0, 11, -1, 2.5, NaN, Infinity])('throws for %d', concurrency => {
    expect(messageOf(() => factory({ concurrency }))).toContain("account factory 'Pool/Factory': 'concurrency' must be a whole number from 1 to 10");
  });
});

describe('the user', () => {
  const user = (change: object) => factory({ ssoUser: { ...SETTINGS.ssoUser, ...change } });

  test('may have an address of upper case letters, which Identity Center knows', () => user({ email: 'Pool.Admin@Example.com' }));

  test.each([
    ['email', 'pool', 'must be an e-mail address'],
    ['firstName', '', 'must be 1 to 128 characters long'],
    ['lastName', ' ', 'must be 1 to 128 characters long'],
    ['lastName', 'x'.repeat(129), 'must be 1 to 128 characters long'],
  ])('throws for the %s %j', (member, value, message) => {
    expect(messageOf(() => user({ [member]: value }))).toContain(`'ssoUser.${member}' ${message}`);
  });
});

test('settings of a factory that are known only later pass unread', () => {
  const stack: Stack = poolStack();
  const parameter = (id: string) => new CfnParameter(stack, id).valueAsString;
  new AccountFactory(stack, 'Factory', {
    holdingOrganizationalUnitId: parameter('Unit'),
    accountEmail: parameter('Email'),
    ssoUser: { email: parameter('User'), firstName: parameter('First'), lastName: parameter('Last') },
    concurrency: new CfnParameter(stack, 'Concurrency', { type: 'Number' }).valueAsNumber,
  });
  Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: { HOLDING_ORGANIZATIONAL_UNIT_ID: { Ref: 'Unit' }, SSO_USER_EMAIL: { Ref: 'User' }, CONCURRENCY: { Ref: 'Concurrency' } } },
  });
});
