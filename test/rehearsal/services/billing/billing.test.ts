/** Billing views, and somebody else who writes them too. */

import type { WorldBillingView } from '../../../../rehearsal/world/world';
import { callerOf, MANAGEMENT, refusalOf } from '../../support/test-organization';
import { HUB, MACHINE, TestSandbox } from '../../support/test-sandbox';

const ARN = `arn:aws:billing::${MANAGEMENT}:billingview/custom-pool`;
const TAGS = { tags: { key: 'team', values: ['x'] } };
const viewOf = (parts: Partial<WorldBillingView> = {}): WorldBillingView => ({ arn: ARN, accounts: ['1'], otherFilters: {}, sharedWith: [], ...parts });
const sandboxWith = (parts: Partial<WorldBillingView> = {}) => new TestSandbox({ sandbox: { billingViews: [viewOf(parts)] } });
const dimensions = (...values: string[]) => ({ dimensions: { key: 'LINKED_ACCOUNT', values } });
const get = (sandbox: TestSandbox, arn = ARN, caller = callerOf('is-complete'), region = 'us-east-1') =>
  sandbox.call('billing', 'GetBillingView', { arn }, caller, region).billingView;
const update = (sandbox: TestSandbox, dataFilterExpression: unknown, caller = callerOf('is-complete')) =>
  sandbox.call('billing', 'UpdateBillingView', { arn: ARN, dataFilterExpression }, caller, 'us-east-1');

test('a view is read and replaced as a whole', () => {
  const sandbox = sandboxWith({ otherFilters: TAGS });
  expect(get(sandbox)).toMatchObject({ arn: ARN, billingViewType: 'CUSTOM', ownerAccountId: MANAGEMENT, dataFilterExpression: { ...TAGS, ...dimensions('1') } });
  expect(update(sandbox, dimensions('1', '2'))).toMatchObject({ arn: ARN, updatedAt: Date.parse('2026-01-05T08:00:00Z') / 1000 });
  expect(get(sandbox).dataFilterExpression).toEqual(dimensions('1', '2'));
});

test('an update without a filter leaves the filter', () => {
  const sandbox = sandboxWith();
  update(sandbox, undefined);
  expect(get(sandbox).dataFilterExpression).toEqual(dimensions('1'));
});

test.each([
  ['no structure', 'x'],
  ['an unknown key', { ...dimensions('1'), or: [] }],
  ['another dimension', { dimensions: { key: 'SERVICE', values: ['1'] } }],
  ['no value', dimensions()],
  ['201 values', dimensions(...Array.from({ length: 201 }, (_, index) => String(index)))],
])('a filter with %s is refused', (_, filter) => {
  const sandbox = sandboxWith();
  expect(refusalOf(() => update(sandbox, filter)).code).toBe('ValidationException');
  expect(get(sandbox).dataFilterExpression).toEqual(dimensions('1'));
});

test.each([
  ['a name that is no ARN', 'custom-pool', 'us-east-1', 'ValidationException'],
  ['a view that there isn\'t', `${ARN}-2`, 'us-east-1', 'ResourceNotFoundException'],
  ['another region', ARN, 'eu-west-1', 'ResourceNotFoundException'],
])('%s is not found', (_, arn, region, code) => {
  expect(refusalOf(() => get(sandboxWith(), arn, undefined, region)).code).toBe(code);
});

test('another account gets at it only where it is shared', () => {
  expect(refusalOf(() => get(sandboxWith(), ARN, MACHINE))).toEqual({
    code: 'AccessDeniedException',
    message: expect.stringContaining('because no resource-based policy allows the billing:GetBillingView action'),
  });
  const shared = sandboxWith({ sharedWith: [HUB] });
  update(shared, dimensions('2'), MACHINE);
  expect(get(shared, ARN, MACHINE).dataFilterExpression).toEqual(dimensions('2'));
});

test('somebody who read it before we wrote takes away what we added', () => {
  const sandbox = sandboxWith({ otherFilters: TAGS, competingWriter: { everySeconds: 60, times: 2 } });
  sandbox.clock.advance(61);
  update(sandbox, { ...TAGS, ...dimensions('1', 'ours') });
  expect(get(sandbox).dataFilterExpression.dimensions.values).toContain('ours');
  sandbox.clock.advance(2);
  const { values } = get(sandbox).dataFilterExpression.dimensions;
  expect(values).not.toContain('ours');
  expect(values).toHaveLength(2);
  sandbox.minutes(10);
  expect(get(sandbox).dataFilterExpression).toMatchObject(TAGS);
  expect(get(sandbox).dataFilterExpression.dimensions.values).toHaveLength(3);
});
