/** The way of a pool account: vending, then registration, if it is to be registered. */

import { decidePoolAccount } from './decide-pool-account';
import type { PoolAccountSettings } from './decide-pool-account';
import type { DesiredAccount } from '../accounts/account';
import type { Attempt } from '../accounts/attempt';
import type { Clock } from '../clock';
import type { Wait } from '../reconcile/decision';
import type { Stage, StageTypes } from '../reconcile/stage';
import { registrationActions, registrationLooks } from '../registration/innovation-sandbox/act';
import type { RegistrationReason } from '../registration/innovation-sandbox/model';
import type { RegistrationPorts } from '../registration/innovation-sandbox/ports';
import { isOfRegistration, meaningOfRegistrationError, overdueRegistration, stayForRegistration } from '../registration/innovation-sandbox/stage';
import type { RegistrationTypes } from '../registration/innovation-sandbox/stage';
import type { VendingPorts } from '../vending/control-tower/act';
import type { VendingReason } from '../vending/control-tower/model';
import { meaningOfVendingError, overdueVending, vendingStage } from '../vending/control-tower/stage';
import type { VendingTypes } from '../vending/control-tower/stage';

/** All systems around a pool account. */
export interface PoolAccountPorts extends VendingPorts, RegistrationPorts {}

/** One account, how far it is to be brought, and with what. */
export interface PoolAccountSubject {
  readonly desired: DesiredAccount;
  readonly attempt: Attempt;
  readonly settings: PoolAccountSettings;
  /** The stack that declares the account. */
  readonly stackName?: string;
  /** The account that the factory works in. */
  readonly managementAccountId?: string;
  readonly ports: PoolAccountPorts;
  readonly clock: Clock;
}

/** The types of the stage: those of both. */
export interface PoolAccountTypes {
  readonly observed: VendingTypes['observed'] & RegistrationTypes['observed'];
  readonly look: VendingTypes['look'] | RegistrationTypes['look'];
  readonly action: VendingTypes['action'] | RegistrationTypes['action'];
  readonly result: VendingTypes['result'];
  readonly wait: Wait<VendingReason | RegistrationReason>;
}

/** What there may be no more time for. */
type Unfinished<T extends StageTypes> = T['action'] | T['wait'];

/** The two stages as one. What both can look at is looked at once. */
export function poolAccountStage(subject: PoolAccountSubject): Stage<PoolAccountTypes> {
  const { desired, attempt, settings, stackName, managementAccountId, ports } = subject;
  const vending = vendingStage(subject);
  return {
    subject: desired.name,
    decide: (observed, moment) => decidePoolAccount(desired, observed, { ...moment, attempt, settings, stackName, managementAccountId }),
    looks: { ...registrationLooks(ports), ...vending.looks },
    actions: { ...registrationActions(ports), ...vending.actions },
    meaningOf: (error, { now }, action) =>
      meaningOfRegistrationError(error, desired, attempt, now) ?? meaningOfVendingError(error, subject, now, action),
    // Of the reasons to wait that both know, the way into being has the words.
    overdue: decision => isOfRegistration(decision)
      ? overdueRegistration(decision, desired) : overdueVending(decision as Unfinished<VendingTypes>, desired),
    stayFor: decision => stayForRegistration(decision, subject.clock.now) ?? (vending.stayFor as Stage<PoolAccountTypes>['stayFor'])(decision),
    finish: vending.finish,
  };
}
