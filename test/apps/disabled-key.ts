import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { TestApp } from './test-app';
import { onFunctions } from '../support/aspects';
import { names, poolStack } from '../support/rehearse-app';

/** The key of the environments is switched off. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, names(1));
    const roles = stack.node.findAll().filter(node => node instanceof iam.Role);
    const key = new kms.Key(stack, 'Key', { enabled: false });
    onFunctions(stack, fn => { fn.kmsKeyArn = key.keyArn; });
    roles.forEach(role => key.grantDecrypt(role));
  },
  verdict: { ends: 'failed', because: /CloudFormation did not receive a response from your Custom Resource/ },
  source: 'KMS Developer Guide, "Enable and disable keys": a disabled key decrypts nothing',
};
