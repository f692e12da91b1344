import { CfnRule, Fn } from 'aws-cdk-lib';
import type { TestApp } from './test-app';
import { names, poolStack } from '../support/rehearse-app';

/** The template asserts where it may be deployed. */
export const app: TestApp = {
  build: root => {
    new CfnRule(poolStack(root, names(1)), 'OnlyHere', {
      assertions: [{ assert: Fn.conditionEquals(Fn.ref('AWS::Region'), 'eu-central-1'), assertDescription: 'only Frankfurt' }],
    });
  },
  verdict: { ends: 'failed', because: /^Pool REFUSED: .*Rule OnlyHere failed: only Frankfurt/ },
  source: 'CloudFormation User Guide, "Rules"',
};
