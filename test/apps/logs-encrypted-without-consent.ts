import { Aspects } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { TestApp } from './test-app';
import { names, poolStack } from '../support/rehearse-app';

/** An aspect encrypts all log groups with a key whose policy does not let CloudWatch Logs in. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, names(1));
    const key = new kms.Key(stack, 'Key');
    Aspects.of(stack).add({ visit: node => {
      if (node instanceof logs.CfnLogGroup) {
        node.kmsKeyId = key.keyArn;
      }
    } });
  },
  verdict: { ends: 'failed', because: /The specified KMS key does not exist or is not allowed to be used with Arn/ },
  source: 'CloudWatch Logs User Guide, "Encrypt log data in CloudWatch Logs using AWS KMS": the policy of the key names the service',
};
