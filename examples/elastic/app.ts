/**
 * A pool that grows by itself, and says what it does. The settings of its accounts stand in cdk.json.
 */

import { AccountNotifications, AccountPool, GrowthApproval, PoolCapacity, PoolDashboard, PoolEvent, PoolGrowth } from 'account-robot';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { context } from './cdk.json';

// The CDK command hands the context over by itself. Said here, the app runs without the command too.
const app = new App({ context });
// The management account, and the region that Control Tower calls home.
const env = { account: '111122223333', region: 'eu-west-1' };

const accounts = new Stack(app, 'Pool', { description: 'Accounts of Innovation Sandbox on AWS', env });
const pool = new AccountPool(accounts, 'Pool', { elasticSize: { min: 4, max: 24, initial: 10 } });

// All else stands beside it: the stack of the accounts has few resources to spare, and growth may not change what lets it grow.
const beside = new Stack(app, 'PoolGrowth', { description: 'Counts a pool of accounts, lets it grow, and tells people', env });
const capacity = new PoolCapacity(beside, 'Capacity', { pool });
const growth = new PoolGrowth(beside, 'Growth', {
  pool,
  capacity,
  lowWater: 6,
  step: 4,
  maxPerDay: 12,
  cooldown: Duration.minutes(45),
  approval: GrowthApproval.above(16),
});
const low = capacity.lowWaterAlarm('Low', { below: 3 });
new PoolDashboard(beside, 'Dashboard', { pools: [pool], capacities: [capacity], growths: [growth], alarms: [low] });
new AccountNotifications(beside, 'Notifications', {
  pools: [pool],
  on: [PoolEvent.ACCOUNT_FAILED, PoolEvent.GROWTH_DECIDED, PoolEvent.GROWTH_REFUSED, PoolEvent.GROWTH_HALTED, PoolEvent.APPROVAL_ASKED],
});

app.synth();
