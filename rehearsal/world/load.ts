/** Makes the world of a rehearsal: from the app alone, or from a world file and the app. */

import { appFacts } from './app-facts';
import { generalAssumptions, mismatches } from './assumptions';
import { checkAgainstApp } from './check-against-app';
import { checkOrganization } from './check-organization';
import { checkSchema } from './check-schema';
import { completeWorld } from './complete';
import { withDefaults } from './defaults';
import { checkValues } from './values';
import type { World } from './world';
import type { WorldFile } from './world-file';
import type { YamlSource } from './yaml-source';
import { parseYaml, readYaml } from './yaml-source';
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
export function deriveWorld(assembly: Assembly, parameters: Readonly<Record<string, string>> = {}): LoadedWorld {
  const file = withGiven(withDefaults({}) as WorldFile, parameters);
  const { world, assumptions } = completeWorld(file, appFacts(assembly, parameters));
  return { world, assumptions: [...assumptions, ...generalAssumptions(world)], notices: [] };
}

/**
 * The organization that a world file describes; what it leaves out is derived from the app. `parameters` come before those of the file.
 *
 * Throws `UnusableInput` naming file, line, key, value and what was expected.
 */
export function loadWorld(file: string, assembly: Assembly, parameters: Readonly<Record<string, string>> = {}): LoadedWorld {
  return fromSource(readYaml(file), assembly, parameters);
}

/** The same from the text of a world file; `name` is what messages call it. */
export function loadWorldText(name: string, text: string, assembly: Assembly, parameters: Readonly<Record<string, string>> = {}): LoadedWorld {
  return fromSource(parseYaml(name, text), assembly, parameters);
}

function fromSource(source: YamlSource, assembly: Assembly, parameters: Readonly<Record<string, string>>): LoadedWorld {
  checkSchema(source);
  const given = withGiven(withDefaults(source.value) as WorldFile, parameters);
  const facts = appFacts(assembly, given.values.parameters);
  const { world, assumptions } = completeWorld(given, facts);
  checkOrganization(world, source);
  checkValues(world.values, assembly, source);
  checkAgainstApp(world, assembly, source);
  return { world, assumptions, notices: mismatches(world, facts) };
}

function withGiven(file: WorldFile, parameters: Readonly<Record<string, string>>): WorldFile {
  return { ...file, values: { ...file.values, parameters: { ...file.values.parameters, ...parameters } } };
}
