import type { TestApp } from './test-app';
import { onFunctions } from '../support/aspects';
import { ACCOUNT, names, poolStack, REGION } from '../support/rehearse-app';

/** An aspect gives all functions the company's queue for what fails. */
export const app: TestApp = {
  build: root => onFunctions(poolStack(root, names(1)), fn => { fn.deadLetterConfig = { targetArn: `arn:aws:sqs:${REGION}:${ACCOUNT}:failed` }; }),
  verdict: { ends: 'failed', because: /The provided execution role does not have permissions to call SendMessage on SQS/ },
  source: 'Lambda Developer Guide, "Adding a dead-letter queue": the role needs sqs:SendMessage',
};
