import { PoolAccount } from 'account-robot';
import { Stack } from 'aws-cdk-lib';
import type { TestApp } from './test-app';
import { ACCOUNT } from '../support/rehearse-app';

/** A Region that is cut off from the internet, with partition and host names of its own. */
export const app: TestApp = {
  build: root => { new PoolAccount(new Stack(root, 'Pool', { env: { account: ACCOUNT, region: 'us-iso-east-1' } }), 'pool-001'); },
  context: { '@aws-cdk/core:enablePartitionLiterals': true },
  worldOfApp: true,
  verdict: { ends: 'failed', because: /^Pool REFUSED: Template format error: Unrecognized resource types: \[AWS::ServiceCatalog::PortfolioPrincipalAssociation\]/ },
  source: 'the endpoints that AWS publishes with its SDKs; CloudFormation refuses types that it does not know',
};
