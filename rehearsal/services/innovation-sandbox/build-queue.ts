/**
 * The queue before the builds that clean: CodeBuild runs as many at a time as its quota says, keeps five times as many waiting, and refuses the rest.
 *
 * AWS doesn't say in which order they begin; here who comes first is served first.
 */

import type { CleaningState, SandboxRecord } from './sandbox-state';

/** What the queue holds, in builds that run at a time. */
const QUEUE_LENGTH = 5;

/** When a build that is asked for now begins; 'full' if it isn't taken. */
export function turnOf(records: readonly SandboxRecord[], atATime: number | undefined, now: number): number | 'full' {
  const ends = records.flatMap(({ cleaning }) => (cleaning && holdsPlace(cleaning, now) ? endOf(cleaning) : [])).sort((one, other) => one - other);
  if (atATime === undefined || ends.length < atATime) {
    return now;
  }
  return ends.length - atATime < atATime * QUEUE_LENGTH ? ends[ends.length - atATime] : 'full';
}

function holdsPlace(cleaning: CleaningState, now: number): boolean {
  return !cleaning.ended && cleaning.turnedAway !== true && endOf(cleaning) > now;
}

/** Cooling down takes no build. */
function endOf({ ending, endsAt, nukedAt }: CleaningState): number {
  return ending === 'times-out' ? endsAt : nukedAt;
}
