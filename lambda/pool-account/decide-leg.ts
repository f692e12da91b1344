/**
 * What a leg of the relay makes of a step.
 *
 * Of what goes wrong with an account only the last leg tells. An earlier one completes as soon as there is nothing left for it: the factory is at work, the account
 * is there, its time is up, or an error is permanent and the last leg will meet it again. When the account is there, middle legs go on with its registration.
 *
 * What every account would meet is no account's failure: the first leg tells it at once. If all handed it over, each account would fail for itself, an hour later,
 * and the next deployment would make only last legs anew: all at the gate at the same time, with a third of their time.
 */

import type { LegRole } from './leg';
import type { Done } from '../../core/accounts/result';
import { assertNever } from '../../core/failures/errors';
import type { Failure } from '../../core/failures/failures';
import type { RoadTypes } from '../../core/pool-account/road';
import type { Step } from '../../core/reconcile/reconcile';
import { isOfOrganization } from '../../core/vending/control-tower/shared-failure';

/** What a leg does next. */
export type LegStep =
  | { readonly kind: 'not-yet' }
  | { readonly kind: 'act' }
  /** `done` on the last leg: its attributes are returned. */
  | { readonly kind: 'complete'; readonly done?: Done }
  | { readonly kind: 'fail'; readonly failure: Failure };

/** What the leg does about the step. Total. */
export function decideLeg(step: Step<RoadTypes>, role: LegRole): LegStep {
  const last = role === 'last';
  switch (step.kind) {
    case 'act':
      return { kind: 'act' };
    case 'wait':
      return role === 'start' && step.wait.atWork === true ? { kind: 'complete' } : { kind: 'not-yet' };
    case 'result':
      return last && step.result.kind === 'done' ? { kind: 'complete', done: step.result } : { kind: 'complete' };
    case 'fail':
      return last || (role === 'start' && isOfOrganization(step.failure.code)) ? { kind: 'fail', failure: step.failure } : { kind: 'complete' };
    case 'overdue':
      return last ? { kind: 'fail', failure: step.failure } : { kind: 'complete' };
    default:
      return assertNever(step);
  }
}
