import * as kms from 'aws-cdk-lib/aws-kms';
import type { TestApp } from './test-app';
import { onFunctions } from '../support/aspects';
import { names, poolStack } from '../support/rehearse-app';

/** An aspect encrypts all environments with a key of the app, and nobody thinks of the roles. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, names(1));
    const key = new kms.Key(stack, 'Key');
    onFunctions(stack, fn => { fn.kmsKeyArn = key.keyArn; });
  },
  verdict: { ends: 'failed', because: /CloudFormation did not receive a response from your Custom Resource/ },
  source: 'seen in cattle-ops/terraform-aws-gitlab-runner#1253: invoking fails with KMSAccessDeniedException',
};
