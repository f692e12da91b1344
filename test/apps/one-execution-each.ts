import type { TestApp } from './test-app';
import { onFunctions } from '../support/aspects';
import { names, poolStack } from '../support/rehearse-app';

/** Every function is kept to one execution, and several accounts poll at the same moment. */
export const app: TestApp = {
  build: root => onFunctions(poolStack(root, names(3)), fn => { fn.reservedConcurrentExecutions = 1; }),
  verdict: { ends: 'available', accounts: 3 },
  source: 'Lambda Developer Guide, "Asynchronous invocation"; the SDK and the waiter try again what was throttled',
};
