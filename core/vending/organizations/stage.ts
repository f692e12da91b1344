/** Vending: an account comes into being through AWS Organizations. */

import { organizationsActions, organizationsLooks } from './act';
import type { OrganizationsSubject, OrganizationsTables } from './act';
import { decideCreation } from './decide-creation';
import type { OrganizationsAction, OrganizationsReason } from './model';
import { GATE_SECONDS, gateLookSeconds } from './timing';
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

/** The types of the stage. */
export interface OrganizationsTypes extends OrganizationsTables {
  readonly result: AccountResult;
  readonly wait: Wait<OrganizationsReason>;
}

/** The stage, for an account that goes nowhere from there. */
export function organizationsStage(subject: OrganizationsSubject & { readonly managementAccountId?: string }): Stage<OrganizationsTypes> {
  const { desired, attempt, settings, managementAccountId, stackName, ports } = subject;
  return {
    subject: desired.name,
    decide: (observed, moment) => decideCreation(desired, observed, { ...moment, attempt, settings, managementAccountId, stackName }),
    looks: organizationsLooks(subject),
    actions: organizationsActions(subject),
    meaningOf: (error, { now }) => meaningOfOrganizationsError(error, subject, now),
    overdue: decision => overdueOrganizations(decision, desired),
    // Each half minute in which a free slot isn't noticed is lost to the whole pool, and of a stack only one account stands at the gate.
    stayFor: decision => decision.kind === 'wait' && decision.reason === 'gate'
      ? { seconds: gateLookSeconds(attempt.aim), most: GATE_SECONDS, believed: observed => ({ ...observed, running: undefined }) } : undefined,
    finish: async (result, fence) => result.kind === 'done' ? tagAccount(result.missing, ports.directory, fence) : 'done',
  };
}

/** What an error of AWS Organizations means. */
export function meaningOfOrganizationsError(
  error: unknown, { desired, attempt, settings }: Pick<OrganizationsSubject, 'desired' | 'attempt' | 'settings'>, now: Date,
): Wait<OrganizationsReason> | Fail {
  return meaningOfError(error, isSpreading(attempt, now), {
    name: desired.name,
    accountId: desired.existingAccountId ?? 'of that name',
    owner: 'somebody who does not show',
    organizationalUnit: settings.holdingOrganizationalUnitId,
    minutes: String(GRACE_MINUTES),
  });
}

/** The error by which the next deployment knows to go on; undefined for what must not be left undone: an account in the root is under no policy of the pool. */
export function overdueOrganizations(decision: OrganizationsAction | Wait<OrganizationsReason>, desired: DesiredAccount): Failure | undefined {
  const values = { name: desired.name, value: 'nobody who shows' };
  switch (decision.kind) {
    case 'wait':
      return failureOfWait(decision, stillCode(decision), { ...values, value: decision.holders?.join(', ') ?? values.value });
    case 'create':
      return failureOf('AR-CREATION-WAITING', values);
    case 'settle':
      return undefined;
    default:
      return assertNever(decision);
  }
}

function stillCode({ reason, code }: Wait<OrganizationsReason>): FailureCode {
  switch (reason) {
    case 'gate':
    case 'busy':
      return 'AR-CREATION-WAITING';
    case 'creating':
      return 'AR-CREATION-RUNNING';
    case 'enrolling':
      return 'AR-ENROLMENT-RUNNING';
    case 'transient':
      return 'AR-STILL-TRANSIENT';
    case 'spreading':
      return code ?? 'AR-STILL-TRANSIENT';
    default:
      return assertNever(reason);
  }
}
