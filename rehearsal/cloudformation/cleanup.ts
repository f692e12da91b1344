/** The last part of an update: nothing goes back any more, and what nobody needs is deleted. */

import { whenAll } from './nested-work';
import type { OperationContext } from './operation-context';
import { nextPhase } from './operation-context';
import type { Removal } from './removal';
import { CLEANUP, keptByPolicy, removalOf, removeAll } from './removal';
import type { StackRecord } from './stacks-state';

/** Cleans a stack up after an update, and what is nested in it at the same time; `obsolete` are logical ids that the new template doesn't have. */
export function cleanUpUpdate(context: OperationContext, stack: StackRecord, obsolete: readonly string[], done: () => void): void {
  delete stack.pending;
  for (const record of Object.values(stack.resources)) {
    delete record.previous;
    record.isNew = false;
  }
  const removals: Removal[] = [
    ...obsolete.flatMap(logicalId => stack.resources[logicalId] ?? []).map(record => removalOf(record, keptByPolicy)),
    ...stack.leftovers.map(leftover => ({ ...leftover, retained: false })),
  ];
  nextPhase(context, stack, 'is cleaned up', () => whenAll([
    cleaned => removeAll(context, stack, removals, CLEANUP, cleaned),
    cleaned => context.nested.cleanUp(stack, false, cleaned),
  ], () => {
    stack.stable = true;
    context.setStatus(stack, 'UPDATE_COMPLETE');
    done();
  }));
}
