import * as fs from 'node:fs';
import * as path from 'node:path';
import type { KnownProperties } from '../../../rehearsal/cloudformation/known-properties';
import { decisiveValues, evaluated, sayings } from '../../../rehearsal/cloudformation/known-properties';
import { KNOWN_TYPES } from '../../../rehearsal/services/rehearsed-services';

const KNOWN: KnownProperties = {
  understood: ['Code.Key', 'Role'],
  harmless: { 'Code.Bucket': 'it is not read', 'Tags': 'they decide nothing' },
  partly: { Key: 'one of the app is asked' },
  granted: { Network: 'that its Network leads somewhere is taken for granted' },
  opaque: /\.Role\[\d+\]$/,
};

describe('what is said of properties', () => {
  test.each<[string, object, string[]]>([
    ['nothing of what is understood or harmless', { Role: 'r', Tags: [1], Key: 'k', Code: { Key: 'k', Bucket: 'b' } }, []],
    ['a sentence of its own', { Network: { Subnets: [] } }, ['that its Network leads somewhere is taken for granted']],
    ['that others are not looked at', { Colour: 'red' }, ['its property Colour is not looked at, and taken to make no difference to accounts']],
    ['also where others beside them are known', { Code: { Key: 'k', Image: 'i' } }, ['its property Code.Image is not looked at, and taken to make no difference to accounts']],
  ])('%s', (_, properties, sentences) => {
    expect(sayings(properties as Record<string, unknown>, KNOWN)).toEqual(sentences);
  });
});

test('only what is understood decides about others', () => {
  expect(decisiveValues({ Role: 1, Tags: 2, Network: 3, Colour: 4, Code: { Key: 5, Bucket: 6 } }, KNOWN)).toEqual([1, 5]);
  expect(decisiveValues({ Code: { 'Fn::If': ['C', {}, {}] } }, KNOWN)).toEqual([{ 'Fn::If': ['C', {}, {}] }]);
});

describe('evaluating', () => {
  const unknown = new Error('unknown');
  const evaluate = (value: unknown): unknown => {
    if (JSON.stringify(value).includes('unheard')) {
      throw unknown;
    }
    return value;
  };
  const run = (properties: Record<string, unknown>, known = KNOWN) => evaluated(properties, known, 'P', { evaluate, tolerate: error => error === unknown });
  const unheard = { 'Fn::GetAtt': ['unheard', 'Arn'] };

  test('leaves what is not understood as it was declared where nobody can tell it', () => {
    expect(run({ Network: unheard, Key: unheard, Code: { Key: 'k', Bucket: unheard }, Other: unheard }))
      .toEqual({ Network: unheard, Key: unheard, Code: { Key: 'k', Bucket: unheard }, Other: unheard });
  });

  test('fails where what is understood can not be told', () => {
    expect(() => run({ Code: { Key: unheard } })).toThrow(unknown);
    expect(() => run({ Code: unheard })).toThrow(unknown);
    expect(() => run({ Role: unheard })).toThrow(unknown);
  });

  test('lets a value stand for something that no call is about, only where that may be', () => {
    expect(run({ Role: ['r', unheard] })).toEqual({ Role: ['r', `unknown:${JSON.stringify(unheard)}`] });
    expect(() => run({ Role: [{ Name: unheard }] })).toThrow(unknown);
    expect(() => run({ Role: ['r', unheard] }, { ...KNOWN, opaque: undefined })).toThrow(unknown);
  });
});

test.each([...KNOWN_TYPES])('%s has all properties that are said to be known', (name, { facts: { properties: { understood, partly = {}, harmless, granted = {} } } }) => {
  const [, service, type] = name.split('::');
  const folder = `aws-${service.toLowerCase()}`;
  const file = path.join(__dirname, '../../../node_modules/aws-cdk-lib-newest', folder, 'lib', `${service.toLowerCase()}.generated.d.ts`);
  const text = fs.readFileSync(file, 'utf8');
  const props = new RegExp(`export interface Cfn${type}Props \\{(.*?)\\n\\}`, 's').exec(text)![1];
  const there = [...props.matchAll(/readonly (\w+)\??:/g)].map(([, property]) => property.toLowerCase());
  const known = [...understood, ...Object.keys(partly), ...Object.keys(harmless), ...Object.keys(granted)].map(property => property.split('.')[0].toLowerCase());
  expect([...new Set(known)].filter(property => !there.includes(property))).toEqual([]);
});
