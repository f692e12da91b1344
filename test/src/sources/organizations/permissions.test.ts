/** The permissions of the road through AWS Organizations: what our code calls equals what it is granted, both ways, and nothing of it closes an account. */

import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AccountEnrolment, AccountSource, InnovationSandbox, PoolAccount, SandboxAccess } from '../../../../src';
import type { OrganizationsSourceProps } from '../../../../src';
import { ENROLMENT_ACTIONS, HUB_ACTIONS, ORGANIZATIONS_ACTIONS, REGISTRATION_ACTIONS, TELLING_ACTIONS, UNGRANTED_ACTIONS } from '../../../aws/actions';
import { callsOf } from '../../handler-calls';
import { BILLING_VIEW, poolStack, SANDBOX } from '../../support';

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
}

function grantedBy(stack: Stack, role: RegExp): string[] {
  const roles = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Role')).filter(([id]) => role.test(id));
  expect(roles).toHaveLength(1);
  return roles.flatMap(([, { Properties }]) => (Properties.Policies as { PolicyDocument: { Statement: Statement[] } }[]))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => Action)).sort();
}

function deployed(props: OrganizationsSourceProps, sandbox?: InnovationSandbox, listens = false): Stack {
  const stack = poolStack();
  const account = new PoolAccount(stack, 'pool-010', { source: AccountSource.organizations(props), sandbox });
  if (listens) {
    account.onAccountFailed('Failed');
  }
  return stack;
}

const HANDLERS = /^AccountFactoryRole[0-9A-F]{8}$/;
const sandbox = () => InnovationSandbox.fromNamespace('myisb', {
  region: 'us-west-2',
  access: SandboxAccess.machineClient(SANDBOX.access),
  billingViewArn: BILLING_VIEW,
});
const sorted = (actions: readonly string[]) => [...new Set(actions)].sort();

test('about a dozen are enough for accounts that are vended only, and closing an account isn\'t among them', () => {
  const granted = grantedBy(deployed({}), HANDLERS);
  expect(granted).toEqual(sorted(ORGANIZATIONS_ACTIONS));
  expect(granted.length).toBeLessThanOrEqual(14);
  expect(granted.filter(action => /Close|Remove|Leave|Delete|Policy|\*/.test(action))).toEqual([]);
});

test('what enrolment reads is granted where accounts are to be enrolled, and nowhere else', () => {
  expect(grantedBy(deployed({ enrolment: AccountEnrolment.AUTOMATIC }), HANDLERS)).toEqual(sorted([...ORGANIZATIONS_ACTIONS, ...ENROLMENT_ACTIONS]));
});

test('all that the code calls is granted, and all that is granted is called', () => {
  const granted = grantedBy(deployed({ enrolment: AccountEnrolment.AUTOMATIC }, sandbox(), true), HANDLERS);
  expect(sorted(granted)).toEqual(sorted([...ORGANIZATIONS_ACTIONS, ...ENROLMENT_ACTIONS, ...REGISTRATION_ACTIONS, ...TELLING_ACTIONS]));
  const called = callsOf('pool-account/kick', 'pool-account/is-complete-organizations').filter(action => !HUB_ACTIONS.includes(action) || granted.includes(action));
  expect(sorted(called)).toEqual(sorted(granted));
});

test('the check of the quota reads, and no more than the quota', () => {
  expect(grantedBy(deployed({}), /^AccountFactoryPortfolioRole/)).toEqual(['cloudformation:DescribeStacks', 'organizations:ListAccounts', 'servicequotas:ListServiceQuotas']);
  expect(callsOf('checks/look-up')).toEqual(expect.arrayContaining(grantedBy(deployed({}), /^AccountFactoryPortfolioRole/)));
  expect(UNGRANTED_ACTIONS).not.toContain('organizations:CloseAccount');
});
