import { AccountFactory, PoolAccount } from 'account-robot';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import type { TestApp } from './test-app';
import { HOLDING, poolStack } from '../support/rehearse-app';

/** The landing zone keeps the unit's id in Parameter Store, and the world file says it. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, []);
    const holdingOrganizationalUnitId = ssm.StringParameter.valueForStringParameter(stack, '/landing-zone/pool-unit');
    new PoolAccount(stack, 'pool-001', { source: new AccountFactory(stack, 'AccountFactory', { holdingOrganizationalUnitId }) });
  },
  world: { values: { ssmParameters: { '/landing-zone/pool-unit': HOLDING } } },
  verdict: { ends: 'available' },
  source: 'docs/world.md, "Values that only AWS knows"',
};
