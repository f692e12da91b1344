/** Buttons, channels, dashboards and saved queries are made as AWS makes them, and what it would refuse of them is refused; which notifications have which buttons, and what these do. */

import { buttonsOf, commandOf, customActionOf, lambdaCommandOf } from '../../../../rehearsal/services/chatbot/custom-action';
import { notificationOf } from '../../../../rehearsal/services/chatbot/notification';
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
  ['a command that is too long', 'AWS::Chatbot::CustomAction', { ...ACTION, Definition: { CommandText: 'x'.repeat(5001) } }, /Definition.CommandText/],
  ['a workspace by its name', 'AWS::Chatbot::SlackChannelConfiguration', { ...SLACK, SlackWorkspaceId: 'my-team' }, /SlackWorkspaceId is 'my-team'/],
  ['a dashboard that is no JSON', 'AWS::CloudWatch::Dashboard', { DashboardBody: '{widgets' }, /must be a valid JSON object/],
  ['a widget without a type', 'AWS::CloudWatch::Dashboard', { DashboardBody: '{"widgets":[{}]}' }, /each with a type and properties/],
  ['a query in another language', 'AWS::Logs::QueryDefinition', { Name: 'a', QueryString: 'b', QueryLanguage: 'KQL' }, /QueryLanguage is 'KQL'/],
])('%s is refused', (_, type, properties, reason) => {
  expect(deploy(type, properties)).toMatchObject({ status: 'ROLLBACK_COMPLETE', reason: expect.stringMatching(reason) });
});

const CUSTOM = { version: '1.0', source: 'custom', content: { title: 'May it?', description: 'It asks.' }, metadata: { additionalContext: { question: '0f', pool: 'Pool', count: 3 } } };
const told = (changes: object = {}) => notificationOf(JSON.stringify({ ...CUSTOM, ...changes }));
const action = (...criteria: object[]) => customActionOf('answer', {
  Definition: { CommandText: 'lambda invoke --function-name grow --payload {"id":"$question","n":$count} --region eu-west-1' },
  Attachments: [{
    NotificationType: 'custom',
    ButtonText: 'Yes',
    Criteria: criteria,
    Variables: { question: '$.metadata.additionalContext.question', pool: '$.metadata.additionalContext.pool', count: '$.metadata.additionalContext.count', none: '$.metadata.none' },
  }],
});

describe('a notification', () => {
  test.each<[string, string]>([
    ['plain text', 'the pool asks'],
    ['JSON of another form', '{"version":"1.0","source":"else","content":{"description":"a"}}'],
    ['one without a description', JSON.stringify({ ...CUSTOM, content: { title: 'a' } })],
  ])('that is %s is dropped', (_, message) => {
    expect(notificationOf(message)).toBeUndefined();
  });

  test('of an alarm is shown, without buttons of ours', () => {
    const alarm = notificationOf('{"AlarmName":"Low","NewStateValue":"ALARM"}')!;
    expect(alarm).toEqual({ title: 'Low', takesButtons: false });
    expect(buttonsOf(action(), alarm)).toEqual([]);
  });

  test.each<[string, object[], boolean]>([
    ['no criterion', [], true],
    ['a value that is there', [{ Operator: 'HAS_VALUE', VariableName: 'question' }], true],
    ['a value that is not there', [{ Operator: 'HAS_VALUE', VariableName: 'none' }], false],
    ['the value that is wanted', [{ Operator: 'EQUALS', VariableName: 'pool', Value: 'Pool' }], true],
    ['another value', [{ Operator: 'EQUALS', VariableName: 'pool', Value: 'Other' }], false],
    ['one criterion of two', [{ Operator: 'HAS_VALUE', VariableName: 'question' }, { Operator: 'EQUALS', VariableName: 'pool', Value: 'Other' }], false],
  ])('with %s shows the button: %#', (_, criteria, isShown) => {
    expect(buttonsOf(action(...criteria), told()!).map(({ text }) => text)).toEqual(isShown ? ['Yes'] : []);
  });

  test('that wants no buttons has none', () => {
    expect(buttonsOf(action(), told({ metadata: { ...CUSTOM.metadata, enableCustomActions: false } })!)).toEqual([]);
  });
});

test('a command has the values of its notification, or those that somebody types', () => {
  const [button] = buttonsOf(action(), told()!);
  expect(lambdaCommandOf(commandOf(button, {}))).toEqual({ functionName: 'grow', region: 'eu-west-1', payload: '{"id":"0f","n":3}' });
  expect(lambdaCommandOf(commandOf(button, { question: 'ff' })).payload).toBe('{"id":"ff","n":3}');
});

test('a command that invokes no function ends the run, because nobody would know what it does', () => {
  expect(() => lambdaCommandOf('s3 ls')).toThrow("a button of a chat has the command 's3 ls', and the rehearsal carries out 'lambda invoke --function-name ... --payload ...' only");
});
