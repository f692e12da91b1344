/** Reads which pool a function counts out of its environment. */

import { badVariable, requireEnv } from './environment';
import type { Environment } from './environment';
import type { CountedAt } from '../../core/capacity/pool-counter';
import type { CountedSandbox } from '../../core/capacity/ports';
import { parseSandboxes } from '../../core/registration/innovation-sandbox/sandboxes';
import { CapacityEnvironment, PoolAccountEnvironment, REGION_PATTERN, SANDBOX_NAMESPACE_PATTERN } from '../../src/contract';
import type { PoolSubject } from '../../src/contract';

/** The pool, and how its metrics are told apart. */
export interface PoolSettings extends CountedAt {
  readonly stackRegion: string;
  readonly subject: PoolSubject;
}

/** Parses the environment of a function that counts a pool. */
export function parseCountedPool(environment: Environment): PoolSettings {
  const stackName = requireEnv(environment, CapacityEnvironment.STACK_NAME);
  const maxSize = requireEnv(environment, CapacityEnvironment.MAX_SIZE);
  if (!/^[1-9][0-9]*$/.test(maxSize)) {
    throw badVariable(CapacityEnvironment.MAX_SIZE, `'${maxSize}'`, 'a whole number, 1 or more');
  }
  const legs = requireEnv(environment, CapacityEnvironment.LEGS).split(',');
  if (legs.length !== Number(maxSize)) {
    throw badVariable(CapacityEnvironment.LEGS, `${legs.length} marks`, `one for each of ${maxSize} accounts`);
  }
  const sizeParameter = environment[CapacityEnvironment.SIZE_PARAMETER];
  const sandbox = sandboxOf(environment);
  return {
    stackName,
    stackRegion: matching(environment, CapacityEnvironment.STACK_REGION, REGION_PATTERN, 'a region'),
    subject: { stackName, pool: requireEnv(environment, CapacityEnvironment.POOL) },
    owner: requireEnv(environment, CapacityEnvironment.OWNER),
    maxSize: Number(maxSize),
    legs,
    ...(sizeParameter === undefined || sizeParameter === '' ? {} : { sizeParameter }),
    ...(sandbox === undefined ? {} : { sandbox }),
  };
}

function sandboxOf(environment: Environment): CountedSandbox | undefined {
  const given = environment[CapacityEnvironment.SANDBOX_NAMESPACE];
  if (given === undefined || given === '') {
    return undefined;
  }
  const namespace = matching(environment, CapacityEnvironment.SANDBOX_NAMESPACE, SANDBOX_NAMESPACE_PATTERN, 'a namespace of 3 to 8 letters and digits');
  const region = matching(environment, CapacityEnvironment.SANDBOX_REGION, REGION_PATTERN, 'a region');
  const access = parseSandboxes(environment[PoolAccountEnvironment.SANDBOXES])[namespace]?.access;
  return { namespace, region, ...(access === undefined ? {} : { access }) };
}

function matching(environment: Environment, name: CapacityEnvironment, pattern: RegExp, expected: string): string {
  const value = requireEnv(environment, name);
  if (!pattern.test(value)) {
    throw badVariable(name, `'${value}'`, expected);
  }
  return value;
}
