/** What others are told, rehearsed: rules, the function that tells people, topics, and the messages that would have been sent. */

import type { AccountNotificationsProps } from 'account-robot';
import { AccountNotifications, AccountPool, PoolEvent } from 'account-robot';
import type { App } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import type { LogLine } from '../../rehearsal/rehearse';
import { ACCOUNT, REGION, rehearseApp, WORLD } from '../support/rehearse-app';

/** A pool of three, and who is told of it. */
const announced = (props: AccountNotificationsProps = {}) => (app: App) => {
  const stack = new Stack(app, 'Pool', { env: { account: ACCOUNT, region: REGION } });
  const pool = new AccountPool(stack, 'Pool', { size: 3 });
  new AccountNotifications(stack, 'Notifications', { pools: [pool], ...props });
};
const EVERYTHING = Object.values(PoolEvent);
const TAKEN = {
  organization: { ...WORLD.organization, accounts: [{ id: '444455556666', name: 'somebody', email: 'aws+pool-002@example.com' }] },
};

/** What was put on the bus, by how often. */
const sent = (events: readonly { detailType: string; times: number }[] = []) =>
  Object.fromEntries(events.map(({ detailType, times }) => [detailType, times]));

test('an account fails, and people are told: its code, what to do, and where it is', async () => {
  const { report, account } = await rehearseApp({ app: announced({ chat: {} }), world: TAKEN });
  const { error } = account('pool-002');
  expect(error?.code).toBe('AR-EMAIL-IN-USE');
  const [mail, chat, ...others] = report.messages ?? [];
  expect(others).toEqual([]);
  expect(mail).toMatchObject({ by: 'notify', topic: expect.stringContaining('NotificationsTopic'), subject: 'Account Robot: pool-002 failed (AR-EMAIL-IN-USE)' });
  expect(mail.message.split('\n\n').slice(0, 3)).toEqual([
    `AR-EMAIL-IN-USE: ${error!.what}`, `Fix: ${error!.fix}`, `The account now: ${error!.where} It is safe to deploy again.`,
  ]);
  expect(chat).toMatchObject({ topic: expect.stringContaining('NotificationsChatTopic'), subject: null });
  expect(JSON.parse(chat.message)).toMatchObject({
    version: '1.0',
    source: 'custom',
    content: { nextSteps: [error!.fix] },
    metadata: { threadId: 'Pool/Pool/pool-002', enableCustomActions: false },
  });
  expect(JSON.stringify(report.messages)).not.toContain('@');
});

test('accounts that come into being are told of step by step, each once', async () => {
  const { report } = await rehearseApp({ app: announced({ on: EVERYTHING }) });
  expect(sent(report.events)).toEqual({ AccountRequested: 3, AccountVended: 3, AccountAvailable: 3 });
  expect(report.messages!.map(({ subject }) => subject).filter(subject => subject!.includes('is available'))).toHaveLength(3);
  expect(report.messages).toHaveLength(9);
});

/** What the log says of events that weren't sent. */
const unsent = ({ log }: { readonly log: readonly LogLine[] }) =>
  log.filter(({ line }) => line.includes('"event-not-sent"')).map(({ line }) => JSON.parse(line) as Record<string, string>);
const EACH = ['AccountAvailable', 'AccountRequested', 'AccountVended'].flatMap(name => [name, name, name]);

test('where the role may send nothing, accounts come into being all the same, and the log says what couldn\'t be told', async () => {
  const result = await rehearseApp({
    app: announced({ on: EVERYTHING }),
    template: ({ Resources }) => {
      for (const { PolicyDocument } of Object.values<any>(Resources).flatMap(({ Properties }) => Properties?.Policies ?? [])) {
        PolicyDocument.Statement = PolicyDocument.Statement.filter(({ Sid }: { Sid?: string }) => Sid !== 'TellOthers');
      }
    },
  });
  expect(result.report.accounts.map(({ state }) => state)).toEqual(['AVAILABLE', 'AVAILABLE', 'AVAILABLE']);
  expect(result.report.messages ?? []).toEqual([]);
  expect(unsent(result).map(({ event }) => event).sort()).toEqual(EACH);
  expect(unsent(result)[0].text).toContain('AccessDenied');
});

test.each([['outage', { kind: 'outage', service: 'events' }], ['answers get lost', { kind: 'lost-response', action: 'events:PutEvents', chance: 1 }]])(
  'EventBridge: %s: accounts come into being as fast, and what is told twice is told to people once', async (_, fault) => {
    const faults = [{ ...fault, fromMinute: 0, toMinute: 600 }];
    const [calm, rough] = await Promise.all([{}, { faults }].map(async world => rehearseApp({ app: announced({ on: EVERYTHING }), world })));
    expect(rough.report.accounts.map(({ state }) => state)).toEqual(['AVAILABLE', 'AVAILABLE', 'AVAILABLE']);
    expect(rough.report.virtualSeconds - calm.report.virtualSeconds).toBeLessThan(120);
    const subjects = (rough.report.messages ?? []).map(({ subject }) => subject);
    expect(subjects).toHaveLength(new Set(subjects).size);
    expect(subjects).toHaveLength(fault.kind === 'outage' ? 0 : 9);
    expect(unsent(rough)).toHaveLength(9);
  });

test('where nobody listens, nothing is sent', async () => {
  const { report } = await rehearseApp({
    app: app => void new AccountPool(new Stack(app, 'Pool', { env: { account: ACCOUNT, region: REGION } }), 'Pool', { size: 1 }),
  });
  expect(report.events ?? []).toEqual([]);
  expect(Object.keys(report.apiCalls['is-complete'])).not.toContain('events:PutEvents');
});
