import { physicalIdOf } from '../../../lambda/pool-account/physical-id';
import { desired } from '../../core/fixtures';

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
