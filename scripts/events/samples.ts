/** One event of each kind, for docs and tests. */

import { accountAvailable, accountFailed, accountRegistered, accountRequested, accountRetired, accountVended } from '../../core/events/account-events';
import type { DomainEvent } from '../../core/events/event';
import { approvalAnswered, approvalAsked, growthDecided, growthHalted, growthRefused } from '../../core/events/growth-events';
import { failureOf } from '../../core/failures/failures';
import { PoolEvent } from '../../src/contract';

/** Minutes after a deployment began. */
const at = (minutes: number) => new Date(Date.parse('2026-01-05T08:00:00.000Z') + minutes * 60_000);

/** An account that has no id yet. */
export const MOMENT = { subject: { stackName: 'pool-stack', owner: 'pool-stack/Pool/pool-010', accountName: 'pool-010' }, at: at(3) };
/** The same when it has one. */
export const KNOWN = { ...MOMENT, accountId: '111122223333' };
const POOL = { subject: { stackName: 'pool-stack', pool: 'Pool' }, at: at(3) };
const TROUBLE = { code: 'AR-GROWTH-QUOTA', what: 'the quota has room for 0 more accounts.', fix: 'request an increase.' };
const APPROVAL = { approvalId: 'a-1', from: 3, to: 9, reason: '1 account is left.', expiresAt: at(1443) };

/** By their names. */
export const EXAMPLES: Record<PoolEvent, () => DomainEvent> = {
  [PoolEvent.ACCOUNT_REQUESTED]: () => accountRequested(MOMENT),
  [PoolEvent.ACCOUNT_VENDED]: () => accountVended(KNOWN, { record: 'rec-1', minutes: 24.5 }),
  [PoolEvent.ACCOUNT_REGISTERED]: () => accountRegistered(KNOWN, { sandbox: 'myisb', order: at(0).toISOString() }),
  [PoolEvent.ACCOUNT_AVAILABLE]: () => accountAvailable(KNOWN, { sandbox: 'myisb', sandboxStatus: 'Available' }, at(0).toISOString()),
  [PoolEvent.ACCOUNT_FAILED]: () => accountFailed(KNOWN, failureOf('AR-EMAIL-IN-USE', { name: 'pool-010' }, 'a@example.com is taken'), at(0).toISOString()),
  [PoolEvent.ACCOUNT_RETIRED]: () => accountRetired(KNOWN, { reached: 'closed', order: 7 }),
  [PoolEvent.GROWTH_DECIDED]: () => growthDecided(POOL, { from: 3, to: 6, entry: 4, by: 'low-water', reason: '2 of 3 are leased.' }),
  [PoolEvent.GROWTH_REFUSED]: () => growthRefused(POOL, TROUBLE),
  [PoolEvent.GROWTH_HALTED]: () => growthHalted(POOL, { ...TROUBLE, entry: 5 }),
  [PoolEvent.APPROVAL_ASKED]: () => approvalAsked(POOL, APPROVAL),
  [PoolEvent.APPROVAL_ANSWERED]: () => approvalAnswered(POOL, APPROVAL, 'denied'),
};

/** As EventBridge hands them over. */
export function received({ detailType, detail }: DomainEvent) {
  return { 'version': '0', 'id': 'e-1', 'detail-type': detailType as string, 'source': 'account-robot', 'account': '999900001111', 'time': detail.at, 'region': 'eu-west-1', 'resources': [], detail };
}
