import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { TestApp } from './test-app';
import { onFunctions } from '../support/aspects';
import { names, poolStack } from '../support/rehearse-app';

/** Environments are encrypted with a key of the app, and every role may decrypt with it. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, names(1));
    const roles = stack.node.findAll().filter(node => node instanceof iam.Role);
    const key = new kms.Key(stack, 'Key');
    onFunctions(stack, fn => { fn.kmsKeyArn = key.keyArn; });
    roles.forEach(role => key.grantDecrypt(role));
  },
  verdict: { ends: 'available' },
  source: 'seen in cattle-ops/terraform-aws-gitlab-runner#1253: the role of the function needs kms:Decrypt',
};
