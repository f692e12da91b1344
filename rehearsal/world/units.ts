/** The organizational units of a world. */

import { sandboxesIn, UNIT_NAMES } from './sandbox-units';
import type { World, WorldOrganizationalUnit, WorldSandbox } from './world';

/** All of them: the organization's, and those of Innovation Sandbox. */
export function unitsOf(world: World): WorldOrganizationalUnit[] {
  const { organizationalUnits, rootId } = world.organization;
  return [...organizationalUnits, ...sandboxesIn(world).flatMap(sandbox => sandboxUnits(sandbox, rootId))];
}

/** Control Tower knows none of these: their four policies leave no room for its own. */
function sandboxUnits({ namespace, organizationalUnits: ids }: WorldSandbox, rootId: string): WorldOrganizationalUnit[] {
  return [
    { id: ids.pool, name: `${namespace}_InnovationSandboxAccountPool`, parentId: rootId, registered: false },
    ...(Object.keys(UNIT_NAMES) as (keyof typeof UNIT_NAMES)[])
      .map(unit => ({ id: ids[unit], name: UNIT_NAMES[unit], parentId: ids.pool, registered: false })),
  ];
}
