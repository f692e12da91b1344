/** What brings events of Innovation Sandbox and of AWS Organizations to where our rules stand. */

import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { eventPattern } from '../../../rehearsal/services/eventbridge/pattern';
import { OrganizationEventRelay, SandboxEventReceiver, SandboxEventRelay } from '../../../src';
import { messageOf } from '../support';

const HOME = 'arn:aws:events:eu-west-1:111122223333:event-bus/default';
const BUS = 'InnovationSandboxComputeISBEventBus6697FE33';
const HUB = { account: '222222222222', region: 'us-west-2' };
const MANAGEMENT = { account: '111122223333', region: 'eu-west-1' };
const RELAY = { namespace: 'myisb', eventBusName: BUS, targetEventBusArn: HOME };

const stackIn = (env?: { account: string; region: string }) => new Stack(new App(), 'Stack', { env });
/** The pattern of the one rule, as EventBridge reads it. */
const patternOf = (stack: Stack) => eventPattern(Object.values(Template.fromStack(stack).findResources('AWS::Events::Rule'))[0].Properties.EventPattern);

/** The role that the one rule sends on with. */
function expectRelay(stack: Stack): void {
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Events::Rule', { Targets: [Match.objectLike({ Arn: HOME, RoleArn: { 'Fn::GetAtt': [Match.anyValue(), 'Arn'] } })] });
  template.hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: { Statement: [Match.objectLike({ Principal: { Service: 'events.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': stack.account } } })] },
    Policies: [{ PolicyDocument: { Statement: [{ Sid: 'SendOn', Effect: 'Allow', Action: 'events:PutEvents', Resource: HOME }] } }],
  });
  template.resourceCountIs('AWS::IAM::Policy', 0);
}

describe('events of Innovation Sandbox', () => {
  test('are sent on by a rule on its bus, with a role that may do no more', () => {
    const stack = stackIn(HUB);
    new SandboxEventRelay(stack, 'Relay', RELAY);
    expectRelay(stack);
    Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', { EventBusName: BUS });
  });

  test.each<[string, object, boolean]>([
    ['1.3, about an account', { 'source': 'InnovationSandbox-myisb', 'detail-type': 'AccountCleanupSucceeded', 'detail': { accountId: '444455556666' } }, true],
    ['1.2, from its cleaner', { 'source': 'account-cleaner', 'detail-type': 'AccountCleanupFailed', 'detail': { accountId: '444455556666' } }, true],
    ['about a lease, with a person in it', { 'source': 'InnovationSandbox-myisb', 'detail-type': 'LeaseRequested', 'detail': { userEmail: 'jane@example.com' } }, false],
    ['of another one', { 'source': 'InnovationSandbox-other', 'detail-type': 'AccountQuarantined', 'detail': {} }, false],
  ])('%s', (_, event, isSent) => {
    const stack = stackIn(HUB);
    new SandboxEventRelay(stack, 'Relay', RELAY);
    expect(patternOf(stack).matches(event)).toBe(isSent);
    const home = stackIn(MANAGEMENT);
    new SandboxEventReceiver(home, 'Events', { namespace: 'myisb', hubAccountId: HUB.account })
      .onSandboxEvent('Any', ['CleanAccountRequest', 'AccountCleanupSucceeded', 'AccountCleanupFailed', 'AccountQuarantined', 'AccountDriftDetected']);
    expect(patternOf(home).matches(event)).toBe(isSent);
  });

  test('are let in from that account, by source and kind, and no others', () => {
    const stack = stackIn(MANAGEMENT);
    new SandboxEventReceiver(stack, 'Events', { namespace: 'myisb', hubAccountId: HUB.account, detailTypes: ['AccountQuarantined'] });
    Template.fromStack(stack).hasResourceProperties('AWS::Events::EventBusPolicy', {
      EventBusName: Match.absent(),
      StatementId: 'AccountRobot-myisb-222222222222',
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::222222222222:root']] } },
        Action: 'events:PutEvents',
        Condition: { StringEquals: { 'events:source': ['InnovationSandbox-myisb', 'account-cleaner'], 'events:detail-type': ['AccountQuarantined'] } },
      },
    });
  });

  test('arrive on another bus, if there is one', () => {
    const stack = stackIn(MANAGEMENT);
    const eventBus = new EventBus(stack, 'Bus');
    new SandboxEventReceiver(stack, 'Events', { namespace: 'myisb', hubAccountId: HUB.account, eventBus }).onSandboxEvent('Quarantined', ['AccountQuarantined']);
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Events::EventBusPolicy', { EventBusName: { Ref: Match.stringLikeRegexp('^Bus') } });
    template.hasResourceProperties('AWS::Events::Rule', { EventBusName: { Ref: Match.stringLikeRegexp('^Bus') } });
  });
});

describe('events of AWS Organizations', () => {
  const there = () => stackIn({ account: MANAGEMENT.account, region: 'us-east-1' });

  test('are sent on by a rule on the default bus, with a role that may do no more', () => {
    const stack = there();
    new OrganizationEventRelay(stack, 'Relay', { targetEventBusArn: HOME });
    expectRelay(stack);
    Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', { EventBusName: Match.absent() });
  });

  test.each<[string, object, boolean]>([
    ['a move', { eventName: 'MoveAccount', requestParameters: { accountId: '444455556666' } }, true],
    ['a move that was refused', { eventName: 'MoveAccount', errorCode: 'DuplicateAccountException' }, false],
    ['an account that has come', { eventName: 'AccountJoinedOrganization' }, true],
    ['an account that has gone', { eventName: 'AccountDepartedOrganization' }, true],
    ['a tag', { eventName: 'TagResource' }, false],
  ])('%s', (_, detail, isSent) => {
    const stack = there();
    new OrganizationEventRelay(stack, 'Relay', { targetEventBusArn: HOME });
    const pattern = patternOf(stack);
    expect(pattern.matches({ 'source': 'aws.organizations', 'detail-type': 'AWS API Call via CloudTrail', detail })).toBe(isSent);
    expect(pattern.matches({ 'source': 'aws.ec2', 'detail-type': 'AWS API Call via CloudTrail', detail })).toBe(false);
  });

  test('in GovCloud they arrive elsewhere', () => {
    const govHome = 'arn:aws-us-gov:events:us-gov-east-1:111122223333:event-bus/default';
    const relay = (region: string) => new OrganizationEventRelay(stackIn({ account: MANAGEMENT.account, region }), 'Relay', { targetEventBusArn: govHome });
    expect(() => relay('us-gov-west-1')).not.toThrow();
    expect(messageOf(() => relay('us-gov-east-1'))).toContain('its stack must be in us-gov-west-1, got us-gov-east-1');
  });
});

test.each<[string, () => unknown, string]>([
  ['a namespace', () => new SandboxEventRelay(stackIn(HUB), 'R', { ...RELAY, namespace: 'my-isb' }), "sandbox event relay 'Stack/R': 'namespace' must be 3 to 8 letters and digits"],
  ['the default bus', () => new SandboxEventRelay(stackIn(HUB), 'R', { ...RELAY, eventBusName: 'default' }), "'eventBusName' must be the name of Innovation Sandbox's own bus, got \"default\"; take it from the resources of its stack Compute"],
  ['a target that is none', () => new SandboxEventRelay(stackIn(HUB), 'R', { ...RELAY, targetEventBusArn: 'default' }), "'targetEventBusArn' must be the ARN of an event bus, got \"default\"; write it like arn:aws:events:"],
  ['nothing to send on', () => new SandboxEventRelay(stackIn(HUB), 'R', { ...RELAY, detailTypes: [] }), "'detailTypes' must have one at least, got []"],
  ['something else than texts', () => new SandboxEventRelay(stackIn(HUB), 'R', { ...RELAY, detailTypes: [1] as never }), "'detailTypes' must be a list of strings, got [1]"],
  ['a misspelt property', () => new SandboxEventRelay(stackIn(HUB), 'R', { ...RELAY, detailType: [] } as never), "'detailType' ([]) is not a property of SandboxEventRelay"],
  ['a hub account that is none', () => new SandboxEventReceiver(stackIn(MANAGEMENT), 'E', { namespace: 'myisb', hubAccountId: '22' }), "sandbox event receiver 'Stack/E': 'hubAccountId' must be"],
  ['the own account', () => new SandboxEventReceiver(stackIn(MANAGEMENT), 'E', { namespace: 'myisb', hubAccountId: MANAGEMENT.account }), "'hubAccountId' (111122223333) is the account of this stack"],
  ['events that are not let in', () => new SandboxEventReceiver(stackIn(MANAGEMENT), 'E', { namespace: 'myisb', hubAccountId: HUB.account }).onSandboxEvent('R', ['LeaseApproved']), "rule 'R': 'detailTypes' must be among CleanAccountRequest, "],
  ['the home region of the events', () => new OrganizationEventRelay(stackIn(), 'R', { targetEventBusArn: HOME.replace('eu-west-1', 'us-east-1') }), 'is in the Region where these events arrive by themselves; remove the relay'],
  ['another region', () => new OrganizationEventRelay(stackIn(MANAGEMENT), 'R', { targetEventBusArn: HOME }), "organization event relay 'Stack/R': its stack must be in us-east-1, got eu-west-1"],
  ['no events', () => new OrganizationEventRelay(stackIn(), 'R', { targetEventBusArn: HOME, eventNames: [] }), "'eventNames' must have one at least, got []"],
])('bad input: %s', (_, make, message) => {
  expect(messageOf(make)).toContain(message);
});

test('a relay into its own bus is refused: events would go round in a circle', () => {
  const own = `arn:aws:events:us-west-2:222222222222:event-bus/${BUS}`;
  const stack = stackIn(HUB);
  expect(messageOf(() => new SandboxEventRelay(stack, 'R', { ...RELAY, targetEventBusArn: own }))).toContain('they would go round in a circle');
});
