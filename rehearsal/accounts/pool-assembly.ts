/** Cloud assemblies that declare pool accounts: the ones that can be rehearsed. */

import { CUSTOM_TYPES } from './custom-types';
import { POOL_ACCOUNT_TYPE } from '../../src/contract';
import type { Assembly } from '../cloudformation/assembly';
import { readAssembly as readAnyAssembly } from '../cloudformation/assembly';
import { needsOf } from '../cloudformation/needs';
import { reachedByCustom } from '../cloudformation/relevance';
import { withNested } from '../cloudformation/with-nested';
import { checkFunctionCode } from '../services/lambda/function-code';
import { KNOWN_TYPES } from '../services/rehearsed-services';

/**
 * Reads the assembly in a folder.
 * @throws {UnusableInput} if there is none, if it is broken, if no stack in it has a pool account, or if the code that would be run is missing
 */
export function readAssembly(directory: string): Assembly {
  const assembly = readAnyAssembly(directory, {
    type: POOL_ACCOUNT_TYPE,
    what: 'pool account',
    remedy: 'add a PoolAccount to a stack',
  });
  const relevance = { customTypes: CUSTOM_TYPES, types: KNOWN_TYPES };
  const needs = needsOf(assembly.stacks, relevance);
  for (const stack of withNested(assembly.stacks)) {
    checkFunctionCode(stack, reachedByCustom(stack.template, relevance, needs.get(stack.name)));
  }
  return assembly;
}
