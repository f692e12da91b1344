import { AccountFactory, PoolAccount } from 'account-robot';
import type { TestApp } from './test-app';
import { ACCOUNT, HOLDING, poolStack, REGION } from '../support/rehearse-app';

/** A factory for each of two organizational units, in one stack. */
export const app: TestApp = {
  build: root => {
    const stack = poolStack(root, []);
    Object.entries({ blue: HOLDING, green: 'ou-abcd-33334444' }).forEach(([name, holdingOrganizationalUnitId]) =>
      new PoolAccount(stack, `${name}-001`, { source: new AccountFactory(stack, `${name}-factory`, { holdingOrganizationalUnitId }) }));
  },
  world: {
    organization: {
      managementAccountId: ACCOUNT,
      homeRegion: REGION,
      organizationalUnits: [{ id: HOLDING, name: 'Blue', registered: true }, { id: 'ou-abcd-33334444', name: 'Green', registered: true }],
    },
  },
  verdict: { ends: 'available', accounts: 2 },
  source: 'README.md: a factory has the unit that it is given',
};
