/** Values that only AWS knows, in the world file and on the command line. */

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { appOf, stackOf } from './app';
import { selected } from '../../../rehearsal/cloudformation/selection';
import { deriveWorld, loadWorld } from '../../../rehearsal/world/load';
import { parametersOf } from '../../../rehearsal/world/values';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'values-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const stack = stackOf({ holdingUnit: { Ref: 'Unit' } });
const pool = {
  ...stack,
  template: {
    ...stack.template,
    Parameters: {
      Unit: { Type: 'String', Default: 'ou-abcd-55556666' },
      Size: { Type: 'Number' },
      Stage: { Type: 'String', AllowedValues: ['test', 'prod'] },
      Team: { Type: 'String', AllowedPattern: '[a-z]+' },
    },
  },
};
const site = { ...stackOf({}, 'Site'), dependencies: ['Pool'] };
const app = appOf(pool, site);
const nested = { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { Passed: { Ref: 'Unit' } } } };
/** The same with a factory in a nested stack, whose unit is passed to it. */
const around = appOf({
  ...pool,
  template: { Parameters: pool.template.Parameters, Resources: { Nested: nested } },
  nested: new Map([['Nested', {
    label: 'Accounts',
    template: { ...stackOf({ holdingUnit: { Ref: 'Passed' } }).template, Parameters: { Passed: { Type: 'String' } } },
    templateBytes: 1,
    nested: new Map(),
  }]]),
});

function refusal(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as Error).message.replace(`${folder}${path.sep}`, '');
  }
  throw new Error('it was taken');
}

function load(text: string, parameters: Record<string, string> = {}, assembly = app) {
  const file = path.join(folder, 'world.yaml');
  fs.writeFileSync(file, text);
  return loadWorld(file, assembly, parameters).world;
}

test.each<[string, string, string]>([
  ['an unknown stack', 'values:\n  parameters:\n    Pol:Size: "3"\n', "world.yaml:3: values.parameters.Pol:Size names the stack 'Pol', which the app doesn't have; did you mean 'Pool'?"],
  ['an unknown parameter', 'values:\n  parameters:\n    Pool:Siz: "3"\n', "world.yaml:3: values.parameters.Pool:Siz names the parameter 'Siz', which the stack 'Pool' doesn't have; did you mean 'Size'?"],
  ['a parameter that no stack has', 'values: { parameters: { Owner: me } }\n', "world.yaml:1: values.parameters.Owner names the parameter 'Owner', which no stack of the app has; there are Unit, Size, Stage, Team"],
  ['a number that is none', 'values: { parameters: { Size: many } }\n', 'world.yaml:1: values.parameters.Size is "many", but the parameter is of type Number'],
  ['a value that is not allowed', 'values: { parameters: { Stage: live } }\n', 'world.yaml:1: values.parameters.Stage is "live", but the parameter can only be test, prod'],
  ['a value of another form', 'values: { parameters: { Team: A1 } }\n', 'world.yaml:1: values.parameters.Team is "A1", but the parameter must fit the pattern [a-z]+'],
  ['a value that is no text', 'values: { parameters: { Size: 3 } }\n', "world.yaml:1: values.parameters.Size is the number 3, but must be text; put it in quotes: '3'"],
  ['an attribute of nothing', 'values: { attributes: { Id: x } }\n', 'world.yaml:1: values.attributes.Id must be like Stack:LogicalId.Attribute, or like Stack:LogicalId for a physical id'],
  ['an attribute of an unknown resource', 'values: { attributes: { "Pool:Kik.Arn": x } }\n', "world.yaml:1: values.attributes.Pool:Kik.Arn names the resource 'Kik', which the stack 'Pool' doesn't have; did you mean 'Kick'?"],
  ['an attribute in an unknown stack', 'values: { attributes: { "Net:Vpc.Id": x } }\n', "world.yaml:1: values.attributes.Net:Vpc.Id names the stack 'Net', which the app doesn't have; there are Pool, Site"],
  ['an unknown section', 'values: { secrets: {} }\n', "world.yaml:1: values.secrets isn't a key of a world file; it can be parameters, attributes, exports, ssmParameters, dynamicReferences"],
])('%s is refused in one sentence', (_, text, message) => {
  expect(refusal(() => load(text))).toBe(message);
});

test('resources of nested stacks go by where these are', () => {
  const attributes = (key: string) => load(`values: { attributes: { "${key}": x } }\n`, {}, around).values.attributes;
  expect(attributes('Pool/Accounts:Kick.Arn')).toEqual({ 'Pool/Accounts:Kick.Arn': 'x' });
  expect(refusal(() => attributes('Pool/Acounts:Kick.Arn'))).toMatch(/names the stack 'Pool\/Acounts', which the app doesn't have; did you mean 'Pool\/Accounts'\?$/);
  expect(refusal(() => attributes('Pool/Accounts:Kik.Arn'))).toMatch(/names the resource 'Kik', which the stack 'Pool\/Accounts' doesn't have; did you mean 'Kick'\?$/);
  expect(refusal(() => load('values: { parameters: { Passed: x } }\n', {}, around))).toMatch(/names the parameter 'Passed', which no stack of the app has; there are Unit, /);
});

test.each<[string, string]>([
  ['Size', "--parameters: is 'Size', but must be like Stack:Parameter=value, or Parameter=value for every stack that has it"],
  ['Pol:Size=3', "--parameters Pol:Size: names the stack 'Pol', which the app doesn't have; did you mean 'Pool'?"],
  ['Pool:Size=x', '--parameters Pool:Size: is "x", but the parameter is of type Number'],
])('--parameters %s is refused in one sentence', (text, message) => {
  expect(refusal(() => parametersOf([text], app))).toBe(message);
});

test('what the command line says comes before the file, and a value may hold what it likes', () => {
  const given = parametersOf(['Pool:Team=a', 'Stage=prod', 'Pool:Unit=x=y'.replace('x=y', 'ou-abcd-1=2')], app);
  expect(given).toEqual({ 'Pool:Team': 'a', 'Stage': 'prod', 'Pool:Unit': 'ou-abcd-1=2' });
  expect(load('values: { parameters: { Stage: test, Size: "3" } }\n', { Stage: 'prod' }).values.parameters).toEqual({ Stage: 'prod', Size: '3' });
});

test('a unit that the app names by a parameter is known by its default, or by what is given', () => {
  const unitsOf = (parameters: Record<string, string>) => deriveWorld(app, parameters).world.organization.organizationalUnits.map(({ id }) => id);
  expect(unitsOf({})).toEqual(['ou-abcd-55556666', 'ou-abcd-11112222']);
  expect(unitsOf({ 'Pool:Unit': 'ou-abcd-77778888' })).toEqual(['ou-abcd-77778888', 'ou-abcd-11112222']);
});

test('so is one that is passed to a nested stack', () => {
  const unitsOf = (parameters: Record<string, string>) => deriveWorld(around, parameters).world.organization.organizationalUnits.map(({ id }) => id);
  expect(unitsOf({})).toEqual(['ou-abcd-55556666']);
  expect(unitsOf({ Unit: 'ou-abcd-77778888' })).toEqual(['ou-abcd-77778888']);
});

describe('a selection of stacks', () => {
  const fail = (option: string, name: string): never => { throw new Error(`--${option} ${name}`); };
  const names = (stacks: string[], excluded: string[] = []) => selected(app, { stacks, excluded }, fail).stacks.map(({ name }) => name);

  test('takes what they depend on, and leaves out what is excluded', () => {
    expect(names([])).toEqual(['Pool', 'Site']);
    expect(names(['Pool'])).toEqual(['Pool']);
    expect(names(['Site'])).toEqual(['Pool', 'Site']);
    expect(names(['S*'])).toEqual(['Pool', 'Site']);
    expect(names([], ['Site'])).toEqual(['Pool']);
    expect(names(['*'], ['P*'])).toEqual(['Site']);
  });

  test('of names that mean none is refused', () => {
    expect(refusal(() => names(['Sit']))).toBe('--stack Sit');
    expect(refusal(() => names([], ['Poo.']))).toBe('--exclude Poo.');
  });
});
