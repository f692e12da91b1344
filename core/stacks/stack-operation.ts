/** The operations that a stack goes through. Whoever works for one asks before each change whether it still runs: a waiter lives on after its operation was cancelled. */

/** What is read of a stack and of its root. */
export interface StackState {
  readonly status: string;
  /** ISO 8601; undefined before the first update. */
  readonly lastUpdatedAt?: string;
}

/**
 * The epoch of a stack operation: status and time of last update of the stack and, if nested, of its root.
 *
 * It is told in logs, so nothing in it may look like an e-mail address.
 */
export function epochOf(stack: StackState, root?: StackState): string {
  return [stack, ...(root === undefined ? [] : [root])].map(state => `${state.status}/${state.lastUpdatedAt ?? 'never'}`).join('|');
}

/** Whether the operation is undoing something. Nothing is started then, and nothing may fail. */
export function isRollback(epoch: string): boolean {
  return epoch.includes('ROLLBACK');
}

/** The operation that a stack goes through. */
export interface StackOperation {
  /** ISO 8601. */
  readonly startedAt: string;
  readonly epoch: string;
}

/** AWS CloudFormation. Throws a TransientError if it didn't answer, and a RefusalError if it said no. */
export interface StackPort {
  operation(stackId: string): Promise<StackOperation>;
}
