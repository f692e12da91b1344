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

/**
 * How long DescribeStacks may go on showing a stack as it was. AWS says of CloudFormation's reads neither that they lag nor that they don't, so this is a choice.
 *
 * What can't be known within it: whether a status that fits an operation is still that of the one before, as UPDATE_IN_PROGRESS when a rollback has just begun.
 */
export const STACK_LAG_SECONDS = 90;

/** Whether the operation is undoing something. Nothing is started then, and nothing may fail. */
export function isRollback(epoch: string): boolean {
  return /ROLLBACK\w*_IN_PROGRESS/.test(epoch);
}

/**
 * Whether an operation shows. Whoever is called by one, and sees none, is shown what was before it: by a rollback that ended, for instance, or by the update of a
 * nested stack whose cleanup waits for its root and that is rolled back instead. A cleanup only deletes, and is never what a resource is created or updated by.
 */
export function isUnderWay(epoch: string): boolean {
  return epoch.split('|').every(state => /^(?!REVIEW_)(?!\w+_CLEANUP_)\w+_IN_PROGRESS\//.test(state));
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
