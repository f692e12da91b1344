/** Account Factory as the decision sees it: provisioned products, their records, the gate, and what can be done. */

import type { Account, AccountCreation, MissingTags, Tag } from '../../accounts/account';
import type { Attempt } from '../../accounts/attempt';
import type { DirectoryLook, DirectoryObserved } from '../../accounts/directory';
import type { AccountResult } from '../../accounts/result';
import type { Failure } from '../../failures/failures';
import type { CommonReason, Fail, LookAt, Wait } from '../../reconcile/decision';
import type { Moment } from '../../reconcile/stage';

/** The factory's settings at the time of the look. */
export interface FactorySettings {
  readonly productId: string;
  readonly holdingOrganizationalUnitId: string;
  readonly ssoUser: { readonly email: string; readonly firstName: string; readonly lastName: string };
  readonly concurrency: number;
}

export interface ProvisionedProduct {
  readonly id: string;
  readonly name: string;
  /** CONTROL_TOWER_ACCOUNT, unless the name belongs to something that the factory didn't make. */
  readonly type?: string;
  /** AVAILABLE, UNDER_CHANGE, TAINTED, ERROR, PLAN_IN_PROGRESS, or what AWS invents next. */
  readonly status: string;
  readonly statusMessage?: string;
  /** ISO 8601. */
  readonly createdAt?: string;
  readonly lastRecordId?: string;
  readonly lastProvisioningRecordId?: string;
  readonly lastSuccessfulProvisioningRecordId?: string;
}

export interface ProvisioningRecord {
  readonly id: string;
  /** CREATED, IN_PROGRESS, IN_PROGRESS_IN_ERROR, SUCCEEDED, FAILED. */
  readonly status: string;
  /** PROVISION_PRODUCT, UPDATE_PROVISIONED_PRODUCT, TERMINATE_PROVISIONED_PRODUCT. */
  readonly type: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly errors: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly tags: readonly Tag[];
}

/** Who holds the factory's slots: names of the products that are under change. */
export interface Gate {
  readonly holders: readonly string[];
}

/** One of those that are under way for the same order. */
export interface PlaceInLine {
  /** From 0. */
  readonly index: number;
  readonly length: number;
}

/** A product of the factory that failed. */
export interface FailedProduct {
  /** Who asked for it, as its tags tell. */
  readonly owner?: string;
  /** What the factory said. */
  readonly text: string;
  /** When it was requested: ISO 8601. */
  readonly createdAt: string;
}

/** What is known so far. A member that is undefined has not been looked at; null means looked, and there is none. */
export interface VendingObserved extends DirectoryObserved {
  readonly product?: ProvisionedProduct | null;
  /** The product's last record, whatever its type. */
  readonly record?: ProvisioningRecord | null;
  /** The record of the last operation that succeeded: it holds the account id. */
  readonly successRecord?: ProvisioningRecord | null;
  readonly gate?: Gate;
  /** Its place among those that take turns at the gate. */
  readonly line?: PlaceInLine;
  /** Products that failed, whoever asked for them. */
  readonly failedProducts?: readonly FailedProduct[];
  readonly creation?: AccountCreation | null;
  /** The accounts that those creations name; null for one that doesn't show. */
  readonly created?: readonly (Account | null)[];
  /** Whom the product's history names as its owner; null if nobody. */
  readonly owner?: string | null;
  /** The product that stands for an account, whatever its name. */
  readonly enrolment?: ProvisionedProduct | null;
  /** Accounts of the desired name, whatever their addresses. */
  readonly namesakes?: readonly Account[];
}

/** One more thing to look at before deciding. */
export type VendingLook =
  | DirectoryLook
  | { readonly at: 'product' }
  | { readonly at: 'record'; readonly recordId: string }
  | { readonly at: 'successRecord'; readonly recordId: string }
  | { readonly at: 'gate' }
  | { readonly at: 'line' }
  | { readonly at: 'failedProducts' }
  /** A request to create an account of that name which is running, or was made at `since` or later. */
  | { readonly at: 'creation'; readonly since: Date; readonly until: Date }
  | { readonly at: 'created'; readonly accountIds: readonly string[] }
  | { readonly at: 'owner'; readonly productId: string }
  | { readonly at: 'enrolment'; readonly accountId: string }
  /** A scan of the whole organization, begun at `notOlderThan` or later. */
  | { readonly at: 'account'; readonly by: 'email'; readonly notOlderThan: Date }
  /** The same scan, asked for accounts of the desired name. */
  | { readonly at: 'namesakes'; readonly notOlderThan: Date };

/** What is asked of the factory. */
export type VendingAction =
  | { readonly kind: 'provision' }
  /**
   * `recordId` makes the token: a repeated call is the same call. `claim` is written to the account before, if there is one.
   * `unless`: what the failure is called if the update is refused or there is no time for it any more.
   */
  | { readonly kind: 'update'; readonly productId: string; readonly recordId: string; readonly claim?: MissingTags; readonly unless?: Failure }
  | { readonly kind: 'terminate'; readonly productId: string; readonly recordId: string };

/** Why an account has to wait; `gate`: all slots are held. */
export type VendingReason = CommonReason | 'gate';

/** What to do about an account that the factory makes. */
export type VendingDecision = LookAt<VendingLook> | Wait<VendingReason> | Fail | VendingAction | AccountResult;

/** What the decision stands in, besides what is wanted and observed. */
export interface VendingSituation extends Moment {
  readonly attempt: Attempt;
  readonly settings: FactorySettings;
  /** The management account, which no attempt touches. */
  readonly managementAccountId?: string;
}
