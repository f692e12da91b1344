import { Duration, Lazy, Names, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as chatbot from 'aws-cdk-lib/aws-chatbot';
import type * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { AccountNotificationsProps } from './account-notifications-props';
import { refuseNotifications } from './account-notifications-props';
import { FunctionLabel, NotifyEnvironment, PoolEvent } from '../contract';
import { distinctName } from '../shared/distinct-name';
import { eventRule } from '../shared/event-rules';
import { EventSenders } from '../shared/event-senders';
import { EXECUTION_REASONS } from '../shared/execution-reasons';
import { functionSettings } from '../shared/function-options';
import { nameInOutputs } from '../shared/function-outputs';
import { executionPolicies, HandlerFunction } from '../shared/handler-function';
import { carryReasons } from '../shared/nag-reasons';

/** What a person has to know, unless somebody says otherwise. */
const DEFAULT_EVENTS: readonly PoolEvent[] = [
  PoolEvent.ACCOUNT_FAILED, PoolEvent.GROWTH_REFUSED, PoolEvent.GROWTH_HALTED, PoolEvent.APPROVAL_ASKED, PoolEvent.APPROVAL_ANSWERED,
];
const NOTIFY_TIMEOUT = Duration.minutes(1);
/** Room in the name of an action, which is one for all of an account and Region. */
const ACTION_NAME_MAX = 64;
/** What a button takes from a notification. */
const CONTEXT = '$.metadata.additionalContext';

/**
 * Tells people what becomes of accounts and pools: by mail or whatever else subscribes to a topic, and in chats.
 *
 * What is said is one sentence with the code of the failure, and what to do about it, as in docs/errors.md. No e-mail address is in it.
 *
 * Texts for people and notifications for Amazon Q Developer in chat applications go to topics of their own: the chat shows its own format only, and a person can't read that.
 *
 * @exampleMetadata fixture=pool
 * @example
 * const pool = new AccountPool(stack, 'Pool', { size: 10 });
 * const notifications = new AccountNotifications(stack, 'Notifications', { pools: [pool] });
 * notifications.topics[0].addSubscription(new EmailSubscription('team@example.com'));
 */
export class AccountNotifications extends Construct implements iam.IGrantable {
  /**
   * The topics for people. Subscribe to them; an alarm of this account may use those that were made here, too.
   */
  public readonly topics: sns.ITopic[];

  /**
   * The topics for chats: notifications in the format of Amazon Q Developer in chat applications. Empty without `chat`.
   */
  public readonly chatTopics: sns.ITopic[];

  /**
   * ARNs of the buttons for approvals. A channel shows them if they are among its `CustomizationResourceArns`. Empty without `answersTo`.
   */
  public readonly customActionArns: string[];

  /**
   * What a button takes: to call the function that takes the answers. A channel needs it in its role, and among its guardrail policies. Undefined without `answersTo`.
   */
  public readonly answersPolicy?: iam.IManagedPolicy;

  /**
   * The role of the function that tells. All that it may do is publish to the topics.
   */
  public readonly role: iam.IRole;

  private readonly handler: HandlerFunction;
  private readonly key?: kms.IKey;

  constructor(scope: Construct, id: string, props: AccountNotificationsProps = {}) {
    super(scope, id);

    const subject = `account notifications '${this.node.path}'`;
    refuseNotifications(subject, props, this.constructor !== AccountNotifications);
    const { pools, on = [...DEFAULT_EVENTS], chat } = props;
    const settings = functionSettings(this, subject, props, 'notifications');
    this.key = props.encryptionKey ?? this.ownKey(props);
    this.topics = props.topics ?? [this.ownTopic('Topic', 'Account Robot')];
    this.chatTopics = chat && (chat.topics ?? [this.ownTopic('ChatTopic', 'Account Robot, for chats')]) || [];
    this.role = new iam.Role(this, 'Role', {
      description: 'Account Robot: tells people what becomes of accounts',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: executionPolicies(settings),
      inlinePolicies: { Notify: new iam.PolicyDocument({ statements: this.statements() }) },
    });
    this.handler = new HandlerFunction(this, 'Notify', {
      handler: 'notify/notify',
      label: FunctionLabel.NOTIFY,
      description: 'Account Robot: tells people what becomes of accounts',
      role: this.role,
      timeout: NOTIFY_TIMEOUT,
      environment: {
        [NotifyEnvironment.TOPICS]: listOf(this.topics),
        ...this.chatTopics.length > 0 && { [NotifyEnvironment.CHAT_TOPICS]: listOf(this.chatTopics) },
      },
      settings,
    });
    carryReasons(this.role, EXECUTION_REASONS);
    this.listen(subject, on, props);
    this.customActionArns = chat?.answersTo === undefined ? [] : this.buttons(chat.answersTo, pools);
    this.answersPolicy = chat?.answersTo && new iam.ManagedPolicy(this, 'Answers', {
      description: 'Account Robot: what a button for an approval takes',
      statements: [new iam.PolicyStatement({ sid: 'Answer', actions: ['lambda:InvokeFunction'], resources: [chat.answersTo.functionArn] })],
    });
    if (props.outputs ?? true) {
      nameInOutputs(this, [this.handler], settings);
    }
  }

  /**
   * The role, as the principal that policies are granted to.
   */
  public get grantPrincipal(): iam.IPrincipal {
    return this.role;
  }

  /**
   * The log group of the function that tells.
   */
  public get logGroup(): logs.ILogGroup {
    return this.handler.logGroup;
  }

  /** A rule for each pool, or one for whatever is told on the bus. */
  private listen(subject: string, names: PoolEvent[], { pools, eventBus }: AccountNotificationsProps): void {
    const target = new targets.LambdaFunction(this.handler);
    const options: events.OnEventOptions = { target, description: 'Account Robot: what people are told of' };
    const known = Object.values(PoolEvent);
    if (pools === undefined) {
      EventSenders.of(this).listenToAll();
      eventRule(this, 'Told', { subject, names, known, bus: eventBus }, options);
      return;
    }
    pools.forEach((pool, index) => eventRule(this, index === 0 ? 'Told' : `Told${index + 1}`, { ...pool._heard, subject, names, known }, options));
  }

  /** One key for the topics that are made here; none if there are none. */
  private ownKey({ topics, chat }: AccountNotificationsProps): kms.IKey | undefined {
    if (topics !== undefined && (chat === undefined || chat.topics !== undefined)) {
      return undefined;
    }
    const key = new kms.Key(this, 'Key', {
      description: 'Account Robot: what people are told, while it is on its way',
      enableKeyRotation: true,
      // It holds nothing that outlives a message.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // Alarms of this account may tell the same people: with a key of AWS's own CloudWatch can't, and nobody would notice.
    key.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'Alarms',
      principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
    }));
    return key;
  }

  private ownTopic(id: string, displayName: string): sns.Topic {
    const topic = new sns.Topic(this, id, { displayName, masterKey: this.key, enforceSSL: true });
    topic.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'Alarms',
      principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
    }));
    return topic;
  }

  private statements(): iam.PolicyStatement[] {
    const topics = [...this.topics, ...this.chatTopics];
    const keys = [...new Set([this.key, ...topics.map(({ masterKey }) => masterKey)].filter(key => key !== undefined).map(({ keyArn }) => keyArn))];
    return [
      new iam.PolicyStatement({ sid: 'TellPeople', actions: ['sns:Publish'], resources: topics.map(({ topicArn }) => topicArn) }),
      ...keys.length === 0 ? [] : [new iam.PolicyStatement({ sid: 'Encrypt', actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: keys })],
    ];
  }

  /** Buttons show where a notification asks a question: with one pool, a question of that pool. */
  private buttons(answersTo: lambda.IFunction, pools: AccountNotificationsProps['pools']): string[] {
    const [only, ...others] = pools ?? [];
    const whose = only !== undefined && others.length === 0 ? { stack: Stack.of(only).stackName, pool: only._countedAs } : {};
    return ([['Approve', true], ['Deny', false]] as const).map(([button, approve]) => {
      const payload = `{"ask":"answer","id":"$question","approve":${approve},"by":"chat"}`;
      return new chatbot.CfnCustomAction(this, button, {
        actionName: distinctName(Names.uniqueId(this), /[^\w-]/g, ACTION_NAME_MAX - 8) + button,
        definition: { commandText: `lambda invoke --function-name ${answersTo.functionName} --payload ${payload} --region ${Stack.of(this).region}` },
        attachments: [{
          notificationType: 'custom',
          buttonText: button,
          variables: Object.fromEntries(['question', ...Object.keys(whose)].map(name => [name, `${CONTEXT}.${name}`])),
          criteria: [
            { operator: 'HAS_VALUE', variableName: 'question' },
            ...Object.entries(whose).map(([variableName, value]) => ({ operator: 'EQUALS', variableName, value })),
          ],
        }],
      }).attrCustomActionArn;
    });
  }
}

function listOf(topics: readonly sns.ITopic[]): string {
  return Lazy.string({ produce: () => topics.map(({ topicArn }) => topicArn).join(',') });
}
