/** A leg of an account's relay: `Custom::PoolAccount`, as constructs declare it and handlers read it. */

/** The custom resource type of each leg of an account's relay. */
export const POOL_ACCOUNT_TYPE = 'Custom::PoolAccount';

/** The first leg of each relay: done when the factory is at work on the account. */
export const START_LEG = 'Start';

/** The last leg of each relay: the only one that fails for its account's sake, and the only one that attributes are read from. */
export const LAST_LEG = 'Resource';

/** The names of the legs of a relay: Start, Leg2, Leg3 ... Resource. There are two at least. */
export function legNamesOf(legs: number): string[] {
  return [START_LEG, ...Array.from({ length: Math.max(legs - 2, 0) }, (_, index) => `Leg${index + 2}`), LAST_LEG];
}

/** What those names look like. */
export const LEG_PATTERN = /^(Start|Leg[0-9]+|Resource)$/;

/** The physical id of a leg that came to its account's name: the name, and what tells it from another of that name. */
export const LEG_PHYSICAL_ID_PATTERN = /^(.{1,50})\/[0-9a-f]{12}$/;

/** The property keys of a leg. */
export enum PoolAccountProperty {
  /** 'Start', 'Leg2', 'Leg3' ... or 'Resource'. */
  LEG = 'Leg',
  ACCOUNT_NAME = 'AccountName',
  ACCOUNT_EMAIL = 'AccountEmail',
  /** Stack name and construct path; the value of the owner's tag. */
  OWNER = 'Owner',
  /** 'true' takes over a product or account of the same name and e-mail that another owner made. */
  ADOPT_EXISTING = 'AdoptExisting',
  /** Twelve digits: skips the factory and takes this account. */
  EXISTING_ACCOUNT_ID = 'ExistingAccountId',
  /** ou-abcd-11112222: the one organizational unit outside root and holding unit from which an existing account may be moved into the pool. */
  EXISTING_ACCOUNT_PARENT_ID = 'ExistingAccountParentId',
  /** Namespace of the Innovation Sandbox that the account is registered with. Absent: the account is vended only. */
  SANDBOX_NAMESPACE = 'SandboxNamespace',
  /** Any new value makes the next deployment look at the account again. */
  VERIFY = 'Verify',
  /** [{Key, Value}] */
  TAGS = 'Tags',
}

/** The attributes that the last leg returns. */
export enum PoolAccountAttribute {
  ACCOUNT_ID = 'AccountId',
  ACCOUNT_NAME = 'AccountName',
  ACCOUNT_EMAIL = 'AccountEmail',
  /** Available, Active or Frozen; empty for an account that is vended only. */
  SANDBOX_STATUS = 'SandboxStatus',
  /** What went wrong without keeping the account from its goal, in one sentence; empty as a rule. */
  WARNING = 'Warning',
}
