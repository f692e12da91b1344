import { PoolAccount } from 'account-robot';
import * as ram from 'aws-cdk-lib/aws-ram';
import type { TestApp } from './test-app';
import { poolStack } from '../support/rehearse-app';

/** Accounts that are declared to come after each other, and a share of resources that names them all. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, []);
    const [first, second] = ['pool-001', 'pool-002'].map(name => new PoolAccount(stack, name));
    second.node.addDependency(first);
    new ram.CfnResourceShare(stack, 'Share', { name: 'network', principals: [first.accountId, second.accountId], allowExternalPrincipals: false });
  },
  verdict: { ends: 'available', accounts: 2, assumed: [/^AWS::RAM::ResourceShare .*: taken to deploy without a fault$/] },
  source: 'CloudFormation User Guide, DependsOn; Template Reference, AWS::RAM::ResourceShare',
};
