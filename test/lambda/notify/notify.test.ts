/** The function as EventBridge calls it: a real environment, real requests, and what it writes. */

import { PoolEvent } from '../../../src/contract';
import { isSigned, Hub } from '../../aws/innovation-sandbox/hub';
import type { HubReply, Received } from '../../aws/innovation-sandbox/hub';
import { EXAMPLES, received } from '../../core/events/examples';

const PEOPLE = 'arn:aws:sns:eu-west-1:999900001111:people';
const CHAT = 'arn:aws:sns:eu-central-1:999900001111:chat';
const PUBLISHED = '<PublishResponse><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>';
const refused = (status: number, code: string): HubReply => ({ status, body: `<ErrorResponse><Error><Code>${code}</Code><Message>see jane@example.com</Message></Error></ErrorResponse>` });

async function invoke(replies: HubReply[] = [], variables: Record<string, string> = { TOPICS: PEOPLE, CHAT_TOPICS: CHAT }) {
  const written: string[] = [];
  let requests: Received[] = [];
  let result: unknown;
  await Hub.use(() => replies.shift() ?? { body: PUBLISHED }, async hub => {
    const before = { ...process.env };
    const stdout = jest.spyOn(process.stdout, 'write').mockImplementation(chunk => written.push(String(chunk)) > 0);
    const clock = jest.spyOn(global, 'setTimeout').mockImplementation(((call: () => void) => setImmediate(call)) as never);
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIDOWN', AWS_SECRET_ACCESS_KEY: 'own-secret', AWS_SESSION_TOKEN: 'session-token', ...variables });
    try {
      let entryPoint: { handler(event: object): Promise<void> };
      jest.isolateModules(() => { entryPoint = jest.requireActual('../../../lambda/notify/notify'); });
      result = await entryPoint!.handler(received(EXAMPLES[PoolEvent.ACCOUNT_FAILED]())).catch((error: unknown) => error);
      requests = hub.received;
    } finally {
      clock.mockRestore();
      stdout.mockRestore();
      process.env = before;
    }
  });
  return { result, requests, written };
}

test('publishes to each topic, in its own region, signed, and logs no address', async () => {
  const { result, requests, written } = await invoke();
  expect(result).toBeUndefined();
  expect(requests.map(({ operation, host }) => [operation, host])).toEqual([['Publish', 'sns.eu-west-1.amazonaws.com'], ['Publish', 'sns.eu-central-1.amazonaws.com']]);
  for (const { headers, body } of requests) {
    expect(isSigned('POST', '/', headers, body, 'own-secret', 'sns')).toBe(true);
    expect(headers['x-amz-security-token']).toBe('session-token');
  }
  const [people, chat] = requests.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
  expect(people).toMatchObject({ Version: '2010-03-31', TopicArn: PEOPLE, Subject: 'Account Robot: pool-010 failed (AR-EMAIL-IN-USE)' });
  expect(people.Message).toContain('Fix: ');
  expect(chat).toMatchObject({ TopicArn: CHAT });
  expect(JSON.parse(chat.Message).metadata.threadId).toBe('pool-stack/Pool/pool-010');
  expect(written.map(line => JSON.parse(line).notice)).toEqual(['notified']);
});

test('a topic that is throttled is tried again, one that is denied isn\'t, and AWS\'s words are masked', async () => {
  const { result, requests, written } = await invoke([refused(400, 'Throttled'), { body: PUBLISHED }, refused(403, 'AuthorizationError')]);
  expect(result).toBeUndefined();
  expect(requests).toHaveLength(3);
  expect(written.map(line => JSON.parse(line))).toEqual([
    expect.objectContaining({ notice: 'not-notified', topic: CHAT, text: 'sns:Publish was refused: AuthorizationError: see <e-mail>' }),
    expect.objectContaining({ notice: 'notified' }),
  ]);
});

test('if SNS is down, the event is thrown back', async () => {
  const { result, requests } = await invoke(Array(6).fill({ status: 503, body: 'no XML' }));
  expect(String(result)).toContain("sns:Publish didn't get through: status 503: ");
  expect(requests).toHaveLength(6);
});

test('a topic that is none is refused, with the variable\'s name', async () => {
  const { result, requests } = await invoke([], { TOPICS: 'people' });
  expect(String(result)).toContain('AR-BAD-PROPERTY: environment variable TOPICS');
  expect(requests).toEqual([]);
});
