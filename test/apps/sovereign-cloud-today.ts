import { PoolAccount } from 'account-robot';
import { Stack } from 'aws-cdk-lib';
import type { TestApp } from './test-app';
import { ACCOUNT } from '../support/rehearse-app';

/** The European Sovereign Cloud, which has Control Tower and no Service Catalog. */
export const app: TestApp = {
  build: root => { new PoolAccount(new Stack(root, 'Pool', { env: { account: ACCOUNT, region: 'eusc-de-east-1' } }), 'pool-001'); },
  worldOfApp: true,
  verdict: { ends: 'failed', because: /^Pool REFUSED: Template format error: Unrecognized resource types: \[AWS::ServiceCatalog::PortfolioPrincipalAssociation\]/ },
  source: 'the endpoints that AWS publishes with its SDKs (botocore 1.44.8); Control Tower User Guide, "Regional differences"',
};
