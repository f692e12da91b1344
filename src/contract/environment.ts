/** The environment of our functions. */

/**
 * The environment of the pool-account handlers.
 *
 * Settings of the factory travel here and not in the properties of the accounts: they matter when an account is
 * created, and changing one must not send an update to the accounts that live.
 */
export enum PoolAccountEnvironment {
  PRODUCT_ID = 'PRODUCT_ID',
  /** ou-abcd-11112222 */
  HOLDING_ORGANIZATIONAL_UNIT_ID = 'HOLDING_ORGANIZATIONAL_UNIT_ID',
  SSO_USER_EMAIL = 'SSO_USER_EMAIL',
  SSO_USER_FIRST_NAME = 'SSO_USER_FIRST_NAME',
  SSO_USER_LAST_NAME = 'SSO_USER_LAST_NAME',
  /** Whole number, 1 to 10. */
  CONCURRENCY = 'CONCURRENCY',
  /** JSON, see sandbox-settings.ts. Absent or empty: no account is registered. */
  SANDBOXES = 'SANDBOXES',
  /** The version of this package, for a tag. */
  PACKAGE_VERSION = 'PACKAGE_VERSION',
}

/** The environment variable that names the event bus, by its ARN, that a function tells others by. Absent or empty: it tells nobody. */
export const EVENT_BUS_VARIABLE = 'EVENT_BUS';

/** The environment of the function that tells people. */
export enum NotifyEnvironment {
  /** ARNs of topics for people, with commas between them. */
  TOPICS = 'TOPICS',
  /** ARNs of topics for chats. */
  CHAT_TOPICS = 'CHAT_TOPICS',
}

/** The environment variable by which each of our functions is named in logs and in the rehearsal's report. */
export const FUNCTION_LABEL = 'ACCOUNT_ROBOT_FUNCTION';
/** The values of {@link FUNCTION_LABEL}. */
export enum FunctionLabel {
  KICK = 'kick',
  IS_COMPLETE = 'is-complete',
  LOOK_UP = 'look-up',
  NOTIFY = 'notify',
  CAPACITY = 'capacity',
  GROW = 'grow',
  RETIRE = 'retire',
}
