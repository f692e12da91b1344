/** The work on nested stacks, as operations on the stacks around them see it. */

import { NESTED_STACK_TYPE } from './nested-templates';
import type { Cancel, Change, Keeps, Operation, WorkOutcome } from './resource-change';
import type { ResourceContent, ResourceRecord, StackRecord } from './stacks-state';

/** How a rollback treats what it meets. */
export interface RollbackManner {
  readonly retainExceptOnCreate: boolean;
  /** Goes on with a rollback that failed. */
  readonly resumes: boolean;
}

/** Nested stacks, each of which is a resource of another stack. */
export interface NestedWork {
  /** Creates or updates a nested stack. */
  put(stack: StackRecord, record: ResourceRecord, operation: Operation, change: Change, done: (outcome: WorkOutcome) => void): Cancel;
  /** Deletes one. */
  remove(stack: StackRecord, logicalId: string, content: ResourceContent, keeps: Keeps | undefined, done: (outcome: WorkOutcome) => void): Cancel;
  /** Takes an update back, up to its cleanup; `done` is told why that failed. */
  rollBack(stack: StackRecord, record: ResourceRecord, manner: RollbackManner, done: (failure?: string) => void): void;
  /** Begins by itself to take back the update of a nested stack that failed; who takes back the one around it waits for that. */
  beginRollback(nested: StackRecord, retainExceptOnCreate: boolean, reason: string): void;
  /** Cleans up what is nested in a stack that is being cleaned up itself. */
  cleanUp(stack: StackRecord, retainExceptOnCreate: boolean, done: () => void): void;
}

/** Whether a resource is a nested stack that is really made. */
export function isNestedStack({ type, assumed }: Pick<ResourceRecord, 'type' | 'assumed'>): boolean {
  return type === NESTED_STACK_TYPE && !assumed;
}

/** Calls `done` when all pieces of work have called theirs. */
export function whenAll(pieces: readonly ((done: () => void) => void)[], done: () => void): void {
  let left = pieces.length;
  pieces.forEach(piece => piece(() => {
    left -= 1;
    if (left === 0) {
      done();
    }
  }));
}
