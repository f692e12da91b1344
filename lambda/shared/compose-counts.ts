/** Builds what counts a pool: for the function that publishes the counts, and for the one that decides by them. */

import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { systemClock } from './clock';
import type { PoolSettings } from './counted-pool';
import { PoolStacks } from '../../aws/cloudformation/pool-stacks';
import { Cooldowns } from '../../aws/innovation-sandbox/cooldowns';
import type { HubClients } from '../../aws/innovation-sandbox/hub-clients';
import { MachineClient } from '../../aws/innovation-sandbox/machine-client';
import { PublishedPoolUnits } from '../../aws/innovation-sandbox/pool-units';
import { ProductsAtWork } from '../../aws/service-catalog/products-at-work';
import { OrganizationCounts } from '../../aws/service-quotas/organization-counts';
import { awsClock } from '../../aws/shared/aws-clock';
import { AssumedRoles } from '../../aws/sts/assumed-roles';
import { PoolCounter } from '../../core/capacity/pool-counter';
import type { CapacityPorts } from '../../core/capacity/ports';
import { quotaRegionOf } from '../../src/contract';

/** What counts a pool, and what it is told by: AWS's clock as the answers tell it. */
export interface Counting {
  readonly counter: PoolCounter;
  readonly units: CapacityPorts['units'];
  readonly now: () => Date;
}

/** What counts the pool, for a function in `region`. Clients are built once for a warm function. */
export function composeCounts(pool: PoolSettings, region: string): Counting {
  const organizations = new OrganizationsClient({});
  const cloudFormation = new CloudFormationClient({ region: pool.stackRegion });
  const sts = new STSClient({});
  const now = awsClock(systemClock, [organizations, cloudFormation, sts]);
  const clients: Pick<HubClients, 'ssm'> = { ssm: (where, credentials) => new SSMClient({ region: where, credentials }) };
  const units = new PublishedPoolUnits(clients, now);
  const quotaRegion = quotaRegionOf(region);
  const serviceQuotas = quotaRegion === undefined ? undefined : new ServiceQuotasClient({ region: quotaRegion });
  const ports: CapacityPorts = {
    units,
    organization: new OrganizationCounts({ organizations, serviceQuotas }, now),
    sandbox: new Cooldowns(new MachineClient(new AssumedRoles(sts, now), clients, now)),
    stacks: new PoolStacks(cloudFormation),
    factory: new ProductsAtWork(new ServiceCatalogClient({})),
  };
  return { counter: new PoolCounter(pool, ports, now), units, now };
}
