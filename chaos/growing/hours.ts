/** What happens around a pool that grows, beside what goes wrong with its accounts: leases, people, and calls and deliveries of what decides. */

import * as fc from 'fast-check';
import type { GrowthRules } from './rules';
import { GROWN, POOL_STACK, SIZE_PARAMETER } from './rules';
import type { FaultEntry } from '../faults';

/** The hours behind a deployment. */
export interface Hours {
  readonly afterwardsMinutes: number;
  readonly leases: readonly Readonly<Record<string, unknown>>[];
  readonly buttons: readonly Readonly<Record<string, unknown>>[];
  /** The organization's, where it is short. */
  readonly accountQuota?: number;
  /** A size that is deployed by hand. */
  readonly resized?: number;
  readonly faults: readonly FaultEntry[];
}

/** Nothing goes wrong in them, nobody leases, and there is time for whatever growth is still to come. */
export const CALM_HOURS: Hours = { afterwardsMinutes: 180, leases: [], buttons: [], faults: [] };

/** Calls of what counts and decides. */
const CALLS = [
  'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:GetItem', 'events:PutEvents', 'cloudformation:UpdateStack', 'servicequotas:ListServiceQuotas',
  'organizations:ListAccountsForParent', 'organizations:ListAccounts', 'ssm:GetParameter', 'lambda:Invoke', 'sns:Publish', 'cloudformation:ListStackResources',
];
/** In the deployment itself or in the hours behind it. */
const MINUTE = fc.integer({ min: 0, max: 300 });

/** Rules that are tight enough to be met within hours. */
export function anyRules(): fc.Arbitrary<GrowthRules> {
  return fc.record({
    lowWater: fc.integer({ min: 2, max: 4 }),
    step: fc.integer({ min: 1, max: 2 }),
    maxPerDay: fc.integer({ min: 2, max: 3 }),
    cooldownMinutes: fc.constantFrom(30, 90),
    approvalAbove: fc.constantFrom(undefined, undefined, 3, 4),
  }).map(({ approvalAbove, ...rules }) => ({ ...rules, ...approvalAbove === undefined ? {} : { approvalAbove } }));
}

/** The hours behind a deployment. */
export function anyHours(): fc.Arbitrary<Hours> {
  const lease = fc.record({ at: fc.integer({ min: 60, max: 300 }), take: fc.integer({ min: 1, max: 3 }), for: fc.constantFrom(30, 90, 240) });
  const button = fc.record({
    press: fc.constantFrom('Approve', 'Approve', 'Deny'),
    afterMinutes: fc.constantFrom(0, 5, 60, 1500),
    variables: fc.constantFrom({}, {}, {}, { question: 'f'.repeat(16) }),
  });
  return fc.record({
    afterwardsMinutes: fc.constantFrom(150, 240),
    leases: fc.array(lease, { maxLength: 4 }),
    buttons: fc.array(button, { maxLength: 3 }),
    accountQuota: fc.constantFrom(undefined, undefined, undefined, 6, 8),
    resized: fc.constantFrom(undefined, undefined, undefined, 1, 3, 4),
    faults: fc.array(anyGrowingFault(), { maxLength: 5 }),
  }).map(({ accountQuota, resized, ...hours }) => ({
    ...hours,
    ...accountQuota === undefined ? {} : { accountQuota },
    ...resized === undefined ? {} : { resized },
  }));
}

/** Something that goes wrong with what counts, decides, carries and tells. */
export function anyGrowingFault(): fc.Arbitrary<FaultEntry> {
  const call = fc.constantFrom(...CALLS);
  const times = fc.integer({ min: 1, max: 12 });
  const sender = fc.constantFrom('rule', 'alarm', 'topic');
  const delivery = (kind: string) => fc.record({ kind: fc.constant(kind), sender, fromMinute: MINUTE, times });
  const refusal = fc.constantFrom(
    ['ThrottlingException', 'Rate exceeded'],
    ['ServiceUnavailable', 'The service is unavailable.'],
    ['AccessDeniedException', 'A policy that somebody tries out denies it.'],
  );
  return fc.oneof(
    delivery('delivery-fails'),
    delivery('delivered-twice'),
    fc.record({ kind: fc.constant('event-refused'), fromMinute: MINUTE, times }),
    fc.tuple(call, refusal, times, MINUTE).map(([action, [code, message], count, fromMinute]) => ({ kind: 'call-fails', action, code, message, times: count, fromMinute })),
    fc.record({ kind: fc.constant('lost-response'), action: call, times, fromMinute: MINUTE }),
    fc.record({ kind: fc.constant('function-dies'), after: call, times, fromMinute: MINUTE }),
    fc.tuple(fc.constantFrom('dynamodb', 'servicequotas', 'ssm', 'events', 'sns', 'lambda'), MINUTE, fc.integer({ min: 5, max: 60 }))
      .map(([service, fromMinute, minutes]) => ({ kind: 'outage', service, fromMinute, toMinute: fromMinute + minutes })),
    anyUpdateByHand(),
  );
}

/** An operator who deploys in between: the same size with another tag, or another size, seen to its end or cancelled. */
function anyUpdateByHand(): fc.Arbitrary<FaultEntry> {
  return fc.record({
    minute: MINUTE,
    size: fc.constantFrom(undefined, 1, 2, 3, GROWN.max, GROWN.max + 1),
    rollback: fc.boolean(),
    cancelAfterMinutes: fc.constantFrom(undefined, undefined, 1, 5),
  }).map(({ cancelAfterMinutes, minute, rollback, size }) => ({
    kind: 'stack-updated',
    stack: POOL_STACK,
    ...size === undefined ? { tags: { changed: String(minute) } } : { parameters: { [SIZE_PARAMETER]: String(size) } },
    rollback,
    minute,
    ...cancelAfterMinutes === undefined ? {} : { cancelAfterMinutes },
  }));
}
