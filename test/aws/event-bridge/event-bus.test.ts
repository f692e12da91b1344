import { EventBus } from '../../../aws/event-bridge/event-bus';
import { accountRequested } from '../../../core/events/account-events';
import { RefusalError, TransientError } from '../../../core/failures/errors';
import { at } from '../../core/fixtures';
import type { HubReply, Received } from '../innovation-sandbox/hub';
import { Hub, isSigned, refused } from '../innovation-sandbox/hub';

const BUS = 'arn:aws:events:eu-west-1:999900001111:event-bus/default';
const OWN = { accessKeyId: 'AKIDOWN', secretAccessKey: 'own-secret' };
const event = (accountName: string) => accountRequested({ subject: { stackName: 'pool-stack', owner: `pool-stack/${accountName}`, accountName }, at: at(3) });
const [ONE, TWO] = [event('one'), event('two')];
const TAKEN = { body: { FailedEntryCount: 0, Entries: [{ EventId: 'e-1' }, { EventId: 'e-2' }] } };

/** Sends two events to a bus that answers one after the other of these. */
async function put(replies: HubReply[], busArn = BUS) {
  const slept: number[] = [];
  let received: Received[] = [];
  let result: unknown;
  await Hub.use(() => replies.shift() ?? TAKEN, async hub => {
    const bus = new EventBus({ busArn, credentials: async () => OWN, now: () => hub.now, sleep: async seconds => void slept.push(seconds) });
    result = await bus.put([ONE, TWO]).catch((error: unknown) => error);
    received = hub.received;
  });
  return { result, received, slept, sent: received.map(({ body }) => JSON.parse(body).Entries.length) };
}

test('is spoken to in JSON 1.1, in the region of the bus, with a signature that holds', async () => {
  const { result, received: [{ headers, body, host, region }] } = await put([]);
  expect(result).toEqual([]);
  expect(headers).toMatchObject({ 'x-amz-target': 'AWSEvents.PutEvents', 'content-type': 'application/x-amz-json-1.1' });
  expect([host, region]).toEqual(['events.eu-west-1.amazonaws.com', 'eu-west-1']);
  expect(isSigned('POST', '/', headers, body, OWN.secretAccessKey, 'events')).toBe(true);
  expect(JSON.parse(body).Entries[0]).toEqual({
    Source: 'account-robot',
    DetailType: 'AccountRequested',
    Detail: JSON.stringify(ONE.detail),
    Time: at(3).getTime() / 1000,
    EventBusName: BUS,
  });
});

test('in China it has another address', async () => {
  const { received: [{ host }] } = await put([], BUS.replace('aws:events:eu-west-1', 'aws-cn:events:cn-north-1'));
  expect(host).toBe('events.cn-north-1.amazonaws.com.cn');
});

test('one entry that is refused is told, and the other one is sent', async () => {
  const { result, sent } = await put([{ body: { FailedEntryCount: 1, Entries: [{ EventId: 'e-1' }, { ErrorCode: 'MalformedDetail', ErrorMessage: 'no JSON' }] } }]);
  expect(result).toEqual([{ event: TWO, text: 'MalformedDetail: no JSON' }]);
  expect(sent).toEqual([2]);
});

test('one entry that was throttled is sent once more, alone', async () => {
  const { result, sent, slept } = await put([
    { body: { FailedEntryCount: 1, Entries: [{ EventId: 'e-1' }, { ErrorCode: 'ThrottlingException', ErrorMessage: 'slow down' }] } },
    { body: { FailedEntryCount: 0, Entries: [{ EventId: 'e-2' }] } },
  ]);
  expect(result).toEqual([]);
  expect(sent).toEqual([2, 1]);
  expect(slept).toEqual([1]);
});

test.each<[string, HubReply]>([
  ['is cut off', 'cut'],
  ['fails at AWS', { status: 500, body: { __type: 'InternalException', message: 'oops' } }],
  ['is throttled', refused('ThrottlingException', 'Rate exceeded')],
  ['is answered with no JSON', { body: 'not JSON' }],
])('a call that %s is made once more, and no more', async (_, reply) => {
  const again = await put([reply]);
  expect(again).toMatchObject({ result: [], sent: [2, 2], slept: [1] });
  const lost = await put([reply, reply]);
  expect(lost.result).toBeInstanceOf(TransientError);
  expect(lost.sent).toEqual([2, 2]);
});

test('a call that is refused is not repeated, and is told in AWS\'s words', async () => {
  const { result, sent } = await put([refused('AccessDeniedException', 'with an explicit deny in a service control policy')]);
  expect(result).toBeInstanceOf(RefusalError);
  expect(String(result)).toContain('AccessDeniedException: with an explicit deny in a service control policy');
  expect(sent).toEqual([2]);
});
