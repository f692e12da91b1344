import { Aspects, CfnResource } from 'aws-cdk-lib';
import type { TestApp } from './test-app';
import { names, poolStack } from '../support/rehearse-app';

/** An aspect writes to each resource where it was declared. */
export const app: TestApp = {
  build: root => {
    Aspects.of(poolStack(root, names(1))).add({ visit: node => {
      if (CfnResource.isCfnResource(node)) {
        node.addMetadata('declared', node.node.path);
      }
    } });
  },
  verdict: { ends: 'available' },
  source: 'CloudFormation Template Reference, Metadata attribute',
};
