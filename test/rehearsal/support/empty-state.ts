/** The state of a rehearsal of nothing. */

import type { RehearsalState } from '../../../rehearsal/state-file';

export const EMPTY_STATE: RehearsalState = {
  version: 2,
  clock: Date.UTC(2026, 0, 5, 9),
  services: {
    organizations: { id: 'o-example', createdAt: 0, units: [], accounts: [], creations: [], closures: [], burntAddresses: [], steps: [] },
    ssoAdmin: { instanceId: 'ssoins-1', storeId: 'd-1', createdAt: 0 },
    logs: { madeByLambda: [] },
    secretsManager: { secrets: [], steps: [] },
    billing: { views: [], steps: [] },
    cloudFormation: { instances: {} },
    serviceCatalog: {
      productId: 'prod-1',
      productViewId: 'prodview-1',
      portfolioIds: ['port-1', 'port-2'],
      pathIds: ['lpv2-1', 'lpv2-2'],
      createdAt: 0,
      artifacts: [],
      products: [],
      listings: [],
      records: [],
      associations: [],
    },
    controlTower: { operations: [], attempts: {}, strays: {} },
    scheduler: { since: {} },
    cloudWatch: { states: {}, samples: {} },
    dynamoDb: { tables: {} },
    eventBridge: { since: {} },
    ssm: { put: [] },
    innovationSandbox: undefined,
  },
  stacks: { stacks: [] },
};
