/** The block `sandbox` in cdk.json. */

import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { PoolAccount } from '../../../src';
import { appWith, BILLING_VIEW, messageOf, SANDBOX, SETTINGS } from '../support';

function synthesize(sandbox: unknown): Template {
  const stack = new Stack(appWith({ ...SETTINGS, sandbox }), 'Pool');
  new PoolAccount(stack, 'pool-010');
  return Template.fromStack(stack);
}

const HUB_ROLE = 'arn:aws:iam::222222222222:role/AccountRobot-myisb-hub';
const { access: CLIENT } = SANDBOX;
const SIGNED = { kind: 'signed-invoke', hubRoleArn: HUB_ROLE, externalId: 'account-robot' };

test.each([
  ['with all that a machine client can have', { ...SANDBOX, access: { ...CLIENT, apiIdRoleArn: HUB_ROLE }, billingViewArn: BILLING_VIEW, billingViewRequired: true }],
  ['with the id of the API', { ...SANDBOX, access: { ...CLIENT, apiId: 'a1b2c3d4e5' } }],
  ['with signed calls', { ...SANDBOX, access: SIGNED }],
  ['with what is necessary', { namespace: 'myisb', access: { kind: 'signed-invoke', hubRoleArn: HUB_ROLE } }],
])('the block may be one %s', (_, sandbox) => {
  expect(Object.keys(synthesize(sandbox).toJSON().Resources)).not.toEqual([]);
});

test.each([
  ['a misspelled key', { ...SANDBOX, namespce: 'myisb' },
    "cdk.json, context 'account-robot': 'sandbox.namespce' (\"myisb\") is not a setting, expected one of namespace, region, access, billingViewArn, billingViewRequired; did you mean 'sandbox.namespace'?"],
  ['a key of the other access', { ...SANDBOX, access: { ...CLIENT, hubRoleArn: HUB_ROLE } },
    "'sandbox.access.hubRoleArn' (\"arn:aws:iam::222222222222:role/AccountRobot-myisb-hub\") is not a setting, expected one of kind, roleArn, externalId, apiId, apiIdRoleArn"],
  ['an access of no kind', { ...SANDBOX, access: { roleArn: CLIENT.roleArn } }, "'sandbox.access.kind' is missing; an access looks like"],
  ['an access of a kind that there is not', { ...SANDBOX, access: { ...CLIENT, kind: 'jwt' } },
    "'sandbox.access.kind' must be \"machine-client\", for Innovation Sandbox 1.3 or later, or \"signed-invoke\", for 1.2, got \"jwt\""],
  ['an access that lacks something', { ...SANDBOX, access: { kind: 'machine-client', externalId: CLIENT.externalId } }, "'sandbox.access.roleArn' is missing; an access looks like"],
  ['two ways to the id of the API', { ...SANDBOX, access: { ...CLIENT, apiId: 'a1b2c3d4e5', apiIdRoleArn: HUB_ROLE } }, "'sandbox.access' has both 'apiId' and 'apiIdRoleArn'"],
  ['no namespace', { access: CLIENT }, "'sandbox.namespace' is missing"],
  ['no access', { namespace: 'myisb' }, "'sandbox.access' is missing"],
  ['a text for an access', { ...SANDBOX, access: 'machine-client' }, "'sandbox.access' must be an object with kind and what that kind needs, got \"machine-client\""],
  ['a namespace that is none', { ...SANDBOX, namespace: 'my-isb' }, "'sandbox.namespace' must be 3 to 8 letters and digits, got \"my-isb\""],
  ['a number for a namespace', { ...SANDBOX, namespace: 12345 }, "'sandbox.namespace' must be a string, got 12345; put it in double quotes"],
  ['a region that is none', { ...SANDBOX, region: 'Oregon' }, "'sandbox.region' must be a region"],
  ['a billing view that is none', { ...SANDBOX, billingViewArn: 'x' }, "'sandbox.billingViewArn' must be the ARN of a custom billing view"],
  ['a switch in quotes', { ...SANDBOX, billingViewArn: BILLING_VIEW, billingViewRequired: 'true' }, "'sandbox.billingViewRequired' must be true or false, got \"true\"; write it without quotes"],
  ['a switch for nothing', { ...SANDBOX, billingViewRequired: true }, "'sandbox.billingViewRequired' says nothing without 'sandbox.billingViewArn'"],
  ['a text for the block', 'myisb', "'sandbox' must be an object with namespace and access, got \"myisb\""],
])('throws for %s', (_, sandbox, message) => {
  expect(messageOf(() => synthesize(sandbox))).toContain(message);
});

test('throws once for all that is wrong', () => {
  expect(messageOf(() => synthesize({ namespace: 'x', regoin: 'us-west-2', access: { kind: 'signed-invoke', externalId: '' } })).split('\n')).toEqual([
    expect.stringContaining("'sandbox.namespace' must be"),
    expect.stringContaining("did you mean 'sandbox.region'?"),
    expect.stringContaining("'sandbox.access.externalId' must be"),
    expect.stringContaining("'sandbox.access.hubRoleArn' is missing"),
  ]);
});
