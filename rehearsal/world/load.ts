/** Makes the world of a rehearsal: from the app alone, or from a world file and the app. */

import { appFacts } from './app-facts';
import { generalAssumptions, mismatches } from './assumptions';
import { checkOrganization } from './check-organization';
import { checkSchema } from './check-schema';
import { completeWorld } from './complete';
import { withDefaults } from './defaults';
import type { World } from './world';
import type { WorldFile } from './world-file';
import { readYaml } from './yaml-source';
import type { Assembly } from '../cloudformation/assembly';

/** A world, and sentences about it. */
export interface LoadedWorld {
  readonly world: World;
  /** What nobody said and the rehearsal takes for granted. */
  readonly assumptions: string[];
  /** What in the file can't have the effect that its author had in mind. */
  readonly notices: string[];
}

/** A plausible organization for the app: what its templates tell, and AWS's defaults for the rest. */
export function deriveWorld(assembly: Assembly): LoadedWorld {
  const { world, assumptions } = completeWorld(withDefaults({}) as WorldFile, appFacts(assembly));
  return { world, assumptions: [...assumptions, ...generalAssumptions(world)], notices: [] };
}

/**
 * The organization that a world file describes; what it leaves out is derived from the app.
 *
 * Throws `UnusableInput` naming file, line, key, value and what was expected.
 */
export function loadWorld(file: string, assembly: Assembly): LoadedWorld {
  const source = readYaml(file);
  checkSchema(source);
  const facts = appFacts(assembly);
  const { world, assumptions } = completeWorld(withDefaults(source.value) as WorldFile, facts);
  checkOrganization(world, source);
  return { world, assumptions, notices: mismatches(world, facts) };
}
