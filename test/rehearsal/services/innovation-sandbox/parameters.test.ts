/** What the stacks of Innovation Sandbox publish in Systems Manager. */

import { callerOf, HOME, MANAGEMENT, refusalOf, TestOrganization } from '../../support/test-organization';
import type { TestSandboxOptions } from '../../support/test-sandbox';
import { API, MACHINE, SANDBOX_REGION, TestSandbox, UNITS } from '../../support/test-sandbox';

const POOL = 'InnovationSandbox_myisb_AccountPool_Configuration';
const REST_API = 'InnovationSandbox_myisb_Compute_RestApiId';
const read = (options: TestSandboxOptions, name = POOL, region = SANDBOX_REGION, caller = callerOf('is-complete')) =>
  new TestSandbox(options).call('ssm', 'GetParameter', { Name: name }, caller, region).Parameter.Value;

test('the pool tells its units and its version', () => {
  expect(JSON.parse(read({ sandbox: { version: '1.2.14' } }))).toEqual({
    sandboxOuId: UNITS.pool,
    availableOuId: UNITS.available,
    activeOuId: UNITS.active,
    frozenOuId: UNITS.frozen,
    cleanupOuId: UNITS.cleanUp,
    quarantineOuId: UNITS.quarantine,
    entryOuId: UNITS.entry,
    exitOuId: UNITS.exit,
    solutionVersion: 'v1.2.14',
    supportedSchemas: '["1"]',
    isbManagedRegions: 'us-east-1,us-west-2',
  });
});

test('the hub tells the id of the API from 1.3 on', () => {
  expect(read({}, REST_API, SANDBOX_REGION, MACHINE)).toBe(API);
  expect(refusalOf(() => read({ sandbox: { version: '1.2.14' } }, REST_API, SANDBOX_REGION, MACHINE)).code).toBe('ParameterNotFound');
});

test.each([
  ['of another region', POOL, HOME, undefined],
  ['of another namespace', 'InnovationSandbox_other_AccountPool_Configuration', SANDBOX_REGION, undefined],
  ['of the hub in the management account', REST_API, SANDBOX_REGION, undefined],
  ['of the management account in the hub', POOL, SANDBOX_REGION, MACHINE],
])('a parameter %s is not found', (_, name, region, caller) => {
  expect(refusalOf(() => read({}, name, region, caller))).toEqual({ code: 'ParameterNotFound', message: `Parameter ${name} not found.` });
});

test('a parameter can be missing, half written or incomplete', () => {
  const broken = (problem: 'missing' | 'not-json' | 'incomplete') => () => read({ faults: [{ kind: 'parameter-unusable', problem }] });
  expect(refusalOf(broken('missing')).code).toBe('ParameterNotFound');
  expect(() => JSON.parse(broken('not-json')())).toThrow(SyntaxError);
  expect(JSON.parse(broken('incomplete')())).not.toHaveProperty('entryOuId');
});

test('several can be asked for at once', () => {
  const sandbox = new TestSandbox();
  const answer = sandbox.call('ssm', 'GetParameters', { Names: [POOL, 'other'] }, sandbox.caller, SANDBOX_REGION);
  expect(answer).toMatchObject({ Parameters: [{ Name: POOL, Type: 'String' }], InvalidParameters: ['other'] });
});

test('an organization without Innovation Sandbox has none of it', () => {
  const organization = new TestOrganization();
  const code = (service: string, action: string, input: object) => refusalOf(() => organization.call(service, action, input)).code;
  expect(code('ssm', 'GetParameter', { Name: POOL })).toBe('ParameterNotFound');
  expect(code('execute-api', 'Invoke', {})).toBe('ForbiddenException');
  expect(code('secretsmanager', 'GetSecretValue', { SecretId: 'x' })).toBe('ResourceNotFoundException');
  expect(code('billing', 'GetBillingView', { arn: `arn:aws:billing::${MANAGEMENT}:billingview/custom-pool` })).toBe('ResourceNotFoundException');
  expect(code('cloudformation', 'DescribeStackInstance', { StackSetName: 'x' })).toBe('StackSetNotFoundException');
  expect(organization.services.sandboxAccounts()).toEqual([]);
});
