import { PoolAccount } from 'account-robot';
import { CfnCondition, CfnResource, Fn, Aspects } from 'aws-cdk-lib';
import type { TestApp } from './test-app';
import { poolStack } from '../support/rehearse-app';

/** One of two accounts is wanted in another Region only. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, ['pool-001']);
    const condition = new CfnCondition(stack, 'Elsewhere', { expression: Fn.conditionEquals(Fn.ref('AWS::Region'), 'us-east-1') });
    const account = new PoolAccount(stack, 'pool-002');
    Aspects.of(account).add({ visit: node => {
      if (node instanceof CfnResource) {
        node.cfnOptions.condition = condition;
      }
    } });
  },
  verdict: { ends: 'available', accounts: 1 },
  source: 'CloudFormation User Guide, "Conditions": nothing is made where one is false',
};
