import { followUpTokenOf, provisionTokenOf } from '../../../../core/vending/control-tower/tokens';
import { at, desired } from '../../fixtures';

const TOKEN = /^[a-zA-Z0-9][a-zA-Z0-9_-]{0,127}$/;

test('a request that is repeated within its window has the same token, another one has not', () => {
  const token = provisionTokenOf(desired(), at(0));
  expect(token).toMatch(TOKEN);
  expect(provisionTokenOf(desired(), at(9.9))).toBe(token);
  expect(provisionTokenOf(desired(), at(10))).not.toBe(token);
  expect(provisionTokenOf(desired({ name: 'pool-011' }), at(0))).not.toBe(token);
  expect(provisionTokenOf(desired({ owner: 'x' }), at(0))).not.toBe(token);
  expect(provisionTokenOf(desired(), at(0), 'rec-1')).not.toBe(token);
});

test('each record has one update and one termination', () => {
  expect(followUpTokenOf('update', 'pp-1', 'rec-1')).toMatch(TOKEN);
  expect(followUpTokenOf('update', 'pp-1', 'rec-1')).not.toBe(followUpTokenOf('update', 'pp-1', 'rec-2'));
  expect(followUpTokenOf('update', 'pp-1', 'rec-1')).not.toBe(followUpTokenOf('terminate', 'pp-1', 'rec-1'));
});

test('a request stays the same request through an upgrade of this library: its token is what it always was', () => {
  expect([provisionTokenOf(desired(), at(0)), provisionTokenOf(desired(), at(0), 'rec-1'), followUpTokenOf('update', 'pp-1', 'rec-1'), followUpTokenOf('terminate', 'pp-1', 'rec-1')]).toEqual([
    '1a43ea5ba525ab75036bbdb17a98533229586621', 'ca5af9b5ac576dba28be7a40db27413d4989c9cf',
    'bfab4cc47138e5f9fae92d18c8e7c8d6cc7f0cfc', '2f2bc6703e236fa074797af55bf7b613617363e5',
  ]);
});
