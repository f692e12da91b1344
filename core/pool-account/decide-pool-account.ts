/** The decision about a pool account, over both of its stages. */

import type { DesiredAccount } from '../accounts/account';
import { decideRegistration, isInPool } from '../registration/innovation-sandbox/decide-registration';
import type { RegistrationDecision, RegistrationObserved, RegistrationSettings, RegistrationSituation } from '../registration/innovation-sandbox/model';
import { decideAccount } from '../vending/control-tower/decide-account';
import type { FactorySettings, VendingDecision, VendingObserved, VendingSituation } from '../vending/control-tower/model';

/** What pool accounts are made and registered with. */
export interface PoolAccountSettings extends FactorySettings, RegistrationSettings {}

/** What is known so far. */
export interface PoolAccountObserved extends VendingObserved, RegistrationObserved {}

/** What the decision stands in. */
export interface PoolAccountSituation extends VendingSituation, RegistrationSituation {
  readonly settings: PoolAccountSettings;
}

export type PoolAccountDecision = VendingDecision | RegistrationDecision;

/** What to do about the account, or what to look at before that can be said. Total. */
export function decidePoolAccount(desired: DesiredAccount, observed: PoolAccountObserved, situation: PoolAccountSituation): PoolAccountDecision {
  return decideAccount<RegistrationDecision>(desired, observed, situation, desired.sandbox === undefined ? undefined : {
    decide: candidate => decideRegistration(candidate, observed, situation),
    holds: accountId => isInPool(desired, accountId, observed, situation),
  });
}
