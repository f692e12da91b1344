/**
 * A snapshot: what the operator's command has read of a real organization, as plain data. `doctor`, `status`, `plan` and `import` are pure functions over it.
 *
 *     Snapshot
 *       caller          who read it, from where                          always there
 *       organization    id, root, management account                     null: the account is in none
 *       accounts        all of them, closed ones included, with the unit each stands in
 *       units           those that accounts stand in and those that a bounded walk from the root found, with their baseline
 *       creations       requests to create an account that are running
 *       landingZone     status, versions, drift, operation in progress   null: none in this Region
 *       enrolling       baselines of units and accounts under change: operations in flight that no product shows
 *       factory         product, versions, portfolios, their principals  null: no Account Factory in this Region
 *       products        provisioned products of the factory; `history` for ours that are broken
 *       quotas          accounts, concurrent operations, with pending requests for more
 *       identityCenter  the instance                                     null: none in this Region
 *       costTags        keys of tags that an app gives its accounts, as billing knows them; read for `doctor` and such an app only
 *       sandboxes       Innovation Sandboxes by what they publish, with their StackSet, and records where somebody let us read them
 *       stacks          stacks of ours: status, resources, the accounts they declare, their functions, and for `status` the events of the last operation
 *       unseen          the calls that were refused or gave up, and with what words
 *
 * Of every member that is read: `undefined` means that it could not be seen (`unseen` says which call and why), `null` that there is none.
 * Times are ISO 8601, by AWS's clock.
 */

import type { PoolUnits } from '../registration/innovation-sandbox/model';

/** The version that this release reads and writes. */
export const SNAPSHOT_VERSION = 1;

export interface Snapshot {
  readonly version: typeof SNAPSHOT_VERSION;
  readonly takenAt: string;
  /** The release of account-robot that took it. */
  readonly release: string;
  /** Whether ids, names, addresses and tags stand for others. */
  readonly hashed: boolean;
  /** AWS calls that it took. */
  readonly calls: number;
  readonly caller: SnapshotCaller;
  readonly organization?: SnapshotOrganization | null;
  readonly accounts?: readonly SnapshotAccount[];
  readonly units?: readonly SnapshotUnit[];
  readonly creations?: readonly SnapshotCreation[];
  readonly landingZone?: SnapshotLandingZone | null;
  /** Where there is no landing zone in this Region: whether the organization has one in another. */
  readonly usesControlTower?: boolean;
  readonly enrolling?: readonly SnapshotBaseline[];
  readonly factory?: SnapshotFactory | null;
  readonly products?: readonly SnapshotProduct[];
  readonly quotas: SnapshotQuotas;
  readonly identityCenter?: SnapshotIdentityCenter | null;
  readonly costTags?: readonly SnapshotCostTag[];
  readonly sandboxes?: readonly SnapshotSandbox[];
  readonly stacks: readonly SnapshotStack[];
  readonly unseen: readonly Unseen[];
}

export interface SnapshotCaller {
  readonly accountId: string;
  /** Of the role or user. */
  readonly arn: string;
  /** The Region that was asked. */
  readonly region: string;
}

export interface SnapshotOrganization {
  /** o-exampleorgid */
  readonly id: string;
  readonly managementAccountId: string;
  /** r-abcd; undefined where only the management account may know. */
  readonly rootId?: string;
}

export interface SnapshotAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** ACTIVE, PENDING_ACTIVATION, SUSPENDED (by AWS), PENDING_CLOSURE, CLOSED ... */
  readonly state: string;
  /** The root or the unit that it is in; undefined where AWS doesn't tell. */
  readonly parentId?: string;
  readonly joinedAt?: string;
  readonly invited: boolean;
  /** Read only where needed: undefined means that nobody asked, not that there are none. */
  readonly tags?: Readonly<Record<string, string>>;
}

export interface SnapshotUnit {
  readonly id: string;
  /** undefined for one that only showed in the path of an account. */
  readonly name?: string;
  readonly parentId: string;
  /** The baseline of Control Tower that registers it; null: it isn't registered; undefined: not seen. */
  readonly baseline?: SnapshotBaseline | null;
}

/** An enabled baseline, of a unit or of an account in one. */
export interface SnapshotBaseline {
  /** The id of the unit or account that it is enabled on. */
  readonly targetId: string;
  readonly baseline: string;
  readonly version?: string;
  /** SUCCEEDED, FAILED, UNDER_CHANGE. */
  readonly status: string;
  /** Whether an account in it lacks what the unit has. */
  readonly inheritanceDrift?: string;
  /** Whether it differs from what Control Tower would enable today. */
  readonly sourceDrift?: string;
}

export interface SnapshotCreation {
  readonly id: string;
  readonly accountName: string;
  readonly requestedAt?: string;
}

export interface SnapshotLandingZone {
  readonly arn: string;
  readonly version?: string;
  readonly latestVersion?: string;
  /** ACTIVE, PROCESSING, FAILED. */
  readonly status?: string;
  /** IN_SYNC, DRIFTED. */
  readonly drift?: string;
  /** Whether Control Tower enrolls what is moved into its units. */
  readonly autoEnrollment: boolean;
  readonly governedRegions?: readonly string[];
  readonly accessManagement: 'control-tower' | 'self-managed';
  /** The operation in progress; null: none; undefined: not seen. */
  readonly operation?: SnapshotOperation | null;
}

export interface SnapshotOperation {
  readonly id: string;
  /** CREATE, UPDATE, DELETE, RESET. */
  readonly type?: string;
  readonly startedAt?: string;
  readonly message?: string;
}

export interface SnapshotFactory {
  readonly productId: string;
  readonly artifacts?: readonly SnapshotArtifact[];
  readonly portfolios?: readonly SnapshotPortfolio[];
}

export interface SnapshotArtifact {
  readonly id: string;
  readonly active: boolean;
  /** DEFAULT, DEPRECATED. */
  readonly guidance?: string;
  readonly createdAt?: string;
}

export interface SnapshotPortfolio {
  readonly id: string;
  readonly name: string;
  readonly provider: string;
  /** ARNs of roles and users, or patterns of them. */
  readonly principals?: readonly string[];
}

export interface SnapshotProduct {
  readonly id: string;
  readonly name: string;
  /** AVAILABLE, UNDER_CHANGE, TAINTED, ERROR, PLAN_IN_PROGRESS. */
  readonly status: string;
  readonly statusMessage?: string;
  readonly createdAt?: string;
  /** The account that was enrolled by it. */
  readonly accountId?: string;
  readonly artifactId?: string;
  readonly lastRecordId?: string;
  readonly lastSuccessfulRecordId?: string;
  /** The role or user that asked for it. */
  readonly madeBy?: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Oldest first; read only for products of ours that are broken or under change. */
  readonly history?: readonly SnapshotRecord[];
}

export interface SnapshotRecord {
  readonly id: string;
  /** PROVISION_PRODUCT, UPDATE_PROVISIONED_PRODUCT, TERMINATE_PROVISIONED_PRODUCT. */
  readonly type: string;
  /** CREATED, IN_PROGRESS, IN_PROGRESS_IN_ERROR, SUCCEEDED, FAILED. */
  readonly status: string;
  readonly createdAt?: string;
  readonly updatedAt?: string;
  readonly errors: readonly string[];
  /** Whether it carries the owner's tag. */
  readonly tagged: boolean;
}

export interface SnapshotQuotas {
  /** Accounts in the organization at most. */
  readonly accounts?: SnapshotQuota | null;
  /** "Concurrent account operations" of Control Tower. */
  readonly concurrency?: SnapshotQuota | null;
}

export interface SnapshotQuota {
  readonly value: number;
  readonly adjustable?: boolean;
  /** Requests for another value that AWS has not decided on. */
  readonly requests: readonly { readonly value: number; readonly status: string; readonly createdAt?: string }[];
}

export interface SnapshotIdentityCenter {
  readonly instanceArn: string;
  readonly identityStoreId: string;
  readonly region: string;
  readonly status?: string;
}

export interface SnapshotCostTag {
  readonly key: string;
  /** Active, Inactive. */
  readonly status: string;
}

export interface SnapshotSandbox {
  readonly namespace: string;
  /** undefined for one that is known by its units alone. */
  readonly region?: string;
  /** 1.3.3, without a letter before it; empty where none is told. */
  readonly version: string;
  /** undefined before 1.2, which published no ids. */
  readonly units?: PoolUnits;
  /** The StackSet that puts its role into accounts. null: there is none. */
  readonly stackSet?: SnapshotStackSet | null;
  /** Its records; undefined unless somebody let us read them. */
  readonly records?: readonly SnapshotSandboxRecord[];
}

export interface SnapshotStackSet {
  readonly name: string;
  /** Those that aren't CURRENT, and how many are. */
  readonly current: number;
  readonly others: readonly { readonly accountId: string; readonly status: string; readonly reason?: string }[];
}

export interface SnapshotSandboxRecord {
  readonly accountId: string;
  /** Available, Active, CleanUp, Quarantine, Frozen, or what a later version invents. */
  readonly status: string;
  readonly lastEditedAt?: string;
  /** From 1.3: the phase of a cleaning that is running. */
  readonly cleaning?: string;
}

export interface SnapshotStack {
  readonly name: string;
  /** The ARN; undefined for a stack that was looked for and isn't there. */
  readonly id?: string;
  /** CREATE_COMPLETE, UPDATE_IN_PROGRESS ...; 'absent' for one that isn't there. */
  readonly status: string;
  readonly reason?: string;
  readonly createdAt?: string;
  readonly updatedAt?: string;
  readonly rollbackDisabled?: boolean;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly resources?: readonly SnapshotResource[];
  /** What its template, as last deployed, declares. */
  readonly accounts?: readonly SnapshotDeclared[];
  readonly functions?: readonly SnapshotFunction[];
  /** What happened since its last operation began, oldest first; read for `status` only, and of the newest only if there are many. */
  readonly events?: readonly SnapshotStackEvent[];
}

export interface SnapshotStackEvent {
  readonly happenedAt: string;
  readonly logicalId: string;
  readonly status: string;
  readonly reason?: string;
}

export interface SnapshotResource {
  readonly logicalId: string;
  readonly physicalId?: string;
  readonly type: string;
  /** CREATE_COMPLETE, CREATE_IN_PROGRESS, CREATE_FAILED ... */
  readonly status: string;
  readonly reason?: string;
  readonly changedAt?: string;
}

/** One leg of an account's relay, as a template declares it. */
export interface SnapshotDeclared {
  readonly logicalId: string;
  /** 'Start', 'Leg2' ... or 'Resource', the last one. */
  readonly leg: string;
  readonly name: string;
  readonly email: string;
  readonly owner: string;
  readonly sandbox?: string;
  readonly existingAccountId?: string;
  /** All its properties as they stand in the template, but for the token of its provider. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A function, as a template declares it. */
export interface SnapshotFunction {
  readonly logicalId: string;
  /** nodejs22.x; undefined where CloudFormation computes it. */
  readonly runtime?: string;
}

/** A read that didn't succeed. */
export interface Unseen {
  /** 'servicequotas:ListServiceQuotas'; 'none' where nobody asked. */
  readonly call: string;
  /** What is missing because of it: 'quotas.concurrency'. */
  readonly part: string;
  /** 'denied': who reads may not; 'left-out': there was too much of it to ask; 'failed': anything else. */
  readonly kind: 'denied' | 'failed' | 'left-out';
  /** AWS's words, without addresses. */
  readonly text: string;
}
