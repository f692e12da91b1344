import type { TestApp } from './test-app';
import { onFunctions } from '../support/aspects';
import { ACCOUNT, names, poolStack, REGION } from '../support/rehearse-app';

/** The company runs signed code only, and nobody signs the CDK's assets: whether Lambda minds depends on the configuration. */
export const app: TestApp = {
  build: root => onFunctions(poolStack(root, names(1)), fn => { fn.codeSigningConfigArn = `arn:aws:lambda:${REGION}:${ACCOUNT}:code-signing-config:csc-0123456789abcdef0`; }),
  verdict: { ends: 'available', assumed: [/^AWS::Lambda::Function .*its property CodeSigningConfigArn is not looked at/] },
  source: 'Lambda Developer Guide, "Using code signing to verify code integrity": the policy warns or enforces',
};
