import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { AccountNotificationsProps } from '../../../src';
import { AccountFactory, AccountNotifications, AccountPool, PoolEvent } from '../../../src';
import { appWith, ENV, messageOf, poolStack } from '../support';

/** A pool, and notifications in another stack. */
function announced(props: (stack: Stack, pool: AccountPool) => AccountNotificationsProps = () => ({})) {
  const app = appWith();
  const pools = new Stack(app, 'Pool', { env: ENV });
  const pool = new AccountPool(pools, 'Pool', { size: 1 });
  const stack = new Stack(app, 'Notices', { env: ENV });
  const notifications = new AccountNotifications(stack, 'Notifications', props(stack, pool));
  return { notifications, stack, pool, template: Template.fromStack(stack), factory: Template.fromStack(pools) };
}
const growFunction = (stack: Stack) => new LambdaFunction(stack, 'Grow', { code: Code.fromInline('x'), handler: 'index.handler', runtime: Runtime.NODEJS_22_X });

const DEFAULTS = ['AccountFailed', 'GrowthRefused', 'GrowthHalted', 'ApprovalAsked', 'ApprovalAnswered'];

test('tells of what a person has to know, whoever sends it, and has every factory of the app tell', () => {
  const { template, factory } = announced();
  template.hasResourceProperties('AWS::Events::Rule', {
    EventBusName: Match.absent(),
    EventPattern: { 'source': ['account-robot'], 'detail-type': DEFAULTS },
    Targets: [Match.objectLike({ Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^NotificationsNotify'), 'Arn'] } })],
  });
  factory.hasResourceProperties('AWS::Lambda::Function', { Environment: { Variables: Match.objectLike({ EVENT_BUS: Match.anyValue() }) } });
});

test('factories that are declared behind it tell as well', () => {
  const stack = poolStack();
  new AccountNotifications(stack, 'Notifications');
  new AccountFactory(stack, 'Factory');
  Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: Match.objectLike({ ACCOUNT_ROBOT_FUNCTION: 'is-complete', EVENT_BUS: Match.anyValue() }) },
  });
});

test('of pools that are named, it tells of those alone, on their bus', () => {
  const stack = poolStack();
  const source = new AccountFactory(stack, 'Factory', { eventBus: new EventBus(stack, 'Bus') });
  const pools = [new AccountPool(stack, 'A', { size: 1, source }), new AccountPool(stack, 'B', { size: 1, firstNumber: 2, source })];
  new AccountNotifications(stack, 'Notifications', { pools, on: [PoolEvent.ACCOUNT_AVAILABLE] });
  const rules = Object.values(Template.fromStack(stack).findResources('AWS::Events::Rule')).map(({ Properties }) => Properties);
  expect(rules.map(({ EventPattern }) => EventPattern.detail)).toEqual([{ stackName: ['Pool'], pool: ['A'] }, { stackName: ['Pool'], pool: ['B'] }]);
  expect(rules.map(({ EventBusName }) => EventBusName)).toEqual(Array(2).fill({ Ref: expect.stringMatching(/^Bus/) }));
  expect(rules.map(({ EventPattern }) => EventPattern['detail-type'])).toEqual(Array(2).fill(['AccountAvailable']));
});

test('the function may publish to its topics and use their key, and nothing else', () => {
  const { template } = announced(() => ({ chat: {} }));
  const [role] = Object.values(template.findResources('AWS::IAM::Role', { Properties: { Policies: [Match.objectLike({ PolicyName: 'Notify' })] } }));
  const topics = ['Topic', 'ChatTopic'].map(name => ({ Ref: expect.stringMatching(new RegExp(`^Notifications${name}[0-9A-F]{8}$`)) }));
  expect(role.Properties.Policies[0].PolicyDocument.Statement).toEqual([
    { Sid: 'TellPeople', Effect: 'Allow', Action: 'sns:Publish', Resource: topics },
    { Sid: 'Encrypt', Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: { 'Fn::GetAtt': [expect.stringMatching(/^NotificationsKey/), 'Arn'] } },
  ]);
  template.resourceCountIs('AWS::IAM::Policy', 0);
});

test('topics that are made are encrypted with a key that rotates, take nothing in the clear, and let alarms of the account use them', () => {
  const { template } = announced(() => ({ chat: {} }));
  template.resourceCountIs('AWS::KMS::Key', 1);
  template.hasResource('AWS::KMS::Key', { DeletionPolicy: 'Delete', Properties: { EnableKeyRotation: true } });
  const ofAccount = { StringEquals: { 'aws:SourceAccount': ENV.account } };
  template.hasResourceProperties('AWS::KMS::Key', {
    KeyPolicy: { Statement: Match.arrayWith([Match.objectLike({ Sid: 'Alarms', Principal: { Service: 'cloudwatch.amazonaws.com' }, Condition: ofAccount })]) },
  });
  template.allResourcesProperties('AWS::SNS::Topic', { KmsMasterKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^NotificationsKey'), 'Arn'] } });
  template.allResourcesProperties('AWS::SNS::TopicPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Effect: 'Deny', Action: 'sns:Publish', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        Match.objectLike({ Effect: 'Allow', Action: 'sns:Publish', Principal: { Service: 'cloudwatch.amazonaws.com' }, Condition: ofAccount }),
      ]),
    },
  });
});

test('topics and keys of one\'s own are used as they are', () => {
  const { template, notifications } = announced(stack => {
    const masterKey = new Key(stack, 'OwnKey');
    return { topics: [new Topic(stack, 'People', { masterKey }), new Topic(stack, 'Others')], chat: { topics: [new Topic(stack, 'Chat', { masterKey })] } };
  });
  template.resourceCountIs('AWS::SNS::Topic', 3);
  template.resourceCountIs('AWS::KMS::Key', 1);
  expect([notifications.topics.length, notifications.chatTopics.length]).toEqual([2, 1]);
  template.hasResourceProperties('AWS::IAM::Role', {
    Policies: [{ PolicyDocument: { Statement: [Match.objectLike({ Sid: 'TellPeople' }), Match.objectLike({ Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^OwnKey'), 'Arn'] } })] } }],
  });
});

describe('buttons for approvals', () => {
  const withButtons = (one = true) => announced((stack, pool) => ({ ...one && { pools: [pool] }, chat: { answersTo: growFunction(stack) } }));

  test('call the function that takes answers, with the id of the question', () => {
    const { template, notifications } = withButtons();
    const actions = Object.values(template.findResources('AWS::Chatbot::CustomAction')).map(({ Properties }) => Properties);
    expect(actions.map(({ Attachments }) => Attachments[0].ButtonText)).toEqual(['Approve', 'Deny']);
    expect(actions.map(({ Definition }) => Definition.CommandText['Fn::Join'][1])).toEqual([true, false].map(approve => [
      'lambda invoke --function-name ', { Ref: expect.stringMatching(/^Grow/) }, ` --payload {"ask":"answer","id":"$question","approve":${approve},"by":"chat"} --region eu-west-1`,
    ]));
    expect(new Set(actions.map(({ ActionName }) => ActionName)).size).toBe(2);
    expect(actions.map(({ ActionName }) => ActionName)).toEqual(actions.map(() => expect.stringMatching(/^[A-Za-z0-9_-]{1,64}$/)));
    expect(notifications.customActionArns).toHaveLength(2);
  });

  test('show at questions of the one pool that is named, or at all', () => {
    const attachment = (one: boolean) => Object.values(withButtons(one).template.findResources('AWS::Chatbot::CustomAction'))[0].Properties.Attachments[0];
    expect(attachment(true)).toMatchObject({
      NotificationType: 'custom',
      Variables: { question: '$.metadata.additionalContext.question', stack: '$.metadata.additionalContext.stack', pool: '$.metadata.additionalContext.pool' },
      Criteria: [{ Operator: 'HAS_VALUE', VariableName: 'question' }, { Operator: 'EQUALS', VariableName: 'stack', Value: 'Pool' }, { Operator: 'EQUALS', VariableName: 'pool', Value: 'Pool' }],
    });
    expect(attachment(false).Criteria).toEqual([{ Operator: 'HAS_VALUE', VariableName: 'question' }]);
  });

  test('take one permission, on that function alone', () => {
    const { template, notifications } = withButtons();
    expect(notifications.answersPolicy).toBeDefined();
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: { Statement: [Match.objectLike({ Action: 'lambda:InvokeFunction', Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Grow'), 'Arn'] } })] },
    });
  });

  test('are none without a function that takes answers', () => {
    const { template, notifications } = announced(() => ({ chat: {} }));
    expect([notifications.customActionArns, notifications.answersPolicy]).toEqual([[], undefined]);
    template.resourceCountIs('AWS::Chatbot::CustomAction', 0);
  });
});

describe('bad input', () => {
  const make = (props: unknown) => messageOf(() => new AccountNotifications(poolStack(), 'N', props as AccountNotificationsProps));
  test.each<[string, unknown, string]>([
    ['a misspelt property', { topic: [] }, "account notifications 'Pool/N': 'topic' ([]) is not a property of AccountNotifications"],
    ['a misspelt property of the chat', { chat: { topcis: [] } }, "account notifications 'Pool/N', 'chat': 'topcis' ([]) is not a property of ChatNotificationOptions"],
    ['a pool that is none', { pools: ['Pool'] }, "'pools' must be a list of AccountPools, got [\"Pool\"]; write [pool]"],
    ['no pools', { pools: [] }, "'pools' must have one AccountPool at least, got []; remove it to be told of all"],
    ['no events', { on: [] }, "'on' must be a list of PoolEvents, one at least, got []"],
    ['an event of nobody', { on: ['AccountMade'] }, "'on' must be among AccountRequested, "],
    ['nobody to be told', { topics: [] }, "nobody would be told, because 'topics' is [] and there is no topic for chats; remove 'topics' to have one made"],
    ['nobody in a chat either', { topics: [], chat: { topics: [] } }, 'nobody would be told'],
    ['a topic that is none', { topics: ['people'] }, "'topics' must be a list of topics, got [\"people\"]; write [topic]"],
    ['a function that is none', { chat: { answersTo: 'grow' } }, "'answersTo' must be a function, got \"grow\"; name the one of your PoolGrowth"],
  ])('%s', (_, props, message) => {
    expect(make(props)).toContain(message);
  });

  test('a FIFO topic, a key for nothing, a bus beside pools', () => {
    const stack = poolStack();
    const fifo = new Topic(stack, 'Fifo', { fifo: true });
    const of = (props: AccountNotificationsProps) => messageOf(() => new AccountNotifications(new Stack(), 'N', props));
    expect(of({ topics: [fifo] })).toContain("'topics' must be standard topics, got the FIFO topic 'Pool/Fifo'; neither mails nor chats subscribe to one");
    expect(of({ chat: { topics: [fifo] } })).toContain("'chat.topics' must be standard topics, got the FIFO topic");
    expect(of({ topics: [new Topic(stack, 'Own')], encryptionKey: new Key(stack, 'Key') })).toContain("'encryptionKey' says nothing where no topic is made");
    const pools = [new AccountPool(stack, 'Accounts', { size: 1 })];
    expect(of({ pools, eventBus: new EventBus(stack, 'Bus') })).toContain("'eventBus' says nothing beside 'pools'");
  });
});
