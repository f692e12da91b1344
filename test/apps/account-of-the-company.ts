import type { TestApp } from './test-app';
import { names, poolStack } from '../support/rehearse-app';

/** An account that exists is taken into the pool. */
export const app: TestApp = {
  build: root => poolStack(root, names(1), { existingAccountId: '444455556666' }),
  worldOfApp: true,
  verdict: { ends: 'available' },
  source: 'README.md, existingAccountId',
};
