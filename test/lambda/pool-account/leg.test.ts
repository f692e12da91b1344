import { legWindow } from './relay';
import { attemptOf, deadlineOf, requestOf, roleOf } from '../../../lambda/pool-account/leg';
import { at } from '../../core/fixtures';

const CREATE = { isUpdate: false, isVerification: false };

test('a leg lasts for 55 minutes', () => {
  expect(deadlineOf(at(10))).toEqual(at(65));
});

test('legs know their place', () => expect(['Start', 'Leg2', 'Leg17', 'Resource'].map(roleOf)).toEqual(['start', 'middle', 'middle', 'last']));

test('a leg attempts as much as its place in the relay asks for', () => {
  expect((['start', 'middle', 'last'] as const).map(role => attemptOf(legWindow(), role, CREATE).aim)).toEqual(['begun', 'reached', 'confirmed']);
  expect(attemptOf(legWindow(), 'last', CREATE)).toMatchObject({ startedAt: at(10).toISOString(), orderedAt: at(0).toISOString() });
});

test('only the first leg waits out from its own start what is still spreading', () => {
  expect(attemptOf(legWindow(), 'start', CREATE).accessSince).toBe(at(10).toISOString());
  expect(attemptOf(legWindow(), 'middle', CREATE).accessSince).toBe(at(0).toISOString());
  expect(attemptOf(legWindow(), 'last', CREATE).accessSince).toBe(at(0).toISOString());
});

test('only last legs take turns: first ones come one after another', () => {
  expect((['start', 'middle', 'last'] as const).map(role => attemptOf(legWindow(), role, CREATE).takesTurns)).toEqual([false, false, true]);
});

test('an update requests no account', () => {
  expect(attemptOf(legWindow(), 'last', CREATE).mayRequest).toBe(true);
  expect(attemptOf(legWindow(), 'last', { isUpdate: true, isVerification: false }).mayRequest).toBe(false);
});

test('a quarantine is left to whoever made it, unless the account is on its way into the pool or verify has another value', () => {
  const may = (RequestType: string, verify?: string, before?: string) => attemptOf(legWindow(), 'last', requestOf({
    RequestType,
    ResourceProperties: { Verify: verify },
    ...(RequestType === 'Update' ? { OldResourceProperties: { Verify: before } } : {}),
  })).mayLeaveQuarantine;
  expect(may('Create')).toBe(true);
  expect(may('Update')).toBe(false);
  expect(may('Update', '2026-12', '2026-12')).toBe(false);
  expect(may('Update', '2026-12', '2026-11')).toBe(true);
  expect(may('Update', '2026-12')).toBe(true);
});
