/**
 * What is told of an account on its way.
 *
 * Each takes as evidence what makes it this event: the same request, account, or deployment. A leg that is driven twice tells it with the same id, and an account
 * that fails in two deployments has failed twice.
 */

import { eventOf } from './event';
import type { DomainEvent } from './event';
import { poolOfOwner, PoolEvent } from '../../src/contract';
import type { FailureParts, MetricSubject } from '../../src/contract';

/** An account and when something happened to it. */
export interface AccountMoment {
  readonly subject: MetricSubject;
  readonly at: Date;
}

/** An account that exists. */
export interface KnownAccountMoment extends AccountMoment {
  readonly accountId: string;
}

/** The factory has been asked. Asked again, after a creation that failed, it is another request. */
export function accountRequested(moment: AccountMoment): DomainEvent {
  const { subject: { owner, accountName }, at } = moment;
  return told(PoolEvent.ACCOUNT_REQUESTED, moment, [owner, accountName, at.toISOString()], {});
}

/** The factory has made it. `record`: its record of that; `minutes`: how long it took. */
export function accountVended(moment: KnownAccountMoment, { record, minutes }: { record: string; minutes?: number }): DomainEvent {
  return told(PoolEvent.ACCOUNT_VENDED, moment, [moment.accountId, record], { minutes });
}

/** Innovation Sandbox has accepted it. `order`: when the order was given that it was registered for. */
export function accountRegistered(moment: KnownAccountMoment, { sandbox, order }: { sandbox: string; order: string }): DomainEvent {
  return told(PoolEvent.ACCOUNT_REGISTERED, moment, [moment.accountId, sandbox, order], { sandbox });
}

/** Where an account is when it has reached its goal. */
export interface Goal {
  /** Missing for an account that is vended only. */
  readonly sandbox?: string;
  readonly sandboxStatus?: string;
  readonly warning?: string;
}

/** It is where it should be. */
export function accountAvailable(moment: KnownAccountMoment, { sandbox, sandboxStatus, warning }: Goal, order: string): DomainEvent {
  return told(PoolEvent.ACCOUNT_AVAILABLE, moment, [moment.accountId, order], { sandbox, sandboxStatus, warning });
}

/** It has failed a deployment. `order`: when that began, or what else tells it from others. */
export function accountFailed(moment: AccountMoment & { readonly accountId?: string }, failure: FailureParts, order: string): DomainEvent {
  const { code, what, fix, where, safeToDeployAgain, awsText } = failure;
  const { owner, accountName } = moment.subject;
  return told(PoolEvent.ACCOUNT_FAILED, moment, [owner, accountName, code, order], {
    code,
    what,
    fix,
    where,
    safeToDeployAgain,
    awsText: awsText?.slice(0, AWS_TEXT_MAX),
  });
}

/** It is retired as far as somebody asked for it. `order`: number of the order in the store of its pool. */
export function accountRetired(moment: KnownAccountMoment, { reached, order }: { reached: 'ejected' | 'unmanaged' | 'closed'; order: number }): DomainEvent {
  return told(PoolEvent.ACCOUNT_RETIRED, moment, [moment.accountId, String(order)], { reached, order });
}

/** An event holds 256 kB, and whoever reads it a sentence or two. */
const AWS_TEXT_MAX = 1000;

function told(
  event: PoolEvent,
  { subject: { stackName, owner, accountName }, at, accountId }: AccountMoment & { readonly accountId?: string },
  evidence: readonly string[],
  members: Readonly<Record<string, unknown>>,
): DomainEvent {
  const account = { name: accountName, id: accountId };
  return eventOf(event, { stackName, pool: poolOfOwner(owner) }, { at, evidence, members: { account, ...members } });
}
