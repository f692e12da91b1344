import { epochOf, isRollback, isUnderWay } from '../../../core/stacks/stack-operation';

const UPDATED = '2026-01-05T08:00:00.000Z';

describe('the epoch of an operation', () => {
  test('is the status and the last update of the stack', () => {
    expect(epochOf({ status: 'CREATE_IN_PROGRESS' })).toBe('CREATE_IN_PROGRESS/never');
    expect(epochOf({ status: 'UPDATE_IN_PROGRESS', lastUpdatedAt: UPDATED })).toBe(`UPDATE_IN_PROGRESS/${UPDATED}`);
  });

  test('holds those of the root as well, if the stack is nested', () => {
    expect(epochOf({ status: 'CREATE_COMPLETE' }, { status: 'UPDATE_IN_PROGRESS', lastUpdatedAt: UPDATED })).toBe(`CREATE_COMPLETE/never|UPDATE_IN_PROGRESS/${UPDATED}`);
  });
});

test.each<[string, { isUnderWay: boolean; isRollback: boolean }]>([
  ['CREATE_IN_PROGRESS', { isUnderWay: true, isRollback: false }],
  ['UPDATE_IN_PROGRESS', { isUnderWay: true, isRollback: false }],
  ['DELETE_IN_PROGRESS', { isUnderWay: true, isRollback: false }],
  ['IMPORT_IN_PROGRESS', { isUnderWay: true, isRollback: false }],
  ['ROLLBACK_IN_PROGRESS', { isUnderWay: true, isRollback: true }],
  ['UPDATE_ROLLBACK_IN_PROGRESS', { isUnderWay: true, isRollback: true }],
  ['IMPORT_ROLLBACK_IN_PROGRESS', { isUnderWay: true, isRollback: true }],
  ['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', { isUnderWay: false, isRollback: true }],
  ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', { isUnderWay: false, isRollback: false }],
  ['REVIEW_IN_PROGRESS', { isUnderWay: false, isRollback: false }],
  ['CREATE_COMPLETE', { isUnderWay: false, isRollback: false }],
  ['ROLLBACK_COMPLETE', { isUnderWay: false, isRollback: false }],
  ['UPDATE_ROLLBACK_FAILED', { isUnderWay: false, isRollback: false }],
  ['ROLLBACK_FAILED', { isUnderWay: false, isRollback: false }],
])('a stack in %s: %j', (status, expected) => {
  const epoch = epochOf({ status });
  expect({ isUnderWay: isUnderWay(epoch), isRollback: isRollback(epoch) }).toEqual(expected);
});

describe('of a nested stack', () => {
  const epoch = (own: string, root: string) => epochOf({ status: own }, { status: root, lastUpdatedAt: UPDATED });

  test('an operation is under way only if it is in the root as well', () => {
    expect(isUnderWay(epoch('UPDATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS'))).toBe(true);
    expect(isUnderWay(epoch('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_IN_PROGRESS'))).toBe(false);
    expect(isUnderWay(epoch('UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE'))).toBe(false);
    expect(isUnderWay(epoch('CREATE_COMPLETE', 'UPDATE_IN_PROGRESS'))).toBe(false);
  });

  test('something is undone if either undoes it', () => {
    expect(isRollback(epoch('UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS'))).toBe(true);
    expect(isRollback(epoch('ROLLBACK_IN_PROGRESS', 'CREATE_IN_PROGRESS'))).toBe(true);
    expect(isRollback(epoch('UPDATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS'))).toBe(false);
  });
});
