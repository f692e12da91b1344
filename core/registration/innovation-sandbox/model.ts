/** Innovation Sandbox as the decision sees it: its pool, its records, what surrounds them, and what can be done. */

import type { SandboxSettings } from '../../../src/contract';
import type { MissingTags, Parent } from '../../accounts/account';
import type { Attempt } from '../../accounts/attempt';
import type { DirectoryLook, DirectoryObserved } from '../../accounts/directory';
import type { AccountResult } from '../../accounts/result';
import type { Failure } from '../../failures/failures';
import type { CommonReason, Fail, LookAt, Wait } from '../../reconcile/decision';
import type { Moment } from '../../reconcile/stage';

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
  /** When it was registered first. */
  readonly createdAt?: string;
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
  /** There is no room for one more account. */
  | { readonly kind: 'full' }
  /** It can't be seen or changed; `passing` if it may go better in half a minute. */
  | { readonly kind: 'failed'; readonly text: string; readonly passing: boolean };

/** An answer of the API of Innovation Sandbox. */
export interface SandboxAnswer {
  /** The HTTP status. */
  readonly status: number;
  /** Its own words. */
  readonly text: string;
}

/** What registrations are made with. */
export interface RegistrationSettings {
  /** Where accounts stand that may be taken into a pool. */
  readonly holdingOrganizationalUnitId: string;
  /** The Innovation Sandboxes that accounts may be registered with, by namespace. */
  readonly sandboxes?: Readonly<Record<string, SandboxSettings>>;
  /** The version of this package. */
  readonly packageVersion?: string;
}

/** What is known so far. A member that is undefined has not been looked at; null means looked, and there is none. */
export interface RegistrationObserved extends DirectoryObserved {
  /** null: Innovation Sandbox publishes nothing under this namespace in this region. */
  readonly pool?: PoolConfiguration | null;
  /** null: Innovation Sandbox has no record of the account. */
  readonly sandboxRecord?: SandboxRecord | null;
  /** Since when the account was seen in CleanUp without a record, in looks that followed each other. ISO 8601. */
  readonly unrecordedSince?: string;
  /** null: the StackSet hasn't begun with the account. */
  readonly stackSetInstance?: StackSetInstance | null;
  readonly billing?: BillingMembership;
  /** What Innovation Sandbox answered to the registration that was asked for just now, unless it was accepted. */
  readonly answer?: SandboxAnswer;
}

/** One more thing to look at before deciding. */
export type RegistrationLook =
  | DirectoryLook
  | { readonly at: 'pool'; readonly sandbox: Sandbox }
  | { readonly at: 'sandboxRecord'; readonly sandbox: Sandbox; readonly accountId: string }
  | { readonly at: 'stackSetInstance'; readonly sandbox: Sandbox; readonly accountId: string }
  | { readonly at: 'billing'; readonly viewArn: string; readonly accountId: string };

/** Steps of a registration. After each one the decision is made anew, at once. */
export type RegistrationAction =
  | { readonly kind: 'tag'; readonly missing: MissingTags }
  | { readonly kind: 'bill'; readonly viewArn: string; readonly accountId: string }
  /** `retreat`: must not wait for another attempt, because an unregistered account isn't safe where it stands. */
  | { readonly kind: 'move'; readonly accountId: string; readonly from: Parent; readonly to: Parent; readonly retreat: boolean }
  /** `unless`: what the failure is called if there is no time for it any more. */
  | { readonly kind: 'register'; readonly sandbox: Sandbox; readonly accountId: string; readonly unless: Failure }
  | { readonly kind: 'clean'; readonly sandbox: Sandbox; readonly accountId: string; readonly unless: Failure };

/** Why an account has to wait: no usable answer; the role in the account; somebody's registration; the cleaning; two systems that don't agree yet; the billing view. */
export type RegistrationReason = CommonReason | 'sandbox' | 'stackset' | 'registering' | 'cleaning' | 'settling' | 'billing';

/** What to do about an account that is to come into a pool. */
export type RegistrationDecision = LookAt<RegistrationLook> | Wait<RegistrationReason> | Fail | RegistrationAction | AccountResult;

/** What the decision stands in, besides what is wanted and observed. */
export interface RegistrationSituation extends Moment {
  readonly attempt: Attempt;
  readonly settings: RegistrationSettings;
  /** The stack that declares the account. */
  readonly stackName?: string;
}
