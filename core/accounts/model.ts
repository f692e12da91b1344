/** What the account decision looks at and what it can decide: plain data, in the field's own terms. */

import type { SandboxSettings } from '../../src/contract';
import type { Failure, FailureCode } from '../failures/failures';

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
  /** The one unit outside root and holding unit that an existing account may be moved out of. */
  readonly existingAccountParentId?: string;
  /** Namespace of the Innovation Sandbox to register with; undefined for an account that is vended only. */
  readonly sandbox?: string;
  /** Without the owner tag. */
  readonly tags: readonly Tag[];
}

/** The factory's settings at the time of the look. */
export interface FactorySettings {
  readonly productId: string;
  readonly holdingOrganizationalUnitId: string;
  readonly ssoUser: { readonly email: string; readonly firstName: string; readonly lastName: string };
  readonly concurrency: number;
  /** The Innovation Sandboxes that accounts may be registered with, by namespace. */
  readonly sandboxes?: Readonly<Record<string, SandboxSettings>>;
  /** The version of this package. */
  readonly packageVersion?: string;
}

/** One Innovation Sandbox. */
export interface Sandbox extends SandboxSettings {
  readonly namespace: string;
}

/** What Innovation Sandbox publishes of itself in the management account. */
export interface PoolConfiguration {
  /** v1.2.14 */
  readonly version: string;
  /** undefined before 1.2, which published no ids. */
  readonly units?: PoolUnits;
}

/** The ids of the organizational units of a pool. */
export interface PoolUnits {
  readonly pool: string;
  readonly available: string;
  readonly active: string;
  readonly frozen: string;
  readonly cleanUp: string;
  readonly quarantine: string;
  readonly entry: string;
  readonly exit: string;
}

/** An account as Innovation Sandbox records it. Times are ISO 8601. */
export interface SandboxRecord {
  /** Available, Active, CleanUp, Quarantine, Frozen, or what a later version invents. */
  readonly status: string;
  readonly lastEditedAt?: string;
  /** The last cleaning that was begun. */
  readonly cleaning?: {
    /** From 1.3: INITIALIZING, NUKE_PHASE_1, COOLING_DOWN, COMPLETED, FAILED ... */
    readonly phase?: string;
    readonly execution?: string;
    readonly startedAt?: string;
  };
  /** From 1.3. */
  readonly cleanedAt?: string;
}

/** The role that the StackSet of Innovation Sandbox puts into an account. */
export interface StackSetInstance {
  /** CURRENT, OUTDATED, INOPERABLE. */
  readonly status: string;
  readonly reason?: string;
}

/** Whether an account is in the billing view. */
export type BillingMembership =
  | { readonly kind: 'member' }
  | { readonly kind: 'absent' }
  /** It can't be seen or changed; `passing` if it may go better in half a minute. */
  | { readonly kind: 'failed'; readonly text: string; readonly passing: boolean };

/** An answer of the API of Innovation Sandbox. */
export interface SandboxAnswer {
  /** The HTTP status. */
  readonly status: number;
  /** Its own words. */
  readonly text: string;
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
  /** The stack that declares the account. */
  readonly stackName?: string;
  /** The account that the stack stands in: the management account, because the factory works nowhere else. */
  readonly managementAccountId?: string;
  /** Whether CloudFormation updates a leg that was there before. */
  readonly isUpdate?: boolean;
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
  /** null: Innovation Sandbox publishes nothing under this namespace in this region. */
  readonly pool?: PoolConfiguration | null;
  /** null: Innovation Sandbox has no record of the account. */
  readonly sandboxRecord?: SandboxRecord | null;
  /** null: the StackSet hasn't begun with the account. */
  readonly stackSetInstance?: StackSetInstance | null;
  readonly billing?: BillingMembership;
  /** What Innovation Sandbox answered to the registration that was asked for in this poll, unless it was accepted. */
  readonly answer?: SandboxAnswer;
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
  | { readonly at: 'tags'; readonly accountId: string }
  | { readonly at: 'pool'; readonly sandbox: Sandbox }
  | { readonly at: 'sandboxRecord'; readonly sandbox: Sandbox; readonly accountId: string }
  | { readonly at: 'stackSetInstance'; readonly sandbox: Sandbox; readonly accountId: string }
  | { readonly at: 'billing'; readonly viewArn: string; readonly accountId: string };

/** Why an account has to wait. */
export type WaitReason = 'gate' | 'creating' | 'busy' | 'transient' | 'spreading'
  /** Of a registration: no usable answer; the role in the account; the cleaning; two systems that don't agree yet; the billing view. */
  | 'sandbox' | 'stackset' | 'cleaning' | 'settling' | 'billing';

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
  /** The same, filled in. */
  readonly failure?: Failure;
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
  /**
   * `recordId` makes the token: a repeated call is the same call. `claim` is written to the account before, if there is one.
   * `unless`: what the failure is called if the update is refused or there is no time for it any more.
   */
  | { readonly kind: 'update'; readonly productId: string; readonly recordId: string; readonly claim?: MissingTags; readonly unless?: Failure }
  | { readonly kind: 'terminate'; readonly productId: string; readonly recordId: string }
  /** The account is there; the last leg looks closer. */
  | { readonly kind: 'advance' }
  | { readonly kind: 'done'; readonly account: Account; readonly missing: MissingTags; readonly sandboxStatus?: string; readonly warning?: string }
  /** Steps of a registration. After each one the decision is made anew, in the same poll. */
  | { readonly kind: 'tag'; readonly missing: MissingTags }
  | { readonly kind: 'bill'; readonly viewArn: string; readonly accountId: string }
  /** `retreat`: must not wait for another deployment, because an unregistered account isn't safe where it stands. */
  | { readonly kind: 'move'; readonly accountId: string; readonly from: Parent; readonly to: Parent; readonly retreat: boolean }
  /** `unless`: what the failure is called if there is no time for it any more. */
  | { readonly kind: 'register'; readonly sandbox: Sandbox; readonly accountId: string; readonly unless: Failure }
  | { readonly kind: 'clean'; readonly sandbox: Sandbox; readonly accountId: string; readonly unless: Failure }
  | { readonly kind: 'fail'; readonly failure: Failure };
