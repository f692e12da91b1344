/** What Account Factory has left of accounts, for those who make theirs on the other road. */

import { DescribeProvisionedProductCommand } from '@aws-sdk/client-service-catalog';
import type { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { ownerInHistory } from './record-history';
import type { ProvisionedProduct } from '../../core/vending/control-tower/model';
import type { FactoryPort } from '../../core/vending/control-tower/ports';
import { callingOrNull } from '../shared/errors';

/** Products by name, and whose they are. */
export class FactoryTraces implements Pick<FactoryPort, 'product' | 'owner'> {
  constructor(private readonly client: ServiceCatalogClient) {}

  public async product(name: string): Promise<ProvisionedProduct | null> {
    const answer = await callingOrNull('servicecatalog:DescribeProvisionedProduct', ['ResourceNotFoundException'], async () =>
      this.client.send(new DescribeProvisionedProductCommand({ Name: name })));
    const detail = answer?.ProvisionedProductDetail;
    return detail === undefined ? null : {
      id: detail.Id ?? '',
      name: detail.Name ?? name,
      type: detail.Type,
      status: detail.Status ?? 'no status',
      createdAt: detail.CreatedTime?.toISOString(),
    };
  }

  public async owner(provisionedProductId: string): Promise<string | null> {
    return ownerInHistory(this.client, provisionedProductId);
  }
}
