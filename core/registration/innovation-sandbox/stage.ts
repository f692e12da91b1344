/** Registration: an account that is there comes into the pool of an Innovation Sandbox. The stage itself begins where another one hands an account over. */

import type { RegistrationTables } from './act';
import { REGISTRATION_SECONDS } from './decide-registration';
import { UnansweredError } from './errors';
import type { RegistrationAction, RegistrationObserved, RegistrationReason } from './model';
import type { DesiredAccount } from '../../accounts/account';
import { isSpreading } from '../../accounts/attempt';
import type { Attempt } from '../../accounts/attempt';
import type { AccountResult } from '../../accounts/result';
import { AccessError, assertNever } from '../../failures/errors';
import { failureOf } from '../../failures/failures';
import type { Failure } from '../../failures/failures';
import { wait } from '../../reconcile/decision';
import type { CommonReason, Fail, Wait } from '../../reconcile/decision';
import { failureOfWait } from '../../reconcile/meaning';
import type { StageTypes, Stay } from '../../reconcile/stage';

/** Waits that only a registration knows. */
type OwnWait = Wait<Exclude<RegistrationReason, CommonReason>>;

const OWN: ReadonlySet<string> = new Set<RegistrationAction['kind'] | OwnWait['reason']>([
  'tag', 'bill', 'move', 'register', 'clean', 'sandbox', 'stackset', 'registering', 'cleaning', 'settling', 'billing',
]);

/** Whether it is a registration's own action, or a wait that only a registration knows. */
export function isOfRegistration(decision: { readonly kind: string; readonly reason?: string }): decision is RegistrationAction | OwnWait {
  return OWN.has(decision.reason ?? decision.kind);
}

/** The types of the stage. */
export interface RegistrationTypes extends RegistrationTables {
  readonly result: AccountResult;
  readonly wait: Wait<RegistrationReason>;
}

/** How often an account is looked at that stands half registered, in seconds. */
const LOOK_SECONDS = 15;

/**
 * What a registration stays for: an account in CleanUp without a record. Either somebody's registration is at its work, and must not be undone, or one broke off
 * there, and the account must not be left. Which one it is shows by how long it stays so, and no system tells since when it does.
 */
export function stayForRegistration<T extends StageTypes & { readonly observed: RegistrationObserved }>(
  decision: { readonly kind: string; readonly reason?: string }, now: () => Date,
): Stay<T> | undefined {
  return decision.reason !== 'registering' ? undefined : {
    seconds: LOOK_SECONDS,
    most: REGISTRATION_SECONDS + 2 * LOOK_SECONDS,
    believed: (observed) => ({ ...observed, parent: undefined, sandboxRecord: undefined, unrecordedSince: observed.unrecordedSince ?? now().toISOString() }),
    remembered: ({ unrecordedSince }) => ({ unrecordedSince }),
    evenIfOver: true,
  };
}

/** What an error means that only the systems around a registration make; undefined for every other one. */
export function meaningOfRegistrationError(
  error: unknown, desired: DesiredAccount, attempt: Attempt, now: Date,
): Wait<RegistrationReason> | Fail | undefined {
  if (error instanceof UnansweredError) {
    return wait('sandbox', { text: error.text });
  }
  if (error instanceof AccessError) {
    const failure = failureOf(error.code, { name: desired.name, sandbox: desired.sandbox, ...error.values }, error.text);
    return error.passing && isSpreading(attempt, now) ? wait('spreading', { text: error.text, failure }) : { kind: 'fail', failure };
  }
  return undefined;
}

/** The error by which the next deployment knows to go on; undefined for a retreat: an unregistered account is brought back to where it is safe, however late it is. */
export function overdueRegistration(decision: RegistrationAction | OwnWait, { name, sandbox }: DesiredAccount): Failure | undefined {
  switch (decision.kind) {
    case 'wait':
      return failureOfWait(decision, 'AR-SANDBOX-UNANSWERED', { name, sandbox });
    case 'move':
      return decision.retreat ? undefined : failureOf('AR-STILL-UNREGISTERED', { name, sandbox });
    case 'tag':
    case 'bill':
      return failureOf('AR-STILL-UNREGISTERED', { name, sandbox });
    case 'register':
    case 'clean':
      return decision.unless;
    default:
      return assertNever(decision);
  }
}
