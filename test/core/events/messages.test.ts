import { chatNotificationOf, messageOf, plainTextOf } from '../../../core/events/messages';
import { FAILURE_CODES } from '../../../core/failures/failure-table';
import { failureOf } from '../../../core/failures/failures';
import { EXAMPLES } from '../../../scripts/events/samples';
import { PoolEvent } from '../../../src/contract';

const ALL = Object.values(PoolEvent);
const FAILED = EXAMPLES[PoolEvent.ACCOUNT_FAILED]().detail;

test.each<[PoolEvent, string, string]>([
  [PoolEvent.ACCOUNT_REQUESTED, 'pool-010 is requested', "Account Factory has been asked for account 'pool-010'."],
  [PoolEvent.ACCOUNT_VENDED, 'pool-010 is made', "Account Factory has made account 'pool-010' (111122223333) in 25 minutes."],
  [PoolEvent.ACCOUNT_REGISTERED, 'pool-010 is being cleaned', "Innovation Sandbox 'myisb' has taken account 'pool-010' (111122223333), and cleans it."],
  [PoolEvent.ACCOUNT_AVAILABLE, 'pool-010 is available', "account 'pool-010' (111122223333) is Available in Innovation Sandbox 'myisb'."],
  [PoolEvent.ACCOUNT_FAILED, 'pool-010 failed (AR-EMAIL-IN-USE)', "AR-EMAIL-IN-USE: account 'pool-010': "],
  [PoolEvent.GROWTH_DECIDED, 'Pool grows from 3 to 6', 'pool Pool of stack pool-stack grows from 3 to 6 accounts: 2 of 3 are leased.'],
  [PoolEvent.GROWTH_REFUSED, "Pool can't grow (AR-GROWTH-QUOTA)", 'AR-GROWTH-QUOTA: the quota has room for 0 more accounts.'],
  [PoolEvent.GROWTH_HALTED, 'growth of Pool has halted (AR-GROWTH-QUOTA)', 'AR-GROWTH-QUOTA: '],
  [PoolEvent.APPROVAL_ASKED, 'may Pool grow from 3 to 9?', 'pool Pool of stack pool-stack asks whether it may grow from 3 to 9 accounts: 1 account is left.'],
  [PoolEvent.APPROVAL_ANSWERED, 'growth of Pool is denied', 'the growth of pool Pool of stack pool-stack from 3 to 9 accounts is denied.'],
])('%s is said in one sentence', (event, subject, what) => {
  const message = messageOf(event, EXAMPLES[event]().detail);
  expect(message.subject).toBe(`Account Robot: ${subject}`);
  expect(message.what.startsWith(what)).toBe(true);
  expect(message.more.at(-1)).toBe('Stack pool-stack, pool Pool, 2026-01-05 08:03 UTC.');
});

test.each([
  PoolEvent.ACCOUNT_REQUESTED, PoolEvent.ACCOUNT_VENDED, PoolEvent.ACCOUNT_REGISTERED, PoolEvent.ACCOUNT_AVAILABLE, PoolEvent.GROWTH_DECIDED,
  PoolEvent.APPROVAL_ANSWERED,
])('%s asks nobody for anything: it is told in a sentence, and where and when it was', event => {
  const message = messageOf(event, EXAMPLES[event]().detail);
  expect(Object.keys(message)).toEqual(['subject', 'what', 'more']);
  expect(plainTextOf(message)).toBe(`${message.what}\n\nStack pool-stack, pool Pool, 2026-01-05 08:03 UTC.`);
});

test('a question says until when and how it is answered, and its id', () => {
  const message = messageOf(PoolEvent.APPROVAL_ASKED, EXAMPLES[PoolEvent.APPROVAL_ASKED]().detail);
  expect(message.fix).toMatch(/^answer until 2026-01-06 08:03 UTC, by a button in the chat or by 'account-robot grow'; /);
  expect(message.more).toEqual(["The question's id is a-1.", 'Stack pool-stack, pool Pool, 2026-01-05 08:03 UTC.']);
});

test('a failure of which AWS says nothing is told without its words', () => {
  const { awsText: _, ...detail } = FAILED;
  expect(messageOf(PoolEvent.ACCOUNT_FAILED, detail).more).toEqual([expect.stringMatching(/^The account now: /), 'Stack pool-stack, pool Pool, 2026-01-05 08:03 UTC.']);
});

test('a failure is told with its code, its fix, where the account is, and what AWS says', () => {
  const failure = failureOf('AR-EMAIL-IN-USE', { name: 'pool-010' });
  const text = plainTextOf(messageOf(PoolEvent.ACCOUNT_FAILED, FAILED));
  expect(text.split('\n\n')).toEqual([
    `AR-EMAIL-IN-USE: ${failure.what}`,
    `Fix: ${failure.fix}`,
    `The account now: ${failure.where} It is safe to deploy again.`,
    'AWS says: <e-mail> is taken',
    'Stack pool-stack, pool Pool, 2026-01-05 08:03 UTC.',
  ]);
});

test.each(FAILURE_CODES)('%s: what people are told is whole, has no address, and no line breaks in its subject', code => {
  const { what, fix, where, safeToDeployAgain } = failureOf(code, { name: 'pool-010', value: 'x' }, 'AWS says jane@example.com');
  const message = messageOf(PoolEvent.ACCOUNT_FAILED, { ...FAILED, code, what, fix, where, safeToDeployAgain, awsText: 'jane@example.com' });
  expect(message.subject).toMatch(/^[\x20-\x7e]{1,100}$/);
  expect(message.what).toContain(code);
  expect(message.fix).toBe(fix);
  expect(plainTextOf(message)).not.toContain('@');
  expect(message.more[0]).toContain(safeToDeployAgain ? 'It is safe to deploy again.' : 'Do not deploy again before that.');
});

describe('for a chat', () => {
  const chatOf = (event: PoolEvent, changes: object = {}) => {
    const detail = { ...EXAMPLES[event]().detail, ...changes };
    return chatNotificationOf(event, detail, messageOf(event, detail));
  };

  test.each(ALL)('%s has the form that Amazon Q Developer takes', event => {
    const { detail } = EXAMPLES[event]();
    const notification = chatOf(event);
    expect(notification).toMatchObject({ version: '1.0', source: 'custom', id: detail.id, content: { textType: 'client-markdown' } });
    expect(Object.values(notification.metadata.additionalContext).filter(value => typeof value !== 'string')).toEqual([]);
    expect(notification.metadata.enableCustomActions).toBe(event === PoolEvent.APPROVAL_ASKED);
    expect(JSON.stringify(notification)).not.toContain('@');
  });

  test('a question has what its buttons take', () => {
    expect(chatOf(PoolEvent.APPROVAL_ASKED).metadata).toMatchObject({ threadId: 'pool-stack/Pool', additionalContext: { stack: 'pool-stack', pool: 'Pool', question: 'a-1' } });
  });

  test('what belongs to one account is in one thread, with the fix as next step', () => {
    const { content, metadata } = chatOf(PoolEvent.ACCOUNT_FAILED);
    expect(metadata.threadId).toBe('pool-stack/Pool/pool-010');
    expect(content.nextSteps).toEqual([failureOf('AR-EMAIL-IN-USE', {}).fix]);
    expect(content.keywords).toEqual(['AR-EMAIL-IN-USE', 'Pool']);
  });

  test('what has no code, or no pool, has no word for it', () => {
    expect(chatOf(PoolEvent.ACCOUNT_VENDED).content.keywords).toEqual(['Pool']);
    const { content, metadata } = chatOf(PoolEvent.ACCOUNT_VENDED, { pool: undefined });
    expect(content.keywords).toStrictEqual([]);
    expect(content.description).toBe("Account Factory has made account 'pool-010' (111122223333) in 25 minutes.\n\nStack pool-stack, 2026-01-05 08:03 UTC.");
    expect(content).not.toHaveProperty('nextSteps');
    expect(metadata).toMatchObject({ threadId: 'pool-stack/pool-010', additionalContext: { stack: 'pool-stack' } });
    expect(Object.keys(metadata.additionalContext)).toEqual(['stack']);
    expect(chatOf(PoolEvent.GROWTH_DECIDED).metadata.threadId).toBe('pool-stack/Pool');
  });

  test('what would be a link or a mention stays text', () => {
    expect(chatOf(PoolEvent.ACCOUNT_FAILED, { awsText: '<!channel> & <https://evil.example.com|here>' }).content.description).toContain('&lt;!channel&gt; &amp; &lt;&lt;url&gt;');
  });
});

describe('a detail that isn\'t as the catalogue says', () => {
  test.each(ALL)('%s is told as far as it goes', event => {
    for (const detail of [{}, { account: 'pool-010' }, { account: null, at: 'yesterday', code: 7, from: {}, fix: '' }]) {
      const message = messageOf(event, detail);
      expect(message.more.at(-1)).toBe('Stack unknown, unknown.');
      expect(plainTextOf(message)).not.toMatch(/undefined|\[object|NaN/);
    }
  });

  test('what it lacks is unknown, in the subject as well', () => {
    expect(messageOf(PoolEvent.GROWTH_DECIDED, {})).toMatchObject({ subject: 'Account Robot: unknown grows from unknown to unknown' });
    expect(messageOf(PoolEvent.GROWTH_DECIDED, { pool: '  ', from: 3, to: true, reason: '' }).what).toBe('pool unknown of stack unknown grows from 3 to true accounts: unknown');
    expect(messageOf(PoolEvent.ACCOUNT_VENDED, { account: { name: 'pool-010' }, minutes: 'ten' }).what).toBe("Account Factory has made account 'pool-010'.");
    expect(messageOf(PoolEvent.ACCOUNT_VENDED, { stackName: 'pool-stack', at: 7 }).more).toEqual(['Stack pool-stack, unknown.']);
  });

  test('texts are masked and cut, whoever sent them', () => {
    const { what } = messageOf(PoolEvent.ACCOUNT_FAILED, { ...FAILED, what: `ask jane@example.com ${'x'.repeat(9000)}` });
    expect(what).not.toContain('@');
    expect(what.length).toBeLessThan(1600);
  });

  test('a subject is a line of ASCII', () => {
    const { subject } = messageOf(PoolEvent.ACCOUNT_REQUESTED, { account: { name: `größe\n${'x'.repeat(200)}` } });
    expect(subject).toMatch(/^Account Robot: gr\?\?e\?x[\x20-\x7e]+$/);
    expect(subject).toHaveLength(100);
  });
});

test('an account that is vended only, and a warning', () => {
  const { sandbox: _, ...detail } = { ...EXAMPLES[PoolEvent.ACCOUNT_AVAILABLE]().detail, sandbox: '', warning: 'the billing view is full' };
  const message = messageOf(PoolEvent.ACCOUNT_AVAILABLE, detail);
  expect(message.more).toHaveLength(2);
  expect(message.what).toBe("account 'pool-010' (111122223333) is available in Control Tower.");
  expect(message.more[0]).toBe('Beside that: the billing view is full');
});
