/** What the account decision looks at and what it can decide: plain data, in the field's own terms. */

import type { Failure, FailureCode } from './failures';

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** What the user wants of one account. */
export interface DesiredAccount {
  /** Name of the account and of its provisioned product. */
  readonly name: string;
  /** Lower case. Empty only when an existing account is named by its id. */
  readonly email: string;
  /** The value of the owner tag. */
  readonly owner: string;
  readonly adoptExisting: boolean;
  readonly existingAccountId?: string;
  /** Without the owner tag. */
  readonly tags: readonly Tag[];
}

/** The factory's settings at the time of the look. */
export interface FactorySettings {
  readonly productId: string;
  readonly holdingOrganizationalUnitId: string;
  readonly ssoUser: { readonly email: string; readonly firstName: string; readonly lastName: string };
  readonly concurrency: number;
}

/** One leg of a relay, as its kick recorded it. Times are ISO 8601. */
export interface LegWindow {
  readonly startedAt: string;
  /** When the leg hands over, or fails if it is the last. */
  readonly deadline: string;
  /** When the stack operation that this leg belongs to began: what is older is a leftover. */
  readonly deploymentStartedAt: string;
  /** Status and time of last update of the stack and of its root. */
  readonly epoch: string;
}

/** A leg's place in its relay: only the last one verifies, tags and fails. */
export type LegRole = 'start' | 'middle' | 'last';

/** When and for which leg a decision is made. */
export interface Moment {
  readonly now: Date;
  readonly role: LegRole;
  readonly window: LegWindow;
  readonly settings: FactorySettings;
}

export interface ProvisionedProduct {
  readonly id: string;
  readonly name: string;
  /** CONTROL_TOWER_ACCOUNT, unless the name belongs to something that the factory didn't make. */
  readonly type?: string;
  /** AVAILABLE, UNDER_CHANGE, TAINTED, ERROR, PLAN_IN_PROGRESS, or what AWS invents next. */
  readonly status: string;
  readonly statusMessage?: string;
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

/** A member account as AWS Organizations lists it. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** ACTIVE, SUSPENDED, PENDING_CLOSURE ... */
  readonly status: string;
}

/** Where an account stands in the organization. */
export interface Parent {
  /** r-abcd or ou-abcd-11112222 */
  readonly id: string;
  readonly name: string;
  readonly isRoot: boolean;
}

/** Who holds the factory's slots: names of the products that are under change. */
export interface Gate {
  readonly holders: readonly string[];
}

/** The newest request to AWS Organizations to create an account of a name. */
export interface AccountCreation {
  /** IN_PROGRESS or SUCCEEDED. */
  readonly state: string;
}

/** What is known so far. A member that is undefined has not been looked at; null means looked, and there is none. */
export interface Observed {
  readonly product?: ProvisionedProduct | null;
  /** The product's last record, whatever its type. */
  readonly record?: ProvisioningRecord | null;
  /** The record of the last operation that succeeded: it holds the account id. */
  readonly successRecord?: ProvisioningRecord | null;
  readonly gate?: Gate;
  readonly creation?: AccountCreation | null;
  readonly account?: Account | null;
  /** Accounts of the desired name, whatever their addresses. */
  readonly namesakes?: readonly Account[];
  readonly parent?: Parent;
  /** The account's tags. */
  readonly tags?: readonly Tag[];
}

/** One more thing to look at before deciding. */
export type Look =
  | { readonly at: 'product' }
  | { readonly at: 'record'; readonly recordId: string }
  | { readonly at: 'successRecord'; readonly recordId: string }
  | { readonly at: 'gate' }
  /** A request to create an account of that name which is running, or was made at `since` or later. */
  | { readonly at: 'creation'; readonly since: Date }
  | { readonly at: 'account'; readonly by: 'id'; readonly accountId: string }
  /** A scan of the whole organization, begun at `notOlderThan` or later. */
  | { readonly at: 'account'; readonly by: 'email'; readonly notOlderThan: Date }
  /** The same scan, asked for accounts of the desired name. */
  | { readonly at: 'namesakes'; readonly notOlderThan: Date }
  | { readonly at: 'parent'; readonly accountId: string }
  | { readonly at: 'tags'; readonly accountId: string };

/** Why an account has to wait. */
export type WaitReason = 'gate' | 'creating' | 'busy' | 'transient' | 'spreading';

/** Nothing to do but look again later. */
export interface Wait {
  readonly kind: 'wait';
  readonly reason: WaitReason;
  /** Whether the factory has taken the account up and shows it at the gate. */
  readonly atWork?: boolean;
  /** Who holds the slots. */
  readonly holders?: readonly string[];
  /** What AWS said. */
  readonly text?: string;
  /** What it will be called if it doesn't pass. */
  readonly code?: FailureCode;
}

/** Tags that an account should carry and doesn't. */
export interface MissingTags {
  readonly accountId: string;
  readonly tags: readonly Tag[];
}

/** What to do about an account. */
export type Decision =
  | { readonly kind: 'look'; readonly look: Look }
  | Wait
  | { readonly kind: 'provision' }
  /** `recordId` makes the token: a repeated call is the same call. `claim` is written to the account before. */
  | { readonly kind: 'update'; readonly productId: string; readonly recordId: string; readonly claim: MissingTags }
  | { readonly kind: 'terminate'; readonly productId: string; readonly recordId: string }
  /** The account is there; the last leg looks closer. */
  | { readonly kind: 'advance' }
  | { readonly kind: 'done'; readonly account: Account; readonly missing: MissingTags }
  | { readonly kind: 'fail'; readonly failure: Failure };
