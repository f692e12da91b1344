import type { TestApp } from './test-app';
import { onRoles } from '../support/aspects';
import { names, poolStack } from '../support/rehearse-app';

/** The company finds its roles by a path. */
export const app: TestApp = {
  build: root => onRoles(poolStack(root, names(1)), role => { role.path = '/platform/'; }),
  verdict: { ends: 'available' },
  source: 'IAM User Guide, "IAM identifiers": a path is part of the ARN, and not of a session\'s',
};
