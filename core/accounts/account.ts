/** An account: what the user wants of it, and what AWS Organizations knows of it. Plain data, in the field's own terms. */

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

/** A member account as AWS Organizations lists it. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Its state: ACTIVE, PENDING_ACTIVATION, SUSPENDED (by AWS), PENDING_CLOSURE, CLOSED ... */
  readonly status: string;
  /** When it joined the organization, ISO 8601. */
  readonly joinedAt?: string;
  /** Whether it came by invitation, so that nobody created it here. */
  readonly invited?: boolean;
}

/** Where an account stands in the organization. */
export interface Parent {
  /** r-abcd or ou-abcd-11112222 */
  readonly id: string;
  readonly name: string;
  readonly isRoot: boolean;
}

/** What became of requests to AWS Organizations to create an account of a name. */
export interface AccountCreation {
  /** IN_PROGRESS if any is, else SUCCEEDED. */
  readonly state: string;
  /** The accounts that those which succeeded name. */
  readonly accountIds: readonly string[];
}

/** Tags that an account should carry and doesn't. */
export interface MissingTags {
  readonly accountId: string;
  readonly tags: readonly Tag[];
}
