/** An organization in which every check is content, and what deviates from it. */

import type { FactoryIntent, StackIntent } from '../../../../core/operator/doctor/app-intent';
import type { Subject } from '../../../../core/operator/doctor/check';
import type { Snapshot, SnapshotDeclared, SnapshotLandingZone, SnapshotProduct, SnapshotStack } from '../../../../core/operator/snapshot';
import { SNAPSHOT_VERSION } from '../../../../core/operator/snapshot';
import { OWNER_TAG } from '../../../../src/contract';

export const MANAGEMENT = '111122223333';
export const HOLDING = 'ou-abcd-11112222';

export const declared = (name: string, more: Partial<SnapshotDeclared> = {}): SnapshotDeclared => ({
  logicalId: name,
  leg: 'Resource',
  name,
  email: `${name}@example.com`,
  owner: `Pool/Pool/${name}`,
  sandbox: 'myisb',
  properties: {},
  ...more,
});

export const product = (name: string, more: Partial<SnapshotProduct> = {}): SnapshotProduct => ({
  id: `pp-${name}`,
  name,
  status: 'AVAILABLE',
  accountId: '222233334444',
  tags: { [OWNER_TAG]: `Pool/Pool/${name}` },
  ...more,
});

export const LANDING_ZONE: SnapshotLandingZone = {
  arn: 'arn:aws:controltower:eu-west-1:111122223333:landingzone/1',
  version: '3.3',
  latestVersion: '3.3',
  status: 'ACTIVE',
  drift: 'IN_SYNC',
  autoEnrollment: false,
  accessManagement: 'control-tower',
  operation: null,
};

export const STACK: SnapshotStack = {
  name: 'Pool',
  id: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/Pool/1',
  status: 'UPDATE_COMPLETE',
  resources: [
    {
      logicalId: 'Association',
      physicalId: 'arn:aws:iam::111122223333:role/AccountRobot-Pool|port-1',
      type: 'AWS::ServiceCatalog::PortfolioPrincipalAssociation',
      status: 'CREATE_COMPLETE',
    },
    { logicalId: 'Role', physicalId: 'AccountRobot-Pool', type: 'AWS::IAM::Role', status: 'CREATE_COMPLETE' },
    { logicalId: declared('pool-001').logicalId, type: 'Custom::PoolAccount', status: 'CREATE_COMPLETE' },
  ],
  accounts: [declared('pool-001')],
  functions: [{ logicalId: 'IsComplete', runtime: 'nodejs24.x' }],
};

const unit = (id: string) => ({ id, name: id.slice(-8), parentId: 'r-abcd', baseline: null });
const UNITS = {
  pool: 'ou-abcd-isbpool0',
  available: 'ou-abcd-isbavail',
  active: 'ou-abcd-isbactiv',
  frozen: 'ou-abcd-isbfroze',
  cleanUp: 'ou-abcd-isbclean',
  quarantine: 'ou-abcd-isbquara',
  entry: 'ou-abcd-isbentry',
  exit: 'ou-abcd-isbexit0',
};

export const SANDBOX = {
  namespace: 'myisb',
  region: 'us-west-2',
  version: '1.3.3',
  units: UNITS,
  stackSet: { name: 'Isb-myisb-SandboxAccountResources', current: 1, others: [] },
} as const;

export const SNAPSHOT: Snapshot = {
  version: SNAPSHOT_VERSION,
  takenAt: '2026-01-05T08:00:00.000Z',
  release: '0.0.0',
  hashed: false,
  calls: 30,
  caller: { accountId: MANAGEMENT, arn: `arn:aws:iam::${MANAGEMENT}:role/Operator`, region: 'eu-west-1' },
  organization: { id: 'o-example', managementAccountId: MANAGEMENT, rootId: 'r-abcd' },
  accounts: [
    { id: MANAGEMENT, name: 'Management', email: 'management@example.com', state: 'ACTIVE', parentId: 'r-abcd', invited: false },
    { id: '222233334444', name: 'pool-001', email: 'pool-001@example.com', state: 'ACTIVE', parentId: UNITS.available, invited: false },
  ],
  units: [
    { id: HOLDING, name: 'Pool', parentId: 'r-abcd', baseline: { targetId: HOLDING, baseline: 'B', status: 'SUCCEEDED', inheritanceDrift: 'IN_SYNC' } },
    ...Object.values(UNITS).map(unit),
  ],
  creations: [],
  landingZone: LANDING_ZONE,
  enrolling: [],
  factory: {
    productId: 'prod-1',
    artifacts: [{ id: 'pa-1', active: true }],
    portfolios: [{ id: 'port-1', name: 'AWS Control Tower Account Factory Portfolio', provider: 'AWS', principals: [`arn:aws:iam::${MANAGEMENT}:role/AccountRobot-Pool`] }],
  },
  products: [product('pool-001')],
  quotas: { accounts: { value: 100, requests: [] }, concurrency: { value: 5, requests: [] } },
  identityCenter: { instanceArn: 'arn:aws:sso:::instance/ssoins-1', identityStoreId: 'd-1', region: 'eu-west-1', status: 'ACTIVE' },
  sandboxes: [SANDBOX],
  stacks: [STACK],
  unseen: [],
};

export const FACTORY: FactoryIntent = {
  holdingUnitId: HOLDING,
  ssoUserEmail: 'pool@example.com',
  concurrency: 5,
  sandboxes: [{ namespace: 'myisb', region: 'us-west-2', access: { kind: 'machine-client', roleArn: 'arn:aws:iam::222222222222:role/m2m', externalId: 'id' } }],
};

export const STACK_INTENT: StackIntent = { name: 'Pool', accounts: [declared('pool-001'), declared('pool-002')], factories: [FACTORY], runtimes: ['nodejs24.x'] };

/** With members of the snapshot replaced, and with an app. */
export function subject(snapshot: Partial<Snapshot> = {}, app: Partial<StackIntent> | null = {}): Subject {
  return { snapshot: { ...SNAPSHOT, ...snapshot }, ...(app === null ? {} : { app: { stacks: [{ ...STACK_INTENT, ...app }] } }) };
}
