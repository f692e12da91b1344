import { PoolAccount } from 'account-robot';
import { CfnStack } from 'aws-cdk-lib';
import type { TestApp } from './test-app';
import { poolStack } from '../support/rehearse-app';

/** The company's baseline is a nested stack whose template is in a bucket of theirs; an account's address is one of its outputs. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, []);
    const baseline = new CfnStack(stack, 'Baseline', { templateUrl: 'https://s3.amazonaws.com/company-templates/baseline.json' });
    new PoolAccount(stack, 'pool-001', { accountEmail: baseline.getAtt('Outputs.Address').toString() });
  },
  verdict: {
    ends: 'unknown',
    because: /reads the attribute 'Outputs\.Address' of the resource Baseline of type AWS::CloudFormation::Stack, which the rehearsal only assumes to exist; say the value in the world file \(values\.attributes, 'Pool:Baseline\.Outputs\.Address'\)/,
  },
  source: 'docs/rehearsal.md, "Nested stacks"',
};
