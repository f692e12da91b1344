/** The parameters by which the stacks of Innovation Sandbox tell of themselves, as Systems Manager has them. */

import { SandboxContext } from './sandbox-context';
import { SANDBOX_NAMES } from '../../../src/contract';

/** The value of a parameter in that account and Region; undefined where it doesn't exist. */
export function parameterValue(sandbox: SandboxContext, accountId: string, region: string, name: string): string | undefined {
  const { organization, world, state } = sandbox;
  if (region !== world.region) return undefined;
  if (accountId === organization.world.organization.managementAccountId && name === SANDBOX_NAMES.poolParameter(world.namespace)) {
    return poolConfiguration(sandbox);
  }
  const isRestApiId = accountId === world.hubAccountId && name === SANDBOX_NAMES.restApiIdParameter(world.namespace);
  return isRestApiId && sandbox.isAtLeast(1, 3) ? state.api.id : undefined;
}

function poolConfiguration({ organization, world }: SandboxContext): string | undefined {
  const ids = world.organizationalUnits;
  const text = JSON.stringify({
    sandboxOuId: ids.pool,
    availableOuId: ids.available,
    activeOuId: ids.active,
    frozenOuId: ids.frozen,
    cleanupOuId: ids.cleanUp,
    quarantineOuId: ids.quarantine,
    entryOuId: ids.entry,
    exitOuId: ids.exit,
    solutionVersion: `v${world.version}`,
    supportedSchemas: '["1"]',
    isbManagedRegions: [...new Set(['us-east-1', world.region])].join(','),
  });
  switch (organization.faults.take('parameter-unusable', () => true)?.problem) {
    case undefined: return text;
    case 'missing': return undefined;
    case 'not-json': return text.slice(0, text.length / 2);
    case 'incomplete': return JSON.stringify({ ...JSON.parse(text), entryOuId: undefined });
  }
}
