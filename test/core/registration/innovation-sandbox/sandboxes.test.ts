import { generationOf } from '../../../../core/registration/innovation-sandbox/sandbox-version';
import { parseSandboxes, sandboxOf } from '../../../../core/registration/innovation-sandbox/sandboxes';
import { EXTERNAL_ID, SANDBOX, SANDBOX_1_2 } from '../../fixtures';

const settings = ({ namespace: _, ...rest }: typeof SANDBOX) => rest;
const VIEW = 'arn:aws:billing::111122223333:billingview/custom-1';

test('reads both ways of access and the billing view', () => {
  const both = { myisb: { ...settings(SANDBOX), billingViewArn: VIEW, billingViewRequired: true }, old12: settings(SANDBOX_1_2) };
  expect(parseSandboxes(JSON.stringify(both))).toEqual(both);
});

test('knows no sandbox if the variable is absent or empty', () => {
  expect(parseSandboxes(undefined)).toEqual({});
  expect(parseSandboxes('')).toEqual({});
});

const access = SANDBOX.access as { apiId?: string };
test.each<[string, unknown, RegExp]>([
  ['no JSON', `{"secret": "${EXTERNAL_ID}"`, /SANDBOXES is not JSON/],
  ['a list', [], /SANDBOXES is no object/],
  ['another namespace', { 'a-b': settings(SANDBOX) }, /SANDBOXES\.a-b is 'a-b', where a namespace/],
  ['an unknown setting', { myisb: { ...settings(SANDBOX), hub: 'x' } }, /SANDBOXES\.myisb\.hub is present/],
  ['no region', { myisb: { ...settings(SANDBOX), region: undefined } }, /myisb\.region is missing, where a region/],
  ['no access', { myisb: { region: 'us-west-2' } }, /myisb\.access is missing/],
  ['another kind of access', { myisb: { region: 'us-west-2', access: { kind: 'magic' } } }, /access\.kind is "magic", where 'machine-client' or 'signed-invoke'/],
  ['no role', { myisb: { region: 'us-west-2', access: { ...access, roleArn: 'me' } } }, /access\.roleArn is "me"/],
  ['no way to the id of the API', { myisb: { region: 'us-west-2', access: { ...access, apiId: undefined } } }, /without apiId and apiIdRoleArn/],
  ['two ways to the id of the API', { myisb: { region: 'us-west-2', access: { ...access, apiIdRoleArn: 'arn:aws:iam::444455556666:role/x' } } }, /with apiId and apiIdRoleArn/],
  ['an empty external id', { myisb: { region: 'us-west-2', access: { ...access, externalId: '' } } }, /access\.externalId is unusable/],
  ['a requirement that is a text', { myisb: { ...settings(SANDBOX), billingViewRequired: 'true' } }, /billingViewRequired is "true", where true or false/],
])('refuses %s, and says where', (_, value, message) => {
  const json = typeof value === 'string' ? value : JSON.stringify(value);
  expect(() => parseSandboxes(json)).toThrow(message);
  expect(() => parseSandboxes(json)).toThrow(/^AR-BAD-PROPERTY: /);
  expect(() => parseSandboxes(json)).not.toThrow(EXTERNAL_ID);
});

test('a namespace that is not there is a failure and not an accident', () => {
  expect(sandboxOf('myisb', { myisb: settings(SANDBOX) })).toEqual(SANDBOX);
  expect(sandboxOf('toString', {})).toMatchObject({ kind: 'fail' });
});

test.each([
  ['v1.2.14', 'signed-invoke'], ['1.2.0', 'signed-invoke'], ['v1.2', 'signed-invoke'], ['v1.3.0', 'machine-client'], ['1.3.3', 'machine-client'], ['v1.12.0', 'machine-client'],
  ['v2.0.0', 'machine-client'], ['v1.1.8', 'too-old'], ['v1.0.0', 'too-old'], ['v0.3.0', 'too-old'], ['', undefined], ['latest', undefined], ['v1.20x', undefined],
  ['v12.0.0', 'machine-client'], ['v0.2.0', 'too-old'], ['version1.3.0', undefined],
])('version %s is %s', (version, generation) => expect(generationOf(version)).toBe(generation));
