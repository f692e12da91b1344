import { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { ProductsAtWork } from '../../../aws/service-catalog/products-at-work';
import { withLoopback } from '../loopback';

const product = (Name: string, owner?: string, Type = 'CONTROL_TOWER_ACCOUNT') =>
  ({ Name, Id: `pp-${Name}`, Type, Status: 'UNDER_CHANGE', Tags: owner === undefined ? [] : [{ Key: 'team', Value: 'a' }, { Key: 'account-robot:owner', Value: owner }] });

test('what the factory is at work on has its owner, whoever that is, and nothing else is looked for', () => withLoopback([
  { ProvisionedProducts: [product('pool-001', 'stack/Pool/pool-001'), product('bucket', 'x', 'CFN_STACK')], NextPageToken: 'two' }, { ProvisionedProducts: [product('by-hand')] },
], async loopback => {
  const client = new ServiceCatalogClient(loopback.config);
  await expect(new ProductsAtWork(client).atWork()).resolves.toEqual([{ name: 'pool-001', owner: 'stack/Pool/pool-001' }, { name: 'by-hand' }]);
  const search = { AccessLevelFilter: { Key: 'Account', Value: 'self' }, Filters: { SearchQuery: ['status:UNDER_CHANGE'] }, PageSize: 100 };
  expect(loopback.inputs).toEqual([search, { ...search, PageToken: 'two' }]);
  client.destroy();
}));
