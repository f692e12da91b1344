/** The road through Control Tower's Account Factory. */

import type { PoolAccountSettings } from './decide-pool-account';
import { asRoadStage } from './road';
import type { Road, RoadTypes, Traveller } from './road';
import { poolAccountStage } from './stage';
import type { PoolAccountPorts } from './stage';
import { ownerOf } from '../accounts/ownership';
import type { VendingObserved } from '../vending/control-tower/model';
import { vendingStage } from '../vending/control-tower/stage';

/** The road, with what it works with. */
export function controlTowerRoad(settings: PoolAccountSettings, ports: Omit<PoolAccountPorts, 'line'>): Road {
  const subjectOf = ({ line, ...traveller }: Traveller) => ({ ...traveller, settings, ports: { ...ports, ...line === undefined ? {} : { line } } });
  return {
    stage: traveller => asRoadStage(poolAccountStage(subjectOf(traveller))),
    vending: traveller => asRoadStage(vendingStage(subjectOf(traveller))),
    making: observed => {
      const { successRecord: record } = seen(observed);
      return record ? { record: record.id, createdAt: record.createdAt, updatedAt: record.updatedAt, accountId: record.outputs.AccountId, owner: ownerOf(record.tags) } : undefined;
    },
    lastAccountId: async observed => {
      const { product, successRecord } = seen(observed);
      const recordId = product?.lastSuccessfulProvisioningRecordId;
      const record = successRecord ?? (recordId === undefined ? undefined : await ports.factory.record(recordId));
      return record?.outputs.AccountId;
    },
  };
}

/** What the stage has observed, in its own terms. */
function seen(observed: RoadTypes['observed']): VendingObserved {
  return observed as VendingObserved;
}
