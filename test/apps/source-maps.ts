import type { TestApp } from './test-app';
import { setVariable } from '../support/aspects';
import { names, poolStack } from '../support/rehearse-app';

/** Stack traces with source maps, by a variable for all functions. */
export const app: TestApp = {
  build: root => setVariable(poolStack(root, names(1)), 'NODE_OPTIONS', '--enable-source-maps'),
  verdict: { ends: 'available', assumed: [/^AWS::Lambda::Function .*its variable NODE_OPTIONS/] },
  source: 'Lambda Developer Guide, "Working with Node.js source maps"',
};
