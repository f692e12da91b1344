/**
 * Failures that every account of a stack would meet: an organizational unit that isn't registered, a landing zone that isn't ready, a right that is missing.
 *
 * Whoever is about to request an account looks first at what became of those that its stack requested before, in the same deployment. One clear failure then
 * stands for all, the accounts behind it are not requested, and the next deployment gives each of them its whole time and its place in the queue.
 */

import type { FailedProduct, VendingSituation } from './model';
import { outcomeOf } from './outcome';
import type { DesiredAccount } from '../../accounts/account';
import { isLeftover, isSpreading } from '../../accounts/attempt';
import { failureOf, kindOf } from '../../failures/failures';
import type { Failure } from '../../failures/failures';

/** The failure of another account of the stack that this account would meet as well; undefined if there is none. */
export function sharedFailure(
  desired: DesiredAccount, failed: readonly FailedProduct[], { attempt, now, settings }: VendingSituation,
): Failure | undefined {
  // What was denied at the beginning of a deployment may be granted by now.
  const spreading = isSpreading({ accessSince: attempt.orderedAt }, now);
  for (const { owner, text, createdAt } of failed) {
    if (stackOf(owner) !== stackOf(desired.owner) || isLeftover({ createdAt }, attempt)) {
      continue;
    }
    const outcome = outcomeOf(text, spreading, 'AR-FACTORY-FAILED');
    if (outcome.kind === 'permanent' && isOfOrganization(outcome.code) && isOfUnit(text, settings.holdingOrganizationalUnitId)) {
      return failureOf(outcome.code, { name: desired.name, organizationalUnit: settings.holdingOrganizationalUnitId, place: 'No account was requested.' }, text);
    }
  }
  return undefined;
}

/** Whether the cause lies in the organization or the settings, and not in one account. */
export function isOfOrganization(code: Failure['code']): boolean {
  return kindOf(code).scope === 'organization';
}

/** Factories of one stack may have units of their own: a text that names a unit counts for that one only. */
function isOfUnit(text: string, unitId: string): boolean {
  return !/\bou-[a-z0-9]+-[a-z0-9]+\b/.test(text) || text.includes(unitId);
}

/** An owner is the name of a stack, a slash, and the path of the construct. */
function stackOf(owner: string | undefined): string | undefined {
  return owner?.split('/')[0];
}
