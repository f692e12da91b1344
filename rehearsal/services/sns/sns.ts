/** SNS: topics, who is subscribed to them, and the messages that would have been sent. */

import type { PublishCommandOutput } from '@aws-sdk/client-sns';
import { checkMessage, forProtocol } from './message';
import { SUBSCRIPTION_FACTS, SubscriptionType, TOPIC_FACTS, TOPIC_POLICY_FACTS, TopicPolicyType, TopicType } from './topic-types';
import { Topics } from './topics';
import { AWS_QUERY } from '../../kernel/protocols';
import type { ApiRequest } from '../../kernel/types';
import { ApiError, UnknownToRehearsal } from '../../kernel/types';
import { deliveries } from '../deliveries/deliveries';
import type { DeliveriesService } from '../deliveries/deliveries';
import { drawUuid } from '../identifiers';
import { queryEntries } from '../query-input';
import type { Answer } from '../sdk';
import type { ServiceContext } from '../service';
import { defineService } from '../service';

/** A message that somebody published. */
export interface ReportMessage {
  /** Seconds since the run began. */
  readonly at: number;
  /** The name of the topic. */
  readonly topic: string;
  /** Who published: a function as in `apiCalls`, or a rule, a schedule or an alarm by its name. */
  readonly by: string;
  readonly subject: string | null;
  readonly message: string;
  /** How many subscribers it went to. */
  readonly subscribers: number;
}

/** What is published. */
interface Message {
  readonly subject?: string;
  /** By protocol, where the publisher says so. */
  readonly body: string;
  readonly isStructured: boolean;
  readonly attributes: Readonly<Record<string, { readonly DataType?: string; readonly StringValue?: string }>>;
}

export class SnsService {
  public readonly topics = new Topics();
  private readonly carrier: DeliveriesService;
  private readonly told: ReportMessage[] = [];
  private published = 0;

  constructor(private readonly to: ServiceContext) {
    this.carrier = to.peer(deliveries);
    this.carrier.receive('sns', ({ content, subject, to: topic }, sender) => {
      const refusal = this.carrier.refusal(sender, 'sns:Publish', topic, () => this.topics.letIn(topic, sender.principal, sender.arn));
      if (refusal === undefined) {
        const body = typeof content === 'string' ? content : JSON.stringify(content);
        this.send(topic, { subject, body, isStructured: false, attributes: {} }, `${sender.kind} ${sender.name}`);
      }
      return refusal;
    });
  }

  public get partition(): string {
    return this.to.partition;
  }

  public publish({ caller, input }: ApiRequest): Answer<PublishCommandOutput> {
    const topic = topicOf(input);
    if (topic === undefined) {
      throw new UnknownToRehearsal(`${caller.label} called sns:Publish without a topic, and the rehearsal sends nothing to phones.`);
    }
    const message: Message = {
      ...input.Subject === undefined ? {} : { subject: String(input.Subject) },
      body: String(input.Message ?? ''),
      isStructured: input.MessageStructure === 'json',
      attributes: queryEntries(input, 'MessageAttributes'),
    };
    checkMessage(message);
    // One that is no topic of the app's is taken to be there, in whatever account it is.
    if (!this.topics.has(topic) && !/^arn:[^:]+:sns:[^:]+:\d{12}:[A-Za-z0-9_-]{1,256}(\.fifo)?$/.test(topic)) {
      throw new ApiError('InvalidParameter', 'Invalid parameter: TopicArn');
    }
    return { MessageId: this.send(topic, message, caller.label) };
  }

  /** What was published so far, in order. */
  public messages(): readonly ReportMessage[] {
    return this.told;
  }

  private send(topicArn: string, message: Message, by: string): string {
    const { clock, time } = this.to;
    const id = drawUuid(clock, 'message', ++this.published);
    const topic = topicArn.slice(topicArn.lastIndexOf(':') + 1);
    const sender = { kind: 'topic', name: topic, arn: topicArn, principal: 'sns.amazonaws.com' } as const;
    const looksAt = { MessageBody: () => parsed(message.body), MessageAttributes: () => plain(message.attributes) };
    const wanted = this.topics.subscribersOf(topicArn).filter(({ filter, scope }) => filter === undefined || filter.matches(looksAt[scope]()));
    this.told.push({
      at: Math.round(clock.now),
      topic,
      by,
      subject: message.subject ?? null,
      message: forProtocol(message, 'default'),
      subscribers: wanted.length,
    });
    for (const { arn, endpoint, protocol } of wanted) {
      // An address is nobody's business: only its kind is told.
      const to = endpoint.startsWith('arn:') ? endpoint : protocol;
      const notification = {
        Type: 'Notification',
        MessageId: id,
        TopicArn: topicArn,
        Subject: message.subject ?? null,
        Message: forProtocol(message, protocol),
        Timestamp: new Date(time.now).toISOString(),
        SignatureVersion: '1',
        Signature: 'rehearsal',
        SigningCertURL: 'https://sns.amazonaws.com/rehearsal.pem',
        UnsubscribeURL: 'https://sns.amazonaws.com/rehearsal',
        MessageAttributes: Object.fromEntries(Object.entries(message.attributes)
          .map(([name, { DataType, StringValue }]) => [name, { Type: DataType, Value: StringValue }])),
      };
      this.carrier.send(sender, { to, content: { Records: [{ EventSource: 'aws:sns', EventVersion: '1.0', EventSubscriptionArn: arn, Sns: notification }] } });
    }
    return id;
  }
}

function plain(attributes: Message['attributes']): Record<string, unknown> {
  return Object.fromEntries(Object.entries(attributes).map(([name, { DataType, StringValue = '' }]) => {
    switch (DataType?.split('.')[0]) {
      case 'Number': return [name, Number(StringValue)];
      case 'String': return [name, DataType === 'String.Array' ? parsed(StringValue) : StringValue];
      default: return [name, StringValue];
    }
  }));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function topicOf(input: Readonly<Record<string, unknown>>): string | undefined {
  const topic = input.TopicArn ?? input.TargetArn;
  return topic === undefined ? undefined : String(topic);
}

export const sns = defineService({
  name: 'sns',
  prefix: 'sns',
  protocol: AWS_QUERY,
  start: to => new SnsService(to),
  operations: {
    Publish: { may: { resources: ({ request: { input } }) => [topicOf(input) ?? '*'] }, answer: (service, request) => service.publish(request) },
  },
  resourceTypes: {
    'AWS::SNS::Topic': { facts: TOPIC_FACTS, start: service => new TopicType(service.partition, service.topics) },
    'AWS::SNS::TopicPolicy': { facts: TOPIC_POLICY_FACTS, start: service => new TopicPolicyType(service.topics) },
    'AWS::SNS::Subscription': { facts: SUBSCRIPTION_FACTS, start: service => new SubscriptionType(service.topics) },
  },
});
