/** Takes a stack back to where it was before the operations that did not complete. */

import type { RollbackManner } from './nested-work';
import { isNestedStack, whenAll } from './nested-work';
import type { OperationContext } from './operation-context';
import { nextPhase } from './operation-context';
import type { Removal } from './removal';
import { CLEANUP, isRetained, removalOf, removeAll, STRICT } from './removal';
import type { Keeps } from './resource-change';
import type { Finished } from './schedule';
import { Schedule } from './schedule';
import type { ResourceContent, ResourceRecord, StackRecord } from './stacks-state';

/**
 * Goes on with the rollback of an update that failed. What is to be skipped is taken to be as it was before the update, whatever it is: the stack and what is
 * there may differ from then on.
 */
export function continueRollback(context: OperationContext, stack: StackRecord, skipped: readonly string[], done: () => void): void {
  for (const within of [stack, ...context.nestedIn(stack)]) {
    for (const record of Object.values(within.resources)) {
      if (record.previous === undefined || !skipped.includes(orphanName(within, record))) {
        continue;
      }
      record.content = record.previous;
      delete record.previous;
      delete record.reason;
      record.status = 'UPDATE_COMPLETE';
      context.emitResource(within, record, record.status);
    }
  }
  rollBackUpdate(context, stack, { retainExceptOnCreate: false, resumes: true }, 'User Initiated', done);
}

/** How a resource to be skipped is named: in a nested stack behind the name of that, as AWS wants it. */
export function orphanName({ name, nested }: StackRecord, { logicalId }: Pick<ResourceRecord, 'logicalId'>): string {
  return nested === undefined ? logicalId : `${name}.${logicalId}`;
}

/** Rolls back a creation or an update, whichever the stack is in the middle of. */
export function rollBack(context: OperationContext, stack: StackRecord, retainExceptOnCreate: boolean, reason: string, done: () => void): void {
  if (stack.stable) {
    rollBackUpdate(context, stack, { retainExceptOnCreate, resumes: false }, reason, done);
  } else {
    rollBackCreation(context, stack, retainExceptOnCreate, reason, done);
  }
}

/** What a rollback keeps of that which the operation made. */
export function survivors(retainExceptOnCreate: boolean): Keeps {
  // RetainExceptOnCreate is Retain but for exactly this case.
  return ({ deletionPolicy }) => deletionPolicy === 'Retain' && !retainExceptOnCreate;
}

function rollBackCreation(context: OperationContext, stack: StackRecord, retainExceptOnCreate: boolean, reason: string, done: () => void): void {
  context.setStatus(stack, 'ROLLBACK_IN_PROGRESS', reason);
  const removals = Object.values(stack.resources).map(record => removalOf(record, survivors(retainExceptOnCreate)));
  nextPhase(context, stack, 'deletes', () => removeAll(context, stack, removals, STRICT, failed => {
    if (failed.length === 0) {
      context.setStatus(stack, 'ROLLBACK_COMPLETE');
    } else {
      context.setStatus(stack, 'ROLLBACK_FAILED', `The following resource(s) failed to delete: [${failed.join(', ')}].`);
    }
    done();
  }));
}

/** Takes an update back. A nested stack comes as far as its cleanup, which waits for that of the stack that it is nested in. */
export function rollBackUpdate(context: OperationContext, stack: StackRecord, manner: RollbackManner, reason: string, done: () => void): void {
  context.setStatus(stack, 'UPDATE_ROLLBACK_IN_PROGRESS', reason);
  const touched = Object.values(stack.resources).filter(record => record.previous !== undefined);
  const graph = new Map(touched.map(record => [record.logicalId, record.dependsOn]));
  const failed: string[] = [];
  const restoring = new Schedule(graph, (logicalId, finished) => {
    restore(context, stack, stack.resources[logicalId], manner, ok => {
      if (!ok) {
        failed.push(logicalId);
      }
      finished(ok);
    });
  }, () => {
    if (failed.length > 0) {
      context.setStatus(stack, 'UPDATE_ROLLBACK_FAILED', `The following resource(s) failed to update: [${failed.join(', ')}].`);
      done();
      return;
    }
    context.setStatus(stack, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
    if (stack.nested === undefined) {
      cleanUpRollback(context, stack, manner.retainExceptOnCreate, done);
    } else {
      done();
    }
  });
  nextPhase(context, stack, 'restores', () => restoring.run());
}

/** Deletes what an update made that was taken back. */
export function cleanUpRollback(context: OperationContext, stack: StackRecord, retainExceptOnCreate: boolean, done: () => void): void {
  Object.assign(stack, stack.pending?.before);
  delete stack.pending;
  const removals: Removal[] = [
    ...Object.values(stack.resources).filter(record => record.isNew).map(record => removalOf(record, survivors(retainExceptOnCreate))),
    ...stack.leftovers.map(leftover => ({ ...leftover, retained: false })),
  ];
  nextPhase(context, stack, 'is cleaned up', () => whenAll([
    cleaned => removeAll(context, stack, removals, CLEANUP, cleaned),
    cleaned => context.nested.cleanUp(stack, retainExceptOnCreate, cleaned),
  ], () => {
    Object.assign(stack, stack.former);
    delete stack.former;
    context.setStatus(stack, 'UPDATE_ROLLBACK_COMPLETE');
    done();
  }));
}

/** Updates a resource with its old properties; the ones that were tried go along as OldResourceProperties. */
function restore(context: OperationContext, stack: StackRecord, record: ResourceRecord, manner: RollbackManner, finished: Finished): void {
  const previous = record.previous!;
  const tried = record.content;
  record.status = 'UPDATE_IN_PROGRESS';
  delete record.reason;
  // A new request, and not a retry of the one that failed.
  delete record.failedRequestId;
  context.emitResource(stack, record, record.status);
  const settle = (content: ResourceContent) => {
    if (tried.physicalId !== content.physicalId) {
      leaveOver(stack, record, tried);
    }
    stack.leftovers = stack.leftovers
      .filter(leftover => leftover.logicalId !== record.logicalId || leftover.content.physicalId !== content.physicalId);
    record.content = content;
    delete record.previous;
    record.status = 'UPDATE_COMPLETE';
    context.emitResource(stack, record, record.status);
    finished(true);
  };
  const fail = (reason: string) => {
    record.status = 'UPDATE_FAILED';
    record.reason = reason;
    context.emitResource(stack, record, record.status, reason);
    finished(false);
  };
  if (isNestedStack(record)) {
    context.nested.rollBack(stack, record, manner, failure => {
      if (failure === undefined) {
        settle({ ...previous, physicalId: tried.physicalId });
      } else {
        fail(failure);
      }
    });
    return;
  }
  // Either nobody was ever asked for the change, or the resource was replaced and the old one is still there.
  const untouched = tried === previous || context.work.refusesUpdate(record.type, previous, tried);
  if (untouched || (!context.work.isCustom(record.type) && tried.physicalId !== previous.physicalId)) {
    settle(previous);
    return;
  }
  // The code of a function goes back to where it was found then.
  const target = { stack, record, mayBeAssumed: false, assetDirectory: () => previous.codeDirectory };
  context.work.put(target, { properties: previous.properties, current: tried }, outcome => {
    if (outcome.succeeded) {
      settle(outcome.content);
    } else {
      fail(outcome.reason);
    }
  });
}

function leaveOver(stack: StackRecord, record: ResourceRecord, content: ResourceContent): void {
  if (isRetained(record.updateReplacePolicy)) {
    return;
  }
  stack.leftovers.push({ logicalId: record.logicalId, type: record.type, assumed: record.assumed, content });
}
