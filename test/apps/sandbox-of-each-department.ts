import { AccountFactory, InnovationSandbox, PoolAccount, SandboxAccess } from 'account-robot';
import { Stack } from 'aws-cdk-lib';
import type { TestApp } from './test-app';
import { ACCOUNT, REGION } from '../support/rehearse-app';
import { EXTERNAL_ID } from '../support/sandbox-app';

/** Departments with a sandbox and a stack each, and one factory for all in a stack of its own. */
export const app: TestApp = {
  build: root => {
    const env = { account: ACCOUNT, region: REGION };
    const source = new AccountFactory(new Stack(root, 'Factory', { env }), 'Factory');
    Object.entries({ labs: '222222222222', school: '333333333333' }).forEach(([department, hub]) => {
      const roleArn = `arn:aws:iam::${hub}:role/isb-m2m/${department}/${department}-isb-m2m-admin-robot`;
      const access = SandboxAccess.machineClient({ roleArn, externalId: EXTERNAL_ID });
      const sandbox = InnovationSandbox.fromNamespace(department, { region: 'us-west-2', access });
      new PoolAccount(new Stack(root, department, { env }), `${department}-001`, { source, sandbox });
    });
  },
  worldOfApp: true,
  verdict: { ends: 'available', accounts: 2 },
  source: 'docs/innovation-sandbox.md: several in one organization',
};
