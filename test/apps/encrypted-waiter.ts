import { Aspects } from 'aws-cdk-lib';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { TestApp } from './test-app';
import { ACCOUNT, names, poolStack, REGION } from '../support/rehearse-app';

/** State machines are encrypted with the company's key. */
export const app: TestApp = {
  build: root => {
    Aspects.of(poolStack(root, names(1))).add({
      visit: node => {
        if (node instanceof CfnStateMachine) {
          node.encryptionConfiguration = { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: `arn:aws:kms:${REGION}:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555` };
        }
      },
    });
  },
  verdict: { ends: 'available', assumed: [/^AWS::StepFunctions::StateMachine .*EncryptionConfiguration/] },
  source: 'Step Functions Developer Guide, "Data at rest encryption": the role needs kms:Decrypt and kms:GenerateDataKey',
};
