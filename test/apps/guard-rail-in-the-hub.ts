import type { TestApp } from './test-app';
import { names, poolStack } from '../support/rehearse-app';
import { sandboxBlock } from '../support/sandbox-app';

/** Innovation Sandbox lives in an account in which a service control policy lets nobody call APIs of API Gateway. */
export const app: TestApp = {
  build: root => poolStack(root, names(1)),
  settings: { sandbox: sandboxBlock() },
  world: { organization: { deniedActions: ['execute-api:*'] } },
  verdict: { ends: 'failed', because: /execute-api:Invoke/ },
  source: 'Organizations User Guide, "Service control policies": they reach roles of member accounts, whoever takes them',
};
