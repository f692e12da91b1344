/**
 * The clock rules of an account. No state is kept between two looks, so each rule is computed from times that AWS keeps.
 *
 *     deployment starts     leg starts                                   leg's deadline
 *     |---------------------|--- grace: access is spreading ---|---------|
 *                                 record fails |-- back-off --| retry
 */

import { fractionOf } from '../../accounts/identity';
import type { LegRole, LegWindow, Moment, ProvisioningRecord } from '../../accounts/model';
import { START_LEG, LAST_LEG, LEG_MINUTES } from '../../../src/contract';

/** How long IAM and the portfolio association may take to spread. */
export const GRACE_MINUTES = 5;
/** How old a scan of the organization may be when an account is requested. */
export const SCAN_AGE_MINUTES = 10;
/** A record that has just ended may be ahead of its product. */
export const SETTLING_MINUTES = 5;
/** A poll that finds the gate closed stays there for so many seconds, well below the function's time limit. */
export const GATE_SECONDS = 96;
/** So many seconds lie between its looks. */
const LOOK_SECONDS = 12;
/** The same for an account whose first leg is over: it has waited or tried longer than the one that its stack sends to the gate next, and its time is running. */
const LATE_LOOK_SECONDS = 4;
/** Enough for a poll that fails and one that doesn't. */
const BEGINNING_MINUTES = 1;
const BACKOFF_SECONDS_MIN = 60;
const BACKOFF_SECONDS_MAX = 180;
/** Slow growth: an account that tries again competes with those that come to the gate fresh, and its time is running. */
const BACKOFF_GROWTH = 16;

/** The place of a leg in its relay. */
export function roleOf(leg: string): LegRole {
  return leg === START_LEG ? 'start' : leg === LAST_LEG ? 'last' : 'middle';
}

/** How many seconds an account leaves between two looks at a closed gate. Who looks more often is the first to see it open. */
export function lookSeconds(role: LegRole): number {
  return role === 'start' ? LOOK_SECONDS : LATE_LOOK_SECONDS;
}

/** The end of a leg that starts at `start`. */
export function deadlineOf(start: Date): Date {
  return minutesAfter(start, LEG_MINUTES);
}

/** A moment so many minutes later, or earlier if negative. */
export function minutesAfter(date: Date, minutes: number): Date {
  return new Date(date.getTime() + minutes * 60_000);
}

/** Whether the leg has only just begun: its first polls look closer than those that follow. */
export function isBeginning(window: LegWindow, now: Date): boolean {
  return now.getTime() < minutesAfter(new Date(window.startedAt), BEGINNING_MINUTES).getTime();
}

/** Whether the leg's time is up. */
export function isOver(window: LegWindow, now: Date): boolean {
  return now.getTime() >= Date.parse(window.deadline);
}

/**
 * Whether access may still be spreading. The first leg of each account waits it out from its own start. Later legs don't repeat that, because it would
 * triple the wait for an error that stays; they count from the start of the deployment.
 */
export function isSpreading(moment: Moment): boolean {
  return isWithinGrace(moment.now, moment);
}

/** Whether the record was requested while access may still have been spreading: what it was denied then may be granted now. */
export function isOfGrace(record: ProvisioningRecord, moment: Moment): boolean {
  return !isLeftover(record, moment.window) && isWithinGrace(new Date(record.createdAt), moment);
}

function isWithinGrace(time: Date, { role, window }: Moment): boolean {
  const from = role === 'start' ? window.startedAt : window.deploymentStartedAt;
  return time.getTime() < minutesAfter(new Date(from), GRACE_MINUTES).getTime();
}

/** Whether the record is of an earlier deployment. */
export function isLeftover(record: ProvisioningRecord, window: LegWindow): boolean {
  return Date.parse(record.createdAt) < Date.parse(window.deploymentStartedAt);
}

/**
 * How long to leave a failed record alone, in seconds: a minute at first, longer the longer the leg has been trying, and different for each record, so that
 * accounts that failed together don't come back together.
 */
export function backoffSeconds(record: Pick<ProvisioningRecord, 'id' | 'updatedAt'>, window: Pick<LegWindow, 'startedAt'>): number {
  const tryingFor = (Date.parse(record.updatedAt) - Date.parse(window.startedAt)) / 1000;
  const base = Math.min(BACKOFF_SECONDS_MAX, Math.max(BACKOFF_SECONDS_MIN, tryingFor / BACKOFF_GROWTH));
  return base * (1 + fractionOf(record.id) / 2);
}

/** Whether a failed record has been left alone long enough. */
export function isBackoffOver(record: ProvisioningRecord, moment: Moment): boolean {
  return moment.now.getTime() >= Date.parse(record.updatedAt) + backoffSeconds(record, moment.window) * 1000;
}

/** Whether a record ended so recently that its product may not show it yet. */
export function isSettling(record: ProvisioningRecord, now: Date): boolean {
  return now.getTime() < minutesAfter(new Date(record.updatedAt), SETTLING_MINUTES).getTime();
}
