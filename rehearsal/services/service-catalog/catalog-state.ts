/** Service Catalog as plain JSON. All times are epoch milliseconds of virtual time. */

import type { Clock } from '../../kernel/types';
import { drawId } from '../identifiers';

export interface CatalogState {
  readonly productId: string;
  readonly productViewId: string;
  /** The portfolio of Control Tower, and one of the organization's own that may hold the product too. */
  readonly portfolioIds: readonly [string, string];
  readonly pathIds: readonly [string, string];
  readonly createdAt: number;
  /** Oldest first; only the last one is active. */
  readonly artifacts: ArtifactState[];
  products: ProductState[];
  /** What searches show: it lags behind. */
  listings: ListingState[];
  records: RecordState[];
  associations: AssociationState[];
}

/** Who made a provisioned product. */
export interface ProductMaker {
  readonly sessionArn: string;
  readonly roleArn: string;
  readonly accountId: string;
}

export interface ArtifactState {
  readonly id: string;
  readonly createdAt: number;
  /** Until then it is being built and can't be launched. */
  readonly usableFrom: number;
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

/** What is asked of a product. */
export type OperationKind = 'provision' | 'update' | 'terminate';

/** What the record of it is called. */
export const RECORD_TYPES: Readonly<Record<OperationKind, RecordType>> = {
  provision: 'PROVISION_PRODUCT',
  update: 'UPDATE_PROVISIONED_PRODUCT',
  terminate: 'TERMINATE_PROVISIONED_PRODUCT',
};

const DAY = 24 * 60 * 60_000;

/** A catalog with the factory's product in it, and nothing that came of it. */
export function initialCatalog(clock: Clock, createdAt: number): CatalogState {
  const draw = (prefix: string, length: number, key: string) => drawId(clock, prefix, length, 'catalog', key);
  return {
    productId: draw('prod-', 13, 'factory'),
    productViewId: draw('prodview-', 13, 'factory'),
    portfolioIds: [draw('port-', 13, 'factory'), draw('port-', 13, 'second')],
    pathIds: [draw('lpv2-', 13, 'factory'), draw('lpv2-', 13, 'second')],
    createdAt,
    artifacts: [
      { id: draw('pa-', 13, 'first'), createdAt, usableFrom: createdAt },
      { id: draw('pa-', 13, 'second'), createdAt: createdAt + 30 * DAY, usableFrom: createdAt + 30 * DAY },
    ],
    products: [],
    listings: [],
    records: [],
    associations: [],
  };
}
