/**
 * An account as a relay of legs.
 *
 * A custom resource lives for an hour at most, an account needs longer. So an account is several of them, each depending on
 * the one before: Start ends when the factory is at work, the last one when the goal is reached, and those between hand over.
 */

import type { Duration } from 'aws-cdk-lib';
import { Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { DEFAULT_TIMEOUT_MINUTES, LEG_MINUTES, legNamesOf, TAG_VALUE_MAX } from '../contract';
import { timeoutProblem } from '../settings/validation';
import { distinctName } from '../shared/distinct-name';
import { refuseUnfit, UserError } from '../shared/user-error';

/** Limit of CloudFormation, in characters. */
const STACK_NAME_MAX = 128;

/** Start, Leg2, Leg3 ... Resource: as many legs of 55 minutes as the account may take. */
export function legNames(subject: string, timeout: Duration | undefined, contextMinutes: number | undefined, ofSource: Duration | undefined): string[] {
  if (timeout?.isUnresolved() || (timeout === undefined && Token.isUnresolved(contextMinutes))) {
    throw new UserError(`${subject}: 'timeout' must be known at synthesis, got a token; it decides how many resources the account consists of`);
  }
  const minutes = timeout?.toMinutes({ integral: false }) ?? contextMinutes ?? ofSource?.toMinutes({ integral: false }) ?? DEFAULT_TIMEOUT_MINUTES;
  refuseUnfit(subject, 'timeout', minutes, timeoutProblem);
  return legNamesOf(Math.ceil(minutes / LEG_MINUTES));
}

/**
 * Name of the stack that is deployed, and path of the construct within it: the value of a tag.
 *
 * Of a nested stack the root counts, because a nested stack gets a new name whenever it is created anew. What a tag can't
 * hold is replaced, and the result is as unequal as the paths were.
 */
export function ownerOf(account: Construct): string {
  let stack = Stack.of(account);
  while (stack.nestedStackParent) {
    stack = stack.nestedStackParent;
  }
  const within = account.node.path.slice(stack.node.path.length).replace(/^\//, '');
  return `${stack.stackName}/${distinctName(within, /[^A-Za-z0-9 _.:/=+@-]/g, TAG_VALUE_MAX - STACK_NAME_MAX - 1)}`;
}
