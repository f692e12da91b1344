/** Vending: an account comes into being through Account Factory. */

import { vendingActions, vendingLooks } from './act';
import type { VendingSubject, VendingTables } from './act';
import { decideAccount } from './decide-account';
import type { VendingAction, VendingReason } from './model';
import { GATE_SECONDS, lookSeconds } from './timing';
import type { DesiredAccount } from '../../accounts/account';
import { GRACE_MINUTES, isSpreading } from '../../accounts/attempt';
import { tagAccount } from '../../accounts/ownership';
import type { AccountResult } from '../../accounts/result';
import { assertNever } from '../../failures/errors';
import { failureOf } from '../../failures/failures';
import type { Failure, FailureCode } from '../../failures/failures';
import type { Fail, Wait } from '../../reconcile/decision';
import { failureOfWait, meaningOfError } from '../../reconcile/meaning';
import type { Stage } from '../../reconcile/stage';

/** What an account that shows us no product of its own may be. */
const INVISIBLE_OWNER = 'somebody whose product is not visible here';

/** The types of the stage. */
export interface VendingTypes extends VendingTables {
  readonly result: AccountResult;
  readonly wait: Wait<VendingReason>;
}

/** The stage, for an account that goes nowhere from there. */
export function vendingStage(subject: VendingSubject & { readonly managementAccountId?: string }): Stage<VendingTypes> {
  const { desired, attempt, settings, managementAccountId, ports } = subject;
  return {
    subject: desired.name,
    decide: (observed, moment) => decideAccount(desired, observed, { ...moment, attempt, settings, managementAccountId }),
    looks: vendingLooks(subject),
    actions: vendingActions(subject),
    meaningOf: (error, { now }, action) => meaningOfVendingError(error, subject, now, action),
    overdue: decision => overdueVending(decision, desired),
    // At a closed gate: each half minute in which a free slot isn't noticed is lost to the whole pool, and of a stack only one account stands there.
    stayFor: decision => decision.kind === 'wait' && decision.reason === 'gate'
      ? { seconds: lookSeconds(attempt.aim), most: GATE_SECONDS, believed: observed => ({ ...observed, gate: undefined }) } : undefined,
    finish: async (result, fence) => result.kind === 'done' ? tagAccount(result.missing, ports.directory, fence) : 'done',
  };
}

/** What an error of the factory or of the directory means. */
export function meaningOfVendingError(
  error: unknown, { desired, attempt, settings }: Pick<VendingSubject, 'desired' | 'attempt' | 'settings'>, now: Date, action?: { readonly kind: string; readonly unless?: Failure },
): Wait<VendingReason> | Fail {
  const meaning = meaningOfError(error, isSpreading(attempt, now), {
    name: desired.name,
    accountId: desired.existingAccountId ?? 'of that name',
    owner: INVISIBLE_OWNER,
    organizationalUnit: settings.holdingOrganizationalUnitId,
    minutes: String(GRACE_MINUTES),
  });
  return meaning.kind === 'fail' && action?.kind === 'update' && action.unless !== undefined ? { kind: 'fail', failure: action.unless } : meaning;
}

/** The error by which the next deployment knows to go on. Nothing new is begun at the deadline: the next attempt does. */
export function overdueVending(decision: VendingAction | Wait<VendingReason>, desired: DesiredAccount): Failure {
  const values = { name: desired.name, value: 'nobody who shows', minutes: String(GRACE_MINUTES), owner: INVISIBLE_OWNER };
  switch (decision.kind) {
    case 'wait':
      return failureOfWait(decision, stillCode(decision), { ...values, value: decision.holders?.join(', ') ?? values.value });
    case 'provision':
      return failureOf('AR-STILL-WAITING', values);
    case 'update':
      return decision.unless ?? failureOf('AR-STILL-BUSY', values);
    case 'terminate':
      return failureOf('AR-STILL-BUSY', values);
    default:
      return assertNever(decision);
  }
}

function stillCode({ reason, code }: Wait<VendingReason>): FailureCode {
  switch (reason) {
    case 'gate':
      return 'AR-STILL-WAITING';
    case 'creating':
      return 'AR-STILL-RUNNING';
    case 'busy':
      return 'AR-STILL-BUSY';
    case 'transient':
      return 'AR-STILL-TRANSIENT';
    case 'spreading':
      return code ?? 'AR-STILL-TRANSIENT';
    default:
      return assertNever(reason);
  }
}
