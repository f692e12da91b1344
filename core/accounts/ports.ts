/** What the handlers need of the systems around them, in the field's own terms. Adapters in aws implement it. */

import type {
  Account, AccountCreation, Gate, Parent, PoolConfiguration, ProvisionedProduct, ProvisioningRecord, Sandbox, SandboxAnswer, SandboxRecord,
  StackSetInstance, Tag,
} from './model';

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
  /** Moves the account if it stands in `fromId`. If it stands somewhere else by now, that is a TransientError: look again. */
  move(accountId: string, fromId: string, toId: string): Promise<void>;
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

/** The API of Innovation Sandbox. What keeps us from it at all is an AccessError. */
export interface SandboxPort {
  /** null if it has no record of the account, or none that it can read. */
  record(sandbox: Sandbox, accountId: string): Promise<SandboxRecord | null>;
  /** 201 if it was accepted. No answer at all is one, too: status 0. */
  register(sandbox: Sandbox, accountId: string): Promise<SandboxAnswer>;
  /** 200 if it was accepted. */
  retryCleanup(sandbox: Sandbox, accountId: string): Promise<SandboxAnswer>;
}

/** What Innovation Sandbox publishes of itself. */
export interface PoolUnitsPort {
  configuration(sandbox: Sandbox): Promise<PoolConfiguration | null>;
}

/** The StackSet that puts the role of Innovation Sandbox into accounts. */
export interface ResourcesPort {
  instance(sandbox: Sandbox, accountId: string): Promise<StackSetInstance | null>;
}

/** A billing view. */
export interface BillingPort {
  isMember(viewArn: string, accountId: string): Promise<boolean>;
  /** Adds the account and keeps whatever else the view filters by, whoever writes at the same time. */
  join(viewArn: string, accountId: string): Promise<void>;
}

/** The systems around a registration. */
export interface RegistrationPorts {
  readonly sandbox: SandboxPort;
  readonly poolUnits: PoolUnitsPort;
  readonly resources: ResourcesPort;
  readonly billing: BillingPort;
}

/** All systems around an account. */
export interface Ports extends RegistrationPorts {
  readonly factory: FactoryPort;
  readonly directory: DirectoryPort;
  readonly stacks: StackPort;
}
