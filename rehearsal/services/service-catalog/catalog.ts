/** Service Catalog's products and portfolios: what there is, and who may launch it. */

import type {
  DescribeProductAsAdminCommandOutput,
  DescribeProductCommandOutput,
  ListLaunchPathsCommandOutput,
  ListPortfoliosCommandOutput,
  ListPortfoliosForProductCommandOutput,
  ListPrincipalsForPortfolioCommandOutput,
  ListProvisioningArtifactsCommandOutput,
  PortfolioDetail,
  ProvisioningArtifact,
  SearchProductsAsAdminCommandOutput,
  SearchProductsCommandOutput,
} from '@aws-sdk/client-service-catalog';
import type { CatalogContext } from './catalog-context';
import type { ArtifactState } from './catalog-state';
import { artifactDetail, FACTORY_OWNER, pathName, portfolioDetail, productDetail, productSummary } from './views';
import { FACTORY_PORTFOLIO_NAME, FACTORY_PRODUCT_NAME, FACTORY_PRODUCT_TYPE } from '../../../src/contract';
import { matchesWildcards } from '../../iam/wildcards';
import type { ApiRequest, Caller } from '../../kernel/types';
import { ApiError, UnknownToRehearsal } from '../../kernel/types';
import { drawId } from '../identifiers';
import { pageOf, pageSize } from '../paging';
import type { Answer } from '../sdk';

type Input = ApiRequest['input'];

export class Catalog {
  constructor(private readonly to: CatalogContext) {}

  /** Lets the product be rebuilt when the world says so: a new version, which can't be launched while it is being made. */
  public start(): void {
    const { clock, faults, state, time, world } = this.to;
    const began = time.now;
    world.faults.forEach((fault, index) => {
      if (fault.kind !== 'artifact-rebuilt') {
        return;
      }
      const from = began + fault.fromMinute * 60_000;
      time.at(from, `artifact-rebuilt-${index}`, () => {
        faults.happens(fault);
        state.artifacts.push({
          id: drawId(clock, 'pa-', 13, 'rebuilt', from),
          createdAt: from,
          usableFrom: from + fault.minutes * 60_000,
        });
      });
    });
  }

  /** Lets a principal launch the portfolio's products, some seconds from now. */
  public associatePrincipal(portfolioId: string, principalArn: string): void {
    const { state, time, world } = this.to;
    if (![...state.portfolioIds, ...this.namesakes().map(({ Id }) => Id)].includes(portfolioId)) {
      throw new ApiError('ResourceNotFoundException', `Portfolio ${portfolioId} not found.`);
    }
    if (state.associations.some(known => known.portfolioId === portfolioId && known.principalArn === principalArn)) {
      return;
    }
    state.associations.push({ portfolioId, principalArn, worksFrom: time.now + Math.round(world.factory.associationDelaySeconds * 1000) });
  }

  /** Takes that away again, at once. */
  public disassociatePrincipal(portfolioId: string, principalArn: string): void {
    const { state } = this.to;
    state.associations = state.associations.filter(known => known.portfolioId !== portfolioId || known.principalArn !== principalArn);
  }

  /** The launch paths of a caller. Without an association that works there is none, administrator or not. */
  public pathsOf(caller: Caller): { readonly id: string; readonly name: string }[] {
    const { state, time, world } = this.to;
    const admitted = state.associations.some(({ portfolioId, principalArn, worksFrom }) =>
      state.portfolioIds.includes(portfolioId) && worksFrom <= time.now && isMeant(principalArn, caller.roleArn));
    if (!admitted) {
      return [];
    }
    const [first, second] = state.pathIds;
    return [{ id: first, name: pathName(this.to, 0) }, ...(world.factory.secondLaunchPath ? [{ id: second, name: pathName(this.to, 1) }] : [])];
  }

  /** The same, or AWS's refusal if there is none. */
  public requirePaths(caller: Caller, productId: string): { readonly id: string; readonly name: string }[] {
    const paths = this.pathsOf(caller);
    if (paths.length === 0 || productId !== this.to.state.productId) {
      throw new ApiError('ResourceNotFoundException', `No launch paths found for resource: ${productId}`);
    }
    return paths;
  }

  /** The version that a request means, if it can be launched. */
  public requireArtifact(input: Input): ArtifactState {
    const { artifacts } = this.to.state;
    const { ProvisioningArtifactId: id, ProvisioningArtifactName: name } = input;
    if (id === undefined && name !== undefined && artifacts.length > 1) {
      throw new ApiError('InvalidParametersException', `Multiple Provisioning Artifact with name ${name} found`);
    }
    const artifact = artifacts.find(candidate => candidate.id === id) ?? (name === FACTORY_PRODUCT_NAME ? artifacts[0] : undefined);
    if (!artifact) {
      throw new ApiError('ResourceNotFoundException', `ProvisioningArtifact ${id ?? name} not found.`);
    }
    if (artifact.usableFrom > this.to.time.now) {
      throw new ApiError('InvalidParametersException', 'Package is in state CREATING, but must be in state AVAILABLE');
    }
    if (artifact !== artifacts.at(-1)) {
      throw new ApiError('InvalidParametersException', `ProvisioningArtifact ${artifact.id} is not active.`);
    }
    return artifact;
  }

  /** SearchProducts: only what the caller may launch. */
  public searchProducts(request: ApiRequest): Answer<SearchProductsCommandOutput> {
    const shown = this.isHere(request) && this.pathsOf(request.caller).length > 0 && this.passesFilters(request.input.Filters);
    return { ProductViewSummaries: shown ? [productSummary(this.to)] : [], ProductViewAggregations: {} };
  }

  /** SearchProductsAsAdmin: needs no access to a portfolio. */
  public searchProductsAsAdmin(request: ApiRequest): Answer<SearchProductsAsAdminCommandOutput> {
    return { ProductViewDetails: this.isHere(request) && this.passesFilters(request.input.Filters) ? [productDetail(this.to)] : [] };
  }

  /** DescribeProduct: as an end user sees it. */
  public describeProduct(request: ApiRequest): Answer<DescribeProductCommandOutput> {
    this.requireProduct(request);
    const paths = this.pathsOf(request.caller);
    if (paths.length === 0) {
      throw notFound(request.input);
    }
    return {
      ProductViewSummary: productSummary(this.to),
      ProvisioningArtifacts: [artifactView(this.to, this.to.state.artifacts.at(-1)!)],
      Budgets: [],
      LaunchPaths: paths.map(({ id, name }) => ({ Id: id, Name: name })),
    };
  }

  /** DescribeProductAsAdmin. */
  public describeProductAsAdmin(request: ApiRequest): Answer<DescribeProductAsAdminCommandOutput> {
    this.requireProduct(request);
    return {
      ProductViewDetail: productDetail(this.to),
      ProvisioningArtifactSummaries: this.to.state.artifacts.map(({ id, createdAt }) =>
        ({ Id: id, Name: FACTORY_PRODUCT_NAME, Description: '', CreatedTime: new Date(createdAt) })),
      Tags: [],
      TagOptions: [],
      Budgets: [],
    };
  }

  /** ListPortfolios. */
  public listPortfolios(request: ApiRequest): Answer<ListPortfoliosCommandOutput> {
    const portfolios = this.isHere(request) ? [...this.namesakes(), ...this.portfolios()] : [];
    const page = pageOf(portfolios, request.input.PageToken, pageSize(request.input.PageSize, 20, 20));
    return { PortfolioDetails: page.items, NextPageToken: page.next };
  }

  /** ListPortfoliosForProduct. */
  public listPortfoliosForProduct(request: ApiRequest): Answer<ListPortfoliosForProductCommandOutput> {
    this.requireProduct(request, request.input.ProductId);
    return { PortfolioDetails: this.portfolios() };
  }

  /** ListPrincipalsForPortfolio. */
  public listPrincipals(request: ApiRequest): Answer<ListPrincipalsForPortfolioCommandOutput> {
    const { input } = request;
    if (!this.isHere(request) || ![...this.portfolios(), ...this.namesakes()].some(({ Id }) => Id === input.PortfolioId)) {
      throw new ApiError('ResourceNotFoundException', `Portfolio ${String(input.PortfolioId)} not found.`);
    }
    const here = this.to.state.associations.filter(({ portfolioId }) => portfolioId === input.PortfolioId);
    const page = pageOf(here, input.PageToken, pageSize(input.PageSize, 20, 20));
    return {
      Principals: page.items.map(({ principalArn }) => ({ PrincipalARN: principalArn, PrincipalType: /^arn:[^:]+:iam:::/.test(principalArn) ? 'IAM_PATTERN' : 'IAM' })),
      NextPageToken: page.next,
    };
  }

  /** ListLaunchPaths. */
  public listLaunchPaths(request: ApiRequest): Answer<ListLaunchPathsCommandOutput> {
    const paths = this.isHere(request) ? this.requirePaths(request.caller, request.input.ProductId) : [];
    if (paths.length === 0) {
      throw new ApiError('ResourceNotFoundException', `No launch paths found for resource: ${request.input.ProductId}`);
    }
    return { LaunchPathSummaries: paths.map(({ id, name }) => ({ Id: id, ConstraintSummaries: [], Tags: [], Name: name })) };
  }

  /** ListProvisioningArtifacts. */
  public listProvisioningArtifacts(request: ApiRequest): Answer<ListProvisioningArtifactsCommandOutput> {
    this.requireProduct(request, request.input.ProductId);
    return { ProvisioningArtifactDetails: this.to.state.artifacts.map(artifact => artifactDetail(this.to, artifact)) };
  }

  /** Whether the call reached the account and the region that Control Tower keeps its product in. */
  public isHere({ caller, region }: ApiRequest): boolean {
    const { absentServices, homeRegion, managementAccountId } = this.to.world.organization;
    return !absentServices.includes('controltower') && caller.accountId === managementAccountId && region === homeRegion;
  }

  private portfolios(): PortfolioDetail[] {
    return [portfolioDetail(this.to, 0), ...(this.to.world.factory.secondLaunchPath ? [portfolioDetail(this.to, 1)] : [])];
  }

  /** A portfolio called like the factory's that holds nothing. */
  private namesakes(): PortfolioDetail[] {
    if (!this.to.world.factory.namesakePortfolio) {
      return [];
    }
    const id = drawId(this.to.clock, 'port-', 13, 'catalog', 'namesake');
    const { ARN, ...detail } = portfolioDetail(this.to, 1);
    return [{ ...detail, Id: id, ARN: ARN?.replace(detail.Id!, id), DisplayName: FACTORY_PORTFOLIO_NAME }];
  }

  private requireProduct(request: ApiRequest, id: unknown = request.input.Id): void {
    const meant = id === undefined ? request.input.Name === FACTORY_PRODUCT_NAME : id === this.to.state.productId;
    if (!meant || !this.isHere(request)) {
      throw notFound(request.input);
    }
  }

  private passesFilters(filters: Record<string, string[]> | undefined): boolean {
    return Object.entries(filters ?? {}).every(([key, values]) => {
      switch (key) {
        case 'FullTextSearch': return values.some(text => FACTORY_PRODUCT_NAME.toLowerCase().includes(text.toLowerCase()));
        case 'Owner': return values.includes(FACTORY_OWNER);
        case 'ProductType': return values.includes(FACTORY_PRODUCT_TYPE);
        default: throw new UnknownToRehearsal(`a product search filters by '${key}', which the rehearsal does not know; it knows FullTextSearch, Owner and ProductType`);
      }
    });
  }
}

/** A principal is a role's ARN, or a pattern without account id. */
function isMeant(principalArn: string, roleArn: string): boolean {
  return principalArn === roleArn || (/^arn:[^:]+:iam:::/.test(principalArn) && matchesWildcards(principalArn, roleArn.replace(/:\d{12}:/, '::')));
}

function artifactView({ state }: CatalogContext, { id, createdAt }: ArtifactState): ProvisioningArtifact {
  return {
    Id: id,
    Name: FACTORY_PRODUCT_NAME,
    Description: '',
    CreatedTime: new Date(createdAt),
    Guidance: id === state.artifacts.at(-1)?.id ? 'DEFAULT' : 'DEPRECATED',
  };
}

function notFound(input: Input): ApiError {
  const what = input.Name === undefined ? `Product ${input.Id ?? input.ProductId}` : `Product with name ${input.Name}`;
  return new ApiError('ResourceNotFoundException', `${what} not found`);
}
