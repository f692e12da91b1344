/** What the factory is at work on, whoever asked for it. */

import type { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { tagsOf } from './catalog-terms';
import { searchProducts } from './search-products';
import { ownerOf } from '../../core/accounts/ownership';
import type { CapacityPorts, ProductAtWork } from '../../core/capacity/ports';
import { FACTORY_PRODUCT_TYPE } from '../../src/contract';

type FactoryPort = CapacityPorts['factory'];

/** Products that are under change. */
export class ProductsAtWork implements FactoryPort {
  constructor(private readonly client: ServiceCatalogClient) {}

  public async atWork(): Promise<ProductAtWork[]> {
    const products = await searchProducts(this.client, 'status:UNDER_CHANGE');
    // The search by type is not reliable, so the type is compared here.
    return products.filter(({ Type }) => Type === FACTORY_PRODUCT_TYPE).map(({ Name, Id, Tags }): ProductAtWork => {
      const owner = ownerOf(tagsOf(Tags));
      return { name: Name ?? Id ?? '', ...owner !== undefined && { owner } };
    });
  }
}
