/** Cloud assemblies that declare pool accounts: the ones that can be rehearsed. */

import { POOL_ACCOUNT_TYPE } from '../../src/contract';
import { Assembly, readAssembly as readAnyAssembly } from '../cloudformation/assembly';

/**
 * Reads the assembly in a folder.
 * @throws {UnusableInput} if there is none, if it is broken, or if no stack in it has a pool account
 */
export function readAssembly(directory: string): Assembly {
  return readAnyAssembly(directory, { type: POOL_ACCOUNT_TYPE, what: 'pool account', remedy: 'add a PoolAccount to a stack' });
}
