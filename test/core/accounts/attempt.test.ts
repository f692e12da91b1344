import { isLeftover, isSpreading } from '../../../core/accounts/attempt';
import { at, attempt, record } from '../fixtures';

test('access may be spreading for five minutes', () => {
  expect(isSpreading(attempt('begun'), at(14.9))).toBe(true);
  expect(isSpreading(attempt('begun'), at(15))).toBe(false);
  expect(isSpreading(attempt('confirmed'), at(4.9))).toBe(true);
  expect(isSpreading(attempt('confirmed'), at(12))).toBe(false);
});

test('a record is a leftover if it was made before the order was given, whenever it ended', () => {
  expect(isLeftover(record('FAILED', { createdAt: at(-0.1).toISOString(), updatedAt: at(5).toISOString() }), attempt())).toBe(true);
  expect(isLeftover(record('FAILED', { createdAt: at(0).toISOString() }), attempt())).toBe(false);
});
