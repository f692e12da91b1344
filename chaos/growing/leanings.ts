/** What plans of a pool that grows are bent towards. */

import * as fc from 'fast-check';
import type { Hours } from './hours';
import type { GrowthRules } from './rules';
import type { FaultEntry } from '../faults';
import type { Bent, Leaning } from '../leanings';

/** It grows again and again, and each time before long. */
const EAGER: GrowthRules = { lowWater: 4, step: 1, maxPerDay: 3, cooldownMinutes: 90 };
/** Two are enough, so that nothing grows. */
const CONTENT: GrowthRules = { lowWater: 2, step: 1, maxPerDay: 3, cooldownMinutes: 30 };

const shapeOf = (growth: GrowthRules): Leaning['shape'] => ({ placement: 'one stack', registration: '1.3', grouping: 'growing', growth, existing: undefined, apart: false });
const hours = (afterwardsMinutes: number, faults: readonly FaultEntry[]): Bent => {
  const quiet: Hours = { afterwardsMinutes, leases: [], buttons: [], faults };
  return { hours: quiet, lag: {} };
};

/** Nothing goes wrong: the next growth is wanted as soon as the last one has come to its end. */
export const RESTLESS: Leaning = { shape: shapeOf(EAGER), deployment: fc.constant(hours(240, [])) };

/** The units of Innovation Sandbox can't be listed for a while. */
export const UNSEEN: Leaning = {
  shape: shapeOf(CONTENT),
  deployment: fc.integer({ min: 60, max: 120 }).map(fromMinute => hours(180, [
    { kind: 'call-fails', action: 'organizations:ListAccountsForParent', code: 'ServiceException', message: 'AWS Organizations can\'t complete your request.', fromMinute, toMinute: fromMinute + 60 },
  ])),
};

/** Whatever calls for a growth calls twice, and a write takes some seconds, so that two runs are at it at once. */
export const OVERLAPPING: Leaning = {
  shape: shapeOf(EAGER),
  deployment: fc.constant(hours(180, [
    ...['rule', 'alarm'].map(sender => ({ kind: 'delivered-twice', sender, times: 200 })),
    { kind: 'call-fails', action: 'dynamodb:PutItem', code: 'ThrottlingException', message: 'Rate exceeded', chance: 0.6 },
  ])),
};

/** All of them. */
export const GROWING: readonly Leaning[] = [RESTLESS, UNSEEN, OVERLAPPING];
