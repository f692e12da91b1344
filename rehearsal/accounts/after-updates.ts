/** Accounts as they stand after updates of their stacks that somebody asked for when the deployment had ended. */

import type { StackOperation, StackResult } from '../cloudformation/cloud-formation';

/** What is to be said of the accounts of a stack: what it declares now, and how each of them failed last, if the last one who worked on it failed. */
export function afterUpdates(deployed: StackResult, operations: readonly StackOperation[]): StackResult {
  return operations
    .flatMap(({ stack, ended }) => (stack === deployed.name && ended !== undefined ? [ended.result] : []))
    .reduce((before, { customResources, failures }) => {
      const changed = new Set(customResources.filter(resource => resource.changed).map(({ logicalId }) => logicalId));
      const known = new Map(before.customResources.map(resource => [resource.logicalId, resource]));
      return {
        ...before,
        customResources: customResources.map(resource => ({
          ...resource,
          attributes: { ...known.get(resource.logicalId)?.attributes, ...resource.attributes },
        })),
        failures: [...before.failures.filter(({ logicalId }) => !changed.has(logicalId)), ...failures],
      };
    }, deployed);
}
