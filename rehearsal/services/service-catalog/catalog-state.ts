/** The organization as plain JSON: what outlives a rehearsal in the state file. All times are epoch milliseconds of virtual time. */

import { ProductMaker } from '../permissions';
import { Caller } from '../../kernel/types';
import type { SandboxState } from '../innovation-sandbox/sandbox-state';
import { WorldOrganizationalUnit } from '../../world/world';

export interface OrganizationState {
  readonly catalog: CatalogState;
  units: WorldOrganizationalUnit[];
  accounts: AccountState[];
  /** CreateAccount requests, Control Tower's included. */
  creations: CreationState[];
  products: ProductState[];
  /** What searches show: it lags behind. */
  listings: ListingState[];
  records: RecordState[];
  associations: AssociationState[];
  /** What Control Tower is at work on, or will be. */
  operations: OperationState[];
  /** Operations so far, by kind and account name: a draw is keyed by the number of the attempt. */
  readonly attempts: Record<string, number>;
  /** Absent where there is no Innovation Sandbox, or was none when the state was written. */
  sandbox?: SandboxState;
}

/** The ids that the organization has from its beginning. */
export interface CatalogState {
  readonly organizationId: string;
  readonly productId: string;
  readonly productViewId: string;
  /** The portfolio of Control Tower, and one of the organization's own that may hold the product too. */
  readonly portfolioIds: readonly [string, string];
  readonly pathIds: readonly [string, string];
  readonly identityInstanceId: string;
  readonly identityStoreId: string;
  readonly createdAt: number;
  /** Oldest first; only the last one is active. */
  readonly artifacts: ArtifactState[];
}

export interface ArtifactState {
  readonly id: string;
  readonly createdAt: number;
  /** Until then it is being built and can't be launched. */
  readonly usableFrom: number;
}

export interface AccountState {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  parentId: string;
  status: 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE';
  tags: Record<string, string>;
  readonly joinedAt: number;
  /** What Control Tower made of a move out of the unit that the account was enrolled in. */
  controlTower?: 'moved' | 'unenrolled';
}

export interface CreationState {
  /** car-... */
  readonly id: string;
  readonly accountName: string;
  state: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';
  readonly requestedAt: number;
  completedAt?: number;
  accountId?: string;
  failureReason?: string;
}

export interface ProductState {
  /** pp-... */
  readonly id: string;
  readonly name: string;
  status: string;
  statusMessage?: string;
  readonly createdAt: number;
  readonly token: string;
  lastRecordId: string;
  lastSuccessfulRecordId?: string;
  artifactId: string;
  pathId: string;
  parameters: Record<string, string>;
  /** The account that came of it, whether or not it was ever enrolled. */
  accountId?: string;
  tags: Record<string, string>;
  readonly maker: ProductMaker;
  /** Someone outside the rehearsal is at work on it: it changes hands with the run. */
  foreign?: boolean;
}

/** How searches saw a product lately. The last version whose time has come is what they show. */
export interface ListingState {
  readonly productId: string;
  versions: { readonly visibleFrom: number; readonly view: ProductState | null }[];
}

export type RecordType = 'PROVISION_PRODUCT' | 'UPDATE_PROVISIONED_PRODUCT' | 'TERMINATE_PROVISIONED_PRODUCT';

export interface RecordState {
  /** rec-... */
  readonly id: string;
  readonly productId: string;
  readonly productName: string;
  status: 'CREATED' | 'IN_PROGRESS' | 'IN_PROGRESS_IN_ERROR' | 'SUCCEEDED' | 'FAILED';
  readonly type: RecordType;
  readonly createdAt: number;
  updatedAt: number;
  readonly artifactId: string;
  readonly pathId: string;
  errors: { readonly code: string; readonly description: string }[];
  readonly tags: Record<string, string>;
  outputs: Record<string, string>;
  readonly token: string;
  readonly maker: ProductMaker;
}

export interface AssociationState {
  readonly portfolioId: string;
  readonly principalArn: string;
  readonly worksFrom: number;
}

export type OperationKind = 'provision' | 'update' | 'terminate';

/** What the factory does, and when. */
export interface OperationStep {
  readonly at: number;
  readonly kind: 'begin' | 'check' | 'request-account' | 'account-exists' | 'enroll' | 'remedy' | 'fail' | 'complete';
}

/** An accepted operation and what is to come of it: the opening steps from its acceptance on, the others from `check` on. */
export interface OperationState {
  readonly recordId: string;
  readonly productId: string;
  readonly name: string;
  readonly kind: OperationKind;
  readonly acceptedAt: number;
  /** How often this kind of operation was accepted for this name, this time included. */
  readonly attempt: number;
  readonly caller: Caller;
  readonly parameters: Record<string, string>;
  /** Whether it holds one of the factory's slots. */
  holdsSlot: boolean;
  /** Whether Control Tower is taking the account out of its care, one at a time. */
  unmanaging: boolean;
  /** Found out when the request was accepted, shown when the factory looks at it. */
  readonly refusal?: string;
  /** The factory says that it is busy, whether it is or not. */
  readonly busyMessage?: string;
  /** What the `fail` step says. */
  failure?: string;
  creationId?: string;
  steps: OperationStep[];
}
