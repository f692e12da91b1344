/** Searches AWS Service Catalog's provisioned products. */

import { SearchProvisionedProductsCommand } from '@aws-sdk/client-service-catalog';
import type { ProvisionedProductAttribute, ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { WHOLE_ACCOUNT } from './catalog-terms';
import { calling } from '../shared/errors';

/** The most that one page of a search holds. */
const SEARCH_PAGE = 100;

/** What a search finds, whoever made it. It lags behind by some seconds. */
export async function searchProducts(client: ServiceCatalogClient, query: string): Promise<ProvisionedProductAttribute[]> {
  const products: ProvisionedProductAttribute[] = [];
  let pageToken: string | undefined;
  do {
    const page = await calling('servicecatalog:SearchProvisionedProducts', async () => client.send(new SearchProvisionedProductsCommand({
      AccessLevelFilter: WHOLE_ACCOUNT,
      Filters: { SearchQuery: [query] },
      PageSize: SEARCH_PAGE,
      PageToken: pageToken,
    })));
    products.push(...page.ProvisionedProducts ?? []);
    pageToken = page.NextPageToken;
  } while (pageToken);
  return products;
}
