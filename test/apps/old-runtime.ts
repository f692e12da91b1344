import type { TestApp } from './test-app';
import { onFunctions } from '../support/aspects';
import { names, poolStack } from '../support/rehearse-app';

/** An aspect of years ago pins the runtime of all functions. */
export const app: TestApp = {
  build: root => onFunctions(poolStack(root, names(1)), fn => { fn.runtime = 'nodejs16.x'; }),
  verdict: { ends: 'failed', because: /The runtime parameter of nodejs16\.x is no longer supported/ },
  source: 'Lambda Developer Guide, "Runtime use after deprecation"',
};
