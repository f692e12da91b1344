/**
 * The clock rules of the factory. No state is kept between two looks, so each rule is computed from times that AWS keeps.
 *
 *     order is given        attempt begins                             its deadline
 *     |---------------------|--- grace: access is spreading ---|---------|
 *                                 record fails |-- back-off --| retry
 */

import type { ProvisioningRecord, VendingSituation } from './model';
import { isLeftover, isSpreading } from '../../accounts/attempt';
import type { Aim, Attempt } from '../../accounts/attempt';
import { minutesAfter } from '../../clock';
import { fractionOf } from '../../hash';

/** How old a scan of the organization may be when an account is requested. */
export const SCAN_AGE_MINUTES = 10;
/**
 * A scan that began so long after an operation ended shows what came of it: before that, what is absent may only be late. An account comes into being in the first
 * minutes of an operation, so one that ran long had it long ago, and needs less time after its end.
 */
const UNSEEN_MINUTES = 5;
const UNSEEN_MINUTES_MIN = 2;
const UNSEEN_MINUTES_OF_ALL = 10;
/** How old a scan may be that is to show an absence. */
const FRESH_MINUTES = 4;
/** How long an account whose id is known may fail to show before it counts as gone. */
const APPEARING_MINUTES = 30;
/** A record that has just ended may be ahead of its product. */
export const SETTLING_MINUTES = 5;
/** Who finds the gate closed stays there for so many seconds, well below a function's time limit. */
export const GATE_SECONDS = 96;
/** So many seconds lie between its looks. */
const LOOK_SECONDS = 12;
/** The same for an account that was begun before: it has waited or tried longer than the one that its stack sends to the gate next, and its time is running. */
const LATE_LOOK_SECONDS = 4;
/** Enough for a look that fails and one that doesn't. */
const BEGINNING_MINUTES = 1;
const BACKOFF_SECONDS_MIN = 60;
const BACKOFF_SECONDS_MAX = 180;
/** Slow growth: an account that tries again competes with those that come to the gate fresh, and its time is running. */
const BACKOFF_GROWTH = 16;

/** How many seconds an account leaves between two looks at a closed gate. Who looks more often is the first to see it open. */
export function lookSeconds(aim: Aim): number {
  return aim === 'begun' ? LOOK_SECONDS : LATE_LOOK_SECONDS;
}

/** Whether the attempt has only just begun: its first looks are closer than those that follow. */
export function isBeginning(attempt: Pick<Attempt, 'startedAt'>, now: Date): boolean {
  return now.getTime() < minutesAfter(new Date(attempt.startedAt), BEGINNING_MINUTES).getTime();
}

/** Whether the record was requested for this order while access may still have been spreading: what it was denied then may be granted now. */
export function isOfGrace(record: ProvisioningRecord, attempt: Attempt): boolean {
  return !isLeftover(record, attempt) && isSpreading(attempt, new Date(record.createdAt));
}

/**
 * How long to leave a failed record alone, in seconds: a minute at first, longer the longer the attempt has been going on, and different for each record, so that
 * accounts that failed together don't come back together.
 */
export function backoffSeconds(record: Pick<ProvisioningRecord, 'id' | 'updatedAt'>, attempt: Pick<Attempt, 'startedAt'>): number {
  const tryingFor = (Date.parse(record.updatedAt) - Date.parse(attempt.startedAt)) / 1000;
  const base = Math.min(BACKOFF_SECONDS_MAX, Math.max(BACKOFF_SECONDS_MIN, tryingFor / BACKOFF_GROWTH));
  return base * (1 + fractionOf(record.id) / 2);
}

/** Whether a failed record has been left alone long enough. */
export function isBackoffOver(record: ProvisioningRecord, { attempt, now }: Pick<VendingSituation, 'attempt' | 'now'>): boolean {
  return now.getTime() >= Date.parse(record.updatedAt) + backoffSeconds(record, attempt) * 1000;
}

/** Times of an operation that has ended. */
type Span = Pick<ProvisioningRecord, 'createdAt' | 'updatedAt'>;

/** Since when what doesn't show of an operation isn't there, in epoch milliseconds. */
function absentFrom({ createdAt, updatedAt }: Span): number {
  const after = (time: string, minutes: number) => minutesAfter(new Date(time), minutes).getTime();
  return Math.min(after(updatedAt, UNSEEN_MINUTES), Math.max(after(updatedAt, UNSEEN_MINUTES_MIN), after(createdAt, UNSEEN_MINUTES_OF_ALL)));
}

/** Whether so much time has passed that what doesn't show of an operation isn't there. */
export function isAbsenceProven(record: Span, now: Date): boolean {
  return now.getTime() >= absentFrom(record);
}

/** How old a scan for what came of an operation may be: younger than its end and a few minutes at most; to show an absence, well after the end. */
export function scanSince(record: Span, now: Date): Date {
  const event = isAbsenceProven(record, now) ? absentFrom(record) - 1 : Date.parse(record.updatedAt);
  return new Date(Math.max(event, minutesAfter(now, -FRESH_MINUTES).getTime()));
}

/** Whether an account that an operation of then brought about may not show yet. */
export function isAppearing(since: string, now: Date): boolean {
  return now.getTime() < minutesAfter(new Date(since), APPEARING_MINUTES).getTime();
}

/** Whether a record ended so recently that its product may not show it yet. */
export function isSettling(record: ProvisioningRecord, now: Date): boolean {
  return now.getTime() < minutesAfter(new Date(record.updatedAt), SETTLING_MINUTES).getTime();
}
