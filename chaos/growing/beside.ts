/** What stands beside a pool that grows: what counts it, lets it grow, tells people, and shows them buttons. */

import { AccountNotifications, GrowthApproval, PoolEvent, PoolGrowth } from 'account-robot';
import type { AccountPool } from 'account-robot';
import { Duration } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import type { CfnSlackChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import { SlackChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import { LambdaAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { GrowthRules } from './rules';

/** Declares all of it in a stack of its own. */
export function standBeside(stack: Stack, pool: AccountPool, { approvalAbove, cooldownMinutes, lowWater, maxPerDay, step }: GrowthRules): void {
  const growth = new PoolGrowth(stack, 'Growth', {
    pool,
    lowWater,
    step,
    maxPerDay,
    cooldown: Duration.minutes(cooldownMinutes),
    ...approvalAbove === undefined ? {} : { approval: GrowthApproval.above(approvalAbove) },
  });
  // A second voice beside the tick: both may speak at once.
  growth.capacity.lowWaterAlarm('Low', { below: lowWater, counts: 1 }).addAlarmAction(new LambdaAction(growth.growFunction));
  const notifications = new AccountNotifications(stack, 'Notifications', {
    pools: [pool],
    on: Object.values(PoolEvent),
    chat: { answersTo: growth.growFunction },
  });
  const channel = new SlackChannelConfiguration(stack, 'Channel', {
    slackChannelConfigurationName: 'accounts',
    slackWorkspaceId: 'T0123456789',
    slackChannelId: 'C0123456789',
    notificationTopics: notifications.chatTopics,
    guardrailPolicies: [notifications.answersPolicy!],
  });
  channel.role!.addManagedPolicy(notifications.answersPolicy!);
  (channel.node.defaultChild as CfnSlackChannelConfiguration).customizationResourceArns = notifications.customActionArns;
}
