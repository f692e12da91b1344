import type * as events from 'aws-cdk-lib/aws-events';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { AccountPool } from '../accounts/account-pool';
import { PoolEvent } from '../contract';
import { refuseEvents } from '../shared/event-rules';
import type { FunctionOptions } from '../shared/function-options';
import { FUNCTION_OPTIONS } from '../shared/function-options';
import type { PropTypes } from '../shared/props';
import { listOf, objectOf, objectWith, refuseProps, TRUTH } from '../shared/props';
import { UserError } from '../shared/user-error';

/**
 * What is told in chats.
 */
export interface ChatNotificationOptions {
  /**
   * The topics that channels of Amazon Q Developer in chat applications subscribe to. What else subscribes to them gets JSON.
   *
   * @default - one is made, encrypted
   */
  readonly topics?: sns.ITopic[];

  /**
   * The function that takes answers to questions: the one of a `PoolGrowth`. Notifications that ask get the buttons Approve and Deny, which call it.
   *
   * @default - no buttons; questions are answered by the command `account-robot grow`
   */
  readonly answersTo?: lambda.IFunction;
}

/**
 * Properties of `AccountNotifications`.
 */
export interface AccountNotificationsProps extends FunctionOptions {
  /**
   * The pools of which people are told. They may stand in other stacks of the same account and Region.
   *
   * @default - all accounts and pools that are told of on the bus; every factory of this app begins to tell
   */
  readonly pools?: AccountPool[];

  /**
   * What people are told of.
   *
   * @default - what a person has to know: AccountFailed, GrowthRefused, GrowthHalted, ApprovalAsked, ApprovalAnswered
   */
  readonly on?: PoolEvent[];

  /**
   * The topics for people: each message is a plain text with a subject.
   *
   * @default - one is made, encrypted
   */
  readonly topics?: sns.ITopic[];

  /**
   * What is told in chats.
   *
   * @default - nothing
   */
  readonly chat?: ChatNotificationOptions;

  /**
   * The key of the topics that are made. To let alarms use them as well, its policy must let `cloudwatch.amazonaws.com` decrypt and generate data keys.
   *
   * @default - a key is made, with rotation: one dollar a month
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * The bus that is listened to, if no `pools` are named: they know theirs.
   *
   * @default - the default bus of the account
   */
  readonly eventBus?: events.IEventBus;

  /**
   * Whether the stack has the names of the function and of its log group among its outputs.
   *
   * @default true
   */
  readonly outputs?: boolean;
}

const TOPICS = listOf('topicArn', 'a list of topics', 'write [topic], and make one by new Topic(...)');
const CHAT: PropTypes<ChatNotificationOptions> = {
  topics: TOPICS,
  answersTo: objectWith('functionArn', 'a function', 'name the one of your PoolGrowth'),
};
const PROPS: PropTypes<AccountNotificationsProps> = {
  pools: listOf('accountIds', 'a list of AccountPools', 'write [pool]'),
  on: { fits: Array.isArray, expected: 'a list of PoolEvents', fix: () => 'write [PoolEvent.ACCOUNT_FAILED]' },
  topics: TOPICS,
  chat: objectOf('an object with topics and answersTo', 'write {} to have a topic made'),
  encryptionKey: objectWith('keyArn', 'a Key', 'make one by new Key(...), or find yours by Key.fromKeyArn(...)'),
  eventBus: objectWith('eventBusArn', 'an EventBus', "find it by EventBus.fromEventBusName(this, 'Bus', '...')"),
  outputs: TRUTH,
  ...FUNCTION_OPTIONS,
};

/** Throws for what is wrong with them. */
export function refuseNotifications(subject: string, props: AccountNotificationsProps, open: boolean): void {
  refuseProps(props, { subject, of: 'AccountNotifications', types: PROPS, open });
  const { pools, on, topics, chat, encryptionKey, eventBus } = props;
  if (on !== undefined) {
    refuseEvents(subject, 'on', { names: on, known: Object.values(PoolEvent) });
  }
  refuseProps(chat, { subject: `${subject}, 'chat'`, of: 'ChatNotificationOptions', types: CHAT });
  if (pools?.length === 0) {
    throw new UserError(`${subject}: 'pools' must have one AccountPool at least, got []; remove it to be told of all`);
  }
  if (pools !== undefined && eventBus !== undefined) {
    throw new UserError(`${subject}: 'eventBus' says nothing beside 'pools', because their factory knows it; remove one of them`);
  }
  for (const [name, list] of [['topics', topics], ['chat.topics', chat?.topics]] as const) {
    const fifo = list?.find(topic => topic.fifo);
    if (fifo !== undefined) {
      throw new UserError(`${subject}: '${name}' must be standard topics, got the FIFO topic '${fifo.node.path}'; neither mails nor chats subscribe to one, so make one without 'fifo'`);
    }
  }
  if (topics?.length === 0 && (chat === undefined || chat.topics?.length === 0)) {
    throw new UserError(`${subject}: nobody would be told, because 'topics' is [] and there is no topic for chats; remove 'topics' to have one made`);
  }
  if (topics !== undefined && (chat === undefined || chat.topics !== undefined) && encryptionKey !== undefined) {
    throw new UserError(`${subject}: 'encryptionKey' says nothing where no topic is made, and yours have keys of their own; remove it`);
  }
}
