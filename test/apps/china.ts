import { PoolAccount } from 'account-robot';
import { Stack } from 'aws-cdk-lib';
import type { TestApp } from './test-app';
import { ACCOUNT } from '../support/rehearse-app';

/** AWS China, where there is no Control Tower. */
export const app: TestApp = {
  build: root => { new PoolAccount(new Stack(root, 'Pool', { env: { account: ACCOUNT, region: 'cn-north-1' } }), 'pool-001'); },
  worldOfApp: true,
  verdict: { ends: 'failed', because: /AR-WRONG-REGION: region cn-north-1 has no product 'AWS Control Tower Account Factory'/ },
  source: 'the endpoints that AWS publishes with its SDKs: Service Catalog is in China, Control Tower is not',
};
