/** Random policies and requests: the rehearsal's verdicts beside those of an evaluator that others wrote. */

import { execFileSync } from 'node:child_process';
import * as path from 'node:path';
import fc from 'fast-check';
import { python } from './tools';
import { evaluate } from '../../../rehearsal/iam/evaluator';
import type { AuthorizationRequest } from '../../../rehearsal/iam/evaluator';
import type { PolicyDocument, Statement } from '../../../rehearsal/iam/policy';

/** Most requests meet something, and few meet everything. */
const ACTIONS = ['servicecatalog:ProvisionProduct', 'servicecatalog:ListPortfolios', 'organizations:ListAccounts', 'organizations:TagResource', 'iam:GetRole'];
const ACTION_PATTERNS = [...ACTIONS, '*', 'servicecatalog:*', 'SERVICECATALOG:list*', 'organizations:*Accounts', 'iam:Get????', 'iam:Get???', 'o*:*', 'servicecatalog:Provision'];
const RESOURCES = [
  '*',
  'arn:aws:catalog:eu-west-1:111122223333:product/prod-abc',
  'arn:aws:catalog:eu-west-1:111122223333:portfolio/port-abc',
  'arn:aws:organizations::111122223333:account/o-abc/444455556666',
  'arn:aws:iam::111122223333:role/team/Robot',
];
const RESOURCE_PATTERNS = [
  ...RESOURCES, 'arn:aws:catalog:*', 'arn:aws:catalog:*:*:product/*', 'arn:aws:catalog:eu-west-?:111122223333:product/PROD-abc',
  'arn:aws:organizations::*:account/*/4444*', 'arn:aws:iam::111122223333:role/Robot', 'arn:aws:iam::111122223333:role/*', '*/Robot', 'arn:*:role/*',
];
const ARNS = ['arn:aws:iam::111122223333:role/team/Robot', 'arn:aws:iam::444455556666:role/Robot', 'arn:aws:sts::111122223333:role/Robot'];
/** Three parts, where an ARN has six. */
const SHORT_ARN = 'arn:aws:*Robot';
const ARN_PATTERNS = [...ARNS, '*', 'arn:aws:iam::*:role/*', 'arn:*:*:*:*:role/*', 'arn:aws:iam::111122223333:role/Robot', 'arn:aws:iam::1111*:role/*Robot', SHORT_ARN];
const REGIONS = ['eu-west-1', 'us-east-1', 'eu-central-1'];
const TEXTS = ['a', 'A', 'ab', 'abc', ''];
const TEXT_PATTERNS = [...TEXTS, '*', 'a*', '?b', '*c', 'a?c'];

const some = <T>(values: readonly T[]) => fc.oneof(fc.constantFrom(...values), fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }));

const keyed = (key: string, operators: readonly string[], values: readonly string[]) =>
  fc.tuple(fc.constantFrom(...operators), fc.constantFrom('', 'IfExists'), some(values)).map(([operator, optional, wanted]) => ({ [operator + optional]: { [key]: wanted } }));

const condition = fc.oneof(
  keyed('aws:RequestedRegion', ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike'], [...REGIONS, 'eu-*', '??-east-?']),
  keyed('aws:PrincipalArn', ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike', 'StringLike', 'StringNotLike'], ARN_PATTERNS),
  keyed('aws:RequestTag/team', [
    'StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike', 'StringNotLike',
    'ForAnyValue:StringEquals', 'ForAllValues:StringEquals', 'ForAnyValue:StringNotEquals', 'ForAllValues:StringNotEquals', 'ForAllValues:StringLike',
  ], TEXT_PATTERNS),
  keyed('servicecatalog:accountLevel', ['Bool'], ['true', 'false', 'True']),
  fc.tuple(fc.constantFrom('aws:RequestTag/team', 'servicecatalog:accountLevel'), fc.constantFrom('true', 'false')).map(([key, wanted]) => ({ Null: { [key]: wanted } })),
);

const conditions = fc.array(condition, { maxLength: 2 }).map(parts => (parts.length === 0 ? undefined : Object.assign({}, ...parts)));

const statement: fc.Arbitrary<Statement> = fc.record({
  Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
  actions: some(ACTION_PATTERNS),
  isNotAction: fc.nat(5).map(number => number === 0),
  resources: some(RESOURCE_PATTERNS),
  isNotResource: fc.nat(5).map(number => number === 0),
  Condition: conditions,
}).map(({ Condition, Effect, actions, isNotAction, isNotResource, resources }) => ({
  Effect,
  [isNotAction ? 'NotAction' : 'Action']: actions,
  [isNotResource ? 'NotResource' : 'Resource']: resources,
  ...Condition === undefined ? {} : { Condition },
}));

const policies: fc.Arbitrary<PolicyDocument[]> = fc.array(
  fc.oneof(statement, fc.array(statement, { minLength: 1, maxLength: 3 })).map(Statement => ({ Version: '2012-10-17', Statement })),
  { minLength: 1, maxLength: 3 },
);

const request: fc.Arbitrary<AuthorizationRequest> = fc.record({
  action: fc.constantFrom(...ACTIONS),
  resource: fc.constantFrom(...RESOURCES),
  context: fc.record({
    'aws:RequestedRegion': fc.constantFrom(...REGIONS),
    'aws:PrincipalArn': fc.constantFrom(...ARNS),
    'aws:RequestTag/team': fc.constantFrom(...TEXTS),
    'servicecatalog:accountLevel': fc.constantFrom('true', 'false'),
  }, { requiredKeys: ['aws:RequestedRegion', 'aws:PrincipalArn'] }) as fc.Arbitrary<Record<string, string>>,
});

const CASES = 20_000;

/** In what ministack differs, and why that is not as IAM has it. */
const KNOWN: readonly { readonly because: string; readonly source: string; readonly isMeant: (documents: string) => boolean }[] = [
  {
    because: 'a wildcard of an ARN operator reaches over colons there; IAM compares the six parts one by one',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN',
    isMeant: documents => /"Arn(Not)?(Equals|Like)(IfExists)?":\{"aws:PrincipalArn":[^}]*"arn:aws:\*Robot"/.test(documents),
  },
];

test('a request has the same verdict on both sides', () => {
  const cases = fc.sample(fc.record({ policies, request }), CASES);
  const ours = cases.map(({ policies: documents, request: asked }) => evaluate(documents, asked));
  const theirs: string[] = JSON.parse(execFileSync(python(), [path.join(__dirname, 'iam.py')], {
    input: JSON.stringify(cases.map(({ policies: documents, request: asked }) => ({ policies: documents, ...asked }))),
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  }));
  const different = cases
    .map((theCase, index) => ({ ...theCase, ours: ours[index], theirs: theirs[index] }))
    .filter(({ ours: a, theirs: b }) => a !== b);
  const texts = different.map(({ policies: documents }) => JSON.stringify(documents));
  expect(different.filter((_, index) => !KNOWN.some(({ isMeant }) => isMeant(texts[index]))).slice(0, 5)).toEqual([]);
  expect(KNOWN.filter(({ isMeant }) => !texts.some(isMeant))).toEqual([]);
  // Each verdict is met often enough to mean something.
  for (const verdict of ['allowed', 'implicitly-denied', 'explicitly-denied']) {
    expect(ours.filter(candidate => candidate === verdict).length).toBeGreaterThan(CASES / 20);
  }
});
