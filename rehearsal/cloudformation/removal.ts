/** Deletes resources of a stack: those of a cleanup, a rollback, or a whole stack. */

import type { OperationContext } from './operation-context';
import type { Keeps } from './resource-change';
import { reversed, Schedule } from './schedule';
import type { ResourceContent, ResourceRecord, StackRecord } from './stacks-state';

/** One physical resource to be deleted. */
export interface Removal {
  readonly logicalId: string;
  readonly type: string;
  readonly assumed: boolean;
  readonly content: ResourceContent;
  /** The record that goes with it; undefined for what a replacement left over. */
  readonly record?: ResourceRecord;
  /** Kept in the account and only forgotten by the stack. */
  readonly retained: boolean;
  /** Which resources of it are kept, if it is a nested stack; by default those that their policies keep. */
  readonly keeps?: Keeps;
}

/** How stubbornly to delete. */
export interface RemovalManner {
  /** CloudFormation tries a deletion so often. */
  readonly attempts: number;
  /** Whether a deletion that fails for good is passed over. */
  readonly forgiving: boolean;
}

/** The cleanup of an update: three tries, and then CloudFormation gives up and the update succeeds. */
export const CLEANUP: RemovalManner = { attempts: 3, forgiving: true };
/** A rollback of a creation and the deletion of a stack: a failure ends them. */
export const STRICT: RemovalManner = { attempts: 1, forgiving: false };

/** Deletes dependents before what they depend on; `done` gets the logical ids that could not be deleted. */
export function removeAll(
  context: OperationContext, stack: StackRecord, removals: readonly Removal[], manner: RemovalManner, done: (failed: string[]) => void,
): void {
  const byKey = new Map(removals.map((removal, index) => [`${removal.logicalId} ${index}`, removal]));
  const keyOfRecord = new Map([...byKey].filter(([, removal]) => removal.record !== undefined).map(([key, removal]) => [removal.logicalId, key]));
  const graph = new Map([...byKey].map(([key, { record }]) => [
    key,
    (record?.dependsOn ?? []).map(logicalId => keyOfRecord.get(logicalId)).filter(need => need !== undefined),
  ]));
  const failed: string[] = [];
  const attempt = (removal: Removal, left: number, finished: (ok: boolean) => void) => {
    tell(context, stack, removal, 'DELETE_IN_PROGRESS');
    context.work.remove(stack, removal, removal.content, outcome => {
      if (outcome.succeeded) {
        forget(stack, removal);
        tell(context, stack, removal, 'DELETE_COMPLETE');
        finished(true);
        return;
      }
      tell(context, stack, removal, 'DELETE_FAILED', outcome.reason);
      if (left > 1) {
        attempt(removal, left - 1, finished);
      } else if (manner.forgiving) {
        forget(stack, removal);
        finished(true);
      } else {
        failed.push(removal.logicalId);
        finished(false);
      }
    }, removal.keeps);
  };
  new Schedule(reversed(graph), (key, finished) => {
    const removal = byKey.get(key)!;
    if (!removal.retained) {
      attempt(removal, manner.attempts, finished);
      return;
    }
    forget(stack, removal);
    if (context.work.nameOfType(removal.type, removal.content.properties) !== undefined) {
      stack.retained = [...stack.retained ?? [], { type: removal.type, properties: removal.content.properties }];
    }
    tell(context, stack, removal, 'DELETE_SKIPPED');
    finished(true);
  }, () => done(failed)).run();
}

/** The removal of a resource that the stack has. */
export function removalOf(record: ResourceRecord, keeps: Keeps): Removal {
  return { logicalId: record.logicalId, type: record.type, assumed: record.assumed, content: record.content, record, retained: keeps(record), keeps };
}

/** Keeps what is marked to be kept. */
export function keptByPolicy(record: ResourceRecord): boolean {
  return isRetained(record.deletionPolicy);
}

/** Whether a policy keeps a resource that the stack no longer has. */
export function isRetained(policy: string | undefined): boolean {
  return policy === 'Retain' || policy === 'RetainExceptOnCreate';
}

function forget(stack: StackRecord, { logicalId, record, content }: Removal): void {
  if (record !== undefined && stack.resources[logicalId] === record) {
    delete stack.resources[logicalId];
  }
  stack.leftovers = stack.leftovers.filter(leftover => leftover.content !== content);
}

function tell(context: OperationContext, stack: StackRecord, removal: Removal, status: string, reason?: string): void {
  if (removal.record !== undefined) {
    removal.record.status = status;
    removal.record.reason = reason;
  }
  context.emitResource(stack, removal, status, reason);
}
