/** What the account decision looks at and what it can decide: plain data, in the field's own terms. */

import type { Failure } from './failures';

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** What the user wants of one account. */
export interface DesiredAccount {
  /** Name of the account and of its provisioned product. */
  readonly name: string;
  /** Lower case. */
  readonly email: string;
  /** The value of the owner tag. */
  readonly owner: string;
  readonly adoptExisting: boolean;
  readonly existingAccountId?: string;
  /** Without the owner tag. */
  readonly tags: readonly Tag[];
}

/** The factory's settings at the time of the look. */
export interface FactorySettings {
  readonly productId: string;
  readonly holdingOrganizationalUnitId: string;
  readonly ssoUser: { readonly email: string; readonly firstName: string; readonly lastName: string };
  readonly concurrency: number;
}

/** One leg of a relay, as its kick recorded it. Times are ISO 8601. */
export interface LegWindow {
  readonly startedAt: string;
  /** When the leg hands over, or fails if it is the last. */
  readonly deadline: string;
  /** When the stack operation that this leg belongs to began: what is older is a leftover. */
  readonly deploymentStartedAt: string;
  /** Status and time of last update of the stack and of its root. */
  readonly epoch: string;
}

export interface ProvisionedProduct {
  readonly id: string;
  readonly name: string;
  /** AVAILABLE, UNDER_CHANGE, TAINTED, ERROR, PLAN_IN_PROGRESS, or what AWS invents next. */
  readonly status: string;
  readonly statusMessage?: string;
  readonly lastRecordId?: string;
  readonly lastProvisioningRecordId?: string;
  readonly lastSuccessfulProvisioningRecordId?: string;
}

export interface ProvisioningRecord {
  readonly id: string;
  /** CREATED, IN_PROGRESS, IN_PROGRESS_IN_ERROR, SUCCEEDED, FAILED. */
  readonly status: string;
  /** PROVISION_PRODUCT, UPDATE_PROVISIONED_PRODUCT, TERMINATE_PROVISIONED_PRODUCT. */
  readonly type: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly errors: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly tags: readonly Tag[];
}

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** ACTIVE, SUSPENDED, PENDING_CLOSURE ... */
  readonly status: string;
  /** The root's or the organizational unit's id. */
  readonly parentId: string;
  readonly parentName: string;
  readonly tags: readonly Tag[];
}
