/** Service Catalog: the Account Factory as its administrator sees it, and its provisioned products. */

import {
  DescribeProductAsAdminCommand,
  ListPortfoliosForProductCommand,
  ListPrincipalsForPortfolioCommand,
  ListProvisioningArtifactsCommand,
  ListRecordHistoryCommand,
  SearchProvisionedProductsCommand,
} from '@aws-sdk/client-service-catalog';
import type { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { iso, pages, present, tagsOf } from './looks';
import type { SnapshotArtifact, SnapshotPortfolio, SnapshotProduct, SnapshotRecord } from '../../core/operator/snapshot';
import { FACTORY_PRODUCT_NAME, FACTORY_PRODUCT_TYPE, OWNER_TAG } from '../../src/contract';
import { calling, callingOrNull } from '../shared/errors';

const WHOLE_ACCOUNT = { Key: 'Account' as const, Value: 'self' };
const PAGE = 100;
const SMALL_PAGE = 20;

export class CatalogReader {
  constructor(private readonly client: ServiceCatalogClient) {}

  /** null where there is no Account Factory. */
  public async productId(): Promise<string | null> {
    const answer = await callingOrNull('servicecatalog:DescribeProductAsAdmin', ['ResourceNotFoundException'], async () =>
      this.client.send(new DescribeProductAsAdminCommand({ Name: FACTORY_PRODUCT_NAME })));
    return answer?.ProductViewDetail?.ProductViewSummary?.ProductId ?? null;
  }

  public async artifacts(productId: string): Promise<SnapshotArtifact[]> {
    const answer = await calling('servicecatalog:ListProvisioningArtifacts', async () =>
      this.client.send(new ListProvisioningArtifactsCommand({ ProductId: productId })));
    return (answer.ProvisioningArtifactDetails ?? []).map(({ Id: id = '', Active, Guidance: guidance, CreatedTime }) =>
      present({ id, active: Active === true, guidance, createdAt: iso(CreatedTime) }));
  }

  public async portfolios(productId: string): Promise<SnapshotPortfolio[]> {
    const all = await pages(async token => {
      const answer = await calling('servicecatalog:ListPortfoliosForProduct', async () =>
        this.client.send(new ListPortfoliosForProductCommand({ ProductId: productId, PageToken: token })));
      return { items: answer.PortfolioDetails, next: answer.NextPageToken };
    });
    return all.map(({ Id: id = '', DisplayName: name = '', ProviderName: provider = '' }) => ({ id, name, provider }));
  }

  public async principals(portfolioId: string): Promise<string[]> {
    const all = await pages(async token => {
      const answer = await calling('servicecatalog:ListPrincipalsForPortfolio', async () =>
        this.client.send(new ListPrincipalsForPortfolioCommand({ PortfolioId: portfolioId, PageToken: token, PageSize: SMALL_PAGE })));
      return { items: answer.Principals, next: answer.NextPageToken };
    });
    return all.map(({ PrincipalARN }) => PrincipalARN ?? '');
  }

  /** All of the factory's. Searches lag behind by some seconds. */
  public async products(productId: string): Promise<SnapshotProduct[]> {
    const all = await pages(async token => {
      const answer = await calling('servicecatalog:SearchProvisionedProducts', async () => this.client.send(new SearchProvisionedProductsCommand({
        AccessLevelFilter: WHOLE_ACCOUNT,
        Filters: { SearchQuery: [`productId:${productId}`] },
        PageSize: PAGE,
        PageToken: token,
      })));
      return { items: answer.ProvisionedProducts, next: answer.NextPageToken };
    });
    return all.filter(({ Type }) => Type === FACTORY_PRODUCT_TYPE).map(product => present({
      id: product.Id ?? '',
      name: product.Name ?? '',
      status: product.Status ?? 'no status',
      statusMessage: product.StatusMessage,
      createdAt: iso(product.CreatedTime),
      accountId: product.PhysicalId,
      artifactId: product.ProvisioningArtifactId,
      lastRecordId: product.LastRecordId,
      lastSuccessfulRecordId: product.LastSuccessfulProvisioningRecordId,
      madeBy: product.UserArn,
      tags: tagsOf(product.Tags),
    }));
  }

  /** What was done to a product, oldest first. */
  public async history(provisionedProductId: string): Promise<SnapshotRecord[]> {
    const answer = await calling('servicecatalog:ListRecordHistory', async () => this.client.send(new ListRecordHistoryCommand({
      AccessLevelFilter: WHOLE_ACCOUNT,
      SearchFilter: { Key: 'provisionedproduct', Value: provisionedProductId },
      PageSize: SMALL_PAGE,
    })));
    return (answer.RecordDetails ?? []).map(record => present({
      id: record.RecordId ?? '',
      type: record.RecordType ?? '',
      status: record.Status ?? 'no status',
      createdAt: iso(record.CreatedTime),
      updatedAt: iso(record.UpdatedTime),
      errors: (record.RecordErrors ?? []).map(({ Code = '', Description = '' }) => (Description === '' ? Code : Description)),
      tagged: (record.RecordTags ?? []).some(({ Key }) => Key === OWNER_TAG),
    })).sort((one, other) => (one.createdAt ?? '').localeCompare(other.createdAt ?? ''));
  }
}
