/** AWS::SNS::Topic, AWS::SNS::TopicPolicy and AWS::SNS::Subscription. */

import type { Topics } from './topics';
import type { TypeFacts } from '../../cloudformation/known-properties';
import type { Place, ResourceType } from '../../cloudformation/resource-type';
import { text, texts } from '../../cloudformation/resource-type';
import type { ResourceContent } from '../../cloudformation/stacks-state';
import type { PolicyDocument } from '../../iam/policy';
import { ApiError } from '../../kernel/types';
import { eventPattern } from '../eventbridge/pattern';

const ABOUT_DELIVERY = 'messages are collected, and nothing is delivered to people';

export const TOPIC_FACTS: TypeFacts = {
  properties: {
    understood: ['FifoTopic', 'Subscription', 'TopicName'],
    harmless: {
      ArchivePolicy: ABOUT_DELIVERY,
      ContentBasedDeduplication: ABOUT_DELIVERY,
      DataProtectionPolicy: ABOUT_DELIVERY,
      DeliveryStatusLogging: ABOUT_DELIVERY,
      DisplayName: 'it is read by people only',
      FifoThroughputScope: ABOUT_DELIVERY,
      SignatureVersion: 'nobody checks signatures',
      Tags: 'nothing is decided by them',
      TracingConfig: 'traces decide nothing',
    },
    granted: { KmsMasterKeyId: 'whether its key lets those in who publish (KmsMasterKeyId) is not looked at' },
    opaque: /\.Subscription/,
  },
};

export const TOPIC_POLICY_FACTS: TypeFacts = { properties: { understood: ['PolicyDocument', 'Topics'], harmless: {}, opaque: /\.PolicyDocument/ } };

export const SUBSCRIPTION_FACTS: TypeFacts = {
  properties: {
    understood: ['Endpoint', 'FilterPolicy', 'FilterPolicyScope', 'Protocol', 'TopicArn'],
    harmless: {
      DeliveryPolicy: ABOUT_DELIVERY,
      RawMessageDelivery: 'functions are never sent raw messages',
      RedrivePolicy: ABOUT_DELIVERY,
      Region: 'a topic of another Region is known by its ARN',
      ReplayPolicy: ABOUT_DELIVERY,
      SubscriptionRoleArn: ABOUT_DELIVERY,
    },
    opaque: /\.Endpoint/,
  },
};

const PROTOCOLS = ['http', 'https', 'email', 'email-json', 'sms', 'sqs', 'application', 'lambda', 'firehose'];

/** AWS::SNS::Topic */
export class TopicType implements ResourceType {
  public readonly seconds = 5;
  public readonly createOnly = ['TopicName', 'FifoTopic'];
  public readonly name = { property: 'TopicName', scope: 'region' } as const;

  constructor(private readonly partition: string, private readonly topics: Topics) {}

  public put({ stack, generatedName }: Place, properties: Record<string, unknown>, current?: ResourceContent): ResourceContent {
    const made = text(properties, 'TopicName') || `${generatedName}${String(properties.FifoTopic) === 'true' ? '.fifo' : ''}`;
    const arn = current?.physicalId ?? `arn:${this.partition}:sns:${stack.region}:${stack.account}:${made}`;
    const content = { physicalId: arn, properties, attributes: { TopicArn: arn, TopicName: arn.slice(arn.lastIndexOf(':') + 1) } };
    this.restore(content);
    return content;
  }

  public remove({ physicalId }: ResourceContent): void {
    this.topics.remove(physicalId!);
  }

  public restore({ physicalId, properties: { Subscription: subscriptions } }: ResourceContent): void {
    const topicArn = physicalId!;
    this.topics.keep(topicArn);
    (Array.isArray(subscriptions) ? subscriptions as { Endpoint: string; Protocol: string }[] : []).forEach(({ Endpoint, Protocol }, index) =>
      this.topics.subscribe({ arn: `${topicArn}:${index}`, topicArn, protocol: Protocol, endpoint: Endpoint, scope: 'MessageAttributes' }));
  }
}

/** AWS::SNS::TopicPolicy */
export class TopicPolicyType implements ResourceType {
  public readonly seconds = 5;
  public readonly createOnly = [];

  constructor(private readonly topics: Topics) {}

  public put({ generatedName }: Place, properties: Record<string, unknown>, current?: ResourceContent): ResourceContent {
    const content = { physicalId: current?.physicalId ?? generatedName, properties, attributes: { Id: current?.physicalId ?? generatedName } };
    this.restore(content);
    return content;
  }

  public remove({ physicalId }: ResourceContent): void {
    this.topics.removePolicy(physicalId!);
  }

  public restore({ physicalId, properties }: ResourceContent): void {
    this.topics.putPolicy(physicalId!, texts(properties, 'Topics'), properties.PolicyDocument as PolicyDocument);
  }
}

/** AWS::SNS::Subscription */
export class SubscriptionType implements ResourceType {
  public readonly seconds = 5;
  public readonly createOnly = ['Endpoint', 'Protocol', 'TopicArn'];

  constructor(private readonly topics: Topics) {}

  public put({ generatedName }: Place, properties: Record<string, unknown>, current?: ResourceContent): ResourceContent {
    const protocol = text(properties, 'Protocol');
    if (!PROTOCOLS.includes(protocol)) {
      throw new ApiError('InvalidParameter', `Invalid parameter: Does not support this protocol string: ${protocol}`);
    }
    const arn = current?.physicalId ?? `${text(properties, 'TopicArn')}:${generatedName.slice(-12).toLowerCase()}`;
    const content = { physicalId: arn, properties, attributes: { Arn: arn } };
    this.restore(content);
    return content;
  }

  public remove({ physicalId }: ResourceContent): void {
    this.topics.unsubscribe(physicalId!);
  }

  public restore({ physicalId, properties }: ResourceContent): void {
    const filter = properties.FilterPolicy;
    this.topics.subscribe({
      arn: physicalId!,
      topicArn: text(properties, 'TopicArn'),
      protocol: text(properties, 'Protocol'),
      endpoint: text(properties, 'Endpoint'),
      ...filter === undefined ? {} : { filter: eventPattern(typeof filter === 'string' ? JSON.parse(filter) as unknown : filter) },
      scope: properties.FilterPolicyScope === 'MessageBody' ? 'MessageBody' : 'MessageAttributes',
    });
  }
}
