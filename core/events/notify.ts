/**
 * Tells people of an event: a text to each topic for people, and a notification to each topic for chats.
 *
 *     event --> known? --> heard before? --> message --> topics
 *
 * A topic that can't be had keeps nobody else from being told. Only if nobody was, the event is thrown back to be tried again: whoever was told would be told twice.
 */

import { chatNotificationOf, messageOf, plainTextOf } from './messages';
import type { ReceivedDetail } from './messages';
import { EVENT_SOURCE, Notice, PoolEvent } from '../../src/contract';
import { TransientError } from '../failures/errors';
import type { Log } from '../log';

/** What EventBridge hands over, as far as it is read. */
export interface ReceivedEvent {
  readonly 'source'?: unknown;
  readonly 'detail-type'?: unknown;
  readonly 'detail'?: unknown;
}

/** SNS. Throws a TransientError or a RefusalError. */
export interface TopicsPort {
  publish(topicArn: string, message: string, subject?: string): Promise<void>;
}

/** Where people are told. */
export interface Audience {
  readonly topics: readonly string[];
  readonly chatTopics: readonly string[];
}

/** What it works with. */
export interface NotifyContext {
  readonly topics: TopicsPort;
  readonly audience: Audience;
  readonly log: Log;
  readonly sleep: (seconds: number) => Promise<void>;
  /** Ids of what was told while the function was warm. */
  readonly told: Set<string>;
}

/** So many are remembered. */
const REMEMBERED = 1000;
const AGAIN_SECONDS = [1, 4];

/** Tells people. Throws if nobody could be told, and it may go better. */
export async function notify(event: ReceivedEvent, context: NotifyContext): Promise<void> {
  const { log, told } = context;
  const known = knownEvent(event);
  if (known === undefined) {
    log.notice(Notice.EVENT_UNKNOWN, { event: String(event['detail-type']) });
    return;
  }
  const { detailType, detail } = known;
  const id = String(detail.id);
  if (told.has(id)) {
    log.notice(Notice.EVENT_TOLD_BEFORE, { event: detailType, id });
    return;
  }
  const failures = await publishAll(detailType, detail, context);
  for (const { topic, error } of failures) {
    log.notice(Notice.NOT_NOTIFIED, { event: detailType, id, topic, text: error.message });
  }
  const { topics, chatTopics } = context.audience;
  const isToldToNobody = failures.length === topics.length + chatTopics.length;
  if (isToldToNobody && failures.some(({ error }) => error instanceof TransientError)) {
    throw failures[0].error;
  }
  if (!isToldToNobody) {
    log.notice(Notice.NOTIFIED, { event: detailType, id });
  }
  remember(told, id);
}

function knownEvent({ source, 'detail-type': detailType, detail }: ReceivedEvent): { detailType: PoolEvent; detail: ReceivedDetail } | undefined {
  const isKnown = source === EVENT_SOURCE && Object.values<unknown>(PoolEvent).includes(detailType) && typeof detail === 'object' && detail !== null;
  return isKnown ? { detailType: detailType as PoolEvent, detail: detail as ReceivedDetail } : undefined;
}

interface TopicFailure {
  readonly topic: string;
  readonly error: Error;
}

async function publishAll(detailType: PoolEvent, detail: ReceivedDetail, context: NotifyContext): Promise<TopicFailure[]> {
  const { topics, chatTopics } = context.audience;
  const message = messageOf(detailType, detail);
  const notification = JSON.stringify(chatNotificationOf(detailType, detail, message));
  const failures: TopicFailure[] = [];
  for (const [topic, text, subject] of [
    ...topics.map(arn => [arn, plainTextOf(message), message.subject] as const),
    ...chatTopics.map(arn => [arn, notification, undefined] as const),
  ]) {
    const error = await publish(topic, text, subject, context);
    if (error !== undefined) {
      failures.push({ topic, error });
    }
  }
  return failures;
}

async function publish(topic: string, text: string, subject: string | undefined, { topics, sleep }: NotifyContext): Promise<Error | undefined> {
  for (const seconds of [...AGAIN_SECONDS, undefined]) {
    try {
      await topics.publish(topic, text, subject);
      return undefined;
    } catch (error) {
      if (seconds === undefined || !(error instanceof TransientError)) {
        return error instanceof Error ? error : new Error(String(error));
      }
      await sleep(seconds);
    }
  }
  return undefined;
}

function remember(told: Set<string>, id: string): void {
  told.add(id);
  if (told.size > REMEMBERED) {
    told.delete(told.values().next().value!);
  }
}
