/** IAM's rules, each from both sides. */

import fc from 'fast-check';
import { evaluate } from '../../../rehearsal/iam/evaluator';
import type { Statement } from '../../../rehearsal/iam/policy';
import { matchesArn, matchesWildcards } from '../../../rehearsal/iam/wildcards';
import { UnknownToRehearsal } from '../../../rehearsal/kernel/types';

const PRODUCT = 'arn:aws:catalog:eu-west-1:111122223333:product/prod-abc';
const ask = (statements: Statement | Statement[], action = 'servicecatalog:ProvisionProduct', resource = PRODUCT, context = {}) =>
  evaluate([{ Version: '2012-10-17', Statement: statements }], { action, resource, context });
const allow = (parts: Partial<Statement>): Statement => ({ Effect: 'Allow', Action: '*', Resource: '*', ...parts });

describe('actions and resources', () => {
  test.each([
    ['servicecatalog:ProvisionProduct', 'allowed'],
    ['SERVICECATALOG:provisionproduct', 'allowed'],
    ['servicecatalog:*', 'allowed'],
    ['servicecatalog:Provision?roduct', 'allowed'],
    ['*', 'allowed'],
    ['servicecatalog:Provision', 'implicitly-denied'],
    ['servicecatalog:ProvisionProduct?', 'implicitly-denied'],
    ['catalog:*', 'implicitly-denied'],
  ])('the action %s: %s', (Action, expected) => {
    expect(ask(allow({ Action }))).toBe(expected);
  });

  test.each([
    [PRODUCT, 'allowed'],
    ['arn:aws:catalog:*:*:product/*', 'allowed'],
    ['arn:aws:catalog:eu-west-1:111122223333:product/prod-ab?', 'allowed'],
    ['arn:aws:catalog:eu-west-1:111122223333:product/PROD-abc', 'implicitly-denied'],
    ['arn:aws:servicecatalog:eu-west-1:111122223333:product/prod-abc', 'implicitly-denied'],
    ['arn.aws:catalog:*', 'implicitly-denied'],
  ])('the resource %s: %s', (Resource, expected) => {
    expect(ask(allow({ Resource }))).toBe(expected);
  });

  test('a statement that names ARNs doesn\'t reach an action that has none', () => {
    expect(ask(allow({ Resource: 'arn:aws:*' }), 'controltower:CreateManagedAccount', '*')).toBe('implicitly-denied');
    expect(ask(allow({ Resource: '*' }), 'controltower:CreateManagedAccount', '*')).toBe('allowed');
  });

  test('NotAction and NotResource mean everything else', () => {
    expect(ask(allow({ Action: undefined, NotAction: ['iam:*', 's3:*'] }))).toBe('allowed');
    expect(ask(allow({ Action: undefined, NotAction: 'servicecatalog:*' }))).toBe('implicitly-denied');
    expect(ask(allow({ Resource: undefined, NotResource: 'arn:aws:s3:::*' }))).toBe('allowed');
    expect(ask(allow({ Resource: undefined, NotResource: PRODUCT }))).toBe('implicitly-denied');
  });

  test('a denial wins over any permission, in whatever order', () => {
    const deny: Statement = { Effect: 'Deny', Action: 'servicecatalog:*', Resource: '*' };
    fc.assert(fc.property(fc.shuffledSubarray([allow({}), deny, allow({ Action: 'servicecatalog:*' })], { minLength: 3 }), statements => {
      expect(ask(statements)).toBe('explicitly-denied');
    }));
    expect(ask([allow({}), { ...deny, Resource: 'arn:aws:s3:::*' }])).toBe('allowed');
  });

  test('nothing is allowed by no policy', () => {
    expect(evaluate([], { action: 'a:b', resource: '*', context: {} })).toBe('implicitly-denied');
  });

  test('an effect that IAM doesn\'t know is an error', () => {
    expect(() => ask({ Effect: 'Permit', Action: '*', Resource: '*' })).toThrow('Permit');
  });
});

describe('conditions', () => {
  const under = (Condition: Statement['Condition'], context: Record<string, string> = {}) => ask(allow({ Condition }), undefined, undefined, context) === 'allowed';
  const self = { 'servicecatalog:userLevel': 'self' };

  test.each<[Statement['Condition'], Record<string, string>, boolean]>([
    [{ StringEquals: { 'servicecatalog:userLevel': 'self' } }, self, true],
    [{ StringEquals: { 'ServiceCatalog:UserLevel': ['other', 'self'] } }, self, true],
    [{ StringEquals: { 'servicecatalog:userLevel': 'Self' } }, self, false],
    [{ StringEquals: { 'servicecatalog:userLevel': 'self' } }, {}, false],
    [{ StringEqualsIfExists: { 'servicecatalog:userLevel': 'self' } }, {}, true],
    [{ StringEqualsIfExists: { 'servicecatalog:userLevel': 'other' } }, self, false],
    [{ StringEqualsIgnoreCase: { 'servicecatalog:userLevel': 'SELF' } }, self, true],
    [{ StringNotEquals: { 'servicecatalog:userLevel': 'self' } }, self, false],
    [{ StringNotEquals: { 'servicecatalog:userLevel': ['a', 'b'] } }, self, true],
    [{ StringNotEquals: { 'servicecatalog:userLevel': 'self' } }, {}, true],
    [{ StringLike: { 'servicecatalog:userLevel': 's*f' } }, self, true],
    [{ StringNotLike: { 'servicecatalog:userLevel': 's*f' } }, self, false],
    [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Ro*' } }, { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/Robot' }, true],
    [{ ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Other' } }, { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/Robot' }, false],
    [{ ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Other' } }, { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/Robot' }, true],
    [{ Bool: { 'aws:SecureTransport': true } }, { 'aws:SecureTransport': 'true' }, true],
    [{ Bool: { 'aws:SecureTransport': 'false' } }, { 'aws:SecureTransport': 'true' }, false],
    [{ Null: { 'servicecatalog:userLevel': 'true' } }, {}, true],
    [{ Null: { 'servicecatalog:userLevel': true } }, self, false],
    [{ Null: { 'servicecatalog:userLevel': false } }, self, true],
    [{ 'ForAnyValue:StringEquals': { 'servicecatalog:userLevel': ['x', 'self'] } }, self, true],
    [{ 'ForAnyValue:StringEquals': { 'servicecatalog:userLevel': 'self' } }, {}, false],
    [{ 'ForAllValues:StringEquals': { 'servicecatalog:userLevel': 'self' } }, {}, true],
    [{ StringEquals: { 'servicecatalog:userLevel': 'self' }, StringLike: { 'aws:RequestedRegion': 'eu-*' } }, { ...self, 'aws:RequestedRegion': 'us-east-1' }, false],
    [{ StringEquals: { 'aws:RequestTag/team': 'x' } }, { 'aws:RequestTag/team': 'x' }, true],
  ])('%j with %j: %p', (condition, context, expected) => {
    expect(under(condition, context)).toBe(expected);
  });

  test('an operator that isn\'t known is an error that names it, where the statement applies', () => {
    expect(() => under({ NumericLessThan: { 'aws:RequestedRegion': 3 } }, {})).toThrow(/'NumericLessThan'/);
    expect(() => under({ IpAddress: { 'servicecatalog:userLevel': '10.0.0.0/8' } }, self)).toThrow(UnknownToRehearsal);
    expect(ask([allow({}), { Effect: 'Deny', Action: 's3:*', Resource: '*', Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }])).toBe('allowed');
  });

  test('a key that the rehearsal doesn\'t supply is an error that names it', () => {
    expect(() => under({ StringEquals: { 'aws:PrincipalOrgID': 'o-x' } })).toThrow(/'aws:PrincipalOrgID'/);
  });

  test('a policy variable is an error that names it', () => {
    expect(() => under({ StringEquals: { 'servicecatalog:userLevel': '${aws:username}' } }, self)).toThrow(/aws:username/);
    expect(() => ask(allow({ Resource: 'arn:aws:s3:::${aws:username}' }))).toThrow(/aws:username/);
  });
});

describe('wildcards', () => {
  test('every text fits itself, a star, and itself with a part replaced by a star', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'B', '.', '+', '(', '/', ':', '$', '\n'), maxLength: 12 });
    fc.assert(fc.property(text, text, text, (head, middle, tail) => {
      expect(matchesWildcards(head + middle + tail, head + middle + tail)).toBe(true);
      expect(matchesWildcards(`${head}*${tail}`, head + middle + tail)).toBe(true);
      expect(matchesWildcards(`${head}x${tail}`, head + middle + tail)).toBe(false);
    }));
  });

  test('in an ARN a star stays between two colons, except in the last part', () => {
    expect(matchesArn('arn:aws:lambda:*:111122223333:function:*', 'arn:aws:lambda:eu-west-1:111122223333:function:a:1')).toBe(true);
    expect(matchesArn('arn:*:function:a', 'arn:aws:lambda:eu-west-1:111122223333:function:a')).toBe(false);
    expect(matchesArn('*', 'arn:aws:iam::111122223333:role/x')).toBe(true);
  });
});
