import { PoolAccount } from 'account-robot';
import { Stack } from 'aws-cdk-lib';
import type { TestApp } from './test-app';
import { ACCOUNT } from '../support/rehearse-app';

/** Mexico may be the home of a landing zone, and its Account Factory has no product: Service Catalog isn't there. */
export const app: TestApp = {
  build: root => { new PoolAccount(new Stack(root, 'Pool', { env: { account: ACCOUNT, region: 'mx-central-1' } }), 'pool-001'); },
  worldOfApp: true,
  verdict: { ends: 'failed', because: /^Pool REFUSED: Template format error: Unrecognized resource types: \[AWS::ServiceCatalog::PortfolioPrincipalAssociation\]/ },
  newest: { ends: 'refused', because: /Resource type 'AWS::ServiceCatalog::PortfolioPrincipalAssociation' does not exist in 'mx-central-1'/ },
  source: 'Control Tower User Guide, "Regional differences": Service Catalog is not in all Regions of Control Tower; the endpoints that AWS publishes with its SDKs',
};
