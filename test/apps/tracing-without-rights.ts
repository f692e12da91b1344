import type { TestApp } from './test-app';
import { onFunctions } from '../support/aspects';
import { names, poolStack } from '../support/rehearse-app';

/** An aspect has everything traced. */
export const app: TestApp = {
  build: root => onFunctions(poolStack(root, names(1)), fn => { fn.tracingConfig = { mode: 'Active' }; }),
  verdict: { ends: 'failed', because: /The provided execution role does not have permissions to call PutTraceSegments on XRAY/ },
  source: 'seen in serverless/serverless#6931 and coinbase/fenrir#1',
};
