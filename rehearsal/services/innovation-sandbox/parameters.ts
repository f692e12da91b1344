/** The parameters by which the stacks of Innovation Sandbox tell of themselves, as Systems Manager has them. */

import type { SandboxContext } from './sandbox-context';
import { SANDBOX_NAMES } from '../../../src/contract';
import type { SsmService } from '../ssm/ssm';

/** Publishes them where they are looked for: the pool's in the management account, the API's in the hub. */
export function publishParameters(sandbox: SandboxContext, ssm: SsmService): void {
  const { organizations, state, to, world: { hubAccountId, namespace, region } } = sandbox;
  const modifiedAt = organizations.state.createdAt;
  ssm.publish({
    accountId: to.world.organization.managementAccountId,
    region,
    name: SANDBOX_NAMES.poolParameter(namespace),
    modifiedAt,
    value: () => poolConfiguration(sandbox),
  });
  if (sandbox.isAtLeast(1, 3)) {
    ssm.publish({ accountId: hubAccountId, region, name: SANDBOX_NAMES.restApiIdParameter(namespace), modifiedAt, value: () => state.api.id });
  }
}

function poolConfiguration({ to, world }: SandboxContext): string | undefined {
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
  switch (to.faults.take('parameter-unusable', () => true)?.problem) {
    case undefined: return text;
    case 'missing': return undefined;
    case 'not-json': return text.slice(0, text.length / 2);
    case 'incomplete': return JSON.stringify({ ...JSON.parse(text), entryOuId: undefined });
  }
}
