import { parseEnvironment } from '../../../lambda/pool-account/environment';
import { parseProperties } from '../../../lambda/pool-account/properties';

const GOOD = {
  ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:x',
  ServiceTimeout: '3600',
  Leg: 'Resource',
  AccountName: 'pool-010',
  AccountEmail: 'aws+pool-010@example.com',
  Owner: 'stack/pool-010',
};

test('reads a leg as CloudFormation sends it, scalars as texts', () => {
  const raw = { ...GOOD, AdoptExisting: 'true', Verify: '2026-12', Tags: [{ Key: 'team', Value: 'pool' }] };
  expect(parseProperties(raw)).toEqual({
    leg: 'Resource',
    role: 'last',
    desired: { name: 'pool-010', email: 'aws+pool-010@example.com', owner: 'stack/pool-010', adoptExisting: true, tags: [{ key: 'team', value: 'pool' }] },
  });
});

test('what is absent has its default', () => {
  expect(parseProperties(GOOD).desired).toMatchObject({ adoptExisting: false, tags: [] });
  expect(parseProperties({ ...GOOD, AdoptExisting: 'false', ExistingAccountId: '' }).desired).toMatchObject({ adoptExisting: false });
});

test('an account that is named by its id needs no address', () => {
  const { AccountEmail: _, ...rest } = GOOD;
  expect(parseProperties({ ...rest, ExistingAccountId: '111122223333' }).desired).toMatchObject({ email: '', existingAccountId: '111122223333' });
  expect(() => parseProperties(rest)).toThrow("property 'AccountEmail' is missing");
});

test('a sandbox is named by its namespace, and the way into it by a unit', () => {
  const raw = { ...GOOD, SandboxNamespace: 'myisb', ExistingAccountId: '111122223333', ExistingAccountParentId: 'ou-abcd-11112222' };
  expect(parseProperties(raw).desired).toMatchObject({ sandbox: 'myisb', existingAccountId: '111122223333', existingAccountParentId: 'ou-abcd-11112222' });
  expect(parseProperties({ ...GOOD, SandboxNamespace: '', ExistingAccountParentId: '' }).desired).toEqual(parseProperties(GOOD).desired);
});

test.each<[string, object, RegExp]>([
  ['a namespace that is too long', { SandboxNamespace: 'innovation' }, /property 'SandboxNamespace' is 'innovation', where 3 to 8 letters and digits/],
  ['a unit without an account', { ExistingAccountParentId: 'ou-abcd-11112222' }, /beside ExistingAccountId/],
  ['a unit that is none', { ExistingAccountId: '111122223333', ExistingAccountParentId: 'r-abcd' }, /the id of an organizational unit/],
  ['a property that nobody knows', { Colour: 'red' }, /property 'Colour' is present, where one of Leg, AccountName/],
  ['an upper-case address', { AccountEmail: 'AWS+pool-010@example.com' }, /property 'AccountEmail' is '<e-mail>', where lower case/],
  ['an address without domain', { AccountEmail: 'aws' }, /an e-mail address of 6 to 64 characters/],
  ['an address that is too short', { AccountEmail: 'a@b.c' }, /6 to 64/],
  ['an address that is too long', { AccountEmail: `${'a'.repeat(60)}@example.com` }, /6 to 64/],
  ['a name with a blank', { AccountName: 'pool 010' }, /property 'AccountName' is 'pool 010'/],
  ['a name with a hyphen first', { AccountName: '-pool' }, /letter or digit first/],
  ['a name that is too long', { AccountName: 'a'.repeat(51) }, /1 to 50 letters/],
  ['no name', { AccountName: undefined }, /property 'AccountName' is missing/],
  ['no owner', { Owner: '' }, /property 'Owner' is missing/],
  ['a leg that is none', { Leg: 'Leg' }, /property 'Leg' is 'Leg'/],
  ['a flag that is none', { AdoptExisting: 'yes' }, /'true' or 'false'/],
  ['a number', { Verify: 3 }, /of type number, where a text was expected/],
  ['an account id that is too short', { ExistingAccountId: '1111' }, /twelve digits/],
  ['tags that are no list', { Tags: { team: 'pool' } }, /a list of \{Key, Value\}/],
  ['a tag without value', { Tags: [{ Key: 'team' }] }, /\{Key, Value\}/],
  ['a tag that is none', { Tags: [null] }, /\{Key, Value\}/],
  ["the owner's tag", { Tags: [{ Key: 'account-robot:owner', Value: 'x' }] }, /no key that begins with 'account-robot:'/],
  ["a tag of AWS's", { Tags: [{ Key: 'aws:x', Value: 'x' }] }, /or 'aws:'/],
])('refuses %s', (_, change, message) => {
  expect(() => parseProperties({ ...GOOD, ...change })).toThrow(message);
  expect(() => parseProperties({ ...GOOD, ...change })).toThrow(/^AR-BAD-PROPERTY: /);
});

const ENVIRONMENT = {
  PRODUCT_ID: 'prod-1',
  HOLDING_ORGANIZATIONAL_UNIT_ID: 'ou-abcd-11112222',
  CONCURRENCY: '5',
  SSO_USER_EMAIL: 'pool@example.com',
  SSO_USER_FIRST_NAME: 'Pool',
  SSO_USER_LAST_NAME: 'Account',
};

test("reads the factory's settings", () => {
  expect(parseEnvironment(ENVIRONMENT)).toEqual({
    productId: 'prod-1',
    holdingOrganizationalUnitId: 'ou-abcd-11112222',
    concurrency: 5,
    sandboxes: {},
    ssoUser: { email: 'pool@example.com', firstName: 'Pool', lastName: 'Account' },
  });
});

test.each(Object.keys(ENVIRONMENT))('names the variable %s if it is missing', name => {
  expect(() => parseEnvironment({ ...ENVIRONMENT, [name]: '' })).toThrow(name);
});

test.each(['0', '11', '2.5', 'many'])('refuses a concurrency of %s', concurrency => {
  expect(() => parseEnvironment({ ...ENVIRONMENT, CONCURRENCY: concurrency })).toThrow(/a whole number from 1 to 10/);
});
