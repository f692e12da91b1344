/** An app under the rules of AWS Solutions: what they find in our constructs, these give a reason for. */

import { App, Aspects, CfnResource, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks, NagSuppressions } from 'cdk-nag';
import { ENV, ON_FLOOR, withFindings } from './support';
import { context } from '../../examples/pool/cdk.json';
import {
  AccountFactory,
  AccountNotifications,
  AccountPool,
  PoolAccount,
  PoolCapacity,
  PoolDashboard,
  SandboxEventRelay,
  SandboxGeneration,
  SandboxHubAccess,
} from '../../src';

/** A pool and the role in the hub account, as the example has them. */
function app(): Stack {
  const stack = new Stack(withFindings(new App({ context })), 'Pool', { env: ENV });
  const pool = new AccountPool(stack, 'Pool', { size: 2 });
  const capacity = new PoolCapacity(stack, 'Capacity', { pool });
  new PoolDashboard(stack, 'Dashboard', { pools: [pool], capacities: [capacity], alarms: [capacity.lowWaterAlarm('Low', { below: 1 })] });
  new AccountNotifications(stack, 'Notifications', { pools: [pool], chat: {} });
  const targetEventBusArn = 'arn:aws:events:eu-central-1:111122223333:event-bus/default';
  new SandboxEventRelay(stack, 'SandboxEvents', { namespace: 'myisb', eventBusName: 'ISBEventBus', targetEventBusArn });
  new PoolAccount(stack, 'alone');
  new SandboxHubAccess(stack, 'Hub', {
    namespace: 'myisb',
    clientRoleArn: 'arn:aws:iam::111122223333:role/AccountRobot-Pool',
    externalId: 'account-robot',
    generation: SandboxGeneration.SIGNED_INVOKE,
  });
  return stack;
}

/** What the rules say of it, as `path id[about]`. */
function findings(stack: Stack): string[] {
  Aspects.of(stack).add(new AwsSolutionsChecks());
  const annotations = Annotations.fromStack(stack);
  return [...annotations.findError('*', Match.anyValue()), ...annotations.findWarning('*', Match.anyValue())]
    .map(({ id, entry }) => `${id} ${String(entry.data)}`)
    .filter(finding => finding.includes('AwsSolutions-'));
}

interface Reason {
  readonly id: string;
  readonly reason: string;
  readonly applies_to?: readonly { readonly regex: string }[];
}

const reasonsOf = (stack: Stack) => stack.node.findAll().filter(CfnResource.isCfnResource)
  .flatMap(resource => (resource.getMetadata('cdk_nag')?.rules_to_suppress ?? []).map((reason: Reason) => ({ resource, reason })) as { resource: CfnResource; reason: Reason }[]);

test('nothing is found in a pool, by no word of the user', () => {
  expect(findings(app())).toEqual([]);
});

test('without our reasons there would be much, and none is given for what nobody finds', () => {
  const bare = app();
  const given = reasonsOf(bare);
  for (const { resource } of given) {
    resource.addMetadata('cdk_nag', undefined);
  }
  const found = findings(bare);
  expect(found.length).toBeGreaterThan(20);
  const needed = given.filter(({ resource, reason: { id, applies_to } }) => found.some(finding => finding.startsWith(`/${resource.node.path} ${id}`)
    && (applies_to === undefined || applies_to.some(({ regex }) => new RegExp(regex.slice(1, -1)).test(/\[(.*)\]:/.exec(finding)?.[1] ?? '')))));
  const unneeded = new Set(given.map(({ reason }) => reason.reason).filter(reason => !needed.some(other => other.reason.reason === reason)));
  // Functions in a network, and a runtime that only the floor's is too old for.
  expect([...unneeded].sort()).toEqual([
    'lets the functions attach network interfaces, which have no ids before they exist',
    ...ON_FLOOR ? [] : ['the runtime of the Provider framework is chosen by the CDK, and older versions of it choose an older one'],
  ]);
});

test('what the app adds to our role is found as ever', () => {
  const stack = app();
  new AccountFactory(stack, 'Other').role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3:*'], resources: ['*'] }));
  expect(findings(stack)).toEqual([
    expect.stringMatching(/^\/Pool\/Other\/Role\/DefaultPolicy\/Resource AwsSolutions-IAM5\[Action::s3:\*\]/),
    expect.stringMatching(/^\/Pool\/Other\/Role\/DefaultPolicy\/Resource AwsSolutions-IAM5\[Resource::\*\]/),
  ]);
});

test('reasons of the app join ours', () => {
  const stack = app();
  const { role } = new AccountFactory(stack, 'Other');
  NagSuppressions.addResourceSuppressions(role, [{ id: 'AwsSolutions-IAM5', reason: 'reviewed by the security team', appliesTo: ['Resource::*'] }], true);
  expect(findings(stack)).toEqual([]);
  expect(reasonsOf(stack).filter(({ resource }) => resource.node.path === 'Pool/Other/Role/Resource').map(({ reason }) => reason.reason)).toContain('reviewed by the security team');
});
