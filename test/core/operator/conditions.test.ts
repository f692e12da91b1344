/** What conditions of a deployed template leave out. */

import { conditionHolds } from '../../../core/operator/conditions';

const SIZE = { Ref: 'Size' };
const template = {
  Conditions: {
    IsTwo: { 'Fn::Equals': [SIZE, '2'] },
    IsThree: { 'Fn::Equals': [SIZE, 3] },
    Either: { 'Fn::Or': [{ Condition: 'IsTwo' }, { Condition: 'IsThree' }] },
    Neither: { 'Fn::Not': [{ Condition: 'Either' }] },
    Both: { 'Fn::And': [{ Condition: 'IsTwo' }, { Condition: 'IsThree' }] },
    Elsewhere: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] },
    TwoOrElsewhere: { 'Fn::Or': [{ Condition: 'Elsewhere' }, { Condition: 'IsTwo' }] },
    Itself: { 'Fn::Not': [{ Condition: 'Itself' }] },
    Odd: 'true',
  },
};

test.each<[string, string, boolean | undefined]>([
  ['2', 'IsTwo', true],
  ['2', 'IsThree', false],
  ['3', 'IsThree', true],
  ['3', 'Either', true],
  ['4', 'Either', false],
  ['4', 'Neither', true],
  ['2', 'Both', false],
  ['2', 'Elsewhere', undefined],
  ['2', 'TwoOrElsewhere', true],
  ['3', 'TwoOrElsewhere', undefined],
  ['2', 'Itself', undefined],
  ['2', 'Odd', undefined],
  ['2', 'Missing', undefined],
])('with a size of %s %s is %s', (Size, name, holds) => {
  expect(conditionHolds(name, { template, parameters: { Size } })).toBe(holds);
});

test('without the value of the parameter, and without a template, nothing is known', () => {
  expect(conditionHolds('IsTwo', { template, parameters: {} })).toBeUndefined();
  expect(conditionHolds('IsTwo', { template: undefined, parameters: {} })).toBeUndefined();
});
