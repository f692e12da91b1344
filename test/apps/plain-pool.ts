import type { TestApp } from './test-app';
import { names, poolStack } from '../support/rehearse-app';

/** Three accounts and nothing else. */
export const app: TestApp = {
  build: root => poolStack(root, names(3)),
  verdict: { ends: 'available', accounts: 3 },
  source: 'README.md',
};
