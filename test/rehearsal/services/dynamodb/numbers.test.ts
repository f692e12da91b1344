/** Numbers as DynamoDB keeps them. */

import * as fc from 'fast-check';
import { canonicalNumber, compareNumbers, sum, withCanonicalNumbers } from '../../../../rehearsal/services/dynamodb/numbers';

test.each([
  ['0', '0'], ['-0', '0'], ['0.00', '0'], ['007', '7'], ['+7', '7'], ['7.50', '7.5'], ['.5', '0.5'], ['-1.', '-1'], ['1e3', '1000'], ['12E-3', '0.012'],
  ['12345678901234567890', '12345678901234567890'], [`${'9'.repeat(38)}00`, `${'9'.repeat(38)}00`], ['1e125', `1${'0'.repeat(125)}`],
])('%s is kept as %s', (text, kept) => expect(canonicalNumber(text)).toBe(kept));

test.each(['', '-', '.', 'ten', '1,5', '1e', '0x10', ' 1', 'Infinity', '9'.repeat(39), '1e126', '1e-131'])('%j is refused', text => {
  expect(() => canonicalNumber(text)).toThrow(expect.objectContaining({ name: 'ApiError', message: expect.stringMatching(/numeric value|38 significant digits/) }));
});

const whole = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
const decimals = fc.tuple(whole, fc.integer({ min: -12, max: 12 })).map(([digits, exponent]) => `${digits}e${exponent}`);

test('one text for each number, ordered as numbers are, and sums that can be taken back', () => {
  fc.assert(fc.property(decimals, decimals, (one, other) => {
    expect(canonicalNumber(canonicalNumber(one))).toBe(canonicalNumber(one));
    expect(Math.sign(compareNumbers(one, other))).toBe(-Math.sign(compareNumbers(other, one)));
    expect(compareNumbers(one, other) === 0).toBe(canonicalNumber(one) === canonicalNumber(other));
  }));
  fc.assert(fc.property(whole, whole, (one, other) => {
    const total = sum(String(one), String(other), 1);
    expect(total).toBe(String(one + other));
    expect(sum(total, String(other), -1)).toBe(String(one));
    expect(compareNumbers(String(one), String(other))).toBe(one < other ? -1 : one > other ? 1 : 0);
  }));
});

test('a sum that has more digits than a number is refused', () => {
  expect(() => sum('1e40', '1', 1)).toThrow(/Number overflow/);
});

test('numbers are found at any depth, and an attribute that is called N is none', () => {
  expect(withCanonicalNumbers({ Item: { N: { S: '01' }, a: { L: [{ N: '01' }, { M: { b: { NS: ['1.0'] } } }] }, c: { BOOL: true }, d: { NULL: true } }, Limit: 1 }))
    .toEqual({ Item: { N: { S: '01' }, a: { L: [{ N: '1' }, { M: { b: { NS: ['1'] } } }] }, c: { BOOL: true }, d: { NULL: true } }, Limit: 1 });
});
