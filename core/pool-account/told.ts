/**
 * What others are told of what an attempt did and came to.
 *
 *     provision, create --> AccountRequested
 *     move, the first one --> AccountVended
 *     register, accepted --> AccountRegistered
 *     the goal, if this order brought it there --> AccountAvailable (and AccountVended, if nothing had to be moved)
 *
 * Nothing is kept between polls, so what was told before isn't known. What is told twice has the same id.
 */

import type { Making, RoadTypes } from './road';
import type { MetricSubject } from '../../src/contract';
import type { DesiredAccount } from '../accounts/account';
import { isLeftover } from '../accounts/attempt';
import type { Attempt } from '../accounts/attempt';
import type { Done } from '../accounts/result';
import { accountAvailable, accountFailed, accountRegistered, accountRequested, accountVended } from '../events/account-events';
import type { DomainEvent } from '../events/event';
import type { Failure } from '../failures/failures';
import { cleaningMinutes } from '../registration/innovation-sandbox/cleaning';

/** Whose attempt it is, and when something came of it. */
export interface Teller {
  readonly subject: MetricSubject;
  readonly desired: DesiredAccount;
  readonly attempt: Attempt;
  readonly at: Date;
}

/** What was done, with what was seen before. */
export interface Deed {
  readonly action: RoadTypes['action'];
  /** The operation that the account came of, if that was seen before. */
  readonly making: Making | undefined;
  /** Whether it is known at once what came of it; else the next look tells. */
  readonly isKnown: boolean;
}

/** What is told of something that was done. */
export function toldOfDeed({ action, making, isKnown }: Deed, teller: Teller): DomainEvent[] {
  const { subject, attempt, at } = teller;
  switch (action.kind) {
    case 'provision':
    case 'create':
      return [accountRequested({ subject, at })];
    case 'move':
      // The way back to where an account is safe is no step of the way on.
      return action.retreat ? [] : toldOfVending(action.accountId, making, teller);
    case 'register':
      // Only an answer that says "created" leaves the rest to the next look.
      return isKnown ? [] : [
        accountRegistered({ subject, at, accountId: action.accountId }, { sandbox: action.sandbox.namespace, order: attempt.orderedAt }),
      ];
    default:
      return [];
  }
}

/** What is told of an account at its goal. An update that found it there tells nothing; one that had it cleaned does. */
export function toldOfGoal(
  { account, sandboxStatus, warning }: Done, { sandboxRecord }: RoadTypes['observed'], making: Making | undefined, teller: Teller,
): DomainEvent[] {
  const { subject, desired, attempt, at } = teller;
  const isCleaned = sandboxRecord !== undefined && sandboxRecord !== null && cleaningMinutes(sandboxRecord, attempt) !== undefined;
  if (!attempt.mayRequest && !isCleaned) {
    return [];
  }
  return [
    ...desired.sandbox === undefined ? toldOfVending(account.id, making, teller) : [],
    accountAvailable({ subject, at, accountId: account.id }, { sandbox: desired.sandbox, sandboxStatus, warning }, attempt.orderedAt),
  ];
}

/** What is told of an attempt that failed. Of an account that may be somebody else's no id is told: whoever hears of it might do something about it. */
export function toldOfFailure(failure: Failure, making: Making | undefined, { subject, desired, attempt, at }: Teller): DomainEvent[] {
  const accountId = desired.existingAccountId ?? (making?.owner === desired.owner ? making.accountId : undefined);
  return [accountFailed({ subject, at, accountId }, failure, attempt.orderedAt)];
}

/**
 * The operation says that the account was made here. One that was named by its id wasn't, one that is taken over was made for somebody else, and of
 * one that lives an update tells nothing.
 */
function toldOfVending(accountId: string, making: Making | undefined, { subject, desired, attempt, at }: Teller): DomainEvent[] {
  const isOurs = desired.existingAccountId === undefined && attempt.mayRequest;
  if (!isOurs || making === undefined || (desired.adoptExisting && isLeftover(making, attempt))) {
    return [];
  }
  const minutes = Math.round((Date.parse(making.updatedAt) - Date.parse(making.createdAt)) / 6_000) / 10;
  return [accountVended({ subject, at, accountId }, { record: making.record, minutes })];
}
