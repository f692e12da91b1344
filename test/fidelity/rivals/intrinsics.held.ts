/** Values of templates with their functions evaluated: the rehearsal's beside those of moto, for the apps of test/apps and for random expressions. */

import { execFileSync } from 'node:child_process';
import * as path from 'node:path';
import fc from 'fast-check';
import { AppTemplates } from './templates';
import { python } from './tools';
import { Evaluator } from '../../../rehearsal/cloudformation/evaluate';
import { NO_VALUES } from '../../../rehearsal/cloudformation/given-values';
import type { Template } from '../../../rehearsal/cloudformation/template';
import { UnknownToRehearsal } from '../../../rehearsal/kernel/types';

/** A template with values to evaluate in it. */
interface Case {
  readonly name: string;
  readonly template: Template;
  readonly account: string;
  readonly region: string;
  readonly values: readonly unknown[];
  /** Values of parameters, beside those that all cases have. */
  readonly parameters?: Readonly<Record<string, string>>;
}

type Result = { readonly value: unknown } | { readonly error: string };

interface Evaluated {
  readonly conditions: Readonly<Record<string, boolean>>;
  readonly values: readonly Result[];
}

const stackId = ({ account, region }: Case) => `arn:aws:cloudformation:${region}:${account}:stack/Pool/0d1e2f`;

/** What parameters without a default are given, and those that are looked up. */
function givenTo({ parameters: more, template: { Parameters = {} } }: Case): Record<'parameters' | 'ssmParameters', Record<string, string>> {
  const all = Object.entries(Parameters);
  return {
    parameters: { ...Object.fromEntries(all.filter(([, { Default }]) => Default === undefined).map(([name]) => [name, `value-of-${name}`])), ...more },
    ssmParameters: Object.fromEntries(all
      .filter(([, { Type }]) => Type.startsWith('AWS::SSM::'))
      .map(([name, { Default }]) => [String(Default ?? `value-of-${name}`), `ssm-of-${name}`])),
  };
}

/** Ours; `exports` hears which values of other stacks are asked for. */
function ours(theCase: Case, exports: Record<string, string>): Evaluated {
  const { account, region, template, values } = theCase;
  const { parameters, ssmParameters } = givenTo(theCase);
  const evaluator = new Evaluator({
    stackName: 'Pool',
    stackId: stackId(theCase),
    account,
    region,
    partition: 'aws',
    template,
    given: { ...NO_VALUES, ssmParameters },
    passed: parameters,
    isLenient: false,
    reference: logicalId => `${logicalId}-id`,
    attribute: (logicalId, name) => `${logicalId}.${name}`,
    importValue: name => (exports[name] = `value of ${name}`),
    stackOutput: () => { throw new UnknownToRehearsal('moto has no Fn::GetStackOutput'); },
    assume: () => undefined,
  });
  return {
    conditions: Object.fromEntries(Object.keys(template.Conditions ?? {}).map(name => [name, evaluator.holds(name)])),
    values: values.map((value): Result => {
      try {
        return { value: evaluator.evaluate(value, 'value') };
      } catch (error) {
        return { error: `${(error as Error).name}: ${(error as Error).message}` };
      }
    }),
  };
}

function theirs(cases: readonly Case[], exports: Record<string, string>): Evaluated[] {
  return JSON.parse(execFileSync(python(), [path.join(__dirname, 'intrinsics.py')], {
    input: JSON.stringify(cases.map(theCase => ({ ...theCase, stackId: stackId(theCase), stackName: 'Pool', exports, ...givenTo(theCase) }))),
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  }));
}

/** A value that came out differently. */
interface Difference {
  readonly name: string;
  readonly written: unknown;
  readonly ours: unknown;
  readonly theirs: unknown;
}

/** Where two results part, as deep as both are structures: there stands the function that they differ in. */
function differences(name: string, written: any, a: unknown, b: unknown): Difference[] {
  const areAlike = (x: unknown, y: unknown) => typeof x === 'object' && x !== null && typeof y === 'object' && y !== null && Array.isArray(x) === Array.isArray(y);
  if (JSON.stringify(a) === JSON.stringify(b)) {
    return [];
  }
  if (areAlike(a, b) && areAlike(a, written) && !Object.keys(written).some(key => key === 'Ref' || key.startsWith('Fn::'))) {
    return [...new Set([...Object.keys(a as object), ...Object.keys(b as object)])]
      .flatMap(key => differences(name, written[key], (a as any)[key], (b as any)[key]));
  }
  return [{ name, written, ours: a, theirs: b }];
}

/** Compares all values of all cases; a value that the rehearsal has no answer to is counted as such. */
function compare(cases: readonly Case[]): { readonly different: Difference[]; readonly compared: number; readonly unknown: number } {
  const exports: Record<string, string> = {};
  const [a, b] = [cases.map(theCase => ours(theCase, exports)), theirs(cases, exports)];
  let [compared, unknown] = [0, 0];
  const different = cases.flatMap(({ name, template, values }, index) => [
    ...differences(`${name} Conditions`, template.Conditions ?? {}, a[index].conditions, b[index].conditions),
    ...values.flatMap((value, place) => {
      const [x, y] = [a[index].values[place], b[index].values[place]];
      if ('error' in x && x.error.startsWith('UnknownToRehearsal')) {
        unknown++;
        return [];
      }
      compared++;
      return 'error' in x || 'error' in y ? ('error' in x && 'error' in y ? [] : [{ name, written: value, ours: x, theirs: y }]) : differences(name, value, x.value, y.value);
    }),
  ]);
  return { different, compared, unknown };
}

/** In what moto differs, and why that is not as CloudFormation has it. */
const KNOWN: readonly { readonly because: string; readonly source: string; readonly isMeant: (difference: Difference) => boolean }[] = [
  {
    because: 'an empty Region in Fn::GetAZs is that of the stack; moto has us-east-1 there',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getavailabilityzones.html',
    isMeant: ({ written }) => JSON.stringify(written).includes('{"Fn::GetAZs":""}'),
  },
  {
    because: 'what is left out is no value; of an element that is looked at by itself moto says null',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/pseudo-parameter-reference.html',
    isMeant: difference => difference.ours === undefined && difference.theirs === null && JSON.stringify(difference.written).includes('AWS::NoValue'),
  },
];

const surprises = (different: readonly Difference[]) => different.filter(difference => !KNOWN.some(({ isMeant }) => isMeant(difference)));

describe('the templates of the apps', () => {
  let templates: AppTemplates;
  beforeAll(() => {
    templates = new AppTemplates();
  });
  afterAll(() => templates.remove());

  test('have the same values on both sides', () => {
    const cases = templates.all.filter(({ template }) => template.Transform === undefined).map(({ account, name, region, template }): Case => ({
      name,
      account,
      region,
      template,
      values: Object.values(template.Resources ?? {}).map(({ Properties }) => Properties ?? {}),
    }));
    const { compared, different, unknown } = compare(cases);
    expect(surprises(different)).toEqual([]);
    expect(KNOWN.filter(({ isMeant }) => !different.some(isMeant))).toEqual([]);
    expect(cases.length).toBeGreaterThan(60);
    // Dynamic references, which moto leaves as they are.
    expect(unknown).toBeLessThan(compared / 100);
  });
});

/** Expressions that are texts, and such that are lists of texts. */
const { list, text } = fc.letrec<{ text: unknown; list: unknown }>(tie => ({
  text: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom('a', 'b,c', '', 'x-y-z', '$Name', 'arn:aws:s3:::bucket'),
    fc.constantFrom('Name', 'Number', 'First', 'AWS::Region', 'AWS::AccountId', 'AWS::Partition', 'AWS::StackName', 'AWS::StackId', 'AWS::URLSuffix').map(Ref => ({ Ref })),
    fc.constantFrom({ 'Fn::GetAtt': ['First', 'Arn'] }, { 'Fn::GetAtt': ['Second', 'Outputs.Value'] }),
    fc.tuple(fc.constantFrom(',', '-', '', '::'), tie('list')).map(parts => ({ 'Fn::Join': parts })),
    fc.tuple(fc.constantFrom(',', '-'), fc.array(tie('text'), { maxLength: 3 })).map(parts => ({ 'Fn::Join': parts })),
    fc.tuple(fc.constantFrom('Yes', 'No', 'Both'), tie('text'), tie('text')).map(parts => ({ 'Fn::If': parts })),
    fc.tuple(fc.constantFrom('eu', 'us'), fc.constantFrom('short', 'long')).map(keys => ({ 'Fn::FindInMap': ['Regions', ...keys] })),
    fc.tuple(fc.constant({ Ref: 'MapKey' }), fc.constantFrom('short', 'long')).map(keys => ({ 'Fn::FindInMap': ['Regions', ...keys] })),
    fc.constantFrom('plain', '${Name}-${AWS::Region}', '${First}', '${First.Arn}/*', '$Name', '{Name}', '${Number}${Number}').map(pattern => ({ 'Fn::Sub': pattern })),
    tie('text').map(value => ({ 'Fn::Sub': ['${Name}: ${Own} in ${AWS::AccountId}', { Own: value }] })),
    tie('text').map(value => ({ 'Fn::Base64': value })),
    fc.constantFrom({ 'Fn::ImportValue': 'export' }, { 'Fn::ImportValue': { 'Fn::Sub': '${Name}-export' } }),
    fc.constantFrom(0, 1, '1').map(index => ({ 'Fn::Select': [index, { Ref: 'Names' }] })),
    fc.tuple(fc.nat(1), tie('text'), tie('text')).map(([index, ...items]) => ({ 'Fn::Select': [index, items] })),
  ),
  list: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constant({ Ref: 'Names' }),
    fc.array(tie('text'), { minLength: 1, maxLength: 3 }),
    fc.tuple(fc.constantFrom(',', '-', ':'), tie('text')).map(parts => ({ 'Fn::Split': parts })),
    fc.tuple(fc.constantFrom('Yes', 'No'), tie('list'), tie('list')).map(parts => ({ 'Fn::If': parts })),
  ),
}));

const member = fc.oneof(text, list, fc.constantFrom(1, true, { 'Fn::If': ['No', 'x', { Ref: 'AWS::NoValue' }] }));
const property = fc.oneof(text, list, fc.dictionary(fc.constantFrom('A', 'B', 'C'), member));

const truth = fc.letrec<{ condition: unknown }>(tie => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    fc.tuple(fc.constantFrom({ Ref: 'Name' }, { Ref: 'AWS::Region' }, 'name'), fc.constantFrom('name', 'eu-west-1', { Ref: 'Name' })).map(sides => ({ 'Fn::Equals': sides })),
    fc.constantFrom({ Condition: 'Yes' }, { Condition: 'No' }).map(inner => ({ 'Fn::Not': [inner] })),
    tie('condition').map(inner => ({ 'Fn::Not': [inner] })),
    fc.tuple(fc.constantFrom('Fn::And', 'Fn::Or'), fc.array(tie('condition'), { minLength: 2, maxLength: 3 })).map(([name, inner]) => ({ [name]: inner })),
  ),
})).condition;

const template = (drawn: unknown): Template => ({
  Parameters: {
    Name: { Type: 'String', Default: 'name' },
    Number: { Type: 'String', Default: '7' },
    MapKey: { Type: 'String', Default: 'eu' },
    Names: { Type: 'CommaDelimitedList', Default: 'one,two, three' },
  },
  Mappings: { Regions: { eu: { short: 'e', long: 'eu-west-1' }, us: { short: 'u', long: 'us-east-1' } } },
  Conditions: {
    Yes: { 'Fn::Equals': [{ Ref: 'Name' }, 'name'] },
    No: { 'Fn::Not': [{ Condition: 'Yes' }] },
    Both: { 'Fn::And': [{ Condition: 'Yes' }, { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] }] },
    Drawn: drawn,
  },
  Resources: { First: { Type: 'AWS::SNS::Topic' }, Second: { Type: 'AWS::SNS::Topic' } },
});

const caseOf = (name: string, condition: unknown, values: readonly unknown[], parameters?: Case['parameters']): Case => ({
  name,
  account: '111122223333',
  region: 'eu-west-1',
  template: template(condition),
  values,
  parameters,
});

test('random expressions have the same values on both sides', () => {
  const drawn = fc.sample(fc.tuple(truth, fc.array(property, { minLength: 5, maxLength: 5 })), 800);
  const cases = drawn.map(([condition, values], index) => caseOf(String(index), condition, values, { Names: 'one,two,three' }));
  const { compared, different } = compare(cases);
  expect(surprises(different).slice(0, 3)).toEqual([]);
  expect(compared).toBe(4_000);
});

/** What random expressions leave out, because moto does otherwise. */
const LEFT_OUT: readonly (Omit<Difference, 'name'> & { readonly because: string; readonly source: string })[] = [
  {
    written: { Ref: 'Names' },
    ours: ['one', 'two', 'three'],
    theirs: 'one,two, three',
    because: 'a CommaDelimitedList is a list also where its value is the default, and each member is trimmed',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html',
  },
  {
    written: { 'Fn::Sub': ['${Own}', { Own: '${Name}' }] },
    ours: '${Name}',
    theirs: 'name',
    because: 'what is put in for a variable isn\'t looked through for variables again',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html',
  },
  {
    written: { 'Fn::ToJsonString': { a: [1, 'b'] } },
    ours: '{"a":[1,"b"]}',
    theirs: '{"a": [1, "b"]}',
    because: 'the documentation shows its results without spaces',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ToJsonString.html',
  },
  {
    written: { 'Fn::GetAZs': { Ref: 'AWS::Region' } },
    ours: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
    theirs: ["{'Ref': 'AWS::Region'}a", "{'Ref': 'AWS::Region'}b", "{'Ref': 'AWS::Region'}c", "{'Ref': 'AWS::Region'}d"],
    because: 'the Region may be a function; how many zones there are is taken for granted, and said',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getavailabilityzones.html',
  },
  {
    written: { 'Fn::Cidr': ['10.0.0.0/24', 2, 5] },
    ours: ['10.0.0.0/27', '10.0.0.32/27'],
    theirs: { 'Fn::Cidr': ['10.0.0.0/24', 2, 5] },
    because: 'moto does not have the function',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html',
  },
  {
    written: { 'Fn::Length': ['a', 'b'] },
    ours: 2,
    theirs: { 'Fn::Length': ['a', 'b'] },
    because: 'moto does not have the function',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-length.html',
  },
];

test('where moto does otherwise, it still does', () => {
  const { different } = compare([caseOf('left out', { 'Fn::Not': [{ Condition: 'No' }] }, LEFT_OUT.map(({ written }) => written))]);
  const plain = ({ ours: a, theirs: b, written }: Omit<Difference, 'name'>) => ({ written, ours: a, theirs: b });
  expect(different.map(plain)).toEqual(LEFT_OUT.map(plain));
});
