/**
 * The names of our roles.
 *
 * They are known before the roles exist, because each side of a trust between two accounts has to name the other.
 */

import { createHash } from 'node:crypto';
import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** Limit of IAM, in characters. */
const ROLE_NAME_MAX = 64;

/**
 * Name of a factory's role: `AccountRobot-`, the name of the stack that is deployed, and the id of the factory unless it is
 * the one that the stack's accounts share.
 *
 * What a name can't hold is replaced, and a hash keeps the result as unequal as the paths were.
 */
export function factoryRoleName(factory: Construct, sharedId: string): string {
  let stack = Stack.of(factory);
  while (stack.nestedStackParent) stack = stack.nestedStackParent;
  const within = factory.node.path.slice(stack.node.path.length).replace(/^\//, '');
  const parts = ['AccountRobot', stack.stackName, ...within === sharedId ? [] : within.split('/')];
  const name = parts.join('-');
  const fitting = name.replace(/[^\w+=,.@-]/g, '-');
  if (fitting === name && name.length <= ROLE_NAME_MAX) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${fitting.slice(0, ROLE_NAME_MAX - hash.length - 1)}-${hash}`;
}

/** Name of the role that `SandboxHubAccess` makes. */
export function hubRoleName(namespace: string): string {
  return `AccountRobot-${namespace}-hub`;
}
