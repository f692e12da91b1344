/** AWS Service Catalog: its calls, and which product and portfolio there are. */

import { Catalog } from './catalog';
import type { CatalogContext } from './catalog-context';
import type { CatalogState, ProductState } from './catalog-state';
import { initialCatalog } from './catalog-state';
import { publish } from './listings';
import { PORTFOLIO_ASSOCIATION_FACTS, PortfolioAssociationType } from './portfolio-association';
import { ProvisionedProducts } from './products';
import type { Provisioner } from './service-catalog-api';
import { ServiceCatalogApi } from './service-catalog-api';
import { FACTORY_PRODUCT_NAME } from '../../../src/contract';
import { AWS_JSON } from '../../kernel/protocols';
import type { ApiRequest } from '../../kernel/types';
import { organizations } from '../organizations/organizations';
import type { AuthorizedCall, Permission } from '../permissions';
import { ANYTHING, requestTags } from '../permissions';
import type { Operation, RunningService, ServiceContext } from '../service';
import { defineService } from '../service';

export class ServiceCatalogService implements RunningService {
  public readonly state: CatalogState;
  public readonly catalog: Catalog;
  public readonly products: ProvisionedProducts;
  public readonly api: ServiceCatalogApi;
  private readonly context: CatalogContext;

  constructor(to: ServiceContext, saved: CatalogState | undefined) {
    this.state = saved ?? initialCatalog(to.clock, to.peer(organizations).state.createdAt);
    this.context = { ...to, state: this.state };
    this.catalog = new Catalog(this.context);
    this.products = new ProvisionedProducts(this.context);
    this.api = new ServiceCatalogApi(this.context, this.catalog, this.products);
  }

  public begin(): void {
    this.catalog.start();
  }

  /** Hands accepted requests over from now on. */
  public provisionedBy(provisioner: Provisioner): void {
    this.api.provisionedBy(provisioner);
  }

  /** Notes that a product changed; `null`: it is gone. */
  public publish(productId: string, product: ProductState | null): void {
    publish(this.context, productId, product);
  }
}

type Call = AuthorizedCall<ServiceCatalogService>;

function productArn({ request, service, partition }: Call): string {
  const { input } = request;
  const named = (input.ProductName ?? input.Name) === FACTORY_PRODUCT_NAME ? service.state.productId : '*';
  return `arn:${partition}:catalog:${request.region}:${request.caller.accountId}:product/${input.ProductId ?? input.Id ?? named}`;
}

/** `self` wherever the caller made the product; the conditions of AWSServiceCatalogEndUserFullAccess look at these. */
function levelsOfMaker({ request: { caller, input }, service: { products } }: Call): Record<string, string> {
  const product = products.find(input.ProvisionedProductId ?? input.Id, input.ProvisionedProductName ?? input.Name);
  const maker = product?.maker ?? products.record(input.Id)?.maker;
  if (!maker) {
    return {};
  }
  return {
    ...(maker.sessionArn === caller.sessionArn ? { 'servicecatalog:userLevel': 'self' } : {}),
    ...(maker.roleArn === caller.roleArn ? { 'servicecatalog:roleLevel': 'self' } : {}),
    ...(maker.accountId === caller.accountId ? { 'servicecatalog:accountLevel': 'self' } : {}),
  };
}

/** A search is as wide as its filter: without one it shows the caller's own products only. */
function levelsOfFilter({ request }: Call): Record<string, string> {
  const level = request.input.AccessLevelFilter?.Key ?? 'User';
  return { [`servicecatalog:${String(level).toLowerCase()}Level`]: 'self' };
}

const ON_PRODUCT: Permission<ServiceCatalogService> = { resources: call => [productArn(call)] };
const ON_PORTFOLIO: Permission<ServiceCatalogService> = {
  resources: ({ request, partition }) => [`arn:${partition}:catalog:${request.region}:${request.caller.accountId}:portfolio/${String(request.input.PortfolioId)}`],
};
const ON_OWN: Permission<ServiceCatalogService> = { resources: () => ['*'], context: levelsOfMaker };
const ON_FILTERED: Permission<ServiceCatalogService> = { resources: () => ['*'], context: levelsOfFilter };

type Row = Operation<ServiceCatalogService>;
type May = Permission<ServiceCatalogService>;
const ofCatalog = (may: May, answer: (catalog: Catalog, request: ApiRequest) => unknown): Row =>
  ({ may, answer: ({ catalog }, request) => answer(catalog, request) });
const ofProducts = (may: May, answer: (api: ServiceCatalogApi, request: ApiRequest) => unknown): Row =>
  ({ may, answer: ({ api }, request) => answer(api, request) });

export const serviceCatalog = defineService({
  name: 'serviceCatalog',
  prefix: 'servicecatalog',
  protocol: AWS_JSON,
  start: (to, saved: CatalogState | undefined) => new ServiceCatalogService(to, saved),
  madeByStacks: state => ({ ...state, products: [], listings: [], records: [] }),
  resourceTypes: {
    'AWS::ServiceCatalog::PortfolioPrincipalAssociation': { facts: PORTFOLIO_ASSOCIATION_FACTS, start: ({ catalog }) => new PortfolioAssociationType(catalog) },
  },
  operations: {
    SearchProducts: ofCatalog(ANYTHING, (catalog, request) => catalog.searchProducts(request)),
    SearchProductsAsAdmin: ofCatalog(ANYTHING, (catalog, request) => catalog.searchProductsAsAdmin(request)),
    ListPortfolios: ofCatalog(ANYTHING, (catalog, request) => catalog.listPortfolios(request)),
    DescribeProduct: ofCatalog(ON_PRODUCT, (catalog, request) => catalog.describeProduct(request)),
    DescribeProductAsAdmin: ofCatalog(ON_PRODUCT, (catalog, request) => catalog.describeProductAsAdmin(request)),
    ListPortfoliosForProduct: ofCatalog(ON_PRODUCT, (catalog, request) => catalog.listPortfoliosForProduct(request)),
    ListPrincipalsForPortfolio: ofCatalog(ON_PORTFOLIO, (catalog, request) => catalog.listPrincipals(request)),
    ListLaunchPaths: ofCatalog(ON_PRODUCT, (catalog, request) => catalog.listLaunchPaths(request)),
    ListProvisioningArtifacts: ofCatalog(ON_PRODUCT, (catalog, request) => catalog.listProvisioningArtifacts(request)),
    ProvisionProduct: ofProducts({ ...ON_PRODUCT, context: requestTags }, (api, request) => api.provision(request)),
    UpdateProvisionedProduct: ofProducts(ON_OWN, (api, request) => api.update(request)),
    TerminateProvisionedProduct: ofProducts(ON_OWN, (api, request) => api.terminate(request)),
    DescribeProvisionedProduct: ofProducts(ON_OWN, (api, request) => api.describe(request)),
    DescribeRecord: ofProducts(ON_OWN, (api, request) => api.describeRecord(request)),
    ListRecordHistory: ofProducts(ON_FILTERED, (api, request) => api.listRecords(request)),
    SearchProvisionedProducts: ofProducts(ON_FILTERED, (api, request) => api.search(request)),
  },
});
