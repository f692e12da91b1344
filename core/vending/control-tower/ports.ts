/** What vending needs of Account Factory. The adapter in aws/service-catalog implements it. */

import type { FailedProduct, Gate, ProvisionedProduct, ProvisioningRecord } from './model';
import type { Tag } from '../../accounts/account';

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
 * Every method throws a TransientError if AWS didn't answer, and a RefusalError if it said no.
 */
export interface FactoryPort {
  /** The provisioned product of that name; null if there is none. */
  product(name: string): Promise<ProvisionedProduct | null>;
  /** null if there is no such record, or not yet. */
  record(recordId: string): Promise<ProvisioningRecord | null>;
  /** The account operations that run now, whoever started them. */
  gate(): Promise<Gate>;
  /** The products that stand in ERROR. */
  failedProducts(): Promise<readonly FailedProduct[]>;
  launch(productId: string): Promise<Launch>;
  provision(request: ProvisionRequest): Promise<Accepted>;
  update(request: UpdateRequest): Promise<void>;
  terminate(provisionedProductId: string, token: string): Promise<void>;
}
