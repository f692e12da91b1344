/** The world that a rehearsal takes place in: what the world file says, with every default filled in. */

export interface World {
  readonly organization: WorldOrganization;
  readonly factory: WorldFactory;
  /** Operations of other people that hold slots of the factory. */
  readonly operations: readonly WorldOperation[];
  readonly deployment: WorldDeployment;
  readonly faults: readonly Fault[];
}

export interface WorldOrganization {
  readonly managementAccountId: string;
  /** Control Tower's home region. */
  readonly homeRegion: string;
  /** r-abcd */
  readonly rootId: string;
  /** Accounts in the organisation at most, the management account included. */
  readonly accountQuota: number;
  /** Whether IAM Identity Center is enabled. */
  readonly identityCenter: boolean;
  /** 'ready', or 'setting-up': the factory refuses to create accounts. */
  readonly landingZone: 'ready' | 'setting-up';
  readonly organizationalUnits: readonly WorldOrganizationalUnit[];
  /** Accounts that exist before the first rehearsal; the management account is always there. */
  readonly accounts: readonly WorldAccount[];
  readonly products: readonly WorldProduct[];
  /** That many more accounts, with AVAILABLE products, of other teams. */
  readonly foreignAccounts: number;
}

export interface WorldOrganizationalUnit {
  readonly id: string;
  readonly name: string;
  /** The root's or another unit's id. */
  readonly parentId: string;
  /** Whether it is registered with Control Tower. */
  readonly registered: boolean;
}

export interface WorldAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly parentId: string;
  readonly status: 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE';
  readonly tags: Readonly<Record<string, string>>;
}

export interface WorldProduct {
  readonly name: string;
  /** AVAILABLE, ERROR, TAINTED, UNDER_CHANGE, PLAN_IN_PROGRESS or anything else. */
  readonly status: string;
  readonly statusMessage?: string;
  /** The account that came of it, if any. */
  readonly accountId?: string;
  /** Whether an operation on it ever succeeded. */
  readonly succeededOnce: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

export interface WorldFactory {
  /** The quota "Concurrent account operations". */
  readonly concurrency: number;
  /** Lognormal, cut to minimum and maximum. */
  readonly creationMinutes: { readonly median: number; readonly sigma: number; readonly minimum: number; readonly maximum: number };
  /** How long after accepting a request the factory says that it was busy, in seconds. */
  readonly busyAfterSeconds: number;
  /** How long a product stays unseen by searches after a change, in seconds, at most. */
  readonly listingDelaySeconds: number;
  /** How long a portfolio association takes to work, in seconds. */
  readonly associationDelaySeconds: number;
  /** Where a missing permission of the caller shows: in the record, or thrown by the call. */
  readonly accessDenied: 'record' | 'call';
  /** A second launch path to the product. */
  readonly secondLaunchPath: boolean;
}

export interface WorldOperation {
  readonly startMinute: number;
  readonly minutes: number;
  /** Slots held. */
  readonly count: number;
  /** Whether the operation shows as a product UNDER_CHANGE; one made in the console's enrolment does not. */
  readonly visible: boolean;
}

export interface WorldDeployment {
  /** Stacks deployed at a time, as in `cdk deploy --concurrency`. */
  readonly stackConcurrency: number;
  /** Deploys with the flag that deletes newly created resources on rollback even if they are marked Retain. */
  readonly retainExceptOnCreate: boolean;
  /** Minutes between the end of one rehearsal and the beginning of the next on the same state file. */
  readonly pauseMinutes: number;
  /** Cancels the deployment after so many minutes, as a user would from the console. */
  readonly cancelAfterMinutes?: number;
}

/** Something that goes wrong. `account` is an account name in which `*` stands for anything; without it every account is meant. */
export type Fault =
  | { readonly kind: 'creation-fails'; readonly account?: string; readonly message: string; readonly times?: number; readonly afterMinutes: number; readonly accountCreated: boolean }
  | { readonly kind: 'busy'; readonly account?: string; readonly message: string; readonly times?: number }
  | { readonly kind: 'creation-takes'; readonly account?: string; readonly minutes: number }
  | { readonly kind: 'call-fails'; readonly action: string; readonly account?: string; readonly code: string; readonly message: string; readonly times?: number }
  | { readonly kind: 'lost-response'; readonly action: string; readonly account?: string; readonly times?: number }
  | { readonly kind: 'function-dies'; readonly after: string; readonly account?: string; readonly times?: number }
  | { readonly kind: 'kick-delivered-twice'; readonly account?: string; readonly times?: number }
  | { readonly kind: 'artifact-rebuilt'; readonly fromMinute: number; readonly minutes: number }
  | { readonly kind: 'status-becomes'; readonly account?: string; readonly status: string; readonly afterMinutes: number }
  | { readonly kind: 'account-suspended'; readonly account: string };
