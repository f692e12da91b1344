import { Aspects } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { TestApp } from './test-app';
import { names, poolStack, REGION } from '../support/rehearse-app';

/** The same with a key that lets CloudWatch Logs in. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, names(1));
    const key = new kms.Key(stack, 'Key');
    key.grantEncryptDecrypt(new iam.ServicePrincipal(`logs.${REGION}.amazonaws.com`));
    Aspects.of(stack).add({ visit: node => {
      if (node instanceof logs.CfnLogGroup) {
        node.kmsKeyId = key.keyArn;
      }
    } });
  },
  verdict: { ends: 'available' },
  source: 'CloudWatch Logs User Guide, "Encrypt log data in CloudWatch Logs using AWS KMS"',
};
