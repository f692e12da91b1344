/**
 * The names of our roles.
 *
 * They are known before the roles exist, because each side of a trust between two accounts has to name the other.
 */

import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { distinctName } from './distinct-name';
import { ROLE_NAME_MAX } from '../contract';

/**
 * Name of a factory's role: `AccountRobot-`, the name of the stack that is deployed, and the id of the factory unless it is
 * the one that the stack's accounts share.
 *
 * What a name can't hold is replaced, and the result is as unequal as the paths were.
 */
export function factoryRoleName(factory: Construct, sharedId: string): string {
  let stack = Stack.of(factory);
  while (stack.nestedStackParent) {
    stack = stack.nestedStackParent;
  }
  const within = factory.node.path.slice(stack.node.path.length).replace(/^\//, '');
  const parts = ['AccountRobot', stack.stackName, ...within === sharedId ? [] : within.split('/')];
  return distinctName(parts.join('-'), /[^\w+=,.@-]/g, ROLE_NAME_MAX);
}

/** Name of the role that `SandboxHubAccess` makes. */
export function hubRoleName(namespace: string): string {
  return `AccountRobot-${namespace}-hub`;
}
