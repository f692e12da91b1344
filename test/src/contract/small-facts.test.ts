import { LEG_PATTERN, legNamesOf, nearest, nearestSlip, readSandboxes, UnreadableSandboxes, writeSandboxes } from '../../../src/contract';
import { SANDBOX } from '../support';

test.each([[1, ['Start', 'Resource']], [2, ['Start', 'Resource']], [4, ['Start', 'Leg2', 'Leg3', 'Resource']]])('%d legs have names that are read as names of legs', (legs, names) => {
  expect(legNamesOf(legs)).toEqual(names);
  for (const name of names) {
    expect(name).toMatch(LEG_PATTERN);
  }
});

test.each(['', 'Leg', 'leg2', 'Leg2 ', 'Starting', 'Resource\n'])('%j is no name of a leg', name => expect(name).not.toMatch(LEG_PATTERN));

test('the nearest of some words is found whatever its case, and the first of several', () => {
  expect(nearest('CONCURENCY', ['accountEmail', 'concurrency', 'sandbox'])).toBe('concurrency');
  expect(nearest('zzz', ['aa', 'bb'])).toBe('aa');
  expect(nearest('kitten', ['sitting', 'mittens'])).toBe('mittens');
});

test('a slip of the keyboard is near', () => {
  expect(nearestSlip('acounts', ['quotas', 'accounts'])).toBe('accounts');
  expect(nearestSlip('weather', ['quotas', 'accounts'])).toBeUndefined();
  expect(nearestSlip('weather', [])).toBeUndefined();
});

test('sandboxes are read as they were written', () => {
  const { namespace, ...rest } = SANDBOX;
  const settings = { ...rest, access: { ...rest.access, kind: 'machine-client', apiId: 'a1b2c3d4e5' }, billingViewRequired: true } as const;
  expect(readSandboxes(writeSandboxes({ [namespace]: settings }, JSON.stringify))).toEqual({ [namespace]: settings });
});

test('no sandbox is no variable', () => {
  expect(writeSandboxes({}, JSON.stringify)).toBeUndefined();
  expect(readSandboxes(undefined)).toEqual({});
});

test('what can not be read is told with its place, and without an external id', () => {
  const { externalId } = SANDBOX.access;
  const unreadable = (text: string) => {
    try {
      return readSandboxes(text);
    } catch (error) {
      return error;
    }
  };
  expect(unreadable(`{"myisb": "${externalId}"`)).toEqual(new UnreadableSandboxes('SANDBOXES', 'not JSON', 'a JSON object'));
  expect(unreadable('{"myisb": {"region": "moon", "access": {"kind": "signed-invoke"}}}')).toMatchObject({ message: 'SANDBOXES.myisb.region is "moon", where a region was expected' });
});
