import { legWindow } from './relay';
import { attemptOf, deadlineOf, roleOf } from '../../../lambda/pool-account/leg';
import { at } from '../../core/fixtures';

test('a leg lasts for 55 minutes', () => {
  expect(deadlineOf(at(10))).toEqual(at(65));
});

test('legs know their place', () => expect(['Start', 'Leg2', 'Leg17', 'Resource'].map(roleOf)).toEqual(['start', 'middle', 'middle', 'last']));

test('a leg attempts as much as its place in the relay asks for', () => {
  expect((['start', 'middle', 'last'] as const).map((role) => attemptOf(legWindow(), role, false).aim)).toEqual(['begun', 'reached', 'confirmed']);
  expect(attemptOf(legWindow(), 'last', false)).toMatchObject({ startedAt: at(10).toISOString(), orderedAt: at(0).toISOString() });
});

test('only the first leg waits out from its own start what is still spreading', () => {
  expect(attemptOf(legWindow(), 'start', false).accessSince).toBe(at(10).toISOString());
  expect(attemptOf(legWindow(), 'middle', false).accessSince).toBe(at(0).toISOString());
  expect(attemptOf(legWindow(), 'last', false).accessSince).toBe(at(0).toISOString());
});

test('an update requests no account', () => {
  expect(attemptOf(legWindow(), 'last', false).mayRequest).toBe(true);
  expect(attemptOf(legWindow(), 'last', true).mayRequest).toBe(false);
});
