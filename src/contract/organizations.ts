/** AWS Organizations as the source of accounts: its limits, and the environment of the functions that work on them. */

/** So many accounts can be in creation at a time: a quota of AWS Organizations that can't be raised. */
export const CREATIONS_MAX = 5;

/** Whether so many creations at a time can be asked for. */
export function isCreationConcurrency(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= CREATIONS_MAX;
}

/** The role that AWS makes in a new account, unless another name is asked for. */
export const ACCESS_ROLE = 'OrganizationAccountAccessRole';
/** The role that Control Tower enrols an account with. */
export const CONTROL_TOWER_ROLE = 'AWSControlTowerExecution';

/** Roles that Control Tower's policies let nobody else make or change in an account of a registered unit. */
const RESERVED_ROLES = /^(aws-controltower-|stacksets-exec-)|AWSControlTower/;

/** Whether the name of a role is one of those that policies keep for Control Tower. */
export function isReservedRole(name: string): boolean {
  return RESERVED_ROLES.test(name) && name !== CONTROL_TOWER_ROLE;
}

/** How accounts come into Control Tower's care. */
export const ENROLMENTS = ['none', 'auto'] as const;
/** One of them. */
export type EnrolmentName = (typeof ENROLMENTS)[number];

/** How long an account may take on this road unless the user says otherwise, in minutes: two legs. */
export const ORGANIZATIONS_TIMEOUT_MINUTES = 110;

/** The environment of the pool-account handlers on this road. */
export enum OrganizationsEnvironment {
  HOLDING_ORGANIZATIONAL_UNIT_ID = 'HOLDING_ORGANIZATIONAL_UNIT_ID',
  /** Whole number, 1 to 5. */
  CONCURRENCY = 'CONCURRENCY',
  /** The role that AWS makes in a new account. */
  ROLE_NAME = 'ROLE_NAME',
  /** One of {@link ENROLMENTS}. */
  ENROLMENT = 'ENROLMENT',
  /** JSON, see sandbox-settings.ts. Absent or empty: no account is registered. */
  SANDBOXES = 'SANDBOXES',
  /** The version of this package, for a tag. */
  PACKAGE_VERSION = 'PACKAGE_VERSION',
}
