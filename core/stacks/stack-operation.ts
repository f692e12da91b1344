/** The fence: which stack operation a leg belongs to. A waiter lives on after its operation was cancelled, and must not act for it. */

/** What is read of a stack and of its root. */
export interface StackState {
  readonly status: string;
  /** ISO 8601; undefined before the first update. */
  readonly lastUpdatedAt?: string;
}

/** The epoch of a stack operation: status and time of last update of the stack and, if nested, of its root. */
export function epochOf(stack: StackState, root?: StackState): string {
  return [stack, ...(root === undefined ? [] : [root])].map((state) => `${state.status}@${state.lastUpdatedAt ?? 'never'}`).join('|');
}

/** Whether the operation is undoing something. Nothing is started then, and nothing may fail. */
export function isRollback(epoch: string): boolean {
  return epoch.includes('ROLLBACK');
}
