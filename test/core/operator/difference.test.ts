/** What a deployment finds in stacks that are there. */

import { declaredAccounts, declaredFunctions, stackOfOwner } from '../../../core/operator/declared';
import { differenceOf, isBusy } from '../../../core/operator/difference';
import type { SnapshotStack } from '../../../core/operator/snapshot';

const leg = (name: string, kind: string, more: object = {}) => ({
  Type: 'Custom::PoolAccount',
  Properties: { ServiceToken: 'arn', Leg: kind, AccountName: name, AccountEmail: `${name}@example.com`, Owner: `Pool/${name}`, ...more },
});
const template = (...resources: [string, object][]) => ({ Resources: Object.fromEntries(resources) });
const DEPLOYED = declaredAccounts(template(['AStart', leg('a', 'Start')], ['A', leg('a', 'Resource')], ['BStart', leg('b', 'Start')], ['B', leg('b', 'Resource')]));

function stackOf(statuses: Record<string, string>, status = 'UPDATE_COMPLETE'): { readonly stacks: SnapshotStack[] } {
  const resources = Object.entries(statuses).map(([logicalId, own]) => ({ logicalId, type: 'Custom::PoolAccount', status: own }));
  return { stacks: [{ name: 'Pool', status, accounts: DEPLOYED, resources }] };
}
const COMPLETE = { AStart: 'CREATE_COMPLETE', A: 'CREATE_COMPLETE', BStart: 'CREATE_COMPLETE', B: 'UPDATE_COMPLETE' };
const standings = (declared: typeof DEPLOYED, snapshot: { readonly stacks: SnapshotStack[] }) =>
  [...differenceOf('Pool', declared, snapshot).standing].map(([{ name }, is]) => `${name} ${is}`);

test.each<[string, string[], { readonly stacks: SnapshotStack[] }]>([
  ['all as declared', ['a unchanged', 'b unchanged'], stackOf(COMPLETE)],
  ['an earlier rollback', ['a unchanged', 'b unchanged'], stackOf({ ...COMPLETE, B: 'UPDATE_ROLLBACK_COMPLETE' })],
  ['a leg that failed', ['a unchanged', 'b failed'], stackOf({ ...COMPLETE, B: 'CREATE_FAILED' })],
  ['a leg that is missing', ['a changed', 'b unchanged'], stackOf({ AStart: 'CREATE_COMPLETE', BStart: 'CREATE_COMPLETE', B: 'CREATE_COMPLETE' })],
  ['legs that a rollback took back', ['a new', 'b unchanged'], stackOf({ ...COMPLETE, AStart: 'DELETE_COMPLETE', A: 'DELETE_COMPLETE' })],
  ['a creation that was rolled back', ['a new', 'b new'], stackOf(COMPLETE, 'ROLLBACK_COMPLETE')],
  ['no such stack', ['a new', 'b new'], { stacks: [{ name: 'Pool', status: 'absent' }] }],
  ['a stack that was not read', ['a new', 'b new'], { stacks: [] }],
])('%s', (_what, expected, snapshot) => {
  expect(standings(DEPLOYED, snapshot)).toEqual(expected);
});

test('other properties are a change, in another order none', () => {
  const other = declaredAccounts(template(['AStart', leg('a', 'Start')], ['A', leg('a', 'Resource', { Verify: 'now' })]));
  const [start, last] = DEPLOYED;
  const turned = [start, last].map(each => ({ ...each, properties: Object.fromEntries(Object.entries(each.properties).reverse()) }));

  expect(standings(other, stackOf(COMPLETE))).toEqual(['a changed']);
  expect(standings(turned, stackOf(COMPLETE))).toEqual(['a unchanged']);
});

test('what the app doesn\'t declare any more is forgotten, once for each account, and only if it is there', () => {
  const [start, last] = DEPLOYED;

  expect(differenceOf('Pool', [start, last], stackOf(COMPLETE)).forgotten.map(({ name }) => name)).toEqual(['b']);
  expect(differenceOf('Pool', [start, last], stackOf({ ...COMPLETE, B: 'DELETE_COMPLETE' })).forgotten).toEqual([]);
  expect(differenceOf('Pool', [], stackOf(COMPLETE, 'ROLLBACK_COMPLETE')).forgotten).toEqual([]);
});

test.each([
  ['CREATE_IN_PROGRESS', true], ['UPDATE_ROLLBACK_IN_PROGRESS', true], ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', true], ['REVIEW_IN_PROGRESS', false], ['CREATE_FAILED', false],
])('%s is busy: %s', (status, expected) => {
  expect(isBusy(status)).toBe(expected);
});

test('a template that isn\'t one declares nothing, and one says the runtime of its functions', () => {
  expect([undefined, 7, {}, { Resources: [] }, { Resources: { A: 7 } }].flatMap(value => declaredAccounts(value))).toEqual([]);
  expect(declaredFunctions(template(['F', { Type: 'AWS::Lambda::Function', Properties: { Runtime: 'nodejs22.x' } }], ['G', { Type: 'AWS::Lambda::Function' }])))
    .toEqual([{ logicalId: 'F', runtime: 'nodejs22.x' }, { logicalId: 'G' }]);
  expect(stackOfOwner('Pool/Pool/pool-001')).toBe('Pool');
});
