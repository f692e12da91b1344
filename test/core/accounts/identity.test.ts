import * as fc from 'fast-check';
import { at, desired, OWNER } from '../fixtures';
import { followUpTokenOf, fractionOf, ownerOf, physicalIdOf, provisionTokenOf, tagsOf } from '../../../core/accounts/identity';

const TOKEN = /^[a-zA-Z0-9][a-zA-Z0-9_-]{0,127}$/;

test('the physical id is the name and a hash of the address, whatever its case', () => {
  expect(physicalIdOf(desired())).toMatch(/^pool-010\/[0-9a-f]{12}$/);
  expect(physicalIdOf({ name: 'pool-010', email: 'AWS+pool-010@example.com' })).toBe(physicalIdOf(desired()));
  expect(physicalIdOf({ name: 'pool-010', email: 'other@example.com' })).not.toBe(physicalIdOf(desired()));
});

test('the physical id of an account that was named by its id tells that id, whatever address is known', () => {
  const existing = { name: 'pool-010', email: '', existingAccountId: '444455556666' };
  expect(physicalIdOf(existing)).toBe('pool-010/444455556666');
  expect(physicalIdOf({ ...existing, email: 'aws+pool-010@example.com' })).toBe('pool-010/444455556666');
});

test('the physical id never changes between versions', () => {
  expect(physicalIdOf({ name: 'pool-010', email: 'aws+pool-010@example.com' })).toBe('pool-010/ae7a575af7bc');
});

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

test('a fraction is a fraction', () => {
  fc.assert(fc.property(fc.string(), (text) => {
    expect(fractionOf(text)).toBeGreaterThanOrEqual(0);
    expect(fractionOf(text)).toBeLessThan(1);
  }));
});

test("the owner's tag is carried with the user's and read back", () => {
  expect(tagsOf(desired())).toHaveLength(2);
  expect(ownerOf(tagsOf(desired()))).toBe(OWNER);
  expect(ownerOf([])).toBeUndefined();
});
