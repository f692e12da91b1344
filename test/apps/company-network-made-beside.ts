import { AccountFactory, PoolAccount } from 'account-robot';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { TestApp } from './test-app';
import { poolStack } from '../support/rehearse-app';

/** The app makes a network with a way out for its factory. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, []);
    const vpc = new ec2.Vpc(stack, 'Network', { maxAzs: 2, natGateways: 1, restrictDefaultSecurityGroup: false });
    new PoolAccount(stack, 'pool-001', { source: new AccountFactory(stack, 'AccountFactory', { vpc }) });
  },
  verdict: { ends: 'available', assumed: [/^AWS::Lambda::Function .*its network \(VpcConfig\)/, /^AWS::EC2::\w+ .*: taken to deploy without a fault$/] },
  source: 'docs/company.md, "A network needs a way out"',
};
