/** What the desk's construct and its function share: the keys of the table and the environment. */

/** The keys of the desk's table. */
export const DESK_PARTITION_KEY = 'pk';
export const DESK_SORT_KEY = 'sk';
/** The one index, and its keys: lists by state, by person, by pool, and by day. */
export const DESK_INDEX = 'lists';
export const DESK_INDEX_PARTITION_KEY = 'gpk';
export const DESK_INDEX_SORT_KEY = 'gsk';
/** When DynamoDB removes an item, in seconds. It does so late, so whoever reads one looks at it too. */
export const DESK_TTL = 'ttl';

/** The environment of the desk's function. */
export enum DeskEnvironment {
  /** JSON: pools, ceilings, templates, and who has which role. */
  DESK = 'DESK',
  DESK_TABLE = 'DESK_TABLE',
}

/** What somebody may do. */
export const DESK_ROLES = ['Requester', 'Approver', 'Operator', 'Auditor'] as const;
export type DeskRole = (typeof DESK_ROLES)[number];

/** Which callers have which roles, as data. */
export interface DeskRoleGrants {
  /** Names of permission sets, by role. */
  readonly permissionSets?: Readonly<Partial<Record<DeskRole, readonly string[]>>>;
  /** Names of IAM roles with their paths ("ci/desk"), by role; their sessions need a source identity. */
  readonly iamRoles?: Readonly<Partial<Record<DeskRole, readonly string[]>>>;
  /** Groups of a token, by role. */
  readonly groups?: Readonly<Partial<Record<DeskRole, readonly string[]>>>;
}

/** A pool that the desk gives accounts of. */
export interface DeskPool {
  readonly name: string;
  /** The organizational unit that its accounts are in. */
  readonly organizationalUnitId: string;
  /** Whether its accounts are registered with a sandbox, which may lease or erase any of them. */
  readonly hasSandbox: boolean;
}

/** One parameter of a template. */
export interface TemplateParameter {
  readonly description?: string;
  /** Taken if the request names none. A parameter without a default must be named. */
  readonly default?: string;
  /** The values that it may have; any text if missing. */
  readonly allowed?: readonly string[];
  /** Length of a text, in characters. */
  readonly maxLength?: number;
}

/** What a request is made from. A template is never changed: a new version stands beside it, and requests say which one they were made from. */
export interface RequestTemplate {
  readonly name: string;
  readonly version: number;
  readonly description?: string;
  readonly parameters: Readonly<Record<string, TemplateParameter>>;
  /** Tags that every account of it gets; a request can't set others for these keys. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** So many accounts at most, counted by the desk. None is no ceiling. */
export interface DeskCeilings {
  /** That one person asks for or has. */
  readonly perPerson?: number;
  /** That one team asks for or has. */
  readonly perTeam?: number;
  /** That all ask for on one day (UTC). */
  readonly perDay?: number;
}

/** The rules of a desk, as its function is told them. */
export interface DeskRules {
  readonly pools: readonly DeskPool[];
  readonly templates: readonly RequestTemplate[];
  readonly ceilings: DeskCeilings;
  /** The most accounts of one request. */
  readonly mostPerRequest: number;
  /** A request for fewer accounts needs no approver; 0: every one needs one. */
  readonly autoApprovalBelow: number;
  /** Whose accounts may be requested; all pools if missing. */
  readonly units?: readonly string[];
  /** The whole of a cost centre, as a regular expression; any short text if missing. */
  readonly costCentrePattern?: string;
  /** Days that a request waits for an approver. */
  readonly pendingDays: number;
}

/** All that the function is told besides its table, in {@link DeskEnvironment.DESK}. */
export interface DeskSettings {
  readonly rules: DeskRules;
  readonly grants: DeskRoleGrants;
}
