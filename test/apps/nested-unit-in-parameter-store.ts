import { AccountFactory, PoolAccount } from 'account-robot';
import { NestedStack, Stack, Stage } from 'aws-cdk-lib';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import type { TestApp } from './test-app';
import { ACCOUNT, HOLDING, REGION } from '../support/rehearse-app';

/** In a stage: the unit's id is a parameter of the stack around the factory, whose value stands in Parameter Store, and is passed on. */
export const app: TestApp = {
  build: root => {
    const stack = new Stack(new Stage(root, 'Production'), 'Pool', { env: { account: ACCOUNT, region: REGION } });
    const holdingOrganizationalUnitId = ssm.StringParameter.valueForStringParameter(stack, '/landing-zone/pool-unit');
    const nested = new NestedStack(stack, 'Accounts');
    new PoolAccount(nested, 'pool-001', { source: new AccountFactory(nested, 'AccountFactory', { holdingOrganizationalUnitId }) });
  },
  world: { values: { ssmParameters: { '/landing-zone/pool-unit': HOLDING } } },
  verdict: { ends: 'available' },
  source: 'docs/world.md, "Values that only AWS knows"',
};
