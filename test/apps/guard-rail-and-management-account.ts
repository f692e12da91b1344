import type { TestApp } from './test-app';
import { names, poolStack } from '../support/rehearse-app';

/** A policy that denies Service Catalog everywhere: it does not reach the management account, where the pool is deployed. */
export const app: TestApp = {
  build: root => poolStack(root, names(1)),
  world: { organization: { deniedActions: ['servicecatalog:*', 'organizations:*'] } },
  verdict: { ends: 'available' },
  source: 'Organizations User Guide, "Service control policies": the management account is not affected',
};
