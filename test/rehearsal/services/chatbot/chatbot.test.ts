/** Buttons, channels, dashboards and saved queries do nothing here, and what AWS would refuse of them is refused. */

import type { TemplateResource } from '../../../../rehearsal/cloudformation/template';
import { Bench, templateOf } from '../../cloudformation/support/bench';

const ACTION = { ActionName: 'Approve', AliasName: 'approve', Definition: { CommandText: 'lambda invoke grow' }, Attachments: [{ ButtonText: 'Approve', NotificationType: 'custom', Criteria: [{ Operator: 'HAS_VALUE', VariableName: 'id' }] }] };
const SLACK = { ConfigurationName: 'pool', SlackWorkspaceId: 'T012ABC', SlackChannelId: 'C012ABC', IamRoleArn: 'arn:aws:iam::111122223333:role/chat', SnsTopicArns: ['arn:aws:sns:eu-west-1:111122223333:chat'] };
const BODY = JSON.stringify({ widgets: [{ type: 'metric', x: 0, y: 0, width: 6, height: 6, properties: { metrics: [['A', 'B']] } }] });

const deploy = (Type: string, Properties: Record<string, unknown>) => {
  const bench = new Bench();
  const resource: TemplateResource = { Type, Properties };
  const { status, customResources: _, ...rest } = bench.deploy(templateOf({ Resource: resource }));
  return { status, assumed: bench.cloudFormation.assumed(), reason: rest.failures[0]?.reason };
};

test.each<[string, Record<string, unknown>]>([
  ['AWS::Chatbot::CustomAction', ACTION],
  ['AWS::Chatbot::SlackChannelConfiguration', SLACK],
  ['AWS::CloudWatch::Dashboard', { DashboardBody: BODY }],
  ['AWS::Logs::QueryDefinition', { Name: 'Failures', QueryString: 'fields @timestamp | filter notice = "failed"', LogGroupNames: ['/aws/lambda/a'] }],
])('a %s that is well written is made, and nothing is assumed of it', (type, properties) => {
  expect(deploy(type, properties)).toEqual({ status: 'CREATE_COMPLETE', assumed: [], reason: undefined });
});

test.each<[string, string, Record<string, unknown>, RegExp]>([
  ['an alias with a blank', 'AWS::Chatbot::CustomAction', { ...ACTION, AliasName: 'do it' }, /AliasName is 'do it', which does not fit/],
  ['an operator that is none', 'AWS::Chatbot::CustomAction', { ...ACTION, Attachments: [{ Criteria: [{ Operator: 'IS', VariableName: 'id' }] }] }, /the operator of a criterion is 'IS'/],
  ['a command that is too long', 'AWS::Chatbot::CustomAction', { ...ACTION, Definition: { CommandText: 'x'.repeat(101) } }, /Definition.CommandText/],
  ['a workspace by its name', 'AWS::Chatbot::SlackChannelConfiguration', { ...SLACK, SlackWorkspaceId: 'my-team' }, /SlackWorkspaceId is 'my-team'/],
  ['a dashboard that is no JSON', 'AWS::CloudWatch::Dashboard', { DashboardBody: '{widgets' }, /must be a valid JSON object/],
  ['a widget without a type', 'AWS::CloudWatch::Dashboard', { DashboardBody: '{"widgets":[{}]}' }, /each with a type and properties/],
  ['a query in another language', 'AWS::Logs::QueryDefinition', { Name: 'a', QueryString: 'b', QueryLanguage: 'KQL' }, /QueryLanguage is 'KQL'/],
])('%s is refused', (_, type, properties, reason) => {
  expect(deploy(type, properties)).toMatchObject({ status: 'ROLLBACK_COMPLETE', reason: expect.stringMatching(reason) });
});
