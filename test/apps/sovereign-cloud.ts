import { PoolAccount } from 'account-robot';
import { Stack } from 'aws-cdk-lib';
import type { TestApp } from './test-app';
import { ACCOUNT } from '../support/rehearse-app';

/** The European Sovereign Cloud: one template writes the partition out here and leaves it to AWS::Partition there. */
export const app: TestApp = {
  build: root => { new PoolAccount(new Stack(root, 'Pool', { env: { account: ACCOUNT, region: 'eusc-de-east-1' } }), 'pool-001'); },
  context: { '@aws-cdk/core:enablePartitionLiterals': true },
  world: { organization: { homeRegion: 'eusc-de-east-1', absentServices: [] } },
  verdict: { ends: 'available' },
  source: 'seen with aws-cdk-lib 2.276.0: formatArn writes aws-eusc, managed policies keep AWS::Partition',
};
