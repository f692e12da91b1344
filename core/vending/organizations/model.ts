/** AWS Organizations as the decision sees it: requests for accounts, the gate, enrolment, and what can be done. */

import type { Account, MissingTags, Parent } from '../../accounts/account';
import type { Attempt } from '../../accounts/attempt';
import type { DirectoryLook, DirectoryObserved } from '../../accounts/directory';
import type { AccountResult } from '../../accounts/result';
import type { CommonReason, Fail, LookAt, Wait } from '../../reconcile/decision';
import type { Moment } from '../../reconcile/stage';
import type { PlaceInLine, ProvisionedProduct } from '../control-tower/model';

/** How accounts come into Control Tower's care, if they do. */
export type Enrolment =
  | 'none'
  /** By the move to the holding unit: Control Tower enrols what comes to a unit that is registered, where auto-enrolment is on. */
  | 'auto';

/** The settings at the time of the look. */
export interface OrganizationsSettings {
  /** Creations in progress at a time, whoever asked for them. */
  readonly concurrency: number;
  /** The role that AWS makes in a new account, for the management account to assume. */
  readonly roleName: string;
  /** Where an account is put that goes into no pool, or can't go on. */
  readonly holdingOrganizationalUnitId: string;
  readonly enrolment: Enrolment;
}

/** A request to create an account, as AWS Organizations keeps it. Times are ISO 8601. */
export interface Creation {
  /** car-... */
  readonly id: string;
  /** IN_PROGRESS, SUCCEEDED, FAILED, or what AWS invents next. */
  readonly state: string;
  readonly requestedAt: string;
  readonly completedAt?: string;
  /** Of one that succeeded. */
  readonly accountId?: string;
  /** Of one that failed: EMAIL_ALREADY_EXISTS, INTERNAL_FAILURE ... */
  readonly failureReason?: string;
}

/** What a request brought about, and whose that is. */
export interface MadeAccount extends Account {
  /** As its tags say; null if they say nothing. */
  readonly owner: string | null;
}

/** Whether moves enrol accounts. */
export type AutoEnrolment = 'on'
  /** There is no landing zone here. */
  | 'no-landing-zone'
  | 'off'
  /** The holding unit isn't in Control Tower's care. */
  | 'unit-not-registered';

/** What Control Tower makes of one account. */
export interface EnrolmentState {
  /** SUCCEEDED, UNDER_CHANGE, FAILED, or what AWS invents next. */
  readonly status: string;
}

/** What the other road shows of an account: a product of Account Factory of its name. */
export interface FactoryTrace {
  readonly product: ProvisionedProduct;
  /** Whom its history names. */
  readonly owner: string | null;
}

/** What is known so far. A member that is undefined has not been looked at; null means looked, and there is none. */
export interface OrganizationsObserved extends DirectoryObserved {
  /** Requests for an account of that name, whoever made them, the newest first. */
  readonly creations?: readonly Creation[];
  /** Names of the accounts that are being created now, whoever asked for them. */
  readonly running?: readonly string[];
  /** The accounts that those requests brought about, as far as they show. */
  readonly made?: readonly (MadeAccount | null)[];
  /** The account of the address. */
  readonly addressee?: Account | null;
  readonly line?: PlaceInLine;
  readonly trace?: FactoryTrace | null;
  readonly autoEnrolment?: AutoEnrolment;
  readonly enrolment?: EnrolmentState | null;
}

/** One more thing to look at before deciding. */
export type OrganizationsLook =
  | DirectoryLook
  | { readonly at: 'creations' }
  | { readonly at: 'running' }
  | { readonly at: 'made'; readonly accountIds: readonly string[] }
  /** A scan of the whole organization, begun at `notOlderThan` or later. */
  | { readonly at: 'addressee'; readonly notOlderThan: Date }
  | { readonly at: 'line' }
  | { readonly at: 'trace' }
  | { readonly at: 'autoEnrolment' }
  | { readonly at: 'enrolment'; readonly accountId: string };

/** What is asked of AWS Organizations. */
export type OrganizationsAction =
  | { readonly kind: 'create' }
  /** What was found in the root and is ours. `claim` is written to the account before. */
  | { readonly kind: 'settle'; readonly accountId: string; readonly from: Parent; readonly claim: MissingTags };

/** Why an account has to wait; `gate`: as many creations as may be are in progress; `enrolling`: Control Tower takes it into its care. */
export type OrganizationsReason = CommonReason | 'gate' | 'enrolling';

/** What to do about an account that AWS Organizations makes. */
export type OrganizationsDecision = LookAt<OrganizationsLook> | Wait<OrganizationsReason> | Fail | OrganizationsAction | AccountResult;

/** What the decision stands in, besides what is wanted and observed. */
export interface OrganizationsSituation extends Moment {
  readonly attempt: Attempt;
  readonly settings: OrganizationsSettings;
  /** The management account, which no attempt touches. */
  readonly managementAccountId?: string;
  /** The stack that declares the account. */
  readonly stackName?: string;
}
