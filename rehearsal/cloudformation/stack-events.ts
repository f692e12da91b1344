/** What is told of stacks while they are worked on. */

import { NESTED_STACK_TYPE } from './nested-templates';

/** Something happened to a stack or to a resource of it. */
export interface StackEvent {
  /** Seconds since the run began. */
  readonly at: number;
  /** Its name or, of a nested one, where it is: `Pool/Accounts`. */
  readonly stack: string;
  readonly logicalId: string;
  /** 'AWS::CloudFormation::Stack' for the stack itself, whose logical id is what stands in `stack` then, and for a resource that nests another one. */
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  /** Of a custom resource that is run. */
  readonly properties?: Record<string, any>;
}

/** Whether an event is about the stack itself, and not about a resource of it. */
export function isOfStackItself({ stack, logicalId, type }: Pick<StackEvent, 'stack' | 'logicalId' | 'type'>): boolean {
  return type === NESTED_STACK_TYPE && logicalId === stack;
}
