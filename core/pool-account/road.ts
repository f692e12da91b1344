/**
 * A road: the way by which an account comes into being, and on into its pool, for whoever brings accounts along one without knowing which.
 *
 * Account Factory is one, AWS Organizations another. Each has a stage of its own; what all of them tell of an account is told here in the same words.
 */

import type { DesiredAccount } from '../accounts/account';
import type { Attempt } from '../accounts/attempt';
import type { AccountResult } from '../accounts/result';
import type { Clock } from '../clock';
import type { Wait } from '../reconcile/decision';
import type { Stage, StageTypes } from '../reconcile/stage';
import type { RegistrationAction, RegistrationObserved, RegistrationReason } from '../registration/innovation-sandbox/model';
import type { PlaceInLine, VendingAction, VendingReason } from '../vending/control-tower/model';
import type { OrganizationsAction, OrganizationsReason } from '../vending/organizations/model';

/** One account, and how far it is to be brought. */
export interface Traveller {
  readonly desired: DesiredAccount;
  readonly attempt: Attempt;
  /** The stack that declares the account. */
  readonly stackName?: string;
  /** The account that the road begins in. */
  readonly managementAccountId?: string;
  /** Who else is under way for the same order. */
  readonly line?: () => Promise<PlaceInLine>;
  readonly clock: Clock;
}

/** What the stages of all roads have in common. What else a road observes and looks at is its own. */
export interface RoadTypes extends StageTypes {
  readonly observed: RegistrationObserved;
  readonly look: { readonly at: string };
  readonly action: VendingAction | OrganizationsAction | RegistrationAction;
  readonly result: AccountResult;
  readonly wait: Wait<VendingReason | OrganizationsReason | RegistrationReason>;
}

/** The operation that brought an account about. */
export interface Making {
  /** Its id: of a record, or of a request. */
  readonly record: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly accountId?: string;
  /** Who asked for it, as far as it tells. */
  readonly owner?: string;
}

/** One road. */
export interface Road {
  /** All of it. */
  stage(traveller: Traveller): Stage<RoadTypes>;
  /** Its first part: into being, and no further. */
  vending(traveller: Traveller): Stage<RoadTypes>;
  /** The operation that an account came of, if that was seen. */
  making(observed: RoadTypes['observed']): Making | undefined;
  /** The account that there once was, whatever became of it since. */
  lastAccountId(observed: RoadTypes['observed']): Promise<string | undefined>;
}

/**
 * A stage as one of any road.
 *
 * The loop hands to a stage nothing but what that stage itself observed, asked for and decided, so what it knows beyond the common types stays its own.
 */
export function asRoadStage<T extends StageTypes>(stage: Stage<T>): Stage<RoadTypes> {
  return stage as unknown as Stage<RoadTypes>;
}
