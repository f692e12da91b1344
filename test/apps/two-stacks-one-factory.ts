import { AccountFactory, PoolAccount } from 'account-robot';
import { Stack } from 'aws-cdk-lib';
import type { TestApp } from './test-app';
import { ACCOUNT, HOLDING, REGION, SETTINGS } from '../support/rehearse-app';

/** The factory stands in a stack of its own, and pools in two others use it. */
export const app: TestApp = {
  build: root => {
    const env = { account: ACCOUNT, region: REGION };
    const source = new AccountFactory(new Stack(root, 'Factory', { env }), 'Factory', { ...SETTINGS, holdingOrganizationalUnitId: HOLDING });
    ['Blue', 'Green'].forEach(id => new PoolAccount(new Stack(root, id, { env }), `${id.toLowerCase()}-001`, { source }));
  },
  verdict: { ends: 'available', accounts: 2 },
  source: 'docs/scale.md',
};
