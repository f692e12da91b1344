/** Account Factory, as far as it lets go of accounts. */

import { TerminateProvisionedProductCommand } from '@aws-sdk/client-service-catalog';
import type { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { ProductsAtWork } from './products-at-work';
import { searchProducts } from './search-products';
import type { RetirementFactory } from '../../core/retirement/ports';
import type { RetiringProduct } from '../../core/retirement/seen';
import { FACTORY_PRODUCT_TYPE } from '../../src/contract';
import { calling } from '../shared/errors';

/** Products of accounts that are retired. */
export class RetiringProducts implements RetirementFactory {
  private readonly products: ProductsAtWork;

  constructor(private readonly client: ServiceCatalogClient) {
    this.products = new ProductsAtWork(client);
  }

  public async productOf(accountId: string): Promise<RetiringProduct | null> {
    const found = (await searchProducts(this.client, `physicalId:${accountId}`)).filter(({ Type }) => Type === FACTORY_PRODUCT_TYPE);
    const product = found.find(({ Status }) => Status === 'UNDER_CHANGE') ?? found[0];
    return product === undefined ? null : {
      id: product.Id ?? '',
      name: product.Name ?? '',
      status: product.Status ?? 'no status',
      ...product.StatusMessage === undefined ? {} : { statusMessage: product.StatusMessage },
    };
  }

  public async atWork(): Promise<readonly string[]> {
    return (await this.products.atWork()).map(({ name }) => name);
  }

  public async terminate(productId: string, token: string): Promise<void> {
    await calling('servicecatalog:TerminateProvisionedProduct', async () => this.client.send(new TerminateProvisionedProductCommand({
      ProvisionedProductId: productId,
      TerminateToken: token,
    })));
  }
}
