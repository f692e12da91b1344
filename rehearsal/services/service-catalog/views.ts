/** What Service Catalog shows of its products, records and paths, member by member as its API names them. */

import { FACTORY_PORTFOLIO_NAME, FACTORY_PRODUCT_NAME, FACTORY_PRODUCT_TYPE } from '../../../src/contract';
import { OrganizationContext } from '../context';
import { epochSeconds, tagList } from '../paging';
import { ArtifactState, ProductState, RecordState } from './catalog-state';

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
export function productSummary({ state }: OrganizationContext): Record<string, unknown> {
  return {
    Id: state.catalog.productViewId,
    ProductId: state.catalog.productId,
    Name: FACTORY_PRODUCT_NAME,
    Owner: FACTORY_OWNER,
    ShortDescription: 'Creates and enrolls accounts',
    Type: FACTORY_PRODUCT_TYPE,
    Distributor: FACTORY_OWNER,
    HasDefaultPath: false,
  };
}

/** ProductViewDetail of the factory, as administrators see it. */
export function productDetail(to: OrganizationContext): Record<string, unknown> {
  const { homeRegion, managementAccountId } = to.world.organization;
  return {
    ProductViewSummary: productSummary(to),
    Status: 'AVAILABLE',
    ProductARN: `arn:${to.partition}:catalog:${homeRegion}:${managementAccountId}:product/${to.state.catalog.productId}`,
    CreatedTime: epochSeconds(to.state.catalog.createdAt),
  };
}

/** PortfolioDetail of Control Tower's portfolio, or of the second one. */
export function portfolioDetail({ partition, state, world }: OrganizationContext, index: 0 | 1): Record<string, unknown> {
  const { homeRegion, managementAccountId } = world.organization;
  const id = state.catalog.portfolioIds[index];
  return {
    Id: id,
    ARN: `arn:${partition}:catalog:${homeRegion}:${managementAccountId}:portfolio/${id}`,
    DisplayName: pathName(index),
    Description: '',
    CreatedTime: epochSeconds(state.catalog.createdAt),
    ProviderName: index === 0 ? FACTORY_OWNER : 'Platform Team',
  };
}

/** A launch path goes by the name of its portfolio. */
export function pathName(index: 0 | 1): string {
  return index === 0 ? FACTORY_PORTFOLIO_NAME : SECOND_PORTFOLIO_NAME;
}

/** ProvisioningArtifactDetail. All versions have the name of the product, so only their ids tell them apart. */
export function artifactDetail({ state }: OrganizationContext, artifact: ArtifactState): Record<string, unknown> {
  const active = artifact === state.catalog.artifacts.at(-1);
  return {
    Id: artifact.id,
    Name: FACTORY_PRODUCT_NAME,
    Description: '',
    Type: FACTORY_PRODUCT_TYPE,
    CreatedTime: epochSeconds(artifact.createdAt),
    Active: active,
    Guidance: active ? 'DEFAULT' : 'DEPRECATED',
  };
}

/** ProvisionedProductDetail. */
export function provisionedProductDetail({ partition, state, world }: OrganizationContext, product: ProductState): Record<string, unknown> {
  const { homeRegion, managementAccountId } = world.organization;
  return {
    Name: product.name,
    Arn: `arn:${partition}:servicecatalog:${homeRegion}:${managementAccountId}:stack/${product.name}/${product.id}`,
    Type: FACTORY_PRODUCT_TYPE,
    Id: product.id,
    Status: product.status,
    StatusMessage: product.statusMessage,
    CreatedTime: epochSeconds(product.createdAt),
    IdempotencyToken: product.token,
    LastRecordId: product.lastRecordId,
    LastProvisioningRecordId: product.lastRecordId,
    LastSuccessfulProvisioningRecordId: product.lastSuccessfulRecordId,
    ProductId: state.catalog.productId,
    ProvisioningArtifactId: product.artifactId,
  };
}

/** The account's id: Control Tower writes it there when the account is enrolled, not when it comes into being. */
export function physicalIdOf(product: ProductState): string | undefined {
  return product.lastSuccessfulRecordId === undefined ? undefined : product.accountId;
}

/** ProvisionedProductAttribute: what searches show. */
export function provisionedProductAttribute(to: OrganizationContext, product: ProductState): Record<string, unknown> {
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
export function recordDetail({ state }: OrganizationContext, record: RecordState): Record<string, unknown> {
  return {
    RecordId: record.id,
    ProvisionedProductName: record.productName,
    Status: record.status,
    CreatedTime: epochSeconds(record.createdAt),
    UpdatedTime: epochSeconds(record.updatedAt),
    ProvisionedProductType: FACTORY_PRODUCT_TYPE,
    RecordType: record.type,
    ProvisionedProductId: record.productId,
    ProductId: state.catalog.productId,
    ProvisioningArtifactId: record.artifactId,
    PathId: record.pathId,
    RecordErrors: record.errors.map(({ code, description }) => ({ Code: code, Description: description })),
    RecordTags: tagList(record.tags),
  };
}

/** RecordOutputs. */
export function recordOutputs(record: RecordState): Record<string, unknown>[] {
  return Object.entries(record.outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue, Description: OUTPUT_DESCRIPTIONS[OutputKey] }));
}
