import { AccountFactory, PoolAccount } from 'account-robot';
import * as organizations from 'aws-cdk-lib/aws-organizations';
import type { TestApp } from './test-app';
import { ACCOUNT, HOLDING, poolStack, REGION } from '../support/rehearse-app';

/** The app makes the unit for its pool, and nobody registers that with Control Tower. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, []);
    const unit = new organizations.CfnOrganizationalUnit(stack, 'Unit', { name: 'Pool', parentId: 'r-abcd' });
    new PoolAccount(stack, 'pool-001', { source: new AccountFactory(stack, 'AccountFactory', { holdingOrganizationalUnitId: unit.attrId }) });
  },
  world: {
    values: { attributes: { 'Pool:Unit.Id': HOLDING } },
    organization: { managementAccountId: ACCOUNT, homeRegion: REGION, organizationalUnits: [{ id: HOLDING, name: 'Pool', registered: false }] },
  },
  verdict: { ends: 'failed', because: /AR-OU-NOT-REGISTERED/, assumed: [/^AWS::Organizations::OrganizationalUnit .*: taken to deploy without a fault$/] },
  source: 'Control Tower User Guide: Account Factory takes registered organizational units only',
};
