/** PutEvents and Publish by the real SDK: what each entry comes to, and what is told of messages. */

import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { eventBridge } from '../../../../rehearsal/services/eventbridge/eventbridge';
import { sns } from '../../../../rehearsal/services/sns/sns';
import { HOME, MANAGEMENT, TestOrganization } from '../../support/test-organization';
import { clientOf } from '../../support/wire';

const entry = (more: object = {}) => ({ Source: 'account-robot', DetailType: 'AccountAvailable', Detail: '{"version":1}', ...more });
const TOPIC = `arn:aws:sns:${HOME}:${MANAGEMENT}:people`;

test('entries fail one by one, and the rest is on its bus', async () => {
  const organization = new TestOrganization({ faults: [{ kind: 'event-refused', detailType: 'AccountFailed', times: 1 }] });
  const client = new EventBridgeClient({ ...clientOf(organization), region: HOME });
  const { Entries = [], FailedEntryCount } = await client.send(new PutEventsCommand({
    Entries: [entry(), entry({ Source: 'aws.s3' }), entry({ Detail: 'text' }), entry({ DetailType: '' }), entry({ DetailType: 'AccountFailed' }), entry({ DetailType: 'AccountFailed' })],
  }));
  expect(FailedEntryCount).toBe(4);
  expect(Entries.map(({ ErrorCode, EventId }) => ErrorCode ?? typeof EventId)).toEqual(
    ['string', 'NotAuthorizedForSourceException', 'MalformedDetail', 'InvalidArgument', 'InternalFailure', 'string']);
  expect(organization.services.get(eventBridge).report().map(({ detailType, times }) => [detailType, times])).toEqual([['AccountAvailable', 1], ['AccountFailed', 1]]);
  await expect(client.send(new PutEventsCommand({ Entries: Array.from({ length: 11 }, () => entry()) }))).rejects.toThrow('less than or equal to 10');
});

test('a message is told with its subject, and one that SNS refuses is not', async () => {
  const organization = new TestOrganization();
  const client = new SNSClient({ ...clientOf(organization), region: HOME });
  const { MessageId } = await client.send(new PublishCommand({ TopicArn: TOPIC, Subject: 'Pool', Message: 'grew' }));
  expect(MessageId).toHaveLength(36);
  await expect(client.send(new PublishCommand({ TopicArn: TOPIC, Subject: 'two\nlines', Message: 'a' }))).rejects.toThrow('Invalid parameter: Subject');
  await expect(client.send(new PublishCommand({ TopicArn: TOPIC, Message: '{"email":"a"}', MessageStructure: 'json' }))).rejects.toThrow('No default entry');
  expect(organization.services.get(sns).messages()).toEqual([{ at: 0, topic: 'people', by: 'is-complete', subject: 'Pool', message: 'grew', subscribers: 0 }]);
});
