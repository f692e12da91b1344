/**
 * How a leg of the relay takes the decision about its account.
 *
 * Only the last leg fails. An earlier one completes as soon as there is nothing left for it: the factory is at work, the account is there, its time is up,
 * or an error is permanent and the last leg will meet it again. When the account is there, middle legs go on with its registration.
 */

import { assertNever } from '../../core/failures/errors';
import { failureOf } from '../../core/failures/failures';
import type { Failure, FailureCode } from '../../core/failures/failures';
import type { Account, Decision, DesiredAccount, MissingTags, Moment, Wait } from '../../core/accounts/model';
import { GRACE_MINUTES, isOver } from '../../core/vending/control-tower/timing';

/** A decision that takes an action in AWS. */
export type Action = Extract<Decision, { readonly kind: 'provision' | 'update' | 'terminate' | 'tag' | 'bill' | 'move' | 'register' | 'clean' }>;

/** A decision that needs no further look. */
export type Settled = Exclude<Decision, { readonly kind: 'look' }>;

/** What a leg does next. */
export type LegStep =
  | { readonly kind: 'not-yet' }
  | { readonly kind: 'act'; readonly action: Action }
  /** `account` and `missing` on the last leg: tag it, then return its attributes. */
  | { readonly kind: 'complete'; readonly account?: Account; readonly missing?: MissingTags; readonly sandboxStatus?: string; readonly warning?: string }
  | { readonly kind: 'fail'; readonly failure: Failure };

/** What the leg does about the decision. Total. */
export function decideLeg(decision: Settled, desired: DesiredAccount, moment: Moment): LegStep {
  const last = moment.role === 'last';
  switch (decision.kind) {
    case 'done':
      return last ? { ...decision, kind: 'complete' } : { kind: 'complete' };
    case 'advance':
      return { kind: 'complete' };
    case 'fail':
      return last ? { kind: 'fail', failure: decision.failure } : { kind: 'complete' };
    case 'wait':
      if (moment.role === 'start' && decision.atWork === true) {
        return { kind: 'complete' };
      }
      return isOver(moment.window, moment.now) ? waitedTooLong(decision, desired, last) : { kind: 'not-yet' };
    case 'provision':
      return isOver(moment.window, moment.now) ? atDeadline('AR-STILL-WAITING', undefined, desired, last) : { kind: 'act', action: decision };
    case 'update':
      if (last && decision.unless !== undefined && isOver(moment.window, moment.now)) {
        return { kind: 'fail', failure: decision.unless };
      }
      return isOver(moment.window, moment.now) ? atDeadline('AR-STILL-BUSY', undefined, desired, last) : { kind: 'act', action: decision };
    case 'terminate':
      return isOver(moment.window, moment.now) ? atDeadline('AR-STILL-BUSY', undefined, desired, last) : { kind: 'act', action: decision };
    case 'tag':
    case 'bill':
    case 'move':
      // An unregistered account is brought back to where it is safe, however late it is.
      return isOver(moment.window, moment.now) && !(decision.kind === 'move' && decision.retreat)
        ? atDeadline('AR-STILL-UNREGISTERED', undefined, desired, last) : { kind: 'act', action: decision };
    case 'register':
    case 'clean':
      if (!isOver(moment.window, moment.now)) {
        return { kind: 'act', action: decision };
      }
      return last ? { kind: 'fail', failure: decision.unless } : { kind: 'complete' };
    default:
      return assertNever(decision);
  }
}

function waitedTooLong(decision: Wait, desired: DesiredAccount, last: boolean): LegStep {
  return last && decision.failure !== undefined
    ? { kind: 'fail', failure: withText(decision.failure, decision.text) } : atDeadline(stillCode(decision), decision, desired, last);
}

function withText(failure: Failure, text: string | undefined): Failure {
  return failure.awsText !== undefined || text === undefined || text.trim() === '' ? failure : { ...failure, awsText: text };
}

/** The error by which the next deployment knows to go on. Nothing new is begun at the deadline: the next leg does. */
function atDeadline(code: FailureCode, decision: Wait | undefined, desired: DesiredAccount, last: boolean): LegStep {
  if (!last) {
    return { kind: 'complete' };
  }
  const holders = decision?.holders?.join(', ') ?? 'nobody who shows';
  const values = { name: desired.name, value: holders, minutes: String(GRACE_MINUTES), owner: 'somebody whose product is not visible here', sandbox: desired.sandbox };
  return { kind: 'fail', failure: failureOf(code, values, decision?.text) };
}

function stillCode(decision: Wait): FailureCode {
  switch (decision.reason) {
    case 'gate':
      return 'AR-STILL-WAITING';
    case 'creating':
      return 'AR-STILL-RUNNING';
    case 'busy':
      return 'AR-STILL-BUSY';
    case 'transient':
      return 'AR-STILL-TRANSIENT';
    case 'spreading':
      return decision.code ?? 'AR-STILL-TRANSIENT';
    case 'sandbox':
    case 'stackset':
    case 'cleaning':
    case 'settling':
    case 'billing':
      return 'AR-SANDBOX-UNANSWERED';
    default:
      return assertNever(decision.reason);
  }
}
