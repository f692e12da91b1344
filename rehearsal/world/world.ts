/** The world that a rehearsal takes place in: what the world file says, with every default filled in. */

import type { AbsentService } from './absent-services';
import type { ByHand, WorldButton } from './people';
import type { GivenValues } from '../cloudformation/given-values';

export type { AccountChange, ByHand, HandMoment, ProductMoment, StackUpdatedByHand, WorldButton } from './people';

export interface World {
  readonly organization: WorldOrganization;
  readonly factory: WorldFactory;
  readonly lag: WorldLag;
  /** Operations of other people that hold slots of the factory. */
  readonly operations: readonly WorldOperation[];
  readonly deployment: WorldDeployment;
  /** What only AWS knows of the app's stacks and of what they refer to. */
  readonly values: GivenValues;
  /** The Innovation Sandbox that accounts are registered with; undefined where there is none. */
  readonly sandbox?: WorldSandbox;
  /** More of them, each with a namespace and units of its own. */
  readonly furtherSandboxes: readonly WorldSandbox[];
  /** Leases that come and go. */
  readonly leases?: readonly WorldLease[];
  /** What people do with buttons in a chat. */
  readonly buttons?: readonly WorldButton[];
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
  /** How long CreateAccount takes to create an account, and CloseAccount to close one: in minutes, more or less a half. */
  readonly createAccountMinutes: number;
  readonly closeAccountMinutes: number;
  /** Accounts that were closed in the thirty days before the first rehearsal. */
  readonly recentClosures: number;
  /** Whether IAM Identity Center is enabled. */
  readonly identityCenter: boolean;
  /** Who gives people access to accounts: Control Tower through it, or the organization by itself. */
  readonly accessManagement: 'control-tower' | 'self-managed';
  /** Where it is; in the home Region, if absent. */
  readonly identityCenterRegion?: string;
  /** Whether Control Tower can create users. */
  readonly identitySource: 'directory' | 'external';
  /** Addresses of users that came from an external identity provider. */
  readonly identityCenterUsers: readonly string[];
  /** Keys of tags that billing has seen. */
  readonly costAllocationTags: readonly { readonly key: string; readonly status: 'Active' | 'Inactive' }[];
  /** What a service control policy denies outside the management account. */
  readonly deniedActions: readonly string[];
  /** Services that the home Region doesn't have. */
  readonly absentServices: readonly AbsentService[];
  /** Values that tags of accounts may have. */
  readonly tagPolicies: readonly { readonly key: string; readonly values: readonly string[] }[];
  /** 'ready'; or 'setting-up': the factory refuses to create accounts; or 'updating': it says that it is busy. */
  readonly landingZone: 'ready' | 'setting-up' | 'updating';
  /** 3.3 */
  readonly landingZoneVersion: string;
  /** The newest there is; its own, if absent. */
  readonly latestLandingZoneVersion?: string;
  readonly landingZoneDrift: 'IN_SYNC' | 'DRIFTED';
  /** Requests for higher quotas that AWS has not decided on. */
  readonly quotaRequests: readonly WorldQuotaRequest[];
  /** For how many minutes of the run it isn't ready; to its end, if absent. */
  readonly landingZoneMinutes?: number;
  /** Whether Control Tower enrolls what is moved into its units and un-enrolls what is moved out, by itself. */
  readonly autoEnrollment: boolean;
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
  /** Of the baseline that registers it; it succeeded, if absent. */
  readonly baselineStatus?: 'SUCCEEDED' | 'FAILED' | 'UNDER_CHANGE';
  /** In sync, if absent. */
  readonly baselineDrift?: 'IN_SYNC' | 'DRIFTED';
}

export interface WorldQuotaRequest {
  readonly quota: 'accounts' | 'concurrency';
  readonly value: number;
  readonly status: 'PENDING' | 'CASE_OPENED';
}

/** What AWS Organizations says of an account: `CLOSED` by somebody, for ninety days, or `SUSPENDED` by AWS. */
export type AccountState = 'ACTIVE' | 'PENDING_ACTIVATION' | 'SUSPENDED' | 'PENDING_CLOSURE' | 'CLOSED';

export interface WorldAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly parentId: string;
  readonly status: AccountState;
  readonly tags: Readonly<Record<string, string>>;
  /** False for one without the role AWSControlTowerExecution: Account Factory can't enroll it. */
  readonly executionRole?: boolean;
  /** How long before the first run it joined; undefined for what its product lets expect. */
  readonly joinedDaysAgo?: number;
  /** Whether it was invited, not created. */
  readonly invited?: boolean;
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
  /** The name of the account that it was requested with, if not its own. */
  readonly accountName?: string;
  /** The address that it was requested with; its account's, if absent. */
  readonly accountEmail?: string;
  /** The operations on it, oldest first; undefined for what its status lets expect. */
  readonly history?: readonly WorldProductOperation[];
}

export interface WorldProductOperation {
  readonly operation: 'provision' | 'update' | 'terminate';
  readonly outcome: 'succeeded' | 'failed' | 'running';
  /** Why it failed, if not for what the product says. */
  readonly message?: string;
  readonly hoursAgo: number;
  /** How long it took, if not as long as expected. */
  readonly minutes?: number;
  /** Whether its record carries the product's tags. */
  readonly tagged: boolean;
  /** Whether its record can't be read any more. */
  readonly purged: boolean;
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
  /** What Control Tower's portfolio is called: somebody may have renamed it. */
  readonly portfolioName: string;
  /** A portfolio that has the name of Control Tower's, is listed before it, and holds nothing. */
  readonly namesakePortfolio: boolean;
  /** Which records carry the product's tags: those of its creation alone, or those of updates and removals too. */
  readonly recordTags: 'creation' | 'all';
}

/** How long reads go on showing what was there before a change, in seconds. */
export interface WorldLag {
  readonly listAccounts: number;
  readonly describeAccount: number;
  readonly creations: number;
  readonly tags: number;
  readonly parents: number;
  readonly products: number;
  readonly records: number;
  readonly sandboxRecords: number;
  readonly stacks: number;
  readonly tables: number;
  /** Whether each change is drawn a time up to these. */
  readonly drawn: boolean;
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
  /** How far the clocks of the functions are ahead of AWS's. */
  readonly functionClockSeconds: number;
  /** Cancels the deployment after so many minutes, as a user would from the console. */
  readonly cancelAfterMinutes?: number;
  /** Deletes the stacks that are being deployed after so many minutes, as a user would from the console. */
  readonly deleteAfterMinutes?: number;
  /** How long the rehearsal goes on when the deployment has ended. */
  readonly afterwardsMinutes?: number;
  /** What of the CDK's command is rehearsed. */
  readonly command: 'deploy' | 'rollback' | 'destroy';
  /** Logical ids that a rollback which failed is continued without, as `cdk rollback --orphan` says. */
  readonly orphans: readonly string[];
}

/** The OUs of Innovation Sandbox: the pool, and those below it. */
export type SandboxUnit = 'pool' | 'available' | 'active' | 'cleanUp' | 'quarantine' | 'entry' | 'exit' | 'frozen';

/** The status of a record of Innovation Sandbox. */
export type SandboxStatus = 'Available' | 'Active' | 'CleanUp' | 'Quarantine' | 'Frozen';

export interface WorldSandbox {
  readonly namespace: string;
  /** 1.3.3 */
  readonly version: string;
  /** Where all its stacks are. */
  readonly region: string;
  readonly hubAccountId: string;
  /** The id of its REST API. */
  readonly apiId: string;
  readonly organizationalUnits: Readonly<Record<SandboxUnit, string>>;
  /** The role of AWS's template for machine clients; it exists from version 1.3 on. */
  readonly machineClient?: WorldMachineClient;
  /** A role of `SandboxHubAccess`, where none of the rehearsed stacks makes it. */
  readonly hubRole?: WorldHubRole;
  /** Uniform: the median more or less the spread. */
  readonly cleaningMinutes: { readonly median: number; readonly spread: number };
  /** The quota of CodeBuild in the hub account; undefined for one that is never reached. */
  readonly cleaningsAtATime?: number;
  /** How long a registration takes from the move to CleanUp to the record. */
  readonly registrationSeconds: number;
  /** How long an account that was cleaned waits before it becomes Available; from version 1.3 on. */
  readonly cooldownMinutes: number;
  /** How long the StackSet takes to reach an account that comes below the pool, more or less a half. */
  readonly stackSetMinutes: number;
  /** Whether the drift monitor runs, every six hours. */
  readonly driftMonitor: boolean;
  /** When it first runs, in minutes from the beginning of the first run. */
  readonly firstDriftScanMinute?: number;
  /** How often the secret is rotated that tokens are signed with, up to version 1.2. */
  readonly secretRotationMinutes?: number;
  /** The tag without which a separator quarantines an account that becomes Available. */
  readonly separatorTag?: string;
  /** Accounts of the organization that Innovation Sandbox knows or holds before the first rehearsal. */
  readonly accounts: readonly WorldSandboxAccount[];
  readonly billingViews: readonly WorldBillingView[];
}

/** Leases that are asked for at one time. */
export interface WorldLease {
  /** The minute of the run. */
  readonly at: number;
  /** How many. */
  readonly take: number;
  /** How long each lasts, in minutes. */
  readonly for: number;
  /** Of the Innovation Sandbox; the first one's, if absent. */
  readonly namespace?: string;
}

export interface WorldMachineClient {
  readonly roleArn: string;
  readonly externalId: string;
  /** A role's ARN, or an account id. */
  readonly trustedPrincipal: string;
}

export interface WorldHubRole {
  readonly roleArn: string;
  readonly externalId?: string;
  /** A role's ARN, or an account id. */
  readonly trustedPrincipal: string;
}

export interface WorldSandboxAccount {
  readonly id: string;
  /** Of its record; undefined if it has none. */
  readonly status?: SandboxStatus;
  /** The OU that it is in, whatever its `parentId` says; undefined leaves it where that says. */
  readonly unit?: SandboxUnit;
  /** Whether a cleaning of it has begun just now. */
  readonly cleaning: boolean;
}

export interface WorldBillingView {
  readonly arn: string;
  /** Values of LINKED_ACCOUNT. */
  readonly accounts: readonly string[];
  /** The other keys of the filter: `tags`, `costCategories`, `timeRange`. */
  readonly otherFilters: Readonly<Record<string, unknown>>;
  /** Accounts besides its own that may read and change it. */
  readonly sharedWith: readonly string[];
  /** Someone who reads it, and writes it a moment later with an account added. */
  readonly competingWriter?: { readonly everySeconds: number; readonly times: number };
}

/** When something may happen, and how likely it is then. */
export interface Timed {
  /** Minutes of the run; from its beginning, if absent. */
  readonly fromMinute?: number;
  /** To its end, if absent. */
  readonly toMinute?: number;
  /** Certain, if absent. */
  readonly chance?: number;
}

/** Who sends something that may be lost or come twice. */
export type DeliverySender = 'rule' | 'schedule' | 'alarm' | 'topic';

/** Something that goes wrong. `account` is an account name in which `*` stands for anything; without it every account is meant. */
export type Fault =
  | ({ readonly kind: 'creation-fails'; readonly account?: string; readonly message: string; readonly times?: number; readonly afterMinutes: number; readonly accountCreated: boolean } & Timed)
  | ({ readonly kind: 'busy'; readonly account?: string; readonly message: string; readonly times?: number } & Timed)
  | { readonly kind: 'creation-takes'; readonly account?: string; readonly minutes: number }
  | ({ readonly kind: 'call-fails'; readonly action: string; readonly account?: string; readonly code: string; readonly message: string; readonly times?: number } & Timed)
  | { readonly kind: 'outage'; readonly service: string; readonly fromMinute?: number; readonly toMinute: number }
  | { readonly kind: 'rate-limited'; readonly action: string; readonly perMinute: number; readonly fromMinute?: number; readonly toMinute?: number }
  | ({ readonly kind: 'lost-response'; readonly action: string; readonly account?: string; readonly times?: number } & Timed)
  | ({ readonly kind: 'function-dies'; readonly after: string; readonly account?: string; readonly times?: number } & Timed)
  | { readonly kind: 'kick-delivered-twice'; readonly account?: string; readonly times?: number }
  | ({ readonly kind: 'poll-delivered-twice'; readonly account?: string; readonly times?: number } & Timed)
  | ({ readonly kind: 'poll-comes-late'; readonly account?: string; readonly minutes: number; readonly times?: number } & Timed)
  | ({ readonly kind: 'delivery-fails'; readonly sender: DeliverySender; readonly name?: string; readonly times?: number } & Timed)
  | ({ readonly kind: 'delivered-twice'; readonly sender: DeliverySender; readonly name?: string; readonly times?: number } & Timed)
  | ({ readonly kind: 'event-refused'; readonly detailType?: string; readonly times?: number } & Timed)
  | { readonly kind: 'artifact-rebuilt'; readonly fromMinute: number; readonly minutes: number }
  | { readonly kind: 'status-becomes'; readonly account?: string; readonly status: string; readonly afterMinutes: number }
  | { readonly kind: 'account-suspended'; readonly account: string }
  | ({ readonly kind: 'registration-fails'; readonly account?: string; readonly reason: RegistrationFailure; readonly times?: number } & Timed)
  | ({ readonly kind: 'cleaning-fails'; readonly account?: string; readonly times?: number } & Timed)
  | { readonly kind: 'cleaning-takes'; readonly account?: string; readonly minutes: number }
  | { readonly kind: 'cleaning-times-out'; readonly account?: string; readonly times?: number }
  | { readonly kind: 'cleanup-event-lost'; readonly account?: string; readonly times?: number }
  | { readonly kind: 'stack-set-takes'; readonly account?: string; readonly minutes: number }
  | { readonly kind: 'stack-set-fails'; readonly account?: string; readonly message: string; readonly times?: number }
  | { readonly kind: 'secret-rotated'; readonly moment: 'before-read' | 'after-read'; readonly times?: number }
  | { readonly kind: 'api-replaced'; readonly afterMinutes: number; readonly machineClientUpdated: boolean }
  | { readonly kind: 'parameter-unusable'; readonly problem: 'missing' | 'not-json' | 'incomplete'; readonly times?: number }
  | { readonly kind: 'account-leased'; readonly account?: string; readonly afterMinutes: number; readonly times?: number }
  | { readonly kind: 'account-moved'; readonly account?: string; readonly when: MoveMoment; readonly afterMinutes: number; readonly to: string; readonly times?: number }
  | { readonly kind: 'administrator-acts'; readonly account?: string; readonly when: MoveMoment; readonly afterMinutes: number; readonly action: AdministratorAction; readonly times?: number }
  | { readonly kind: 'removal-fails'; readonly account?: string; readonly message: string; readonly afterMinutes: number; readonly times?: number }
  | { readonly kind: 'update-fails'; readonly account?: string; readonly message: string; readonly afterMinutes: number; readonly times?: number }
  | ByHand;

/** What an administrator does in the page of Innovation Sandbox. */
export type AdministratorAction = 'register' | 'quarantine' | 'eject';

/** Where a registration breaks off. */
export type RegistrationFailure =
  /** Before anything is done; `validation` is what a version answers that wants another request than we make. */
  | 'validation' | 'access-denied' | 'concurrent-modification' | 'too-many-requests'
  /** In CleanUp, without a record. */
  | 'record-throttled' | 'record-refused' | 'record-unavailable'
  /** Rolled back to Entry, with a record. */
  | 'identity-center'
  /** In CleanUp, with a record that nobody cleans. */
  | 'event';

/** When someone else moves an account. */
export type MoveMoment = 'in-entry' | 'registered' | 'available';
