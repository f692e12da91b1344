/** The OUs of Innovation Sandbox as units of the organization. */

import { UNIT_NAMES } from '../../world/sandbox-units';
import { WorldOrganizationalUnit, WorldSandbox } from '../../world/world';

/** All of them. Control Tower knows none: their four policies leave no room for its own. */
export function sandboxUnits({ namespace, organizationalUnits: ids }: WorldSandbox, rootId: string): WorldOrganizationalUnit[] {
  return [
    { id: ids.pool, name: `${namespace}_InnovationSandboxAccountPool`, parentId: rootId, registered: false },
    ...(Object.keys(UNIT_NAMES) as (keyof typeof UNIT_NAMES)[])
      .map((unit) => ({ id: ids[unit], name: UNIT_NAMES[unit], parentId: ids.pool, registered: false })),
  ];
}
