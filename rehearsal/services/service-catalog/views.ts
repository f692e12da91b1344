/** What Service Catalog shows of its products, records and paths, member by member as its API names them. */

import type {
  PortfolioDetail,
  ProductViewDetail,
  ProductViewSummary,
  ProvisionedProductAttribute,
  ProvisionedProductDetail,
  ProvisionedProductStatus,
  ProvisioningArtifactDetail,
  RecordDetail,
  RecordOutput,
} from '@aws-sdk/client-service-catalog';
import type { CatalogContext } from './catalog-context';
import type { ArtifactState, ProductState, RecordState } from './catalog-state';
import { FACTORY_PRODUCT_NAME, FACTORY_PRODUCT_TYPE, FACTORY_PROVIDER } from '../../../src/contract';
import { tagList } from '../paging';

/** Who keeps the product and its portfolio. */
export const FACTORY_OWNER = 'AWS Control Tower';
/** A portfolio that an organization made itself to share the product. */
export const SECOND_PORTFOLIO_NAME = 'Account Factory for Teams';

const OUTPUT_DESCRIPTIONS: Readonly<Record<string, string>> = {
  AccountId: 'Managed Account Id',
  AccountEmail: 'Email Id associated with the Account',
  SSOUserEmail: 'SSO User email associated with the Account.',
  SSOUserPortal: 'SSO User Portal to federate into the managed Account.',
};

/** ProductViewSummary of the factory. */
export function productSummary({ state }: CatalogContext): ProductViewSummary {
  return {
    Id: state.productViewId,
    ProductId: state.productId,
    Name: FACTORY_PRODUCT_NAME,
    Owner: FACTORY_OWNER,
    ShortDescription: 'Creates and enrolls accounts',
    // AWS's own product has a type that the API's model doesn't list.
    Type: FACTORY_PRODUCT_TYPE as ProductViewSummary['Type'],
    Distributor: FACTORY_OWNER,
    HasDefaultPath: false,
  };
}

/** ProductViewDetail of the factory, as administrators see it. */
export function productDetail(to: CatalogContext): ProductViewDetail {
  const { homeRegion, managementAccountId } = to.world.organization;
  return {
    ProductViewSummary: productSummary(to),
    Status: 'AVAILABLE',
    ProductARN: `arn:${to.partition}:catalog:${homeRegion}:${managementAccountId}:product/${to.state.productId}`,
    CreatedTime: new Date(to.state.createdAt),
  };
}

/** PortfolioDetail of Control Tower's portfolio, or of the second one. */
export function portfolioDetail(to: CatalogContext, index: 0 | 1): PortfolioDetail {
  const { partition, state, world } = to;
  const { homeRegion, managementAccountId } = world.organization;
  const id = state.portfolioIds[index];
  return {
    Id: id,
    ARN: `arn:${partition}:catalog:${homeRegion}:${managementAccountId}:portfolio/${id}`,
    DisplayName: pathName(to, index),
    Description: '',
    CreatedTime: new Date(state.createdAt),
    ProviderName: index === 0 ? FACTORY_PROVIDER : 'Platform Team',
  };
}

/** A launch path goes by the name of its portfolio. */
export function pathName({ world }: CatalogContext, index: 0 | 1): string {
  return index === 0 ? world.factory.portfolioName : SECOND_PORTFOLIO_NAME;
}

/** ProvisioningArtifactDetail. All versions have the name of the product, so only their ids tell them apart. */
export function artifactDetail({ state }: CatalogContext, artifact: ArtifactState): ProvisioningArtifactDetail {
  const active = artifact === state.artifacts.at(-1);
  return {
    Id: artifact.id,
    Name: FACTORY_PRODUCT_NAME,
    Description: '',
    Type: FACTORY_PRODUCT_TYPE as ProvisioningArtifactDetail['Type'],
    CreatedTime: new Date(artifact.createdAt),
    Active: active,
    Guidance: active ? 'DEFAULT' : 'DEPRECATED',
  };
}

/** ProvisionedProductDetail. */
export function provisionedProductDetail({ partition, state, world }: CatalogContext, product: ProductState): ProvisionedProductDetail {
  const { homeRegion, managementAccountId } = world.organization;
  return {
    Name: product.name,
    Arn: `arn:${partition}:servicecatalog:${homeRegion}:${managementAccountId}:stack/${product.name}/${product.id}`,
    Type: FACTORY_PRODUCT_TYPE,
    Id: product.id,
    // A world may show a status that nobody expects, and the SDK passes it on as it does here.
    Status: product.status as ProvisionedProductStatus,
    StatusMessage: product.statusMessage,
    CreatedTime: new Date(product.createdAt),
    IdempotencyToken: product.token,
    LastRecordId: product.lastRecordId,
    LastProvisioningRecordId: product.lastRecordId,
    LastSuccessfulProvisioningRecordId: product.lastSuccessfulRecordId,
    ProductId: state.productId,
    ProvisioningArtifactId: product.artifactId,
  };
}

/** The account's id: Control Tower writes it there when the account is enrolled, not when it comes into being. */
export function physicalIdOf(product: ProductState): string | undefined {
  return product.lastSuccessfulRecordId === undefined ? undefined : product.accountId;
}

/** ProvisionedProductAttribute: what searches show. */
export function provisionedProductAttribute(to: CatalogContext, product: ProductState): ProvisionedProductAttribute {
  return {
    ...provisionedProductDetail(to, product),
    Tags: tagList(product.tags),
    PhysicalId: physicalIdOf(product),
    ProductName: FACTORY_PRODUCT_NAME,
    ProvisioningArtifactName: FACTORY_PRODUCT_NAME,
    UserArn: product.maker.roleArn,
    UserArnSession: product.maker.sessionArn,
  };
}

/** RecordDetail. */
export function recordDetail({ state }: CatalogContext, record: RecordState): RecordDetail {
  return {
    RecordId: record.id,
    ProvisionedProductName: record.productName,
    Status: record.status,
    CreatedTime: new Date(record.createdAt),
    UpdatedTime: new Date(record.updatedAt),
    ProvisionedProductType: FACTORY_PRODUCT_TYPE,
    RecordType: record.type,
    ProvisionedProductId: record.productId,
    ProductId: state.productId,
    ProvisioningArtifactId: record.artifactId,
    PathId: record.pathId,
    RecordErrors: record.errors.map(({ code, description }) => ({ Code: code, Description: description })),
    RecordTags: tagList(record.tags),
  };
}

/** RecordOutputs. */
export function recordOutputs(record: RecordState): RecordOutput[] {
  return Object.entries(record.outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue, Description: OUTPUT_DESCRIPTIONS[OutputKey] }));
}
