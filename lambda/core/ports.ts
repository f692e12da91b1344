/** What the handlers need of the systems around them, in the field's own terms. Adapters in lambda/aws implement it. */

import type { Account, AccountCreation, Gate, Parent, ProvisionedProduct, ProvisioningRecord, Tag } from './model';

/** How the product is launched at present: both change when Control Tower is updated. */
export interface Launch {
  readonly pathId: string;
  readonly artifactId: string;
}

/** The six parameters of the Account Factory product. */
export interface AccountParameters {
  readonly accountName: string;
  readonly accountEmail: string;
  /** `Name (ou-abcd-11112222)` */
  readonly managedOrganizationalUnit: string;
  readonly ssoUserEmail: string;
  readonly ssoUserFirstName: string;
  readonly ssoUserLastName: string;
}

/** A request that the factory accepted: it may still say that it is busy, in the record. */
export interface Accepted {
  readonly recordId: string;
  /** ISO 8601. Older than the request if the token was recognised. */
  readonly createdAt?: string;
}

export interface ProvisionRequest {
  readonly productId: string;
  readonly productName: string;
  readonly token: string;
  readonly launch: Launch;
  readonly parameters: AccountParameters;
  readonly tags: readonly Tag[];
}

export interface UpdateRequest {
  readonly productId: string;
  readonly provisionedProductId: string;
  readonly token: string;
  readonly launch: Launch;
  readonly parameters: AccountParameters;
}

/**
 * Account Factory.
 *
 * Every method of every port throws a TransientError if AWS didn't answer, and a RefusalError if it said no.
 */
export interface FactoryPort {
  /** The provisioned product of that name; null if there is none. */
  product(name: string): Promise<ProvisionedProduct | null>;
  /** null if there is no such record, or not yet. */
  record(recordId: string): Promise<ProvisioningRecord | null>;
  /** The account operations that run now, whoever started them. */
  gate(): Promise<Gate>;
  launch(productId: string): Promise<Launch>;
  provision(request: ProvisionRequest): Promise<Accepted>;
  update(request: UpdateRequest): Promise<void>;
  terminate(provisionedProductId: string, token: string): Promise<void>;
}

/** AWS Organizations. */
export interface DirectoryPort {
  accountById(accountId: string): Promise<Account | null>;
  /** Scans the organization, or remembers a scan that began at `notOlderThan` or later. */
  accountByEmail(email: string, notOlderThan: Date): Promise<Account | null>;
  /** The accounts of that name, whatever their addresses, from such a scan. */
  accountsByName(name: string, notOlderThan: Date): Promise<Account[]>;
  /** A running request to create an account of that name, or one of `since` or later that succeeded. */
  creation(accountName: string, since: Date): Promise<AccountCreation | null>;
  parent(accountId: string): Promise<Parent>;
  organizationalUnitName(organizationalUnitId: string): Promise<string>;
  tags(accountId: string): Promise<Tag[]>;
  tag(accountId: string, tags: readonly Tag[]): Promise<void>;
}

/** The stack operation that a leg belongs to. */
export interface StackOperation {
  /** ISO 8601. */
  readonly startedAt: string;
  readonly epoch: string;
}

/** AWS CloudFormation. */
export interface StackPort {
  operation(stackId: string): Promise<StackOperation>;
}

/** All systems around an account. */
export interface Ports {
  readonly factory: FactoryPort;
  readonly directory: DirectoryPort;
  readonly stacks: StackPort;
}
