/** The draws that all contenders share: those of the rehearsal itself, and the benchmark's own in the same manner. */

import { keyedDraw } from '../rehearsal/kernel/random';
import { drawnDuration } from '../rehearsal/services/control-tower/plan';
import { withDefaults } from '../rehearsal/world/defaults';
import type { WorldFile } from '../rehearsal/world/world-file';

/** The part of attempts that fails and would succeed if made again. */
const TRANSIENT_PART = 0.05;

const { creationMinutes } = (withDefaults({}) as WorldFile).factory;

/** How long the factory takes for this attempt to create an account, in minutes: exactly what a rehearsal with the seed draws. */
export function creationTime(seed: string, account: string, attempt: number): number {
  const clock = { draw: (...key: (string | number)[]) => keyedDraw(seed, key) };
  return drawnDuration(clock, { creationMinutes }, { name: account, kind: 'provision', attempt }) / 60_000;
}

/** How many of the account's first attempts fail in the scenario of transient failures. */
export function accountFailures(seed: string, account: string): number {
  let failures = 0;
  while (keyedDraw(seed, ['bench-transient', account, failures + 1]) < TRANSIENT_PART) {
    failures++;
  }
  return failures;
}
