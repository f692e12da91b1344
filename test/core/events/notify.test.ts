import { notify } from '../../../core/events/notify';
import type { NotifyContext, ReceivedEvent } from '../../../core/events/notify';
import { RefusalError, TransientError } from '../../../core/failures/errors';
import { createLog } from '../../../core/log';
import { EXAMPLES, received } from '../../../scripts/events/samples';
import { PoolEvent } from '../../../src/contract';
import { at } from '../fixtures';

const PEOPLE = 'arn:aws:sns:eu-west-1:999900001111:people';
const CHAT = 'arn:aws:sns:eu-west-1:999900001111:chat';
const FAILED = received(EXAMPLES[PoolEvent.ACCOUNT_FAILED]());
const LOST = new TransientError('sns:Publish', 'no answer');

/** Two topics, and what becomes of calls to them, one after the other. */
function audience(script: (Error | undefined)[] = []) {
  const published: { topic: string; message: string; subject?: string }[] = [];
  const lines: string[] = [];
  const slept: number[] = [];
  const context: NotifyContext = {
    topics: {
      publish: async (topic, message, subject) => {
        const error = script.shift();
        if (error !== undefined) {
          throw error;
        }
        published.push({ topic, message, subject });
      },
    },
    audience: { topics: [PEOPLE], chatTopics: [CHAT] },
    log: createLog(line => lines.push(line), () => at(3), {}),
    sleep: async seconds => void slept.push(seconds),
    told: new Set(),
  };
  return { context, published, slept, notices: () => lines.map(line => JSON.parse(line)).map(({ notice }) => notice), lines };
}

test('people get a text with a subject, and chats a notification without', async () => {
  const { context, published, notices, lines } = audience();
  await notify(FAILED, context);
  expect(published.map(({ topic }) => topic)).toEqual([PEOPLE, CHAT]);
  expect(published[0]).toMatchObject({ subject: 'Account Robot: pool-010 failed (AR-EMAIL-IN-USE)', message: expect.stringMatching(/^AR-EMAIL-IN-USE: .*\n\nFix: /) });
  expect(published[1].subject).toBeUndefined();
  expect(JSON.parse(published[1].message)).toMatchObject({ version: '1.0', source: 'custom' });
  expect(notices()).toEqual(['notified']);
  expect(JSON.parse(lines[0])).toEqual({ notice: 'notified', event: 'AccountFailed', id: FAILED.detail.id });
});

test('an event that comes again is told once, and another one of the same account is told', async () => {
  const { context, published, notices, lines } = audience();
  await notify(FAILED, context);
  await notify(FAILED, context);
  await notify(received(EXAMPLES[PoolEvent.ACCOUNT_AVAILABLE]()), context);
  expect(published).toHaveLength(4);
  expect(notices()).toEqual(['notified', 'event-told-before', 'notified']);
  expect(JSON.parse(lines[1])).toEqual({ notice: 'event-told-before', event: 'AccountFailed', id: FAILED.detail.id });
});

test('a call that didn\'t get through is made again, soon and then later', async () => {
  const { context, published, slept } = audience([LOST, LOST]);
  await notify(FAILED, context);
  expect(published).toHaveLength(2);
  expect(slept).toEqual([1, 4]);
});

test('one topic that is refused keeps the other from nothing', async () => {
  const { context, published, notices, lines } = audience([new RefusalError('sns:Publish', 'NotFound: Topic does not exist')]);
  await expect(notify(FAILED, context)).resolves.toBeUndefined();
  expect(published.map(({ topic }) => topic)).toEqual([CHAT]);
  expect(notices()).toEqual(['not-notified', 'notified']);
  expect(lines[0]).toContain('Topic does not exist');
});

test('if nobody could be told and it may go better, the event comes again, and then it is told', async () => {
  const { context, published, notices } = audience(Array(6).fill(LOST));
  await expect(notify(FAILED, context)).rejects.toBe(LOST);
  expect(published).toEqual([]);
  await notify(FAILED, context);
  expect(published).toHaveLength(2);
  expect(notices()).toEqual(['not-notified', 'not-notified', 'notified']);
});

test('one topic that doesn\'t answer keeps the other from nothing, and nobody is told twice for it', async () => {
  const { context, published, notices } = audience(Array(3).fill(LOST));
  await expect(notify(FAILED, context)).resolves.toBeUndefined();
  await notify(FAILED, context);
  expect(published.map(({ topic }) => topic)).toEqual([CHAT]);
  expect(notices()).toEqual(['not-notified', 'notified', 'event-told-before']);
});

test('if one topic is refused and the other one doesn\'t answer, the event comes again', async () => {
  const { context, published } = audience([new RefusalError('sns:Publish', 'AuthorizationError: no'), ...Array(3).fill(LOST)]);
  await expect(notify(FAILED, context)).rejects.toThrow();
  expect(published).toEqual([]);
  await notify(FAILED, context);
  expect(published).toHaveLength(2);
});

test('if nobody can be told for good, it doesn\'t come again', async () => {
  const denied = new RefusalError('sns:Publish', 'AuthorizationError: no');
  const { context, notices } = audience([denied, denied]);
  await expect(notify(FAILED, context)).resolves.toBeUndefined();
  expect(notices()).toEqual(['not-notified', 'not-notified']);
});

test.each<[string, ReceivedEvent]>([
  ['of somebody else', { ...FAILED, source: 'aws.organizations' }],
  ['that isn\'t in the catalogue', { ...FAILED, 'detail-type': 'AccountMade' }],
  ['without a detail', { ...FAILED, detail: 'text' }],
  ['with an empty detail', { ...FAILED, detail: null }],
  ['that is none', {}],
])('an event %s is noticed, and nobody is told', async (_, event) => {
  const { context, published, lines } = audience();
  await notify(event, context);
  expect(published).toEqual([]);
  expect(lines.map(line => JSON.parse(line))).toEqual([{ notice: 'event-unknown', event: String(event['detail-type']) }]);
});

test('a warm function remembers so much and no more', async () => {
  const { context } = audience();
  for (let index = 0; index < 1005; index++) {
    await notify({ ...FAILED, detail: { ...FAILED.detail, id: String(index) } }, context);
  }
  expect(context.told.size).toBe(1000);
  expect(context.told.has('4')).toBe(false);
});
