import type { TestApp } from './test-app';
import { onFunctions } from '../support/aspects';
import { ACCOUNT, names, poolStack, REGION } from '../support/rehearse-app';

/** The company wants environments encrypted with its own key. */
export const app: TestApp = {
  build: root => onFunctions(poolStack(root, names(1)), fn => { fn.kmsKeyArn = `arn:aws:kms:${REGION}:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`; }),
  verdict: { ends: 'available', assumed: [/^AWS::Lambda::Function .*the key of its environment \(KmsKeyArn\), which none of the rehearsed stacks makes/] },
  source: 'Lambda Developer Guide, "Securing Lambda environment variables"',
};
