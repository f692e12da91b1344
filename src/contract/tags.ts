/** Tags of accounts: those that we set ourselves, and what the users' must look like. */

/** What all tags of ours begin with. */
export const TAG_PREFIX = 'account-robot:';
/** Marks products and accounts with the stack and the construct path that made them. */
export const OWNER_TAG = 'account-robot:owner';
/** The name of the stack that took an account into the pool. */
export const STACK_TAG = 'account-robot:stack';
/** The version of this package that took an account into the pool. */
export const VERSION_TAG = 'account-robot:version';

/** Organizations allows 50 tags an account, and three of them are ours: owner, stack and version. */
export const MAX_TAGS = 47;

/** Limit of AWS in characters, each of which may be outside the plane that one unit of a JavaScript string covers. */
export const TAG_VALUE_MAX = 256;

/** Key of a tag. Those that begin with `aws:` are AWS's own. */
export const TAG_KEY_PATTERN = /^(?![aA][wW][sS]:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
/** Value of a tag. */
export const TAG_VALUE_PATTERN = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;

/** Whether a key is one of those that nobody but us sets. */
export function isReservedTag(key: string): boolean {
  return key.startsWith(TAG_PREFIX);
}
