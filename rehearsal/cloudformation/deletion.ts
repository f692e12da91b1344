/** Deletes a whole stack, as DeleteStack does. */

import type { OperationContext } from './operation-context';
import { nextPhase } from './operation-context';
import type { Removal } from './removal';
import { keptByPolicy, removalOf, removeAll, STRICT } from './removal';
import type { Keeps } from './resource-change';
import type { StackRecord } from './stacks-state';

/** Whether CloudFormation takes the order to delete a stack: one that is being changed or taken back has to come to rest first, one that is being created not. */
export function isDeletable(status: string): boolean {
  return status === 'CREATE_IN_PROGRESS' || !status.endsWith('_IN_PROGRESS');
}

/** What CloudFormation says where it doesn't. */
export function undeletable({ id, status }: StackRecord): string {
  return `Stack [${id}] cannot be deleted while in status ${status}`;
}

/** Deletes a stack that is at rest; its status tells how that ended. */
export function deleteStack(context: OperationContext, stack: StackRecord, done: () => void, keeps: Keeps = keptByPolicy): void {
  const before = stack.status;
  context.setStatus(stack, 'DELETE_IN_PROGRESS', stack.nested === undefined ? 'User Initiated' : undefined);
  const inUse = Object.keys(stack.exports).map(name => context.exportInUse(stack, name, 'deleted')).find(reason => reason !== undefined);
  if (inUse !== undefined) {
    nextPhase(context, stack, 'is not deleted', () => {
      context.setStatus(stack, before, inUse);
      done();
    });
    return;
  }
  const removals: Removal[] = [
    ...Object.values(stack.resources).map(record => removalOf(record, keeps)),
    ...stack.leftovers.map(leftover => ({ ...leftover, retained: false })),
  ];
  nextPhase(context, stack, 'is deleted', () => removeAll(context, stack, removals, STRICT, failed => {
    if (failed.length > 0) {
      context.setStatus(stack, 'DELETE_FAILED', `The following resource(s) failed to delete: [${failed.join(', ')}].`);
    } else {
      context.changing(stack);
      stack.deletedAt = context.date();
      context.setStatus(stack, 'DELETE_COMPLETE');
    }
    done();
  }));
}
