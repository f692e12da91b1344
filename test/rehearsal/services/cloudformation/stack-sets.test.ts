/** The StackSet whose instance must be CURRENT before an account is registered. */

import { callerOf, refusalOf } from '../../support/test-organization';
import type { TestSandboxOptions } from '../../support/test-sandbox';
import { ACCOUNT, SANDBOX_REGION, TestSandbox } from '../../support/test-sandbox';

const NAME = 'Isb-myisb-SandboxAccountResources';
const INSTANCE = { StackSetName: NAME, StackInstanceAccount: ACCOUNT, StackInstanceRegion: SANDBOX_REGION };
const describeInstance = (sandbox: TestSandbox, input: object = INSTANCE, region = SANDBOX_REGION, caller = sandbox.caller) =>
  sandbox.call('cloudformation', 'DescribeStackInstance', input, caller, region).StackInstance;

function entering(options: TestSandboxOptions = {}): TestSandbox {
  const sandbox = new TestSandbox({ account: { parentId: 'r-abcd' }, ...options });
  expect(refusalOf(() => describeInstance(sandbox)).code).toBe('StackInstanceNotFoundException');
  sandbox.moveTo('entry');
  return sandbox;
}

test('an instance appears a while after the account came to the pool, and is CURRENT later', () => {
  const sandbox = entering({ faults: [{ kind: 'stack-set-takes', minutes: 6 }] });
  expect(refusalOf(() => describeInstance(sandbox))).toMatchObject({ code: 'StackInstanceNotFoundException' });
  sandbox.minutes(3);
  expect(describeInstance(sandbox)).toMatchObject({ Status: 'OUTDATED', StackInstanceStatus: { DetailedStatus: 'RUNNING' }, Account: ACCOUNT, Region: SANDBOX_REGION });
  sandbox.minutes(3);
  expect(describeInstance(sandbox)).toMatchObject({ Status: 'CURRENT', StackInstanceStatus: { DetailedStatus: 'SUCCEEDED' } });
});

test('takes half to one and a half of the world\'s time', () => {
  const sandbox = entering({ sandbox: { stackSetMinutes: 10 } });
  sandbox.minutes(5);
  expect(describeInstance(sandbox).Status).toBe('OUTDATED');
  sandbox.minutes(10);
  expect(describeInstance(sandbox).Status).toBe('CURRENT');
});

test('a failure stays, until the account leaves the pool and comes again', () => {
  const sandbox = entering({ faults: [{ kind: 'stack-set-fails', message: 'the role exists', times: 1 }] });
  sandbox.minutes(60);
  expect(describeInstance(sandbox)).toMatchObject({ Status: 'OUTDATED', StatusReason: 'the role exists', StackInstanceStatus: { DetailedStatus: 'FAILED' } });
  sandbox.moveTo('r-abcd');
  expect(refusalOf(() => describeInstance(sandbox)).code).toBe('StackInstanceNotFoundException');
  sandbox.moveTo('entry');
  expect(describeInstance(sandbox).Status).toBe('CURRENT');
});

test('moves inside the pool change nothing', () => {
  const sandbox = entering();
  const { StackId } = describeInstance(sandbox);
  sandbox.moveTo('exit');
  expect(describeInstance(sandbox).StackId).toBe(StackId);
});

test('accounts that were in the pool before have theirs', () => {
  const sandbox = new TestSandbox({ account: { status: 'Available', unit: 'available' }, sandbox: { stackSetMinutes: 10 } });
  expect(describeInstance(sandbox).Status).toBe('CURRENT');
});

test('all instances can be listed, or those of an account', () => {
  const sandbox = new TestSandbox();
  const list = (input: object) => sandbox.call('cloudformation', 'ListStackInstances', { StackSetName: NAME, ...input }, sandbox.caller, SANDBOX_REGION).Summaries;
  expect(list({})).toMatchObject([{ Account: ACCOUNT, Status: 'CURRENT' }]);
  expect(list({ StackInstanceAccount: '999988887777' })).toEqual([]);
});

test.each([
  ['another region', INSTANCE, 'eu-west-1', undefined],
  ['another name', { ...INSTANCE, StackSetName: 'Other' }, SANDBOX_REGION, undefined],
  ['another account', INSTANCE, SANDBOX_REGION, callerOf('kick', 'Robot', '999988887777')],
])('in %s there is no such StackSet', (_, input, region, caller) => {
  expect(refusalOf(() => describeInstance(new TestSandbox(), input, region, caller)).code).toBe('StackSetNotFoundException');
});
