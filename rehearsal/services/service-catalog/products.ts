/** Reads of Service Catalog's provisioned products and records. */

import type {
  DescribeProvisionedProductCommandOutput,
  DescribeRecordCommandOutput,
  ListRecordHistoryCommandOutput,
  SearchProvisionedProductsCommandOutput,
} from '@aws-sdk/client-service-catalog';
import type { CatalogContext } from './catalog-context';
import type { ProductState, RecordState } from './catalog-state';
import { listedProducts } from './listings';
import { physicalIdOf, provisionedProductAttribute, provisionedProductDetail, recordDetail, recordOutputs } from './views';
import { FACTORY_PRODUCT_TYPE } from '../../../src/contract';
import type { ApiRequest } from '../../kernel/types';
import { ApiError, UnknownToRehearsal } from '../../kernel/types';
import { pageOf, pageSize } from '../paging';
import type { Answer } from '../sdk';

type Input = ApiRequest['input'];

/** What a search query may begin with, and what it compares. */
const QUERIES: Readonly<Record<string, (product: ProductState) => string | undefined>> = {
  id: ({ id }) => id,
  idempotencytoken: ({ token }) => token,
  lastrecordid: ({ lastRecordId }) => lastRecordId,
  name: ({ name }) => name,
  physicalid: physicalIdOf,
  provisioningartifactid: ({ artifactId }) => artifactId,
  status: ({ status }) => status,
  type: () => FACTORY_PRODUCT_TYPE,
  userarn: ({ maker }) => maker.roleArn,
  userarnsession: ({ maker }) => maker.sessionArn,
};

export class ProvisionedProducts {
  constructor(private readonly to: CatalogContext) {}

  /** The product that a request names, by id or by name. */
  public find(id: unknown, name: unknown): ProductState | undefined {
    const { products } = this.to.state;
    return id === undefined ? newest(products, product => product.name === name) : newest(products, product => product.id === id);
  }

  /** The same, or AWS's refusal. */
  public require(id: unknown, name: unknown): ProductState {
    requireOne(id, name);
    return this.find(id, name) ?? refuse(id ?? name);
  }

  /** DescribeProvisionedProduct. */
  public describe(input: Input): Answer<DescribeProvisionedProductCommandOutput> {
    requireOne(input.Id, input.Name);
    const present = this.find(input.Id, input.Name) ?? null;
    // One name is one product at a time, so a look by name may still show the one before.
    const shown = this.to.reads.shown('products', present?.name ?? String(input.Name), present);
    return { ProvisionedProductDetail: provisionedProductDetail(this.to, shown ?? refuse(input.Id ?? input.Name)), CloudWatchDashboards: [] };
  }

  /** DescribeRecord. */
  public describeRecord(input: Input): Answer<DescribeRecordCommandOutput> {
    const record = this.to.reads.shown('records', String(input.Id), this.record(input.Id) ?? null);
    if (!record) {
      throw new ApiError('ResourceNotFoundException', `Record ${input.Id} not found.`);
    }
    return { RecordDetail: recordDetail(this.to, record), RecordOutputs: recordOutputs(record) };
  }

  /** The record with that id. */
  public record(id: unknown): RecordState | undefined {
    return newest(this.to.state.records, record => record.id === id);
  }

  /** SearchProvisionedProducts: as of some seconds ago. */
  public search(request: ApiRequest): Answer<SearchProvisionedProductsCommandOutput> {
    const { input } = request;
    const [wanted, inReach] = [queriesOf(this.to, input), reachOf(request)];
    const found = listedProducts(this.to)
      .filter(product => wanted.every(({ read, value }) => read(product) === value) && inReach(product));
    const page = pageOf(found, input.PageToken, pageSize(input.PageSize, 20, 100));
    return {
      ProvisionedProducts: page.items.map(product => provisionedProductAttribute(this.to, product)),
      TotalResultsCount: found.length,
      NextPageToken: page.next,
    };
  }

  /** ListRecordHistory: newest first. */
  public listRecords(request: ApiRequest): Answer<ListRecordHistoryCommandOutput> {
    const { input } = request;
    const { Key: key, Value: value } = input.SearchFilter ?? {};
    if (key !== undefined && key !== 'provisionedproduct') {
      throw new UnknownToRehearsal(`ListRecordHistory was called with the search filter '${key}', and the rehearsal knows 'provisionedproduct' only`);
    }
    const inReach = reachOf(request);
    const found = this.to.reads.listed('records', this.to.state.records)
      .filter(record => (key === undefined || record.productId === value) && inReach(record))
      .reverse()
      .sort((a, b) => b.createdAt - a.createdAt);
    const page = pageOf(found, input.PageToken, pageSize(input.PageSize, 20, 20));
    return { RecordDetails: page.items.map(record => recordDetail(this.to, record)), NextPageToken: page.next };
  }
}

/** The newest stand at the end, and are asked for by far the most. */
function newest<T>(items: readonly T[], isWanted: (item: T) => boolean): T | undefined {
  for (let index = items.length - 1; index >= 0; index--) {
    if (isWanted(items[index])) {
      return items[index];
    }
  }
  return undefined;
}

function requireOne(id: unknown, name: unknown): void {
  if ((id === undefined) === (name === undefined)) {
    throw new ApiError('InvalidParametersException', 'Exactly one of the provisioned product\'s id and name must be given.');
  }
}

function refuse(idOrName: unknown): never {
  throw new ApiError('ResourceNotFoundException', `Provisioned product ${String(idOrName)} not found.`);
}

/** What a caller sees: without a filter its own products only. */
function reachOf({ caller, input }: ApiRequest): (made: Pick<ProductState, 'maker'>) => boolean {
  const { Key: level = 'User', Value: value = 'self' } = input.AccessLevelFilter ?? {};
  if (value !== 'self') {
    throw new UnknownToRehearsal(`an access level filter has the value '${value}', and the rehearsal knows 'self' only`);
  }
  switch (level) {
    case 'Account': return ({ maker }) => maker.accountId === caller.accountId;
    case 'Role': return ({ maker }) => maker.roleArn === caller.roleArn;
    case 'User': return ({ maker }) => maker.sessionArn === caller.sessionArn;
    default: throw new ApiError('InvalidParametersException', `Access level filter ${level} is not one of Account, Role and User.`);
  }
}

/** One condition of a search. */
interface Query {
  readonly read: (product: ProductState) => string | undefined;
  readonly value: string;
}

function queriesOf({ state }: CatalogContext, input: Input): Query[] {
  return Object.entries(input.Filters ?? {}).flatMap(([filter, queries]) => {
    if (filter !== 'SearchQuery') {
      throw new ApiError('InvalidParametersException', `Filter ${filter} is not SearchQuery.`);
    }
    return (queries as string[]).map(query => {
      const colon = query.indexOf(':');
      const key = query.slice(0, Math.max(0, colon)).toLowerCase();
      // All are of the one product that there is.
      const read = key === 'productid' ? () => state.productId : QUERIES[key];
      if (read === undefined) {
        throw new UnknownToRehearsal(`a search for provisioned products has the query '${query}', which the rehearsal does not know; it knows ${[...Object.keys(QUERIES), 'productid'].sort().join(', ')}, each with a colon and a value`);
      }
      return { read, value: query.slice(colon + 1) };
    });
  });
}
