/**
 * When an operation of Account Factory does what:
 *
 *     0 s       3 s      20 s                   1 min               4 min      2/3 of the time        the drawn end
 *     accepted  begin    check                  request-account     account-   enroll                 complete
 *     CREATED   IN_      quota, parameters,     CreateAccount       exists     account moves into     SUCCEEDED
 *               PROGRESS permissions            IN_PROGRESS                    its unit
 *
 * An operation that is to fail ends with `remedy` (IN_PROGRESS_IN_ERROR) and `fail` instead. All times are counted from the
 * acceptance, so that a drawn creation takes as long as was drawn.
 */

import type { OperationState, OperationStep } from './factory-state';
import type { Clock } from '../../kernel/types';
import type { WorldFactory } from '../../world/world';

/** What else decides how an operation goes on. */
export interface Outlook {
  /** When Control Tower began to work on it. */
  readonly from: number;
  /** Whether its account is there already. */
  readonly accountExists: boolean;
  /** Instead of the drawn time. */
  readonly minutes?: number;
  readonly failure?: { readonly afterMinutes: number; readonly accountCreated: boolean };
}

/** What identifies an operation, and its draws. */
export type PlannedOperation = Pick<OperationState, 'name' | 'kind' | 'attempt' | 'acceptedAt'>;

/** What a draw depends on beside the seed. */
export type DrawnOperation = Pick<PlannedOperation, 'name' | 'kind' | 'attempt'>;

/** Of the clock, chance alone. */
export type Draws = Pick<Clock, 'draw'>;

const MINUTE = 60_000;

/** The steps that every accepted operation takes. */
export function planOpening(clock: Clock, factory: WorldFactory, operation: PlannedOperation): OperationStep[] {
  const begin = operation.acceptedAt + Math.round(2000 + 4000 * drawFor(clock, operation, 'begin'));
  const check = Math.max(begin, operation.acceptedAt + Math.round(factory.busyAfterSeconds * 1000));
  return [{ at: begin, kind: 'begin' }, { at: check, kind: 'check' }];
}

/** The steps of a termination that Control Tower works on. */
export function planTermination(clock: Clock, operation: PlannedOperation, { from, accountExists }: Outlook): OperationStep[] {
  const draw = drawFor(clock, operation, 'terminate');
  const seconds = accountExists ? 180 + 300 * draw : 20 + 40 * draw;
  return [{ at: from + Math.round(seconds * 1000), kind: 'complete' }];
}

/** The steps of a creation or enrollment that Control Tower works on. */
export function planEnrollment(clock: Clock, factory: WorldFactory, operation: PlannedOperation, outlook: Outlook): OperationStep[] {
  const { accountExists, failure, from, minutes } = outlook;
  const drawn = minutes === undefined ? drawnDuration(clock, factory, operation) : Math.round(minutes * MINUTE);
  const end = Math.max(from + 1000, operation.acceptedAt + (failure ? Math.round(failure.afterMinutes * MINUTE) : drawn));
  const quarter = Math.floor((end - from) / 4);
  const request = from + Math.min(Math.round((20 + 40 * drawFor(clock, operation, 'request-account')) * 1000), quarter);
  const exists = request + Math.min(Math.round((90 + 150 * drawFor(clock, operation, 'account-exists')) * 1000), quarter);
  const creation: OperationStep[] = accountExists || (failure && !failure.accountCreated)
    ? []
    : [{ at: request, kind: 'request-account' }, { at: exists, kind: 'account-exists' }];
  return failure
    ? [...creation, { at: Math.max(exists, end - MINUTE / 2), kind: 'remedy' }, { at: end, kind: 'fail' }]
    : [...creation, { at: exists + Math.round((end - exists) * 0.6), kind: 'enroll' }, { at: end, kind: 'complete' }];
}

/** How long a creation takes, in milliseconds: lognormal by Box and Muller, cut to its bounds, in whole seconds. */
export function drawnDuration(clock: Draws, { creationMinutes }: Pick<WorldFactory, 'creationMinutes'>, operation: DrawnOperation): number {
  const [first, second] = [1, 2].map(number => drawFor(clock, operation, 'creation', number));
  const normal = Math.sqrt(-2 * Math.log(1 - first)) * Math.cos(2 * Math.PI * second);
  const minutes = creationMinutes.median * Math.exp(creationMinutes.sigma * normal);
  return Math.round(Math.min(creationMinutes.maximum, Math.max(creationMinutes.minimum, minutes)) * 60) * 1000;
}

function drawFor(clock: Draws, { name, kind, attempt }: DrawnOperation, what: string, ...more: number[]): number {
  return clock.draw(what, name, kind, attempt, ...more);
}
