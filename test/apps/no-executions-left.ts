import type { TestApp } from './test-app';
import { onFunctions } from '../support/aspects';
import { names, poolStack } from '../support/rehearse-app';

/** An aspect stops all functions of an account until they are looked at. */
export const app: TestApp = {
  build: root => onFunctions(poolStack(root, names(1)), fn => { fn.reservedConcurrentExecutions = 0; }),
  verdict: { ends: 'refused', because: /must be able to run, got a reserved concurrency of 0/ },
  source: 'Lambda Developer Guide, "Configuring reserved concurrency": zero throttles the function; "Asynchronous invocation": throttled events wait in the queue',
};
