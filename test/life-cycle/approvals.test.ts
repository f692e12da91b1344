/** A pool that asks in a chat whether it may grow: the question comes with buttons, somebody presses one, and growth follows the answer, or doesn't. */

import { AccountNotifications, AccountPool, GrowthApproval, PoolGrowth } from 'account-robot';
import type { App } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import type { CfnSlackChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import { SlackChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Rehearsed } from '../support/rehearse-app';
import { ACCOUNT, rehearseApp, REGION } from '../support/rehearse-app';
import { sandboxBlock } from '../support/sandbox-app';

interface Chat {
  readonly guardrail?: 'ours' | 'reading';
  readonly buttons?: boolean;
}

/** Two accounts, where two are wanted, and more than two need a person. */
const asking = ({ buttons = true, guardrail = 'ours' }: Chat = {}) => (app: App) => {
  const env = { account: ACCOUNT, region: REGION };
  const pool = new AccountPool(new Stack(app, 'Pool', { env }), 'Pool', { elasticSize: { min: 1, max: 9, initial: 2 } });
  const beside = new Stack(app, 'PoolGrowth', { env });
  const growth = new PoolGrowth(beside, 'Growth', { pool, lowWater: 2, step: 1, maxPerDay: 4, approval: GrowthApproval.above(2) });
  const notifications = new AccountNotifications(beside, 'Notifications', { pools: [pool], chat: { answersTo: growth.growFunction } });
  const channel = new SlackChannelConfiguration(beside, 'Channel', {
    slackChannelConfigurationName: 'accounts',
    slackWorkspaceId: 'T0123456789',
    slackChannelId: 'C0123456789',
    notificationTopics: notifications.chatTopics,
    guardrailPolicies: [guardrail === 'ours' ? notifications.answersPolicy! : new ManagedPolicy(beside, 'Reading', { statements: [new PolicyStatement({ actions: ['lambda:List*'], resources: ['*'] })] })],
  });
  channel.role!.addManagedPolicy(notifications.answersPolicy!);
  if (buttons) {
    (channel.node.defaultChild as CfnSlackChannelConfiguration).customizationResourceArns = notifications.customActionArns;
  }
};

const FORGED = 'f0f0f0f0f0f0f0f0';

const ask = async (buttons: readonly object[], { chat, hours = 3 }: { readonly chat?: Chat; readonly hours?: number } = {}) => rehearseApp({
  app: asking(chat),
  settings: { sandbox: sandboxBlock() },
  world: {
    factory: { creationMinutes: { median: 10, sigma: 0, minimum: 10, maximum: 10 } },
    deployment: { afterwardsMinutes: hours * 60 },
    // An hour behind the deployment somebody leases one of them.
    leases: [{ at: 90, take: 1, for: 2880 }],
    ...buttons.length === 0 ? {} : { buttons },
  },
  rollback: false,
});

/** What was answered to whoever pressed, in order: the sentence and its code. */
const answers = ({ report }: Rehearsed) => report.chat!.flatMap(({ pressed }) => pressed)
  .map(({ answer }) => JSON.parse(answer) as { readonly outcome: string; readonly code?: string; readonly text: string; readonly fix?: string });
const size = ({ report }: Rehearsed) => report.accounts.length;
const written = ({ log }: Rehearsed) => log.filter(({ line }) => line.includes('"growth-written"')).map(({ line }) => JSON.parse(line) as { readonly kind: string; readonly by?: string; readonly to?: number });

test('the question comes with two buttons; Approve is answered by growth, which stands in the ledger as that yes', async () => {
  const result = await ask([{ press: 'Approve', afterMinutes: 20 }]);
  const [notification] = result.report.chat!;
  expect(notification).toMatchObject({ channel: 'accounts', title: 'Account Robot: may Pool grow from 2 to 3?', buttons: ['Approve', 'Deny'] });
  const [press] = notification.pressed;
  expect(press.at - notification.at).toBe(1200);
  expect(press.command).toMatch(/^lambda invoke --function-name PoolGrowth-\S+ --payload \{"ask":"answer","id":"[0-9a-f]{16}","approve":true,"by":"chat"\} --region eu-west-1$/);
  expect(answers(result)).toEqual([{ outcome: 'growing', text: 'pool Pool grows from 2 to 3 accounts: chat approved it', from: 2, to: 3 }]);
  expect(written(result).slice(0, 3)).toMatchObject([{ kind: 'question', to: 3 }, { kind: 'answer', isYes: true, by: 'chat' }, { kind: 'growth', by: 'approval', to: 3 }]);
  expect(size(result)).toBe(3);
  expect(result.report.operations).toMatchObject([{ by: 'grow', status: 'UPDATE_COMPLETE' }]);
  // The answer is told, too, and that has no buttons.
  expect(result.report.chat![1]).toMatchObject({ title: 'Account Robot: growth of Pool is approved', buttons: [] });
});

test('Deny is answered by no growth, and the pool doesn\'t ask again that day', async () => {
  const result = await ask([{ press: 'Deny', afterMinutes: 20 }]);
  expect(answers(result)).toMatchObject([{ outcome: 'refused', code: 'AR-GROWTH-DENIED' }]);
  expect(written(result).filter(({ kind }) => kind === 'question')).toHaveLength(1);
  expect(size(result)).toBe(2);
});

test('nobody presses: it stays as it is', async () => {
  const result = await ask([]);
  expect(result.report.chat).toMatchObject([{ pressed: [] }]);
  expect(size(result)).toBe(2);
});

test('the second answer, whichever it is, is refused in one sentence, and the first one counts', async () => {
  const result = await ask([{ press: 'Approve', afterMinutes: 5 }, { press: 'Approve', afterMinutes: 6 }, { press: 'Deny', afterMinutes: 7 }]);
  const [first, ...others] = answers(result);
  expect(first.outcome).toBe('growing');
  for (const other of others) {
    expect(other).toMatchObject({ outcome: 'refused', code: 'AR-GROWTH-ANSWER-TWICE', fix: 'do nothing: the first answer counts.' });
    expect(other.text).toMatch(/^the question [0-9a-f]{16} was answered already: yes, by chat\.$/);
  }
  expect(others).toHaveLength(2);
  expect(written(result).filter(({ kind }) => kind === 'growth')).toHaveLength(1);
});

test('an id that was never given out is refused in one sentence', async () => {
  const result = await ask([{ press: 'Approve', afterMinutes: 5, variables: { question: FORGED } }]);
  expect(answers(result)).toEqual([{
    outcome: 'refused',
    code: 'AR-GROWTH-ANSWER',
    text: `pool Pool has asked no question with the id ${FORGED}.`,
    fix: 'copy the id from the message, and name the pool and the stack that stand in it.',
  }]);
  expect(size(result)).toBe(2);
});

test('an answer that comes after a day is refused in one sentence; the pool has asked again by then', async () => {
  const result = await ask([{ press: 'Approve', notification: 1, afterMinutes: 24 * 60 + 30 }], { hours: 27 });
  expect(answers(result)).toMatchObject([{ outcome: 'refused', code: 'AR-GROWTH-ANSWER-LATE', fix: 'do nothing: if the pool is still low, it asks again.' }]);
  expect(written(result).filter(({ kind }) => kind === 'question')).toHaveLength(2);
  expect(size(result)).toBe(2);
});

test('a guardrail that doesn\'t let the button through keeps it from anything, and says so', async () => {
  const result = await ask([{ press: 'Approve', afterMinutes: 5 }], { chat: { guardrail: 'reading' } });
  expect(result.report.chat![0].pressed[0].answer).toMatch(/^I can't run the command because the guardrail policies of channel accounts don't allow lambda:InvokeFunction on arn:aws:lambda/);
  expect(size(result)).toBe(2);
});

test('a channel that names no buttons shows the question without any', async () => {
  const result = await ask([{ press: 'Approve', afterMinutes: 5 }], { chat: { buttons: false } });
  expect(result.report.chat).toMatchObject([{ buttons: [], pressed: [] }]);
});
