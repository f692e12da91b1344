/**
 * What a record of Innovation Sandbox says about a cleaning.
 *
 * Up to 1.2 a record names the last execution that was begun, and not how it ended. From 1.3 it names the phase.
 *
 *     registered       cleaning begins                                   12 h: a state machine has died without a word
 *     |--- 5 min: idle? ---|--- running -------------------------------------|
 *     lastEditedAt         startedAt (and lastEditedAt)
 */

import type { SandboxRecord } from './model';
import type { Attempt } from '../../accounts/attempt';

/** Without a cleaning for so long, one is asked for. */
export const IDLE_MINUTES = 5;
/** The time limit of a cleaning up to 1.2. At its end nobody is told. */
export const CLEANING_HOURS_MAX = 12;
/** Three attempts that aren't taken need a quarter of a minute, and the queue behind the cleaner some seconds an account. Three that begin need more. */
const TURNED_AWAY_SECONDS = 90;
const MINUTE = 60_000;
const ENDED_PHASES = ['COMPLETED', 'FAILED'];

/** Whether a cleaning runs. Cooling down counts: the account is still not to be had. */
export function isCleaning(record: SandboxRecord, now: Date): boolean {
  const { cleaning } = record;
  if (cleaning === undefined) {
    return false;
  }
  const startedAt = timeOf(cleaning.startedAt);
  if (startedAt !== undefined && now.getTime() - startedAt >= CLEANING_HOURS_MAX * 60 * MINUTE) {
    return false;
  }
  if (cleaning.phase !== undefined) {
    return !ENDED_PHASES.includes(cleaning.phase);
  }
  // A record that was written anew since then names an execution of before.
  return startedAt !== undefined && startedAt >= (timeOf(record.lastEditedAt) ?? 0) - IDLE_MINUTES * MINUTE;
}

/** Whether nothing has happened for so long that a cleaning must have been lost. */
export function isIdle(record: SandboxRecord, attempt: Attempt, now: Date): boolean {
  const times = [record.lastEditedAt, record.cleanedAt, record.cleaning?.startedAt].map(timeOf).filter(time => time !== undefined);
  const since = times.length === 0 ? Date.parse(attempt.startedAt) : Math.max(...times);
  return !isCleaning(record, now) && now.getTime() - since >= IDLE_MINUTES * MINUTE;
}

/** Whether the last cleaning was begun before this order, as far as the record tells. */
export function isOldCleaning(record: SandboxRecord, attempt: Attempt): boolean {
  const began = timeOf(record.cleaning?.startedAt) ?? timeOf(record.lastEditedAt);
  return began === undefined || began < Date.parse(attempt.orderedAt);
}

/** Whether the last cleaning was given up before it can have done anything: its builds weren't taken, for instance, because too many waited already. */
export function isTurnedAway({ cleaning, lastEditedAt }: SandboxRecord): boolean {
  const [began, ended] = [timeOf(cleaning?.startedAt), timeOf(lastEditedAt)];
  return began !== undefined && ended !== undefined && ended - began < TURNED_AWAY_SECONDS * 1000;
}

/** Whether the record was written so recently that what follows from it may still be under way. */
export function isFresh(record: SandboxRecord, now: Date, minutes: number): boolean {
  const editedAt = timeOf(record.lastEditedAt);
  return editedAt !== undefined && now.getTime() - editedAt < minutes * MINUTE;
}

/** How long a cleaning took that this order began; undefined if it didn't, or if the record doesn't tell. */
export function cleaningMinutes(record: SandboxRecord, attempt: Attempt): number | undefined {
  const startedAt = timeOf(record.cleaning?.startedAt);
  const endedAt = timeOf(record.cleanedAt) ?? timeOf(record.lastEditedAt);
  if (startedAt === undefined || endedAt === undefined || endedAt < startedAt || startedAt < Date.parse(attempt.orderedAt)) {
    return undefined;
  }
  return Math.round((endedAt - startedAt) / MINUTE * 10) / 10;
}

function timeOf(text: string | undefined): number | undefined {
  const time = text === undefined ? NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
