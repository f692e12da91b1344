import type { TestApp } from './test-app';
import { onFunctions } from '../support/aspects';
import { names, poolStack } from '../support/rehearse-app';

/** The company allows one runtime, and an aspect sets it everywhere. */
export const app: TestApp = {
  build: root => onFunctions(poolStack(root, names(1)), fn => { fn.runtime = 'nodejs22.x'; }),
  verdict: { ends: 'available' },
  source: 'Lambda Developer Guide, "Lambda runtimes": nodejs22.x brings the same SDK',
};
